"""Marks and letters a scrape lost or mistook: title marks, brackets, list letters, glyphs, spaces inside words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

from kg.reading.draft import Edit
from kg.reading.script import fold
from kg.reading.words import crosses, segment_words

__all__ = ["bracket_edits", "glyph_edits", "letter_edits", "spacing_edits", "title_edits", "unwrapping_edits"]

TITLE = "lost title mark restored"
BRACKET = "lost brackets of a document number restored"
LETTER = "letter misread for a numeral in a numbering"
GLYPH = "character of another font table"
SPACING = "spaces inside a phrase dropped"
CONTROL = "control character dropped"
LINE_END = "line end written the common way"

_HAN = "\u3400-\u9fff"
_NUMBER = re.compile(r"[?？](\d{4})[?？](?=第?\d{1,5}[号號])")
_NUMBER_BRACKETS = re.compile(r"([\[〔［【(（])\d{4}([\]〕］】)）])(?=第?\d{1,5}[号號])")


def bracket_edits(text: str) -> Iterator[Edit]:
    """Restore the brackets of document numbers as the other numbers of the document write them, else 〔〕."""
    siblings = [match.groups() for match in _NUMBER_BRACKETS.finditer(text)]
    opening, closing = max(siblings, key=siblings.count) if siblings else ("〔", "〕")
    for match in _NUMBER.finditer(text):
        yield Edit(match.start(), match.start() + 1, opening, BRACKET)
        yield Edit(match.end() - 1, match.end(), closing, BRACKET)


_BEFORE_TITLE = re.compile(
    r"(?:[、,，;；。(（“:：]|按|照|据|據|实|實|和|与|與|及|的|发|發|于|於|合|行|彻|徹|以|为|為|是|了|据|由|对|對|习|習|如|"
    r"守|到|宣传|宣傳|普及|将|將|把|从|從|订|訂|定|出|据|编辑|編輯|登|在)$"
)
_BEFORE_CLOSE = re.compile(r"(?:[法例定知见見案则則度划劃要书書表准準报報录錄约約程册冊函令]|办法|[)）])$")
_AFTER_CLOSE = re.compile(r"[\s、,，;；。)）(（\[〔:：的以等这這之中和与與及第为為规規要有?？]|$")
_LEAVE, _WRONG = 0.8, 1.0


def title_edits(text: str) -> Iterator[Edit]:
    """Restore 《 and 》 where both came out as ``?``, also nested: the cheapest balanced reading of each line."""
    at = 0
    for line in text.split("\n"):
        places = [match.start() for match in re.finditer(r"[?？]", line)]
        for place, mark in zip(places, _read_marks(line, places), strict=True):
            if mark:
                yield Edit(at + place, at + place + 1, mark, TITLE)
        at += len(line) + 1


_DEEPEST = 4
_MOST_MARKS = 2000


def _read_marks(line: str, places: list[int]) -> list[str]:
    """Choose opening, closing or neither for each place so that marks balance and the context fits best."""
    if len(places) > _MOST_MARKS:
        return [""] * len(places)
    infinite = float("inf")
    costs = [0.0] + [infinite] * _DEEPEST
    choices: list[list[str]] = []
    for place in places:
        before, after = line[max(0, place - 3) : place], line[place + 1 : place + 3]
        opens = _WRONG * (not _BEFORE_TITLE.search(before)) + _WRONG * (
            not re.match(rf"[{_HAN}?？A-Z]", after)
        )
        closes = _WRONG * (not _BEFORE_CLOSE.search(before.rstrip("?？"))) + _WRONG * (
            not _AFTER_CLOSE.match(after)
        )
        fresh, row = [infinite] * (_DEEPEST + 1), [""] * (_DEEPEST + 1)
        for depth in range(_DEEPEST + 1):
            options = [(costs[depth] + _LEAVE, "")]
            if depth:
                options.append((costs[depth - 1] + opens, "《"))
            if depth < _DEEPEST:
                options.append((costs[depth + 1] + closes, "》"))
            fresh[depth], row[depth] = min(options)
        costs = fresh
        choices.append(row)
    depth, marks = 0, []
    for row in reversed(choices):
        marks.append(row[depth])
        depth += {"《": -1, "》": 1, "": 0}[row[depth]]
    return marks[::-1]


_LETTERS = {
    "S": "三",
    "s": "三",
    "T": "一",
    "—": "一",
    "-": "一",
    "=": "二",
    "＝": "二",
    "A": "八",
    "+": "十",
    "O": "〇",
}
_LETTERED = re.compile(r"(?:^|(?<=[;；。]))[ \t　]*[(（]([SsT—=＝+-])[)）](?=[ \t　]*\S)", re.MULTILINE)
_NUMBERED = re.compile(r"(?:^|(?<=[;；。:：责任能]))[ \t　]*[(（]([一二三四五六七八九十])[)）]", re.MULTILINE)


def letter_edits(text: str) -> Iterator[Edit]:
    """Read ``(S)`` as (三) where the neighbouring items of the list leave that number free."""
    items = [*_NUMBERED.finditer(text), *_LETTERED.finditer(text)]
    items.sort(key=lambda match: match.start())
    numerals = "一二三四五六七八九十"
    for index, item in enumerate(items):
        read = _LETTERS.get(item.group(1))
        if item.re is not _LETTERED or read is None:
            continue
        order = numerals.index(read)
        before = items[index - 1].group(1) if index else ""
        after = items[index + 1].group(1) if index + 1 < len(items) else ""
        follows = bool(order) and before == numerals[order - 1]
        precedes = order + 1 < len(numerals) and after == numerals[order + 1]
        if follows or precedes:
            yield Edit(item.start(1), item.end(1), read, LETTER)


@lru_cache(maxsize=1)
def _glyphs() -> tuple[dict[str, str], re.Pattern[str]]:
    table = yaml.safe_load((Path(__file__).parent / "data" / "glyphs.yaml").read_text(encoding="utf-8"))
    glyphs = {str(entry["glyph"]): str(entry["reads"]) for entry in table["glyphs"]}
    for code in range(0x2F00, 0x2FD6):  # the radicals of KangXi stand for whole characters in copies from PDF
        glyphs[chr(code)] = unicodedata.normalize("NFKC", chr(code))
    return glyphs, re.compile("[" + re.escape("".join(glyphs)) + "]")


def glyph_edits(text: str) -> Iterator[Edit]:
    """Replace characters that only stand there because another font table was used, and control characters."""
    glyphs, pattern = _glyphs()
    for match in pattern.finditer(text):
        yield Edit(match.start(), match.end(), glyphs[match.group()], GLYPH)
    for match in re.finditer(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b-\u200d]", text):
        yield Edit(match.start(), match.end(), "", CONTROL)
    for match in re.finditer(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", text):
        yield Edit(match.start(), match.end(), "\n", LINE_END)


_SPACED = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:[ 　]{{1,2}}[{_HAN}]){{2,40}}(?![{_HAN}])")


def spacing_edits(text: str) -> Iterator[Edit]:
    """Close up words set with a space between all characters, where they are words (not a row of padded names)."""
    for match in _SPACED.finditer(text):
        letters = re.sub(r"[ 　]", "", match.group())
        cuts = (0, *segment_words(fold(letters))[1])
        singles = sum(end - start == 1 for start, end in pairwise(cuts))
        if singles * 2 < len(cuts) - 1 or (singles <= 2 and len(letters) > 2 * singles):
            for space in re.finditer(r"[ 　]+", match.group()):
                yield Edit(match.start() + space.start(), match.start() + space.end(), "", SPACING)
    for match in _BROKEN.finditer(text):
        yield from _stray_edits(text, match.start(), match.end())


# Between two characters of prose, where no sentence ends: a space that may have been the end of a wrapped line.
_WRAP_SPACE = re.compile(
    rf"(?<=[{_HAN}「」『』《》（）()、，,\d])[ ](?=[{_HAN}「」『』《》（）()。，；、\d])"
)
# Characters in a wrapped line, and how many of its ends must agree.
_WRAP_RANGE = range(20, 60)
_WRAP_ENDS = 4


def unwrapping_edits(text: str) -> Iterator[Edit]:
    """Close the spaces that stand at one distance from each other: the line ends of a source wrapped at a fixed width.

    Databases of laws print wrapped articles, and copies of them turn each line end into a space: 研訂本部主管之 業務計畫.
    """
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]{30,}", text):
        spaces = [match.start() for match in re.compile(" ").finditer(text, line.start(), line.end())]
        found += [
            (after, after - before)
            for before, after in pairwise([line.start() - 1, *spaces])
            if _WRAP_SPACE.match(text, after)
        ]
    widths = Counter(gap for _, gap in found if gap in _WRAP_RANGE)
    width, _ = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    ends = [at for at, gap in found if width and abs(gap - width) <= 1]
    if len(ends) >= _WRAP_ENDS:
        yield from (Edit(at, at + 1, "", SPACING) for at in ends)


# A run of prose that a single space breaks here and there: 可于会议召 开5个工作日前, 各村民委 员 会要.
_BROKEN = re.compile(rf"[{_HAN}]{{2,60}}(?: [{_HAN}]{{1,60}}){{1,8}}(?=[，。；、,;\d{_HAN}])")


def _stray_edits(text: str, start: int, end: int) -> Iterator[Edit]:
    """Close the spaces of a run of prose over which a word runs; a row of names and titles is no prose."""
    pieces = text[start:end].split(" ")
    at = start
    for index, (before, after) in enumerate(pairwise(pieces)):
        at += len(before)
        joined = "".join(pieces[: index + 1]), "".join(pieces[index + 1 :])
        if len(before) + len(after) > 2 and crosses(fold(joined[0][-5:]), fold(joined[1][:5])):
            yield Edit(at, at + 1, "", SPACING)
        at += 1
