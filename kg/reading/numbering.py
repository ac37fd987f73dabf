"""The numbering styles of the genre and the places in a text where a number of such a style stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["RANKS", "Marker", "is_contents_line", "line_marker", "markers", "parse_numeral"]

_CN = "一二三四五六七八九十百零〇○两"
_CAPITAL = "壹贰貳弍叁參叄肆伍陆陸柒捌玖拾"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_DIGITS = "0-9０-９"

# Which style usually stands above which; only used where a document itself does not show it.
RANKS = {
    style: rank
    for rank, style in enumerate(
        [
            "part", "chapter", "section", "article", "capital", "stem", "roman", "chinese", "chinese-paren",
            "chinese-circled", "chinese-half", "decimal", "arabic", "arabic-paren", "arabic-half", "circled",
            "letter", "letter-paren", "ordinal", "first-is",
        ]
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at ``start:end``: its style, ordinal (all ordinals for a decimal), and whether it opens a line."""

    start: int
    end: int
    number: str
    style: str
    ordinals: tuple[int, ...]
    opens_line: bool
    glued: bool = False

    @property
    def ordinal(self) -> int:
        """The last ordinal: 3 of 2.1.3."""
        return self.ordinals[-1]


_NOT_REFERENCE = r"(?![ \t　]*(?:规定|規定|所|的|之|第|至|、|和|及|或|中|以|款|项|項))"
_PATTERNS = (
    ("part", rf"第[{_CN}{_DIGITS}]{{1,4}}(?:编|編|部分|篇)(?!章)"),
    ("chapter", rf"第[{_CN}{_DIGITS}]{{1,4}}章{_NOT_REFERENCE}"),
    ("section", rf"第[{_CN}{_DIGITS}]{{1,4}}[节節]{_NOT_REFERENCE}"),
    ("article", rf"第[ 　]?[{_CN}{_DIGITS}]{{1,5}}[ 　]?[条條](?:之[{_CN}])?{_NOT_REFERENCE}[、.．:：]?"),
    ("ordinal", rf"(?:第[{_CN}]{{1,2}}[,，、]|其[{_CN}][,，:：是])"),
    ("first-is", rf"[{_CN}]{{1,2}}(?:是|要(?!求|素|么))"),
    ("chinese-paren", rf"[(（〔【\[][ 　]?[{_CN}]{{1,3}}[ 　]?[)）〕】\]][、.．]?"),
    ("chinese-half", rf"[{_CN}]{{1,3}}[)）]"),
    ("chinese", rf"[{_CN}]{{1,3}}(?:[ 　]?[、.．]|[,，:：](?=\S)|[ 　]+(?=\S))"),
    ("chinese-circled", "[㈠-㈩㊀-㊉][、.．]?"),
    ("decimal", rf"[{_DIGITS}]{{1,2}}(?:[.．][{_DIGITS}]{{1,2}}){{1,4}}(?![{_DIGITS}%％])[、.．]?"),
    ("arabic-paren", rf"(?:[(（][ 　]?[{_DIGITS}]{{1,2}}[ 　]?[)）]|[⑴-⒇])[、.．]?"),
    ("arabic-half", rf"[{_DIGITS}]{{1,2}}[)）]"),
    ("arabic", rf"(?:[{_DIGITS}]{{1,3}}(?:[ 　]?、|[.．](?![{_DIGITS}])|[,，](?=[\u3400-\u9fff]))|[⒈-⒛])"),
    ("circled", "[①-⑳❶-❿⓵-⓾➀-➓][、.．]?"),
    ("capital", rf"[{_CAPITAL}]{{1,3}}[、.．:：]"),
    ("stem", rf"[{_STEMS}][、.．]"),
    ("roman", r"(?:[Ⅰ-Ⅻ][、.．]?|(?:I{2,3}|IV|VI{0,3}|IX|XI{0,2})[、.．])"),
    ("letter", r"[A-Za-zＡ-Ｚａ-ｚ][、.．)）](?=\s*[\u3400-\u9fff])"),
    ("letter-paren", r"[(（][A-Za-z][)）](?=\s*[\u3400-\u9fff])"),
    ("bare", rf"[{_DIGITS}]{{1,2}}[ 　]+(?=[\u3400-\u9fff])"),
)  # fmt: skip
# A decimal before one of these is an amount: 1.1亿元.
_MEASURE = "(?:[万萬亿億元倍米吨噸亩畝升千百厘毫]|公里|公斤|个|個|平方|小时|小時|年|月)"
_ANY = "|".join(f"(?P<{style.replace('-', '_')}>{pattern})" for style, pattern in _PATTERNS)
_AT_LINE = re.compile(rf"^[ \t　]*(?:[*#•●◆■▪]+[ \t]*)?(?:{_ANY})", re.MULTILINE)
# Inside a line a number can only stand after the end of a sentence or clause, or after a space …
_INLINE = re.compile(
    rf"(?<=[。；;：:！!？?\s　)）》”」])(?<!\n)(?:{_ANY})|(?<=[,，、])(?P<first_is_>[{_CN}]{{1,2}}[是要])"
)
# … or glued to a heading (三、工作职责(一)…) or to a subject (各单位一是…); the neighbours must bear that out.
_GLUED = re.compile(
    rf"(?<=[\u3400-\u9fff])(?:(?P<chinese_paren>[(（][{_CN}]{{1,3}}[)）][、.．]?)|(?P<chinese_circled>[㈠-㈩])|(?P<circled>[①-⑳])"
    rf"|(?P<arabic_paren>[(（][{_DIGITS}]{{1,2}}[)）]|[⑴-⒇])|(?P<arabic>(?:[{_DIGITS}]{{1,2}}(?:、|[.．](?![{_DIGITS}]))|[⒈-⒛]))"
    rf"|(?P<chapter>第[{_CN}{_DIGITS}]{{1,4}}章{_NOT_REFERENCE})|(?P<article>第[{_CN}{_DIGITS}]{{1,4}}[条條]{_NOT_REFERENCE})"
    rf"|(?<![为約约达達至到占过過第共款条條项項表图圖见見按照])(?P<decimal>[{_DIGITS}]{{1,2}}(?:[.．][{_DIGITS}]{{1,2}}){{1,3}}(?=[\u3400-\u9fff])(?!{_MEASURE}))"
    rf"|(?P<first_is>[{_CN}][是要])|(?<![第{_CN}])(?P<chinese>[一二三四五六七八九十]{{1,3}}、))"
)
_CONTENTS = re.compile(r"(?:[.…·．]{3,}|[ \t　]{3,})[ \t　]*[(（]?\d{1,3}[)）]?[ \t]*$")


