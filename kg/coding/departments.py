"""Departments no lexicon knows, found by how their names end where several are listed or a heading is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.coding import lexicon
from kg.coding.lexicon import alternation, read_table
from kg.coding.phrases import verb_at

__all__ = ["find_departments", "find_offices"]

_ENDING = r"(?:科|股|课|处|室|部|办|队|站|中心|所|局|馆|厅|公司|分局|支行|学院|系)"
# What may stand between a department and the next comma: its head, or how the list ends.
_BEHIND = r"(?=(?:、|和|及|与|或)|(?:副)?(?:主任|科长|股长|课长|处长|所长|站长|队长|部长|局长|主管)|(?:等)?(?:有关|相关|主要|分管)?(?:负责人|负责同志|代表|部门|单位)|等|派员|为成员|组成|担任|兼任|$)"
_ITEM = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,9}}?{_ENDING}){_BEHIND}")
# The department of a person in a list: 芮庭(设备技术部部长).
_OF_PERSON = re.compile(
    r"(?<=[\u4e00-\u9fff ])\((?P<name>[\u4e00-\u9fff]{2,8}(?:部|处|科|室|中心))(?:副)?(?:[部处科]长|主任)\)"
)
_LISTS = re.compile(r"[^\s,;:。!?()《》“”、]{2,24}(?:、[^\s,;:。!?()《》“”、]{2,24}){1,40}")
_LEAD = re.compile(r".*(?:由|为|是|包括|给|向|对|将|把|会同|配合|联合|督促|指导|委员|成员|组员|有|抄送|报)")
_HEADING = re.compile(rf"[\u4e00-\u9fff]{{1,9}}{_ENDING}")
# A department that a sentence opens with, before what it does: 药学部负责药品采购.
_OPENS = re.compile(
    r"(?:^|(?<=[。;:\n条 ])|(?<=\d[、.])|(?<=\.\d))(?P<name>(?:(?![是向时与及和由对将把在为的经各该本])[\u4e00-\u9fff]){2,6}?(?:部|科|处|(?<!公)室|站|中心))(?=[\u4e00-\u9fff]{4})"
)
_TAIL = re.compile(
    r"(?:的)?(?:主要|工作|岗位|安全)*(?:职责|职能|任务|责任|分工)(?:分工|任务)?$|[、和及与].*$"
)


@cache
def _no_department() -> re.Pattern[str]:
    words = alternation(word for row in read_table("rooms.txt") for word in row[0].split())
    return re.compile(
        rf"(?:.*{words})$|.*(?:的|了|在|不(?!动产)|以|等|于|并|(?<!供)应(?!急|用|对)|须)|.*(?:工作|活动|制度|会议|情况)|各|本|.*下设|(?:办公室|管理局|监管局)$"
    )


# An office with a name of its own, which a sentence opens with: 校务公开办公室每学期公示….
_OFFICE = re.compile(
    r"(?:^|(?<=[。;\n:条 ])|(?<=\d[、.])|(?<=\.\d)|(?<=下设))(?P<name>(?:(?![是向时与及和由对将把在为的经各该本设其])[\u4e00-\u9fff]){2,8}?办公室)(?=[\u4e00-\u9fff]{3}|\(|,挂靠|,与)"
)
_OF_BODY = re.compile(
    rf"(?:{alternation(lexicon.coordination_suffixes())}|会|指|委|部|局|府|政府|领导|必要|[一二三四五六七八九十]是)办公室$|.*(?:下设|成立|设立|报|经|送|后|前|同|请|收到|转交|提交|单位)|(?:听取|配合|协助|督促|指导|检查|通知|征求|抄|参加|支持|委托|授权|联系|组建|调整|撤销)"
)


def find_offices(view: str) -> list[str]:
    """Return the names of offices that are called by a name of their own, not after the body they serve.

    >>> find_offices("校务公开办公室每学期公示收支。领导小组办公室负责协调。")
    ['校务公开办公室']
    """
    found = dict.fromkeys(match.group("name") for match in _OFFICE.finditer(view))
    return [name for name in found if not _OF_BODY.search(name)]


def find_departments(view: str, headings: Iterable[str]) -> list[str]:
    """Return the names of departments that lists of at least two of them, or whole headings, show.

    >>> find_departments("委员:医务科、护理部、院感科、药剂科负责人。", ["总务科职责", "工作要求"])
    ['医务科', '护理部', '药剂科', '院感科', '总务科']
    """
    found = dict.fromkeys(
        name for listed in _LISTS.finditer(view) for name in sorted(_listed(listed.group()))
    )
    titled = [match.group("name") for match in _OF_PERSON.finditer(view)]
    if len(titled) > 1:
        found |= dict.fromkeys(name for name in titled if _could_be(name))
    for opened in _OPENS.finditer(view):
        name = opened.group("name")
        if (
            _could_be(name)
            and verb_at(view, opened.end(), len(view))
            and not verb_at(view, *opened.span("name"))
        ):
            found.setdefault(name)
    for words in headings:
        bare = _TAIL.sub("", words.strip(" :"))
        if _HEADING.fullmatch(bare) and _could_be(bare):
            found.setdefault(bare)
    return list(found)


def _listed(words: str) -> set[str]:
    """The departments of one list, if at least two and most of its items are such."""
    items = words.split("、")
    items[0] = _LEAD.sub("", items[0])
    names = list(_named(items))
    # 人力资源部 that a lexicon knows is a department of the list like the others.
    like = sum(_ITEM.match(item) is not None for item in items)
    return set(names) if len(names) > 1 and like * 3 >= len(items) * 2 else set()


def _named(items: list[str]) -> Iterator[str]:
    for item in items:
        match = _ITEM.match(item)
        if match and _could_be(match.group("name")):
            yield match.group("name")


def _could_be(name: str) -> bool:
    return len(name) > 2 and not _no_department().match(name) and name not in lexicon.unit_names()
