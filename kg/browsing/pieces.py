"""Cutting a stretch of text at everything that begins or ends in it, so that marks may overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

__all__ = ["Piece", "Repair", "Run", "Span", "cut", "join_runs"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that carries a statement; ``target`` is what choosing it opens."""

    start: int
    end: int
    kind: str
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """A place where the source as scraped stood otherwise."""

    start: int
    end: int
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under one innermost span, or an emended place in it."""

    text: str
    span: Span | None = None
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that follow each other under one span: what a reader sees as one mark."""

    span: Span | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Give the restored text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def length(self) -> int:
        """Count the characters of the restored text."""
        return sum(len(piece.text) for piece in self.pieces)


def join_runs(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    """Join pieces under one span, so that a span is marked once and not anew after every emended character."""
    return tuple(Run(span, tuple(group)) for span, group in groupby(pieces, key=lambda piece: piece.span))


def cut(
    text: str, start: int, end: int, spans: Sequence[Span], repairs: Sequence[Repair]
) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` into pieces, each under the shortest span that covers it."""
    inside = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    mended = [repair for repair in repairs if start <= repair.start < end and repair.end <= end]
    edges = {start, end}
    marks = [(span.start, span.end) for span in inside] + [(repair.start, repair.end) for repair in mended]
    for left, right in marks:
        edges |= {min(max(left, start), end), min(max(right, start), end)}
    places = sorted(edges)
    pieces: list[Piece] = []
    dropped = {repair.start: repair for repair in mended if repair.start == repair.end}
    read = {repair.start: repair for repair in mended if repair.start < repair.end}
    for left, right in pairwise(places):
        covering = [span for span in inside if span.start <= left and span.end >= right]
        innermost = min(covering, key=lambda span: span.end - span.start, default=None)
        if left in dropped:
            pieces.append(Piece("", innermost, dropped[left]))
        _append(pieces, Piece(text[left:right], innermost, read.get(left)))
    return tuple(pieces)


def _append(pieces: list[Piece], piece: Piece) -> None:
    last = pieces[-1] if pieces else None
    if last and last.span == piece.span and last.repair is None and piece.repair is None:
        pieces[-1] = Piece(last.text + piece.text, last.span)
    else:
        pieces.append(piece)
