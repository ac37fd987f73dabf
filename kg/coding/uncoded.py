"""Which stretches of text no coded fact was read from, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.coding.model import Uncoded
from kg.coding.outline import Line, Outline

__all__ = ["find_uncoded"]

_REASONS = (
    ("distribution-list", r"^(?:主送|抄送|抄报|分送|报|送|发)[:]"),
    (
        "purpose",
        r"为(?:了|进一步|切实|认真|加强|更好|规范|做好|深入|推动)|(?:制定|制订|订定)本|根据.*(?:制定|成立|设立)",
    ),
    ("document-number", r"^[^。]{0,20}[\[(〔]?(?:19|20)\d{2}[\])〕]?\d+号$"),
    ("signature", r"^[^。,;:]{2,40}(?:\s*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)?$"),
    ("effect", r"(?:施行|实施|执行)$|解释$"),
    ("description", r"已|是|呈现"),
)


def find_uncoded(outline: Outline, spans: Iterable[tuple[int, int]]) -> list[Uncoded]:
    """Name each line (its number and white space aside) that none of the coded spans touches, with the reason."""
    ordered = sorted(spans)
    found = []
    index = 0
    for line in outline.lines:
        while index < len(ordered) and ordered[index][1] <= line.start:
            index += 1
        touched = any(start < line.end and line.start < end for start, end in _near(ordered, index, line.end))
        if line.end > line.start and not touched:
            found.append(Uncoded(reason=_reason(outline, line), start=line.start, end=line.end))
    return found


def _near(ordered: list[tuple[int, int]], index: int, stop: int) -> Iterator[tuple[int, int]]:
    for start, end in ordered[index : index + 200]:
        if start >= stop:
            return
        yield start, end


def _reason(outline: Outline, line: Line) -> str:
    words = outline.view[line.start : line.end].strip()
    if line.heading:
        return "title" if line.path == "h" else "heading"
    if line.scopes and line.scopes[-1].section in ("toc", "agenda", "conditions"):
        return {"toc": "table-of-contents", "agenda": "agenda-list", "conditions": "conditions-list"}[
            line.scopes[-1].section or ""
        ]
    bare = words.rstrip("。;:")
    return next(
        (reason for reason, pattern in _REASONS if re.search(pattern, bare)),
        "preamble" if not line.numbered else "no-duty",
    )
