"""Lists of people as the genre writes them: 组长:张三(副县长), 成　员:李　四　县财政局局长, officials by title only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.coding import lexicon
from kg.coding.outline import Outline

__all__ = ["MEMBER_ROLES", "TITLE", "FoundPost", "find_listed", "named_last", "read_person", "split_holders"]

MEMBER_ROLES = ("成员", "委员", "组员", "理事", "常务委员")
# How the title of an official ends.
TITLE = r"(?:长|主任|书记|主席|委员|同志|领导|负责人|代表|经理|副总|总监|员|司令员|政委|主管|班主任|教师|秘书|首席|巡视员|调研员|董事|总工程师|校医|干事|民警|医生|助理|首长|会计|出纳|文书|门卫|保安|护士|医师|药师|厨师)"
# 村民代表3名: how many hold it.
_HOW_MANY = r"(?:[一二两三四五六七八九十\d]+[名人位])?"
# A title that the units named before it share: A、B、C负责人.
_SHARED = re.compile(
    r"(?:有关|主要|分管|相关|主管|具体|行政|党政)*(?:负责人|负责同志|领导同志|领导|主管|代表|首长|联络员|工作人员|主任或护士长|主任、护士长|科长|处长|局长|主任|站长|所长|校长|院长)$"
)
# 社区党委书记（兼任第一召集人）: what else he is stands in the bracket.
_ALSO = re.compile(r"[(（][^()（）]*兼[^()（）]*[)）]$")
# 总指挥:负责领导全市…: a label of duties, not of people.
_DOES = re.compile(
    r"(?:全面)?(?:负责(?!人|同志)|主持|领导(?!小组|组)|协助|组织(?!部|委)|承担|统筹|指挥(?!部|中心)|召集|贯彻|落实|研究)"
)
_UNIT = re.compile(
    r"(?:局|委|办|部|厅|署|院|处|科|股|课|站|所|室|队|中心|公司|政府|组|会|校|园|厂|行|社|团|车间|支队|大队|法院|检察院|办公室|[妇残工文商侨科]联|科协|红十字会|工会|系|镇|乡|村|街道|社区|企业|单位)$"
)
# 组长:由校长担任,全面负责…: who holds the post, before what he does.
_SERVED = re.compile(r" *由?(?P<holder>[^,;。:\n]{2,60}?)(?:同志)?(?:担任|兼任)(?=[,;。\n]|$)")
# A line of a list of posts that goes on with the next holder, given by his title only.
_INDENTED_TITLE = re.compile(rf" {{3,}}[^ ,;。:]{{4,24}}{TITLE}{_HOW_MANY} *")
# A short title that is no second title of the one before it: 食堂管理员、校医.
_BY_OCCUPATION = re.compile(r"(?:员|医|师|会计|出纳|文书|民警|代表|护士|门卫|保安)$")
_SENTENCE = re.compile(
    r"[。\n]| \S{0,16}(?:下设|办公室设)|,?办公室设在|(?<=[\u4e00-\u9fff)]) *(?=(?:下设|设立)\S{0,6}办公室)"
)


@dataclass(frozen=True, kw_only=True)
class FoundPost:
    """A post as found: role, holder (None where the text names none), spans, and where its body may be named."""

    role: str
    holder: str | None
    start: int
    end: int
    rule: str
    confidence: float
    at: int
    body: str | None = None


@cache
def _labels() -> re.Pattern[str]:
    """Titles as lists of people write them, padded: 组　长, 召 集 人; a colon or a gap and a name behind."""
    titles = sorted(lexicon.roles(), key=len, reverse=True)
    padded = "|".join(r"[ ]{0,6}".join(title) for title in titles)
    return re.compile(
        rf"(?:(?:^|(?<=[\n。;:).、,])|(?<=组成)|(?<=名单)|(?<=如下)|(?<=人员))[ ]{{0,12}}|(?<= ))(?:[\u4e00-\u9fff]{{0,12}}?(?:小组|指挥部|会|委|联席会议|办公室|专班|领导组))?(?P<role>{padded})(?P<colon>[ ]*[:]|[ ]+)(?P<rest>(?:(?![,;][ ]{{0,4}}(?:{padded}) {{0,6}}:)(?! {{1,12}}(?:{padded})(?: {{0,6}}:| +(?=[\u4e00-\u9fff]{{2,3}}[ (])))[^\n。])*)"
    )


def read_person(words: str) -> str | None:
    """Read a person's name off the beginning of words, without padding; None where there is none.

    >>> read_person("张　三  副县长"), read_person("县公安局局长")
    ('张三', None)
    """
    for shape in (_NAME, _PADDED_NAME):
        match = shape.match(words)
        name = "".join(part for part in match.groups() if part) if match else ""
        if name and _could_be_name(name):
            return name
    return None


# A name as such, and one spaced out to the width of the longer ones: 刘　英.
_NAME_ENDS = r"(?=[ \u3000(,、;。:\n]|$|同志|先生|女士)"
_NAME = re.compile(rf"[ \u3000]*([\u4e00-\u9fff]{{2,4}}?){_NAME_ENDS}")
_PADDED_NAME = re.compile(
    rf"[ \u3000]*([\u4e00-\u9fff])[ \u3000]{{0,4}}([\u4e00-\u9fff])(?:[ \u3000]{{0,2}}([\u4e00-\u9fff]))?(?:[ \u3000]{{0,2}}([\u4e00-\u9fff]))?{_NAME_ENDS}"
)


def _could_be_name(name: str) -> bool:
    """Whether characters open with a surname and do not end like a title or a unit."""
    single, double = lexicon.surnames()
    if name[:2] in double and len(name) in (3, 4):
        return True
    return (
        name[0] in single
        and len(name) <= 3
        and not re.search(
            r"(?:长|局|厅|部|委|办|主任|书记|站|所|院|会|员|校|镇|乡|村|县|市|区|联|协|队|科|股|处|室|中心|公司|街道|各单位|司|课)$|^(?:相关|有关|其他)",
            name,
        )
    )


def named_last(words: str) -> str | None:
    """Read a person named behind his titles: 县委常委、常务副县长李向东."""
    bare = re.sub(r"\([^()]*\)", "", words)
    match = re.search(r"(?:长|主任|书记|常委|主席|经理|委员)(?P<name>[\u4e00-\u9fff]{2,3})(?:同志)?$", bare)
    return read_person(match.group("name") + " ") if match else None


def find_listed(outline: Outline) -> Iterator[FoundPost]:
    """Find the posts of lists of people, each list under its label."""
    view = outline.view
    for match in _labels().finditer(view):
        start, stop = match.span("rest")
        if ":" not in match.group("colon") and not _is_person_with_title(view[start:stop]):
            continue
        role = re.sub(r"\s", "", match.group("role"))
        sentence = _SENTENCE.search(view, start, stop)
        stop, ended = (sentence.start(), True) if sentence else (stop, view.startswith("。", stop))
        for low, high in [(start, stop), *(() if ended else _continued(view, stop))]:
            yield from _holders(outline, role, low, high, match.start("role"))


def _is_person_with_title(words: str) -> bool:
    """Whether words open with a person and his title, in brackets or behind a gap."""
    name = read_person(words)
    return name is not None and bool(re.match(r" *" + r" *".join(name) + r" *(?:\(| \S)", words))


def _continued(view: str, at: int) -> Iterator[tuple[int, int]]:
    """The lines after 成员:… that go on listing people, recognised by their padding or their names."""
    for _ in range(200):
        if at >= len(view) or view[at] != "\n":
            return
        stop = view.find("\n", at + 1)
        stop = len(view) if stop < 0 else stop
        words = view[at + 1 : stop]
        if (
            not words.strip()
            or len(words) > 60
            or ":" in words
            or "。" in words
            or (read_person(words) is None and not _INDENTED_TITLE.fullmatch(words))
            or _labels().match(words)
        ):
            return
        yield at + 1, stop
        at = stop


def _holders(outline: Outline, role: str, start: int, stop: int, at: int) -> Iterator[FoundPost]:
    view = outline.view
    if served := _SERVED.match(view, start, stop):
        start, stop = served.span("holder")
    elif lead := re.compile(r" *(?:包括|有|为)").match(view, start, stop):
        start = lead.end()
    if read_person(view[start:stop]):
        yield from _people(outline, role, start, stop, at)
        return
    for low, high in split_holders(view, start, stop, is_member=role in MEMBER_ROLES):
        words = view[low:high]
        if _DOES.match(words):
            return
        person = read_person(words + " ") or named_last(words)
        confidence = 0.95 if person else 0.85
        yield FoundPost(
            role=role, holder=person or _ALSO.sub("", outline.text[low:high].strip()), start=low, end=high, rule="list-of-titles",
            confidence=confidence, at=at,
        )  # fmt: skip


def _people(outline: Outline, role: str, start: int, stop: int, at: int) -> Iterator[FoundPost]:
    """Names with titles: 张三(副县长)、李四(局长), or a name, spaces and a title a line; titles alone among them."""
    view = outline.view
    low = start
    while low < stop:
        name = read_person(view[low:stop])
        following = re.compile(
            r"[、,;] *|(?<=[长)]) +(?=村民代表|[\u4e00-\u9fff]{2}代表|各)|(?<=[\u4e00-\u9fff)])[ ]{2,}(?=[\u4e00-\u9fff][ \u4e00-\u9fff]{1,3}(?:[ (、]|$))"
        ).search(view, low + 1, stop)
        end = following.start() if following else stop
        if name is not None and (behind := _name_behind(view, low, stop, name)) is not None and behind < end:
            following, end = None, behind
        if name is not None:
            begin = low + len(view[low:stop]) - len(view[low:stop].lstrip(" \u3000"))
            last = begin
            for char in name:
                last = view.index(char, last) + 1
            shown = re.sub(r"\s", "", outline.text[begin:last])
            yield FoundPost(role=role, holder=shown, start=begin, end=last, rule="list-of-people", confidence=0.95, at=at)  # fmt: skip
        elif re.search(
            rf"(?:组长|负责人|代表|书记|主任|校长|所长|站长){_HOW_MANY}$", view[low:end].strip()
        ) and re.match(r"\s*(?:各|村民|其他|[\u4e00-\u9fff]{2,6}代表)", view[low:end]):
            yield FoundPost(
                role=role, holder=outline.text[low:end].strip(), start=low, end=end, rule="list-of-titles", confidence=0.8, at=at
            )  # fmt: skip
        if following is None and end == stop:
            return
        low = following.end() if following else end


def _name_behind(view: str, low: int, stop: int, name: str) -> int | None:
    """Where the next name of a row parted by single spaces begins: 赵铁柱 刘 英 孙大勇."""
    at = low
    for char in name:
        at = view.index(char, at) + 1
    bracket = re.compile(r"\([^()]*\)").match(view, at, stop)
    gap = re.compile(r" +").match(view, bracket.end() if bracket else at, stop)
    if gap is None:
        return None
    titled = re.compile(r"(?:各|村民|[\u4e00-\u9fff]{2,6}代表)").match(view, gap.end(), stop)
    return gap.start() if titled or read_person(view[gap.end() : stop]) else None


def split_holders(view: str, start: int, stop: int, *, is_member: bool) -> list[tuple[int, int]]:
    """Split holders given by title; units that share one title, in a list of members, are one holder.

    A piece without a title is a member unit, not a holder.
    """
    pieces = list(_pieces(view, start, stop))
    titled = [
        bool(re.search(rf"{TITLE}{_HOW_MANY}$", re.sub(r"\([^()]*\)$", "", view[a:b]))) for a, b in pieces
    ]
    if not pieces or not any(titled):
        return []
    bare = [view[a:b] for (a, b), has in zip(pieces, titled, strict=True) if not has]
    shares = is_member and titled[-1] and not any(titled[:-1]) and _SHARED.search(view[slice(*pieces[-1])])
    own = re.search(r"[^各](?:年级组长|村民小组组长|组长|班主任|员)$", view[slice(*pieces[-1])])
    if shares and not own and all(_UNIT.search(re.sub(r"\([^()]*\)$", "", words)) for words in bare):
        return [(pieces[0][0], pieces[-1][1])]
    # A、B、C主管及D代表: two shared titles, one list.
    two = is_member and len(pieces) > 2 and sum(titled) == 2 and titled[-1] and not any(titled[:-2])
    if two and re.search(r"(?:主管|代表|负责人)$", view[slice(*pieces[-2])]):
        return [(pieces[0][0], pieces[-1][1])]
    return [piece for piece, has in zip(pieces, titled, strict=True) if has]


def _pieces(view: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Holders parted by commas or spaces, unless what follows is a bare title of the same person."""
    pieces: list[tuple[int, int]] = []
    low = start
    for match in [
        *re.compile(
            r"[、,;](?![^(]*\))| {1,}|(?<=[局委办部厅署院处科股课站所室队心司府组会校园厂行社团长任记席管员人名位)])和(?=[\u4e00-\u9fff]{4})|(?<=[长任记席管])及(?=[\u4e00-\u9fff]{4})"
        ).finditer(view, start, stop),
        None,
    ]:
        high = match.start() if match else stop
        first = low + len(view[low:high]) - len(view[low:high].lstrip())
        if high - first > 1:
            goes_on = pieces and (
                (
                    high - first <= 3
                    and view[low - 1 : low] == "、"
                    and re.search(TITLE + "$", view[first:high])
                    and not _BY_OCCUPATION.search(view[first:high])
                )
                or re.search(
                    r"(?:常委|党组成员|党委委员|党工委委员|班子成员)$", view[pieces[-1][0] : pieces[-1][1]]
                )
                or (
                    re.match(
                        r"(?:[\u4e00-\u9fff]{2,8})?(?:分管|主管|协管|负责|联系|协助)",
                        view[pieces[-1][0] : pieces[-1][1]],
                    )
                    and not re.search(rf"{TITLE}$", view[pieces[-1][0] : pieces[-1][1]])
                )
            )
            if goes_on:
                pieces[-1] = (pieces[-1][0], high)
            else:
                pieces.append((first, high))
        low = match.end() if match else stop
    for a, b in pieces:
        while b > a and view[b - 1] in "。; ":
            b -= 1
        yield a, b
