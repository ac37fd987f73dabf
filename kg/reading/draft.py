"""A text under repair: edits are applied pass by pass and always known in offsets of the untouched source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.reading.document import Repair

__all__ = ["Draft", "Edit"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Read ``text[start:end]`` of the current text as ``restored``, for ``reason``."""

    start: int
    end: int
    restored: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """The source, the text as read so far, and the repairs between them, in order."""

    source: str
    text: str
    repairs: tuple[Repair, ...] = ()

    @classmethod
    def begin(cls, source: str) -> Draft:
        """Begin with the source as it is."""
        return cls(source, source)

    def apply(self, edits: Iterable[Edit]) -> Draft:
        """Apply edits of the current text; they may come in any order but must not overlap."""
        wanted = (edit for edit in edits if self.text[edit.start : edit.end] != edit.restored)
        new = _cut_at(sorted(wanted, key=_edit_key), [repair.start for repair in self.repairs])
        if not new:
            return self
        return Draft(self.source, _rewrite(self.text, new), tuple(_merge(self, new)))

    def attach(self, reason: str) -> Draft:
        """Join each dropped stretch with this reason (a note) to a repair it directly follows: one place, one repair."""
        settled: list[Repair] = []
        for repair in self.repairs:
            before = settled[-1] if settled else None
            if before and repair.reason == reason and before.source_end == repair.source_start:
                settled[-1] = replace(
                    before,
                    source_end=repair.source_end,
                    source=before.source + repair.source,
                    reason=f"{before.reason}; {reason}",
                )
            else:
                settled.append(repair)
        return replace(self, repairs=tuple(settled))


def _edit_key(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _cut_at(edits: list[Edit], places: list[int]) -> list[Edit]:
    """Cut edits that keep the length where older repairs stand inside them, so that offsets stay exact."""
    result: list[Edit] = []
    for edit in edits:
        inside = places[bisect_right(places, edit.start) : bisect_left(places, edit.end)]
        if not inside or len(edit.restored) != edit.end - edit.start:
            result.append(edit)
            continue
        cuts = [edit.start, *dict.fromkeys(inside), edit.end]
        for low, high in pairwise(cuts):
            result.append(Edit(low, high, edit.restored[low - edit.start : high - edit.start], edit.reason))
    return result


def _rewrite(text: str, edits: Sequence[Edit]) -> str:
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.restored]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _merge(draft: Draft, new: Sequence[Edit]) -> Iterable[Repair]:
    """Join the old repairs with new edits of the text they gave; those that overlap become one repair."""
    old = draft.repairs
    old_shift = new_shift = 0  # current text minus source, and new text minus current text, so far
    i = j = 0
    while i < len(old) or j < len(new):
        low, high = _first_span(old, i, new, j)
        first_old, first_new = i, j
        grown = True
        while grown:
            grown = False
            while i < len(old) and _touches(
                old[i].start, old[i].end, low, high, fresh=i == first_old and j == first_new
            ):
                low, high, i, grown = min(low, old[i].start), max(high, old[i].end), i + 1, True
            while j < len(new) and _touches(
                new[j].start, new[j].end, low, high, fresh=i == first_old and j == first_new
            ):
                low, high, j, grown = min(low, new[j].start), max(high, new[j].end), j + 1, True
        taken_old, taken_new = old[first_old:i], new[first_new:j]
        source_low = low - old_shift
        old_shift += sum(len(r.restored) - len(r.source) for r in taken_old)
        source_high = high - old_shift
        start = low + new_shift
        restored = _rewrite(
            draft.text[low:high], [Edit(e.start - low, e.end - low, e.restored, "") for e in taken_new]
        )
        new_shift += len(restored) - (high - low)
        reasons = dict.fromkeys([*(r.reason for r in taken_old), *(e.reason for e in taken_new)])
        yield Repair(
            source_start=source_low,
            source_end=source_high,
            source=draft.source[source_low:source_high],
            start=start,
            end=start + len(restored),
            restored=restored,
            reason="; ".join(reasons),
        )


def _first_span(old: Sequence[Repair], i: int, new: Sequence[Edit], j: int) -> tuple[int, int]:
    """The span that comes first; a dropped stretch (empty span) comes before what starts where it stood."""
    spans = []
    if i < len(old):
        spans.append((old[i].start, old[i].end))
    if j < len(new):
        spans.append((new[j].start, new[j].end))
    return min(spans)


def _touches(start: int, end: int, low: int, high: int, *, fresh: bool) -> bool:
    if fresh:
        return (start, end) == (low, high)
    return start < high and (end > low or start > low)
