"""Offices with a name of their own, organs of a company, and heads of units in lists of members."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.departments import find_offices
from kg.coding.model import Coding

COMPANY = """恒丰纺织有限公司保密委员会规则
第一条 保密委员会在公司党委、董事会领导下开展工作。
第二条 {}
第三条 保密委员会下设保密办公室，挂靠公司办公室。
第四条 保密委员会职责
1.审定保密规划；
2.听取保密办公室汇报。
第五条 财务部按规定足额提取保密经费。保密办公室负责筹备会议、起草文件、督办会议决定事项。
第六条 厂务公开办公室每季度公示保密奖惩情况。
"""


def code(members: str) -> Coding:
    (coding,) = code_documents(COMPANY.format(members).encode(), origin="rules.txt")
    return coding


def members(words: str) -> set[str]:
    coding = code(words)
    names = {body.id: body.name for body in coding.bodies}
    return {names.get(item.member, item.member) for item in coding.memberships}


def relations() -> set[tuple[str, str, str]]:
    coding = code("主任由总经理担任。")
    names = {body.id: body.name for body in coding.bodies}
    return {
        (names.get(item.subject, item.subject), item.relation, names.get(item.object, item.object))
        for item in coding.relations
    }


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("总工程师及各部门、各车间负责人为委员。", set()),
        ("委员：总工程师、财务部经理、保卫部经理、校医。", {"财务部", "保卫部"}),
        ("委员：财务部、保卫部、各车间负责人。", {"财务部", "保卫部", "各车间"}),
    ],
)
def test_persons_are_no_units_and_classes_only_beside_units_that_are_named(
    words: str, units: set[str]
) -> None:
    assert members(words) == units


def test_both_organs_of_a_company_lead_what_works_under_them() -> None:
    assert {
        ("公司党委", "leads", "恒丰纺织有限公司保密委员会"),
        ("董事会", "leads", "恒丰纺织有限公司保密委员会"),
    } <= relations()


def test_an_office_set_up_by_a_name_of_its_own_is_the_office_and_has_its_host() -> None:
    assert {
        ("保密办公室", "part-of", "恒丰纺织有限公司保密委员会"),
        ("保密办公室", "hosted-by", "公司办公室"),
    } <= relations()


def test_another_office_bears_the_sentence_that_names_it() -> None:
    coding = code("主任由总经理担任。")
    names = {body.id: body.name for body in coding.bodies}
    (duty,) = [duty for duty in coding.duties if "公示" in duty.quote]

    assert [names[bearer] for bearer in duty.bearers] == ["厂务公开办公室"]


@pytest.mark.parametrize(
    ("words", "actions"),
    [("提取保密经费", ("提取",)), ("筹备会议", ("筹备", "起草", "督办"))],
)
def test_actions_are_those_the_bearer_is_told_to_do(words: str, actions: tuple[str, ...]) -> None:
    (duty,) = [duty for duty in code("主任由总经理担任。").duties if words in duty.quote]

    assert duty.actions == actions


def test_what_is_done_with_an_office_is_no_part_of_its_name() -> None:
    assert find_offices("听取保密办公室汇报。成员单位收到办公室转交的投诉。") == []
