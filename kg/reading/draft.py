"""A text under repair: edits are applied pass by pass and always known in offsets of the untouched source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg.reading.document import Repair

__all__ = ["Draft", "Edit"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Read ``text[start:end]`` of the current text as ``restored``, for ``reason``."""

    start: int
    end: int
    restored: str
    reason: str


class _Change(NamedTuple):
    """A stretch of the source and the stretch of the current text it is read as."""

    start: int
    end: int
    source_start: int
    source_end: int
    reason: str


@dataclass(frozen=True)
class Draft:
    """The source, the text as read so far, and the changes between them, in order."""

    source: str
    text: str
    changes: tuple[_Change, ...] = ()

    @classmethod
    def begin(cls, source: str) -> Draft:
        """Begin with the source as it is."""
        return cls(source, source)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The changes as repairs with the words of both texts."""
        return tuple(
            Repair(
                source_start=change.source_start,
                source_end=change.source_end,
                source=self.source[change.source_start : change.source_end],
                start=change.start,
                end=change.end,
                restored=self.text[change.start : change.end],
                reason=change.reason,
            )
            for change in self.changes
        )

    def apply(self, edits: Iterable[Edit]) -> Draft:
        """Apply edits of the current text; they may come in any order but must not overlap."""
        wanted = [edit for edit in edits if self.text[edit.start : edit.end] != edit.restored]
        if not wanted:
            return self
        wanted.sort(key=lambda edit: (edit.start, edit.end))
        new = _cut_at(wanted, [change.start for change in self.changes])
        return Draft(self.source, _rewrite(self.text, new), tuple(_Merger(self.changes, new).merge()))

    def attach(self, reason: str) -> Draft:
        """Join each dropped stretch with this reason (a note) to a change it directly follows: one place, one repair."""
        joined: list[_Change] = []
        for change in self.changes:
            if change.reason == reason and joined and joined[-1].source_end == change.source_start:
                before = joined[-1]
                joined[-1] = before._replace(
                    source_end=change.source_end, reason=f"{before.reason}; {reason}"
                )
            else:
                joined.append(change)
        return Draft(self.source, self.text, tuple(joined))


def _cut_at(edits: list[Edit], places: list[int]) -> list[Edit]:
    """Cut edits that keep the length where older changes stand inside them, so that offsets stay exact."""
    result: list[Edit] = []
    for edit in edits:
        inside = places[bisect_right(places, edit.start) : bisect_left(places, edit.end)]
        if not inside or len(edit.restored) != edit.end - edit.start:
            result.append(edit)
            continue
        for low, high in pairwise([edit.start, *dict.fromkeys(inside), edit.end]):
            result.append(Edit(low, high, edit.restored[low - edit.start : high - edit.start], edit.reason))
    return result


def _rewrite(text: str, edits: Sequence[Edit]) -> str:
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.restored]
        at = edit.end
    return "".join([*pieces, text[at:]])


class _Merger:
    """Joins the old changes with new edits of the text they gave; those that overlap become one change."""

    def __init__(self, old: Sequence[_Change], new: Sequence[Edit]) -> None:
        self.old, self.new = old, new
        self.i = self.j = 0
        self.old_shift = 0  # current text minus source, up to here
        self.new_shift = 0  # new text minus current text, up to here

    def merge(self) -> Iterator[_Change]:
        """Give the changes from the source to the new text."""
        old, new = self.old, self.new
        while self.i < len(old) or self.j < len(new):
            following = new[self.j] if self.j < len(new) else None
            if self.i < len(old) and (following is None or old[self.i].end < following.start):
                yield self._shifted(old[self.i])  # the common case: nothing new near it
                self.i += 1
            else:
                yield self._cluster()

    def _shifted(self, change: _Change) -> _Change:
        self.old_shift += change.end - change.start - (change.source_end - change.source_start)
        if not self.new_shift:
            return change
        return change._replace(start=change.start + self.new_shift, end=change.end + self.new_shift)

    def _cluster(self) -> _Change:
        """Join what overlaps, starting from what comes first; a dropped stretch comes before what starts there."""
        first_old, first_new = self.i, self.j
        low, high = self._take_first()
        grown = True
        while grown:
            grown = False
            while self.i < len(self.old) and _overlaps(self.old[self.i], low, high):
                high, grown = max(high, self.old[self.i].end), True
                self.i += 1
            while self.j < len(self.new) and _overlaps(self.new[self.j], low, high):
                high, grown = max(high, self.new[self.j].end), True
                self.j += 1
        old, new = self.old[first_old : self.i], self.new[first_new : self.j]
        source_low, start = low - self.old_shift, low + self.new_shift
        self.old_shift += sum(c.end - c.start - (c.source_end - c.source_start) for c in old)
        self.new_shift += sum(len(e.restored) - (e.end - e.start) for e in new)
        reasons = dict.fromkeys([*(c.reason for c in old), *(e.reason for e in new)])
        return _Change(start, high + self.new_shift, source_low, high - self.old_shift, "; ".join(reasons))

    def _take_first(self) -> tuple[int, int]:
        old = self.old[self.i] if self.i < len(self.old) else None
        new = self.new[self.j] if self.j < len(self.new) else None
        if old is not None and (new is None or (old.start, old.end) <= (new.start, new.end)):
            self.i += 1
            return old.start, old.end
        assert new is not None  # noqa: S101 - the loop runs only while one of both is left
        self.j += 1
        return new.start, new.end


def _overlaps(piece: _Change | Edit, low: int, high: int) -> bool:
    return piece.start < high and (piece.end > low or piece.start > low)
