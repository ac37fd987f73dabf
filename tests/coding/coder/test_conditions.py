"""In which case a duty holds, and what its words are not: the deadline, the ground, the verb of the case."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Duty

RULES = (
    "河口县桥梁养护工作领导小组工作规则\n一、机构\n河口县桥梁养护工作领导小组由县交通局、县财政局、县公安局组成，办公室设在县交通局。\n"
    "二、职责\n"
)


def last_duty(words: str) -> Duty:
    (coding,) = code_documents(f"{RULES}{words}\n".encode(), "rules.txt")
    at = coding.text.index("二、职责")
    return [duty for duty in coding.duties if duty.start > at][-1]


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("考核得分低于60分的，取消年度评优资格。", "考核得分低于60分的"),
        ("对瞒报、迟报险情的，由县交通局予以通报批评。", "对瞒报、迟报险情的"),
        ("县交通局发现桥面塌陷应当在2小时内报告办公室。", "发现桥面塌陷"),
        ("县公安局接到报告后，应当立即封闭桥面。", "接到报告"),
        ("遇有重大险情可随时召开会议。", "遇有重大险情"),
        ("组长因故不能出席时，委托副组长主持会议。", "组长因故不能出席时"),
        ("组长缺席时由副组长主持会议。", "组长缺席时"),
        ("确需外出的须提前1天向组长报告。", "确需外出的"),
        ("抢险期间，县公安局每日巡查桥面。", "抢险期间"),
        ("县交通局应当在24小时内报告办公室。", None),
        ("各成员单位应当于每年11月底前报送工作总结，办公室应当召开临时会议。", None),
        ("县交通局可以向养护单位提出重要整改意见。", None),
        ("在县政府领导下，县交通局组织桥梁检测。", None),
        ("县交通局采取有效措施，消除桥面隐患。", None),
        ("险情解除后，县交通局组织专家评估。", "险情解除后"),
    ],
)
def test_the_case_in_which_a_duty_holds_is_its_condition(words: str, condition: str | None) -> None:
    assert last_duty(words).condition == condition


@pytest.mark.parametrize(
    ("words", "actions", "supervision"),
    [
        ("考核得分低于60分的，取消年度评优资格。", ["取消"], "sanctions"),
        ("查获超限车辆的，县公安局应当在3日内通报县交通局。", ["通报"], None),
        ("对工作不力的单位予以通报批评。", ["通报", "批评"], "sanctions"),
        (
            "对瞒报、漏报险情的，视情节轻重给予通报批评、扣发绩效等处理。",
            ["通报", "批评", "处理"],
            "sanctions",
        ),
        ("对不履行职责的成员单位，依规追究责任。", ["追究"], "sanctions"),
        ("领导小组会议召开前，可先召开联络员会议。", ["召开"], None),
        ("领导小组在县政府领导下开展工作。", ["开展"], None),
        ("连续两年排名末位的乡镇，取消评优资格。", ["取消"], "sanctions"),
        ("各乡镇参照本规则制定实施细则。", ["制定"], None),
        ("各乡镇可结合实际制定实施细则。", ["制定"], None),
    ],
)
def test_the_verb_of_the_case_is_no_action(words: str, actions: list[str], supervision: str | None) -> None:
    duty = last_duty(words)

    assert list(duty.actions) == actions
    assert duty.supervision == supervision


def test_whose_case_it_is_must_do_what_follows_and_at_the_latest_is_a_term() -> None:
    words = "企业发生事故的，应当立即向县交通局报告，最迟不得超过1小时。"
    (coding,) = code_documents(f"{RULES}{words}\n".encode(), "rules.txt")
    names = {body.id: body.name for body in coding.bodies}

    assert [names[bearer] for bearer in last_duty(words).bearers] == ["企业"]
    assert [rule.deadline.duration for rule in coding.procedures if rule.deadline] == ["PT1H"]
