"""Positions carried from the source to the restored text and back, over the repairs between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.reading.document import Repair

__all__ = ["apply_repairs", "to_restored", "to_source"]


def apply_repairs(source: str, repairs: Sequence[Repair]) -> str:
    """Read the source with its repairs: the restored text.

    >>> apply_repairs("廠務(wù)", [Repair(source_start=2, source_end=6, source="(wù)", start=2, end=2,
    ...                                restored="", reason="pinyin note")])
    '廠務'
    """
    pieces, at = [], 0
    for repair in repairs:
        pieces += [source[at : repair.source_start], repair.restored]
        at = repair.source_end
    return "".join([*pieces, source[at:]])


def to_source(repairs: Sequence[Repair], offset: int) -> int:
    """Carry an offset of the restored text to the source; inside a repair of another length, to the nearest place."""
    index = bisect_right(repairs, offset, key=lambda repair: repair.start) - 1
    if index < 0:
        return offset
    repair = repairs[index]
    if offset < repair.end:
        return min(repair.source_start + offset - repair.start, repair.source_end)
    return repair.source_end + offset - repair.end


def to_restored(repairs: Sequence[Repair], offset: int) -> int:
    """Carry an offset of the source to the restored text; inside what was dropped, to where it stood."""
    index = bisect_right(repairs, offset, key=lambda repair: repair.source_start) - 1
    if index < 0:
        return offset
    repair = repairs[index]
    if offset < repair.source_end:
        return min(repair.start + offset - repair.source_start, repair.end)
    return repair.end + offset - repair.source_end
