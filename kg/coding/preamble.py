"""Where a text says why and on whose word it was made, before it says what is to be done: nothing there is a duty.

A sentence that opens with a purpose (为加强…) and ends by making the rules or the body (特制定本制度, 决定成立…) is one; so
is all that stands in the same unnumbered paragraph before 现将有关事项通知如下.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding.outline import Line, Outline

__all__ = ["find_preambles"]

_MADE = (
    r"(?:特?制[定订]|特?订定|特?修[订正])(?:本|如下|《)|特(?:制[定订]|订定|成立|设立|设置|建立|此)|决定(?:成立|设立|建立|组建|调整|完善|对|在|开展|设置)|"
    r"经[^,。;]{2,30}(?:研究|同意|批准|决定)[^。;]{0,12}(?:成立|设立|建立|组建|调整|完善|设置)|现[将就][^。;]{0,60}如下"
)
# Whom a circular is sent to may stand glued before its first sentence, as run-on text leaves it.
_PURPOSE = re.compile(rf"(?:[^:]{{2,120}}:\s*|[^,;:。]{{2,40}}?)?为.{{4,300}}?(?:{_MADE})")
# 本规则依…订定之; 某府为推动…,依…第八条设推动会,并订定本要点.
_FOUNDED = re.compile(
    r"(?:依(?!法)|根据|按照|为).{2,200}?[制订修][定订正](?:本(?:要点|办法|规则|规程|规定|制度|方案|细则|章程|条例|意见|职责|公约|机制|计划)|之$)"
)
_ANNOUNCES = re.compile(
    r"(?:研究(?:决定|同意|确定)[^。;\n]{0,80}?(?:具体)?如下)|现[将就把][^。;\n]{0,80}?(?:(?:通知|公布|明确|规定|部署|安排|意见|方案)[^。;\n]{0,8}如下|(?:印发|转发|下发)给你们|(?:印发|转发)如下)[^。;\n]{0,40}"
)
# 目的为加强…,促进…: a purpose named as one.
_NAMED_PURPOSE = re.compile(r"(?:制定)?(?:目的|宗旨)(?:是|为|在于|:)")
_SENTENCE = re.compile(r"[^。;\n]+")
# Who keeps the rules up is a duty: 办公室负责根据实际修订本办法.
_DUTY = re.compile(r"负责|应当?(?![急对])|必须|定期")
LONGEST = 500  # characters of a sentence that are looked at


def find_preambles(outline: Outline) -> list[tuple[int, int]]:
    """Give the spans of a document that only introduce it, in order."""
    found: list[tuple[int, int]] = []
    for line in outline.lines:
        found += _purposes(outline.view, line)
        announced = None if line.numbered else _ANNOUNCES.search(outline.view, line.start, line.end)
        if announced is not None:
            found.append((line.start, announced.end()))
    return found


def _purposes(view: str, line: Line) -> Iterator[tuple[int, int]]:
    """The sentences of a line that give a purpose and then make the rules or the body."""
    for sentence in _SENTENCE.finditer(view, line.body_start, line.end):
        words = sentence.group().strip()[:LONGEST]
        if (
            _PURPOSE.match(words)
            or _NAMED_PURPOSE.match(words)
            or (_FOUNDED.search(words) and not _DUTY.search(words))
        ):
            yield sentence.span()
