"""Page counters that a scrape left inside the text: ``— 3 —``, ``第3页``, or a bare number inside a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.reading.draft import Edit
from kg.reading.words import crosses

__all__ = ["counter_edits"]

COUNTER = "page counter inside the text dropped"

_HAN = "\u3400-\u9fff"
_DASH = "-－—–―─"
_MARKED = re.compile(
    rf"(?<![ \t　])[ \t　]*(?:(?P<dash>[{_DASH}·])[ \t　]?\d{{1,3}}[ \t　]?(?P=dash)"
    r"|第[ \t]?\d{1,3}[ \t]?[页頁](?:[ \t,，/]*共[ \t]?\d{1,3}[ \t]?[页頁])?"
    r"|(?i:page)[ \t]?\d{1,3}(?:[ \t]?(?:of|/)[ \t]?\d{1,3})?|\d{1,3}[ \t]?/[ \t]?\d{1,3})[ \t　]*"
)
# A number of its own between characters, or alone on a line. What counts something keeps its number.
_BARE = re.compile(rf"(?<=[{_HAN}、,，;；。:：)）》”])[ 　]+(\d{{1,3}})[ 　]+(?=[{_HAN}《“(（])")
_ALONE = re.compile(r"^[ \t　]*(\d{1,3})[ \t　]*\n", re.MULTILINE)
_BROKEN = re.compile(rf"(?<=[{_HAN}])[ 　]*\n[ 　]*(\d{{1,3}})[ 　]+(?=[{_HAN}])")
_COUNTED = re.compile(
    r"[次个個名人年月日号號条條项項款天元万萬亿億千百户戶家所件类類级級种種届屆周小时時分期章节節位岁歲倍份套台辆輛处處组組"
    r"支只张份栋块项間间辆批轮宗起例笔道根代所座层層页頁米公亩畝吨噸平方多余餘至到以或]"
)
_COUNTING = re.compile(r"[第约約共每满滿近达達为為于於至到有过過少多前后後以下年月各]$")
# How many characters a page holds at least and at most, when it is counted in the text.
_PAGE_LEAST, _PAGE_MOST = 40, 2600
_ROWS_APART = 200


def counter_edits(text: str) -> Iterator[Edit]:
    """Drop page counters: those with marks wherever they stand, bare numbers where they ascend like pages."""
    for match in _MARKED.finditer(text):
        if _is_between(text, match):
            yield from _drop(text, match)
    bare = [match for match in _BARE.finditer(text) if _is_uncounted(text, match)]
    # At the head of a line a number may also be that of a heading: then no word runs over it.
    bare += [
        match
        for match in _BROKEN.finditer(text)
        if crosses(text[max(0, match.start() - 5) : match.start()], text[match.end() : match.end() + 5])
    ]
    for match in _ascending(sorted([*bare, *_alone(text)], key=lambda match: match.start())):
        yield Edit(match.start(), match.end(), "", COUNTER)


def _alone(text: str) -> list[re.Match[str]]:
    """Numbers alone on a line, unless they stand so close that they number the rows of a table."""
    found = list(_ALONE.finditer(text))
    apart = (found[-1].start() - found[0].start()) / (len(found) - 1) if len(found) > 1 else len(text)
    return found if apart >= _ROWS_APART else []


def _is_between(text: str, match: re.Match[str]) -> bool:
    """A marked counter stands on a line of its own or between two characters of a sentence."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if before in ("", "\n") and after in ("", "\n"):
        return True
    mark = match.group().strip()
    spaced = match.group() != mark and match.group()[0] != mark[0] and match.group()[-1] != mark[-1]
    isolated = match.group("dash") is not None or mark[0] in "pP" or (mark[0] == "第" and spaced)
    return isolated and bool(re.match(rf"[{_HAN}；;。，,]", before) and re.match(rf"[{_HAN}\n]", after))


def _drop(text: str, match: re.Match[str]) -> Iterator[Edit]:
    end = match.end()
    if text[match.start() - 1 : match.start()] in ("", "\n") and text[end : end + 1] == "\n":
        end += 1
    yield Edit(match.start(), end, "", COUNTER)


def _is_uncounted(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    return not _COUNTED.match(text, match.end()) and not _COUNTING.search(before)


def _ascending(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """The longest strictly ascending chain of numbers that stand about where such pages would end."""
    plausible = [
        match
        for match in matches
        if _PAGE_LEAST * (int(match.group(1)) - 1) <= match.start() <= _PAGE_MOST * int(match.group(1))
    ]
    tails: list[int] = []  # indices of the best last element of a chain of each length
    previous: list[int | None] = []
    for index, match in enumerate(plausible):
        place = bisect_left([int(plausible[tail].group(1)) for tail in tails], int(match.group(1)))
        previous.append(tails[place - 1] if place else None)
        tails[place : place + 1] = [index]
    chain: list[re.Match[str]] = []
    at: int | None = tails[-1] if tails else None
    while at is not None:
        chain.append(plausible[at])
        at = previous[at]
    return chain[::-1]
