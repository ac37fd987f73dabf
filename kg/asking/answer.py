"""What asking hands on: an answer with its evidence and its query, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.asking.normal import Language

__all__ = ["Answer", "Evidence", "Item", "Reason", "Understanding", "to_plain"]

# The five ways of not answering (docs/asking.md); None when something answers.
Reason = Literal["heading-lost", "silent", "not-in-documents", "unknown-matter", "not-understood"]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A sentence of a document that an answer rests on; offsets count code points of its restored text."""

    document: str
    provision: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Item:
    """One answer: its wording in the question's language and in both, what it is about, its evidence."""

    text: str
    text_zh: str
    text_en: str
    iri: str
    document: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """How a question was read: shown to the user, who can correct it."""

    intent: str
    relation: str | None = None
    documents: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    text_zh: str = ""
    text_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The whole answer to one question; keys as in the contract, with ``reason`` and ``understood`` added."""

    question: str
    language: Language
    intent: str
    answered: bool
    message: str
    reason: Reason | None = None
    understood: Understanding
    answers: tuple[Item, ...] = ()
    query: str = ""


def to_plain(answer: Answer) -> dict[str, object]:
    """Turn an answer into the contract's JSON object."""
    from dataclasses import asdict

    return asdict(answer)
