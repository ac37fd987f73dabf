"""What a comma segment may be other than a statement: the case, the time, the ground or the matter of the next one."""

from __future__ import annotations

import re

from kg.coding.persons import is_person
from kg.coding.phrases import MODAL, is_adjunct, modal_in, verb_pattern

__all__ = ["is_case", "is_circumstance", "is_decided_on", "is_topic", "says_only_how"]

_GROUND = re.compile(
    r"(?:通过|透过|采取|利用)[^,]*(?:方式|形式|途径|手段|渠道|平台)$|结合|根据|按照|依照|围绕|在.*(?:基础上|下|中|前|后)$|本着|针对|按(?=.*(?:要求|规定|原则|分工)$)|从|于[^,]{2,20}(?:前|内|后|底|末)$"
)
# Where a ground ends and what is done on it may follow without a comma: 根据工作需要不定期召开会议.
_GROUND_ENDS = re.compile(
    r"[^,]{2,12}?(?:需要|实际|情况|要求|规定|分工|精神|安排|原则|职能|职责|特点|形式|方式)(?![的和及、与负])"
)
# With whom, before what is done: 渠务署应与环境保护署合作,装设拦截设施.
_TOGETHER = re.compile(r"[与同和][^,]{2,20}(?:合作|协作|联合|配合)")
_GROUND_MODAL = re.compile(r"根据[^,、的]{2,12}?(?:可以|可|应当|应)(?!急|用|对|能)")
# Whom or what a measure is taken about, before the one who takes it.
_CONCERNED = re.compile(
    r"(?:对|对于|凡|凡是)?[^,;。]{2,40}(?:的|之)(?:所属|下属|有关|相关|成员|责任)?(?:单位|部门|科室|人员|个人|企业|学校|行为|村|乡镇|社区|地区|市|县|问题|事项|议题|议案|材料|经费|项目|信息|案件|隐患|意见|建议|线索|投诉|举报|费用|集体|机关|学校|团体|县\(市、区\)|市\(县、区\)|区\(县\)|县\(区\)|镇\(街道\)|街道\(镇\)|乡\(镇\)|乡镇|街道|责任人)(?:(?:和|及|与|、)(?:单位|部门|集体|个人|人员|机关|学校|团体)){0,5}|[^,;。]{2,30}者"
    r"|[^,;。]{2,30}之[^,;。]{0,8}(?:委员|人员|代表)(?:[和及与、][^,;。]{0,6}(?:委员|人员|代表))?|[^,;。]{0,20}(?:经费|费用)"
)
# For whom or what something is done, said before it: 对因工作不落实导致事故的,由….
_CASE_OF = re.compile(r"(?:对|对于)(?!口)[^,;。]{4,60}的(?=,(?:并?由|依|给予|予以|取消|责令))")
# What is decided, before how and by whom: 委员会议讨论事项,以…决议之; 需提交会议研究的事项,成员单位应….
_DECIDED_ON = re.compile(
    r"[^,;。]{0,16}(?:讨论|审议|决议|表决|议决)(?:之|的)?(?:事项|议案|议题|案件)|(?:凡|对)?(?:需要?|须|应)提交[^,;。]{2,20}的(?:事项|议题|问题|议案)"
)
_HOW = re.compile(r",(?:以|应|须|由|经|需|[^,;。]{2,12}(?:应|须|需))")
# 对保密先进个人, before what is done for or to them.
_TOWARDS = re.compile(
    r"对(?:于)?[^,;。的]{2,20}(?:个人|单位|部门|集体|人员|责任人|企业|职工|员工|教师|学生|户)"
)
_MEASURE = re.compile(
    r",(?:由(?!于)|依|按(?:照|规定)|应|须|可以|得(?!到)|不得|给予|予以|一律|将|取消|责令|约谈|通报批评|扣减|暂停|追究)"
)


def is_decided_on(view: str, at: int, end: int) -> bool:
    """Whether a segment only names what is decided, before how: 委员会议讨论事项,以出席委员过半数之同意决议之."""
    return _DECIDED_ON.fullmatch(view, at, end) is not None and _HOW.match(view, end) is not None


def is_circumstance(view: str, at: int, end: int) -> bool:
    """Whether a segment with a subject only says when: 协调小组…征求意见时,…."""
    words = view[at:end]
    if re.search(r"因故|因事|缺席|[不未无]能|无法", words) and re.search(r"(?:时|的|后)$", words):
        return True
    if re.search(r"因(?:故|事|公)[^,]{0,4}(?:不能|无法|未能)[^,]{1,10}$", words) and view.startswith(
        ",", end
    ):
        return True
    if is_case(view, at, end):
        return True
    return (
        len(words) > 3
        and bool(re.search(r"(?:(?<![及准按定随小])时|后|之前|之后|(?:召开|举行)前|期间|的情况下)$", words))
        and modal_in(words.replace("不能", "")) is None
    )


def is_case(view: str, at: int, end: int) -> bool:
    """Whether a segment names the case in which the next one holds: 村民有疑问的,…; 票数不足半数的,…."""
    words = view[at:end]
    if not words.endswith("的") or words[0] in "对凡" or len(words) < 5:
        return False
    follows = view.startswith(",", end) and modal_in(words) is None and "负责" not in words
    return follows or _MEASURE.match(view, end) is not None


def says_only_how(view: str, at: int, end: int) -> bool:
    """Whether a subject is followed only by when, how or on what ground: 各单位要结合实际,…."""
    modal = re.compile(rf"(?:{MODAL})?").match(view, at, end)
    rest = view[modal.end() if modal else at : end]
    if _GROUND_MODAL.match(rest):
        return False
    if _TOGETHER.fullmatch(rest):
        return True
    said = _GROUND_ENDS.match(rest)
    if said and verb_pattern().search(rest, said.end()):
        return False
    return len(rest) > 3 and bool(_GROUND.match(rest)) and is_adjunct(rest)


def is_topic(view: str, at: int, end: int) -> bool:
    """Whether a segment only says what the next ones are about: 对下提出的工作要求,…."""
    about = view.startswith(("对", "凡"), at) or _MEASURE.match(view, end)
    if about and (_CONCERNED.fullmatch(view, at, end) or _CASE_OF.match(view, at)):
        return True
    if _MEASURE.match(view, end) and _TOWARDS.fullmatch(view, at, end):
        return True
    if not view.startswith(("对", "关于"), at):
        return False
    if view[end - 1] == "的" and view.startswith(",", end):
        return True
    qualified, _, noun = view[at:end].rpartition("的")
    people = is_person(noun) or noun.endswith(("人", "者", "员")) or not verb_pattern().search(noun)
    if qualified and 1 < len(noun) <= 12 and people:
        return view.startswith(",", end)
    return not any(not view.startswith("的", m.end()) for m in verb_pattern().finditer(view, at + 1, end))
