"""Traditional characters: folded where a mainland document was machine-converted, kept where they are the document's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from opencc import OpenCC

from kg.reading.draft import Edit

__all__ = ["fold", "fold_character", "fold_edits", "is_traditional", "unfold"]

FOLDED = "traditional characters folded to simplified"

# Words that only one side uses; written in simplified script, both are matched on the folded text.
_MAINLAND = re.compile(
    "党委|党政|党组|中共|党中央|市委|县委|省委|区委|工委|纪委|国资委|发改委|人大常委|政协|国务院|自治区|直辖市|街道办|乡镇|村委|居委|"
    "人民政府|公安局|公安机关|派出所|工商局|总工会|工会|共青团|团委|妇联|领导小组|贯彻|落实|指示精神|责任制|民政局|财政局|教育局|"
    "司法局|中华人民共和国|群众|干部|职代会|职工|车间|信息化|县级|地级|精神文明|抓好|狠抓|一把手|成员单位|牵头|安监|城管|卫计|"
    "人社|工信|企事业|隐患|整改|督办|排查|台账|挂靠|归口|会同|通报批评|抽查|一票否决|专项|上报|保卫处|有关部门|印发"
)
_REGIONAL = re.compile(
    "台湾|香港|澳门|民国|行政院|立法会|立法院|特区|特别行政区|乡公所|镇公所|区公所|市公所|本府|本署|本会(?!议)|本校|本要点|"
    "设置要点|作业要点|实施要点|委员若干|置委员|置主任|置执行|置召集人|兼任之|聘(?:任|兼)之|各该|核定|核备|签奉|报府|函报|函请|"
    "贵(?:会|府|署|局|校)|民政事务|区议会|警务处|消防处|食物环境|食环署|政务司|康文署|渔护署|学务处|幕僚|以派兼|机关代表|县市政府|"
    "审议事项|规划事项|之(?:规划|审议|推动|协调|督导|研拟)|公告之|资讯|品质|邻里|警察局|卫生福利|劳动部|内政部|环境保护署|局长担任主席|"
    "非官方成员|职权范围|计画|研拟|汇整|提报|如左|左列|得(?:邀请|由|视|召开|设|置|聘|另)|首长|无给职|兼办|刊宪|辖下|委任|检讨"
)
_NOTE = re.compile(r"(?:[㐀-鿿]\(|\?)[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\)")
# 著 is 着 in simplified text except in words for writing and renown, which OpenCC cannot tell without them.
_ZHE = re.compile(r"(?<![显名原论编土昭卓合专译遗巨拙较新所])著(?![名作书述称录者有说])")
_MIXED = 20  # a text with one simplified character for so many traditional ones is mixed


@lru_cache(maxsize=4)
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def _convert(config: str, text: str) -> str:
    # OpenCC takes UTF-8; a lone surrogate has none, and only its place matters here.
    converted: str = _converter(config).convert(re.sub("[\ud800-\udfff\0]", "\ufffd", text))
    return converted


def fold(text: str) -> str:
    """Fold traditional characters to simplified, phrase by phrase (OpenCC t2s)."""
    return _convert("t2s", text)


@lru_cache(maxsize=32_768)
def fold_character(char: str) -> str:
    """Fold one character, without regard to its phrase."""
    return fold(char)


def is_traditional(text: str) -> bool:
    """Tell whether a text is a traditional document in its own right (Hong Kong, Macau, Taiwan).

    Pinyin notes and mainland offices mark machine-converted text; a text with simplified characters in it is mixed.
    """
    if _NOTE.search(text):
        return False
    counts = Counter(text)
    traditional = sum(
        count for char, count in counts.items() if _is_in(char, "big5") and fold_character(char) != char
    )
    simplified = sum(
        count for char, count in counts.items() if _is_in(char, "gb2312") and not _is_in(char, "big5")
    )
    if not traditional or simplified * _MIXED >= traditional:
        return False
    folded = fold(text)
    return len(set(_REGIONAL.findall(folded))) >= len(set(_MAINLAND.findall(folded)))


def _is_in(char: str, encoding: str) -> bool:
    """Whether an encoding has the character: Big5 has what traditional text uses, GB 2312 what simplified text does."""
    if not "\u3400" <= char <= "\u9fff":
        return False
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def unfold(text: str) -> str:
    """Write simplified characters as traditional ones, as a converter would (OpenCC s2tw)."""
    return _convert("s2tw", text)


def fold_edits(text: str) -> Iterator[Edit]:
    """Give one edit for each run of characters that folding changes."""
    at = 0
    for line in text.splitlines(keepends=True):
        folded = _ZHE.sub("着", fold(line))
        if folded != line:
            yield from _line_edits(line, folded, at)
        at += len(line)


def _line_edits(line: str, folded: str, at: int) -> Iterator[Edit]:
    if len(folded) != len(line):  # phrase conversion changed the length: fold character by character instead
        folded = "".join(char if len(one := fold_character(char)) != 1 else one for char in line)
    start = None
    for index, (old, new) in enumerate(zip(line, folded, strict=True)):
        changed = old != new and new != "\ufffd"
        if changed and start is None:
            start = index
        elif not changed and start is not None:
            yield Edit(at + start, at + index, folded[start:index], FOLDED)
            start = None
    if start is not None:
        yield Edit(at + start, at + len(line), folded[start:], FOLDED)
