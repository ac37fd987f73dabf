"""Moving a coding to a newer reading of its document: every fact keeps its words and gets their new place."""

from __future__ import annotations

from dataclasses import fields, replace
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Protocol, TypeVar

from kg.coding.model import Coding, Emendation, Provision
from kg.errors import InputError
from kg.reading import Document, leaf_at, numbered_at

__all__ = ["anchor"]

# A fact whose words differ by more than this share of their length is no longer what its coder read.
_MOST_CHANGED = 0.2


class _Quoted(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


F = TypeVar("F", bound=_Quoted)


def anchor(coding: Coding, document: Document) -> Coding:
    """Give the coding on the text, repairs and provisions of ``document``, another reading of the same source.

    Raises InputError that names the first fact whose words are no longer there.
    """
    places = _Places(coding, document)
    return replace(
        coding,
        document=replace(
            coding.document, sha256=sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        ),
        text=document.text,
        emendations=tuple(_emendations(document)),
        provisions=tuple(
            Provision(**{f.name: getattr(node, f.name) for f in fields(node)}) for node in document.provisions
        ),
        bodies=places.move(coding.bodies),
        posts=places.move(coding.posts),
        memberships=places.move(coding.memberships),
        relations=places.move(coding.relations),
        duties=places.move(coding.duties),
        procedures=places.move(coding.procedures),
        disclosures=places.move(coding.disclosures),
        citations=places.move(coding.citations),
        defects=places.move(coding.defects),
        silences=tuple(
            replace(silence, provisions=tuple(map(places.path, silence.provisions)))
            for silence in coding.silences
        ),
        uncoded=places.move(coding.uncoded),
    )


def _emendations(document: Document) -> list[Emendation]:
    return [
        Emendation(**{field.name: getattr(repair, field.name) for field in fields(repair)})
        for repair in document.repairs
    ]


class _Places:
    """Where each place of the coding's text stands in the document's."""

    def __init__(self, coding: Coding, document: Document) -> None:
        self._old = coding
        self._document = document
        self._paths = {node.path for node in document.provisions}
        self._at = _offsets(coding.text, document.text)

    def move(self, facts: tuple[F, ...]) -> tuple[F, ...]:
        return tuple(self._moved(fact) for fact in facts)

    def _moved(self, fact: F) -> F:
        start, end = self._span(fact.start, fact.end)
        changes: dict[str, object] = {"start": start, "end": end}
        names = {field.name for field in fields(fact)}  # type: ignore[arg-type] # facts are dataclasses
        if "quote" in names:
            changes["quote"] = self._document.text[start:end]
        if getattr(fact, "provision", None) is not None:
            changes["provision"] = self.path(getattr(fact, "provision"))  # noqa: B009 - only some facts have it
        if getattr(fact, "bearer_start", None) is not None:
            span = self._span(getattr(fact, "bearer_start"), getattr(fact, "bearer_end"))  # noqa: B009
            changes["bearer_start"], changes["bearer_end"] = span
        return replace(fact, **changes)  # type: ignore[type-var] # facts are dataclasses

    def _span(self, start: int, end: int) -> tuple[int, int]:
        words = self._old.text[start:end]
        low, high = self._at[start], self._at[end]
        found = self._document.text[low:high]
        ratio = SequenceMatcher(None, words, found, autojunk=False).ratio()
        if words.strip() and ratio < 1 - _MOST_CHANGED:
            raise InputError(
                f"{self._old.document.id}: {words[:40]!r} at {start} is not in the new reading", value=words
            )
        return low, high

    def path(self, path: str) -> str:
        if path in self._paths:
            return path
        old = next((node for node in self._old.provisions if node.path == path), None)
        if old is None:
            raise InputError(f"{self._old.document.id}: has no provision {path}", value=path)
        place = self._at[old.start]
        return (numbered_at(self._document, place) or leaf_at(self._document, place)).path


def _offsets(old: str, new: str) -> list[int]:
    """For each offset of ``old``, its end included, the offset of the same character in ``new``."""
    offsets = [0] * (len(old) + 1)
    for _, low, high, new_low, new_high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for place in range(low, high):
            offsets[place] = min(new_low + place - low, new_high)
    offsets[len(old)] = len(new)
    return offsets