def is_contents_line(line: str) -> bool:
    """Tell whether a line belongs to a table of contents: it ends in leaders and a page number."""
    return bool(_CONTENTS.search(line[-40:]))


def line_marker(line: str) -> Marker | None:
    """Give the number a line opens with, if any, in offsets of the line."""
    match = _AT_LINE.match(line)
    if match is None or match.lastgroup == "bare" or is_contents_line(line):
        return None
    return _marker(match, opens_line=True)


def markers(text: str) -> Iterator[Marker]:
    """Give all numbers that could open a provision, at line starts and inside lines, in order."""
    found = [_marker(match, opens_line=True) for match in _AT_LINE.finditer(text)]
    starts = {marker.start for marker in found}
    inline = [_marker(match, opens_line=False) for match in _INLINE.finditer(text)]
    found += [marker for marker in inline if marker.start not in starts]
    starts |= {marker.start for marker in inline}
    glued = (_marker(match, opens_line=False, glued=True) for match in _GLUED.finditer(text))
    found += [marker for marker in glued if marker.start not in starts]
    return iter(sorted(found, key=lambda marker: marker.start))


def _marker(match: re.Match[str], *, opens_line: bool, glued: bool = False) -> Marker:
    style = str(match.lastgroup)
    number = match.group(style)
    # A bare number over 1.1, 1.2 is the first level of decimals.
    style = "decimal" if style == "bare" else style.rstrip("_").replace("_", "-")
    place = match.start(match.lastgroup or 0)
    return Marker(place, match.end(), number, style, _ordinals(number, style), opens_line, glued)


def _ordinals(number: str, style: str) -> tuple[int, ...]:
    if style == "decimal":
        return tuple(int(part) for part in re.findall(r"\d+", number))
    body = re.sub(r"之.|[第编編部分篇章节節条條是要其\s(（〔【\[)）〕】\]、.．,，:：]", "", number)
    return (parse_numeral(body),)


_VALUES = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_CAPITALS = str.maketrans("壹贰貳弍叁參叄肆伍陆陸柒捌玖拾", "一二二二三三三四五六六七八九十")
_ROMANS = {"I": 1, "V": 5, "X": 10}
_RANGES = (
    ("㈠", 10),
    ("㊀", 10),
    ("①", 20),
    ("❶", 10),
    ("⓵", 10),
    ("➀", 10),
    ("⑴", 20),
    ("⒈", 20),
    ("Ⅰ", 12),
)


def parse_numeral(numeral: str) -> int:
    """Read a numeral of any of the styles.

    >>> [parse_numeral(n) for n in ("二十三", "１２", "叁", "丙", "④", "IV", "B")]
    [23, 12, 3, 3, 4, 4, 2]
    """
    for first, count in _RANGES:
        if len(numeral) == 1 and 0 <= ord(numeral) - ord(first) < count:
            return ord(numeral) - ord(first) + 1
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and numeral in _STEMS:
        return _STEMS.index(numeral) + 1
    if numeral and all(char in _ROMANS for char in numeral) and numeral not in ("I", "V", "X"):
        values = [_ROMANS[char] for char in numeral]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    if len(numeral) == 1 and numeral.isalpha() and numeral < "｛" and numeral.upper() not in _VALUES:
        letter = chr(ord(numeral) - 0xFEE0) if numeral > "\uff00" else numeral
        if letter.isascii():
            return ord(letter.upper()) - ord("A") + 1
    return _chinese(numeral.translate(_CAPITALS))


def _chinese(numeral: str) -> int:
    if not any(char in "十百" for char in numeral):
        return int("".join(str(_VALUES.get(char, char)) for char in numeral) or 0) if numeral else 0
    total = digit = 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _VALUES.get(char, 0) if not char.isdecimal() else int(char)
    return total + digit
