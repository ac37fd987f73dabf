"""What makes two facts the same, and how a fact reads: the rules the components are compared by."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields
from typing import TypeVar

from kg.coding.agreement.names import fold_name
from kg.coding.agreement.pairing import Item
from kg.coding.agreement.spans import covers, overlap_share
from kg.coding.model import Citation, Defect, Disclosure, DocumentDescription, Duty, Procedure

__all__ = [
    "describe_document",
    "describe_value",
    "distinct",
    "fold_actions",
    "fold_title",
    "is_timed_alike",
    "score_citation",
    "score_defect",
    "score_disclosure",
    "score_duty",
    "score_procedure",
]

Fact = TypeVar("Fact")


def distinct(items: Sequence[Item[Fact]], identify: Callable[[Fact], Hashable]) -> list[Item[Fact]]:
    """Keep the first item of each identity."""
    kept: dict[Hashable, Item[Fact]] = {}
    for item in items:
        kept.setdefault(identify(item.fact), item)
    return list(kept.values())


def fold_actions(duty: Duty) -> list[str]:
    """Return the verbs of a duty as they are compared."""
    return [fold_name(action) for action in duty.actions]


def score_duty(one: Duty, other: Duty) -> float:
    """Score two duties: the share of characters they have in common, from one half on."""
    share = overlap_share(one, other)
    return share if share >= 0.5 else 0.0


def score_procedure(one: Procedure, other: Procedure) -> float:
    """Score two procedures: by common characters from one half on, or one inside the other and of one kind."""
    share = overlap_share(one, other)
    if share >= 0.5:
        return 1 + share + (one.kind == other.kind)
    return share if one.kind == other.kind and covers(one, other) else 0.0


def score_disclosure(one: Disclosure, other: Disclosure) -> float:
    """Score two disclosures of one kind by common characters, from one half on."""
    share = overlap_share(one, other)
    return share if one.kind == other.kind and share >= 0.5 else 0.0


def score_defect(one: Defect, other: Defect) -> float:
    """Score two defects of one kind by common characters and the same provision."""
    if one.kind != other.kind:
        return 0.0
    here = one.provision is not None and one.provision == other.provision
    return overlap_share(one, other) + 0.5 * here


def fold_title(citation: Citation) -> str:
    """Return a citation's title as it is compared."""
    return fold_name(citation.title)


def score_citation(one: Citation, other: Citation) -> float:
    """Score two citations: the same title, or overlapping words and one title inside the other."""
    if fold_title(one) == fold_title(other):
        return 2.0
    nested = fold_title(one) in fold_title(other) or fold_title(other) in fold_title(one)
    share = overlap_share(one, other)
    return share if nested and share >= 0.5 else 0.0


def describe_value(value: object) -> str:
    """Write a frequency or a deadline in words, equal when the values are."""
    if value is None:
        return "none"
    parts = [
        f"{field.name} {getattr(value, field.name)}"
        for field in fields(value)  # type: ignore[arg-type]
        if getattr(value, field.name) not in (None, False)
    ]
    return ", ".join(parts) or "none"


def is_timed_alike(one: Procedure, other: Procedure) -> bool:
    """Say whether frequency and deadline of two procedures are equal."""
    return describe_value(one.frequency) == describe_value(other.frequency) and describe_value(
        one.deadline
    ) == describe_value(other.deadline)


def describe_document(document: DocumentDescription) -> list[Item[tuple[str, str]]]:
    """List what a coding says about its document."""
    named = ("title", "issuer", "number", "date", "place", "level", "genre")
    return [
        Item(fact=(key, fold_name(str(value))), place="document", quote="", value=f"{key}: {value}")
        for key in named
        if (value := getattr(document, key)) is not None
    ]
