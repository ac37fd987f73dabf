"""What is to be disclosed, in what form and on which day: items, forms and days of disclosure rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding.model import Disclosure
from kg.coding.outline import Line, Outline
from kg.coding.timing import read_dates

__all__ = ["find_disclosures"]

_INCLUDES = re.compile(r"(?:主要)?(?:包括|内容为|内容有|内容是|公开内容:)(?P<list>[^。]{4,600})")
_FORMS = re.compile(
    r"(?:采取|采用|通过|利用|以)(?P<list>[^。;]{4,300}?)(?:等)?(?:不同|多种|各种)?(?:形式|方式|渠道|途径)"
)
_DAY = re.compile(r"[^,;。]{0,40}\d{1,2}月\d{1,2}日[^,;。]{0,30}公开日")
_SEPARATOR = re.compile(r"[、,;]|以及|(?<=[\u4e00-\u9fff])和(?=[\u4e00-\u9fff]{3})")


def find_disclosures(outline: Outline) -> list[Disclosure]:
    """Find the disclosure items, forms and days, under headings that announce them."""
    found: list[Disclosure] = []
    for line in outline.lines:
        about = " ".join(scope.words for scope in line.scopes)
        if "公开" not in about and "公示" not in about:
            continue
        if re.search(r"内容|范围", about):
            found += _listed(outline, line, _INCLUDES, "item")
        if "形式" in about or "方式" in about:
            found += _listed(outline, line, _FORMS, "form")
        if "时间" in about or "公开日" in outline.view[line.start : line.end]:
            found += _days(outline, line)
    return found


def _listed(outline: Outline, line: Line, pattern: re.Pattern[str], kind: str) -> Iterator[Disclosure]:
    for match in pattern.finditer(outline.view, line.start, line.end):
        low, stop = match.span("list")
        for cut in [*(m.span() for m in _SEPARATOR.finditer(outline.view, low, stop)), (stop, stop)]:
            start, end = low, cut[0]
            while end > start and outline.view[end - 1] in "等 ":
                end -= 1
            if 1 < end - start <= 40:
                yield Disclosure(
                    kind="item" if kind == "item" else "form", label=outline.text[start:end].strip(), provision=line.provision,
                    quote=outline.text[start:end], start=start, end=end, rule=f"disclosure-{kind}", confidence=0.7,
                )  # fmt: skip
            low = cut[1]


def _days(outline: Outline, line: Line) -> Iterator[Disclosure]:
    for match in _DAY.finditer(outline.view, line.start, line.end):
        for date in read_dates(match.group()):
            month, day = date[2:].split("-")
            yield Disclosure(
                kind="day", label=f"公开日({int(month)}月{int(day)}日)", date=date, provision=line.provision,
                quote=outline.text[match.start() : match.end()], start=match.start(), end=match.end(), rule="disclosure-day", confidence=0.8,
            )  # fmt: skip
