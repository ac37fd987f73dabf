"""Lists of bodies as the genre writes them: with 、 or spaces between, or nothing at all, closed or open (等)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.coding import lexicon
from kg.coding.names import CATEGORY_NOUN
from kg.coding.parties import PartyReader
from kg.coding.persons import is_person
from kg.coding.phrases import verb_at

__all__ = ["ListedBody", "read_list"]

_SEPARATOR = re.compile(r"[、,;\n]|(?<=[\u4e00-\u9fff)]) +(?=[\u4e00-\u9fff])|以及|/")
_AND = re.compile(r"和|及|与|暨")
# The short name of one of a list, before the next: 办公室(以下简称水库办)和专家组.
_CALLED = re.compile(r"\((?:以下)?简称[^()]{1,16}\)(?=[和及与、])")
_TAIL = re.compile(
    r"(?:等)?(?:共)?(?:[一二三四五六七八九十\d]+(?:个|家)?)?(?:相关|有关|成员|组成)?(?:部门和单位|单位和部门|部门、单位|单位|职能部门|机关(?:\(构\))?)?(?:的)?(?:各)?(?:共)?(?:为成员单位|为成员|组成|主要负责人|主要负责同志|负责同志|负责人|分管负责人|分管领导|分管负责同志|"
    r"分管领导同志|有关负责人|有关负责同志|主要领导|领导同志|首长|首长或其代表|代表|参加|各[一二三四五六七八九十\d]+[名人位])*$"
)
_TITLE = re.compile(
    r"(?:常务)?(?:副)?(?:主席|主任|书记|[局厅署处部科课股所站院校馆队镇乡县区市省]?长|经理|会长|秘书长|巡视员|调研员|主管)"
)
# The head of a unit no lexicon knows: 服務所主任, 分隊隊長.
_HEAD_OF_UNIT = re.compile(
    r"(?<=[局处课科室所站队馆院校会部中心厂段行社])(?:分管|主管|主要)?(?:副?主任|[局处课科室所站队馆院校部厂段行社]长|大队长|支队长|理事长|经理|主管|负责人|主计长)$"
)
_NO_NAME = re.compile(
    r"^(?:等|以及|其他|由|包括|为|各|[\d一二三四五六七八九十]+[个家])|[:。《》“”]|组长|主任|人员$|同志|名单|如下|组成|^\d|负责|参加|代表|专家|学者|委员(?!会)|人士"
)


@dataclass(frozen=True)
class ListedBody:
    """A body named in a list, by its span; ``known`` when the lexicons know such a name."""

    start: int
    end: int
    known: bool


def read_list(
    reader: PartyReader, start: int, end: int, *, officials: bool = False
) -> tuple[list[ListedBody], bool]:
    """Read the bodies listed in a span, and whether the list is left open (等).

    With ``officials`` a unit named by its head (民政课课长) is listed; otherwise such a piece is a person. A piece that no lexicon knows is a body too, if it can be a name at all.
    """
    view = reader.view
    # 组成 and the people sent by the units stand behind the last name, not in it.
    found: list[ListedBody] = []
    open_list = bool(re.search(r"等(?!级|候)", view[start:end]))
    at = start
    for stop in [*(m.span() for m in _SEPARATOR.finditer(view, start, end)), (end, end)]:
        if not any(m.start < stop[0] and stop[1] < m.end for m in reader.mentions_in(at, end)[:3]):
            found += _piece(reader, at, stop[0], officials)
            at = stop[1]
    return found, open_list


def _trimmed(view: str, start: int, end: int) -> tuple[int, int]:
    """A piece of a list without the marks around it and without the word that opens the list."""
    while start < end and view[start] in " \n:、,。;(":
        start += 1
    if lead := re.compile(r"包括|分别为").match(view, start, end):
        start = lead.end()
    while end > start and view[end - 1] in " \n:、,。;":
        end -= 1
    return start, end


def _piece(reader: PartyReader, start: int, end: int, officials: bool = False) -> list[ListedBody]:
    view = reader.view
    start, end = _trimmed(view, start, end)
    whole = reader.mention_at(start)
    if whole is not None and whole.end == end and whole.rule == "units-with-shared-noun":
        shared = reader.read(start, end)
        return [_without_noun(view, p.start, p.end) for p in shared.items] if shared else []
    if view.startswith("牵头", end - 2) and end - start > 4:
        end -= 2
    tail = _TAIL.search(view, start, end)
    if tail:
        end = tail.start()
    bracket = view.find("(", start, end)
    if bracket > start and view[end - 1 : end] in ")":
        end = bracket
    while end > start and view[end - 1] in " \n:、,。;)":
        end -= 1
    if end - start < 2:
        return []
    mentions = reader.mentions_in(start, end)
    if (
        mentions
        and mentions[0].start == start
        and re.match(r"有关|相关|各|所属", view[mentions[0].end : end])
    ):
        return [ListedBody(start, end, known=True)]  # 国务院有关部委: a class of units, not who they are of
    if mentions and mentions[0].start == start:
        return _mentioned(reader, start, end, officials)
    for joint in _AND.finditer(view, start + 2, end - 1):
        if not any(m.start < joint.start() < m.end for m in mentions):
            return _piece(reader, start, joint.start(), officials) + _piece(
                reader, joint.end(), end, officials
            )
    return _unknown(reader, start, end, officials=officials, named=bool(mentions))


def _unknown(reader: PartyReader, start: int, end: int, *, officials: bool, named: bool) -> list[ListedBody]:
    """A piece that no lexicon knows: a unit by its head, a class of units, or a name if it can be one."""
    view = reader.view
    if officials and (head := _HEAD_OF_UNIT.search(view, start, end)) and head.start() > start + 1:
        return [ListedBody(start, head.start(), known=False)]
    if officials and _is_somebody(view, start, end):
        return []
    if re.fullmatch(rf"各[\u4e00-\u9fff]{{0,8}}{CATEGORY_NOUN}", view[start:end]):
        return [ListedBody(start, end, known=True)]
    if view[start:end] in lexicon.unit_stems() and re.match(r"[、和及]|等(?:单位|部门)", view[end:]):
        return [ListedBody(start, end, known=True)]  # 粮食、发改、财政等单位
    if end - start > 20 or _NO_NAME.search(view[start:end]) or (verb_at(view, start, end) and not named):
        return []
    return [ListedBody(start, end, known=False)]


def _is_somebody(view: str, start: int, end: int) -> bool:
    """Whether a piece is a person by title, whose unit the title does not say: 总工程师, 专职心理教师, 校医."""
    return is_person(view[start:end]) and not view.startswith("各", start)


def _without_noun(view: str, start: int, end: int) -> ListedBody:
    """A unit of a list with one shared noun, without the noun: 公安、消防等部门."""
    noun = re.compile(r"等?(?:有关|相关|各)?(?:部门|机关|机构|系统|单位)").search(view, start, end)
    return ListedBody(start, noun.start() if noun and noun.start() > start else end, known=True)


def _mentioned(reader: PartyReader, start: int, end: int, officials: bool = False) -> list[ListedBody]:
    """Pieces that open with a known name: that name, more of them without separators, or a longer name."""
    view = reader.view
    found: list[ListedBody] = []
    while start < end:
        mention = reader.mention_at(start)
        if mention is None or mention.end > end:
            rest = view[start:end]
            if found and (joint := _AND.match(view, start, end)):
                return found + _piece(reader, joint.end(), end, officials)
            if found and (title := _TITLE.match(view, start, end)):
                kept = found if officials and view[start - 1] != "组" else found[:-1]
                more = _AND.match(view, title.end(), end)
                return kept + (_piece(reader, more.end(), end, officials) if more else [])
            ahead = next(iter(reader.mentions_in(start, end)), None)
            if (
                found
                and ahead is not None
                and ahead.start - start <= 3
                and not _NO_NAME.search(view[start : ahead.start])
            ):
                found.append(ListedBody(start, ahead.end, known=True))
                start = ahead.end
                continue
            if found and len(rest) <= 8 and not _NO_NAME.search(rest) and not re.match(r"[(、,的]", rest):
                last = found.pop()
                return [*found, ListedBody(last.start, end, known=True)]
            return found
        found.append(ListedBody(mention.start, mention.end, known=True))
        called = _CALLED.match(view, mention.end, end)
        start = called.end() if called else mention.end
    return found
