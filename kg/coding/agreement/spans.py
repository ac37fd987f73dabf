"""Spans of two codings: their overlap, a one-to-one matching, and labels per character."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

__all__ = ["Spanned", "covers", "label_characters", "match_spans", "overlap_share"]


class Spanned(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


First = TypeVar("First", bound=Spanned)
Second = TypeVar("Second", bound=Spanned)


def overlap_share(one: Spanned, other: Spanned) -> float:
    """Divide the characters two spans share by the characters they cover together (0 to 1)."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return 0.0
    return shared / (max(one.end, other.end) - min(one.start, other.start))


def covers(one: Spanned, other: Spanned) -> bool:
    """Say whether nine tenths of the shorter span lie inside the longer one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= 0.9 * min(one.end - one.start, other.end - other.start)


def match_spans(
    first: Sequence[First], second: Sequence[Second], score: Callable[[First, Second], float]
) -> list[tuple[int, int]]:
    """Pair items one to one, the best ``score`` first, taking no pair that scores 0; ties go to the earlier."""
    scored = [
        (-value, i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if (value := score(one, other)) > 0
    ]
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored):
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def label_characters(length: int, spans: Sequence[Spanned]) -> list[str]:
    """Label each character: B where a span begins, I inside one, O outside all."""
    labels = ["O"] * length
    for span in sorted(spans, key=lambda item: item.start - item.end):
        labels[span.start : span.end] = ["I"] * (span.end - span.start)
    for span in spans:
        if span.start < span.end:
            labels[span.start] = "B"
    return labels
