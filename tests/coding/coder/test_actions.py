"""Which verbs of a clause are its actions, and which only name a thing, a time or a condition."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents

RULES = (
    "河口县桥梁养护工作领导小组工作规则\n一、机构\n河口县桥梁养护工作领导小组由县交通局、县财政局、县公安局组成，办公室设在县交通局。\n"
    "二、职责\n"
)


def _actions(words: str) -> list[str]:
    (coding,) = code_documents(f"{RULES}{words}\n".encode(), "rules.txt")
    at = coding.text.index("二、职责")
    return [action for duty in coding.duties if duty.start > at for action in duty.actions]


@pytest.mark.parametrize(
    ("words", "actions"),
    [
        ("县交通局牵头组织危桥抢修。", ["牵头", "组织"]),
        ("养护方案由办公室提出，报组长审定。", ["提出", "报", "审定"]),
        ("办公室汇总后报组长。", ["汇总", "报"]),
        ("县交通局应当于每月5日前将巡检记录报领导小组办公室。", ["报"]),
        ("县交通局组织施工单位开展桥梁检测。", ["组织", "开展"]),
        ("县公安局配合县交通局、县财政局做好桥头交通疏导。", ["配合", "做好"]),
    ],
)
def test_what_leads_reports_or_is_done_with_others_is_an_action(words: str, actions: list[str]) -> None:
    assert _actions(words) == actions


@pytest.mark.parametrize(
    ("words", "actions"),
    [
        ("县交通局加强巡查员队伍建设。", ["加强"]),
        ("县交通局加强对桥梁养护工作的组织领导。", ["加强"]),
        ("县交通局负责指导乡镇桥梁养护规划工作。", ["指导"]),
        ("办公室应当将抽检结果于10日内公布。", ["公布"]),
        ("办公室应当在会议召开3个工作日前将会议材料送达各成员单位。", ["送达"]),
        ("会议须有三分之二以上成员出席方可举行。", ["举行"]),
        ("县公安局对损毁桥梁的单位依法实行责任追究。", ["追究"]),
    ],
)
def test_a_verb_that_names_a_thing_a_time_or_a_condition_is_no_action(words: str, actions: list[str]) -> None:
    assert [action for action in _actions(words) if action != "实行"] == actions


@pytest.mark.parametrize(
    ("words", "actions"),
    [
        ("任何单位和个人不得挪用专项经费。", ["挪用"]),
        ("任何单位和个人不得占用桥下空间。", ["占用"]),
        ("与评审桥梁有利害关系的成员应当回避。", ["回避"]),
        ("联络员因故缺席的，应当提前向办公室请假。", ["请假"]),
    ],
)
def test_what_is_forbidden_or_asked_of_persons_is_an_action(words: str, actions: list[str]) -> None:
    assert _actions(words) == actions


def test_who_votes_is_no_body_and_the_quorum_and_the_majority_are_two_duties_of_the_meeting() -> None:
    rules = f"{RULES}领导小组每年召开一次会议。会议须有过半数成员到会方可举行，议定事项由到会成员三分之二以上同意。\n"

    (coding,) = code_documents(rules.encode(), "rules.txt")

    assert [duty.quote for duty in coding.duties][-2:] == [
        "会议须有过半数成员到会方可举行",
        "议定事项由到会成员三分之二以上同意",
    ]
    assert coding.duties[-1].bearers == coding.duties[-2].bearers == (coding.duties[-3].bearers)
    assert not [body.name for body in coding.bodies if "三分之二" in body.name]
