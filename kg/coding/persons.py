"""People by occupation or office: 护士长, 村会计, 当班调度员; those a list names, and those how their name ends shows."""

from __future__ import annotations

import re
from functools import cache

from kg.coding.lexicon import alternation, read_table
from kg.coding.phrases import verb_pattern

__all__ = ["is_person", "person_pattern", "read_titled"]

_WHOSE = (
    r"(?:各级|[省市县区镇乡村]级|各|全体|本|每位|专职|兼职|值班|现场|村|社区|单位|部门|学校|车间|食堂|楼)?"
)
# What may stand in the name of an occupation before its ending.
_PART = r"(?:(?!由|的|在|对|将|把|向|按|为|经|就|和|及|与|会同|应|须|不|每|是|任(?!课)|兼(?!职)|其他|报(?!账|关))[\u4e00-\u9fff])"
# 员 ends a title unless it stands in one of these words.
_BY_OFFICE = r"(?<![动人成委会党团社职雇官演裁满复伤定全议学组队])员(?![会工额告])"
# Endings that are titles only behind a word: 村民代表, 医务人员.
_DEPENDENT = ("代表", "人员", "委员")


@cache
def person_pattern() -> re.Pattern[str]:
    """People the list of occupations names."""
    people = alternation(word for row in read_table("persons.txt") for word in row[0].split())
    return re.compile(rf"{_WHOSE}{people}")


@cache
def _titled() -> re.Pattern[str]:
    words = [word for row in read_table("person_endings.txt") for word in row[0].split()]
    alone = alternation(word for word in words if word not in _DEPENDENT)
    behind = rf"(?:{alternation(_DEPENDENT)})(?<![参出列加会席成关]人员)(?!大会|会|委员|团(?!结))"
    whole = rf"(?:{alone})(?![务命期效远处足短])"
    return re.compile(
        rf"(?:{_PART}{{0,8}}?{whole}|{_PART}{{1,8}}?(?:{_BY_OFFICE}|{behind}))(?:\([^()]{{2,12}}\))?"
    )


@cache
def _ending() -> re.Pattern[str]:
    """An ending that holds a verb itself: 带班领导."""
    words = [word for row in read_table("person_endings.txt") for word in row[0].split() if len(word) > 3]
    return re.compile(rf"{alternation(words)}$")


def read_titled(view: str, start: int, end: int) -> int | None:
    """Return where a title of somebody by its ending stops, if one stands at ``start``.

    What holds a verb that the title does not end in is a clause: 监测员 is somebody, 检查炊事员 is not.

    >>> read_titled("当班调度员应立即报告", 0, 10), read_titled("组织护林员巡山", 0, 7)
    (5, None)
    """
    match = _titled().match(view, start, end)
    if match is None or match.end() - start < 2:
        return None
    ending = _ending().search(view, start, match.end())
    for verb in verb_pattern().finditer(view, start, ending.start() if ending else match.end()):
        ends_title = view.startswith(("员", "人员"), verb.end()) and verb.end() < match.end()
        if len(verb.group()) > 1 and not ends_title:
            return None
    return match.end()


@cache
def _known() -> frozenset[str]:
    return frozenset(word for row in read_table("persons.txt") for word in row[0].split())


def is_person(words: str) -> bool:
    """Say whether words are as a whole the name of people by occupation.

    >>> is_person("村民小组长"), is_person("保洁员"), is_person("财务部")
    (True, True, False)
    """
    bare = re.sub(r"\([^()]*\)$", "", words)
    return bare in _known() or read_titled(words, 0, len(words)) == len(words)
