"""A line as sentences and comma segments, split outside brackets, quotation marks and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.coding.outline import Line, Outline

__all__ = ["Segment", "Sentence", "mask", "split_line"]

_PROTECTED = re.compile(r"《[^《》\n]{0,100}》|\([^()\n]{0,80}\)|“[^“”\n]{0,100}”|\[[^\[\]\n]{0,20}\]")
_ENUMERATOR = re.compile(
    r"(?:(?<=[;。:,、\s])|^)(?:[一二三四五六七八九十]{1,2}(?:是|要(?=[\u4e00-\u9fff]))|[㈠-㈩⑴-⒇①-⑳⒈-⒛]|\d{1,2}[、.)](?!\d)|第[一二三四五六七八九],|首先,|其次,|再次,|最后,)"
)
_INNER_ITEM = re.compile(r"(?<=[;。:,\s])\([一二三四五六七八九十\d]{1,2}\)(?=[\u4e00-\u9fff])")
_TASKS = re.compile(r"会议(?:的)?(?:主要)?任务(?:是|为)[:]?")
# Whose duties a sentence lists after a colon: 办公室主要职责:负责日常工作.
_DUTIES_OF = re.compile(r"(?P<who>[^,;。:\n]{2,20}?)(?:的)?(?:主要|工作|具体)*职责(?:是|为|有|包括)?:")
_BREAK = re.compile(r",|:(?=由)|——")
# Whom something is done to may run over a comma: 对因不执行政策,不履行职责造成后果的单位要追究责任.
_UNDER_WAY = re.compile(r"对(?:于)?(?:因|不|未|拒不|违反|违法|没有)[^,;。]{2,40}(?<![的位人员门])$")
_CLOSES = re.compile(
    r"[^,;。]{2,40}的[^,;。]{0,24}?(?:单位|部门|机关|人员|个人|行为|企业)[^,;。]{0,12}?(?:要|应|予以|给予|依法|严肃|追究|进行|责令)"
)
_STOP = re.compile(r"[。;!?\n]")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch between commas."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A stretch up to 。 or ; in a line, without its enumerator; ``closes`` says that 。 (not ;) stood before it."""

    line: Line
    start: int
    end: int
    segments: tuple[Segment, ...]
    opens: bool
    enumerated: bool = False
    tasks: bool = False
    label: tuple[int, int] | None = None


def mask(view: str) -> str:
    """Blank the delimiters inside brackets, titles and quotation marks, keeping every offset.

    >>> mask("甲(乙,丙),丁")
    '甲□□□□□,丁'
    """
    for _ in range(3):
        masked = _PROTECTED.sub(lambda match: "□" * len(match.group()), view)
        if masked == view:
            break
        view = masked
    return view


def split_line(outline: Outline, masked: str, line: Line) -> Iterator[Sentence]:
    """Split a line into sentences; ``masked`` is the masked view of the whole text."""
    opens = True
    for start, end, stop in _stretches(masked, line.body_start, line.end):
        for at, (piece_start, piece_end, enumerated) in enumerate(
            _enumerated(outline.view, masked, start, end)
        ):
            first, last = _trim(outline.view, piece_start, piece_end)
            tasks = _TASKS.match(outline.view, first, last)
            first = tasks.end() if tasks else first
            label = None if tasks else _DUTIES_OF.match(outline.view, first, last)
            first = label.end() if label else first
            if last > first:
                yield Sentence(
                    line=line, start=first, end=last, segments=tuple(_segments(outline.view, masked, first, last)),
                    opens=opens and at == 0, enumerated=enumerated, tasks=tasks is not None,
                    label=label.span("who") if label else None,
                )  # fmt: skip
        opens = stop != ";"


def _stretches(masked: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for stop in _STOP.finditer(masked, start, end):
        yield start, stop.start(), stop.group()
        start = stop.end()
    if start < end:
        yield start, end, ""


def _enumerated(view: str, masked: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Cut a stretch at the enumerators inside it: 一是… 二是…, (一)… (二)…."""
    marks = [m for pattern in (_ENUMERATOR, _INNER_ITEM) for m in pattern.finditer(view, start, end)]
    marks = sorted((m for m in marks if m.start() >= start), key=lambda m: m.start())
    if len(marks) == 1 and marks[0].start() > start and not marks[0].group().endswith("是"):
        marks = []
    edges = [(start, start, False), *((m.start(), m.end(), True) for m in marks), (end, end, False)]
    for (_, begin, enumerated), (stop, _, _) in pairwise(edges):
        if stop > begin:
            yield begin, stop, enumerated


def _segments(view: str, masked: str, start: int, end: int) -> Iterator[Segment]:
    at = start
    while at < end:
        comma = _BREAK.search(masked, at, end)
        if comma and _UNDER_WAY.match(view, at, comma.start()) and _CLOSES.match(view, comma.end(), end):
            comma = _BREAK.search(masked, comma.end(), end)
        stop = comma.start() if comma else end
        first, last = _trim(view, at, stop)
        if last > first:
            yield Segment(start=first, end=last)
        at = stop + 1


def _trim(view: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (view[start].isspace() or view[start] in ",;。:、"):
        start += 1
    while end > start and (view[end - 1].isspace() or view[end - 1] in ",;。:"):
        end -= 1
    return start, end
