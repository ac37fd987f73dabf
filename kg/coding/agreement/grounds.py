"""The common ground of two codings: one text, and where in it a fact stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import Any

from kg.coding.model import Coding
from kg.errors import InputError

__all__ = ["Places", "share_text"]

_SPANNED = (
    "bodies", "posts", "memberships", "relations", "duties", "procedures", "disclosures", "citations", "defects",
    "provisions",
)  # fmt: skip


def share_text(first: Coding, second: Coding) -> tuple[Coding, Coding, str | None]:
    """Bring two codings to one text and say what was set aside.

    Equal texts need nothing. Texts that differ only in white space are both read without it. Anything else is
    refused with an InputError that shows the first difference.
    """
    if first.text == second.text:
        return first, second, None
    bare = ["".join(coding.text.split()) for coding in (first, second)]
    if bare[0] == bare[1]:
        note = "the two texts differ in white space only, which was set aside"
        return _strip(first, bare[0]), _strip(second, bare[0]), note
    at = next(
        (i for i, (a, b) in enumerate(zip(first.text, second.text, strict=False)) if a != b),
        min(len(first.text), len(second.text)),
    )
    raise InputError(
        f"the two codings are not of one text: from character {at} on one reads {first.text[at : at + 20]!r} and the "
        f"other {second.text[at : at + 20]!r}; code the same restored text",
        value=at,
    )


def _strip(coding: Coding, bare: str) -> Coding:
    offsets = [0, *accumulate(not character.isspace() for character in coding.text)]
    moved: dict[str, Any] = {
        key: tuple(
            replace(fact, start=offsets[fact.start], end=offsets[fact.end]) for fact in getattr(coding, key)
        )
        for key in _SPANNED
    }
    return replace(coding, text=bare, **moved)


class Places:
    """Names the place of an offset: the innermost numbered provision, where known, and the line."""

    def __init__(self, coding: Coding) -> None:
        self._lines = [i for i, character in enumerate(coding.text) if character == "\n"]
        numbered = [node for node in coding.provisions if node.kind == "numbered"]
        self._provisions = sorted(numbered, key=lambda node: (node.start, -node.end))

    def describe(self, offset: int, provision: str | None = None) -> str:
        """Say where ``offset`` is, for a person: ``3.8.2, line 24``."""
        line = f"line {bisect_right(self._lines, offset - 1) + 1}"
        path = provision or next(
            (node.path for node in reversed(self._provisions) if node.start <= offset < node.end), None
        )
        return f"{path}, {line}" if path else line
