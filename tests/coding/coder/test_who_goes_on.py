"""Who a sentence goes on about, what its verbs are, and which lists hold no duties."""

from __future__ import annotations

from kg.coding.coder import code_documents
from kg.coding.model import Coding, Duty


def _code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), "rules.txt")
    return coding


def _duty(coding: Coding, opening: str) -> Duty:
    return next(duty for duty in coding.duties if duty.quote.startswith(opening))


def _bearers(coding: Coding, opening: str) -> list[str]:
    names = {body.id: body.name for body in coding.bodies}
    return [names.get(bearer, bearer) for bearer in _duty(coding, opening).bearers]


BASE = "县桥梁安全委员会工作规则\n一、县桥梁安全委员会负责研究部署桥梁安全工作。\n"


def test_whoever_sets_a_group_up_goes_on_as_bearer() -> None:
    coding = _code(BASE + "二、县交通局牵头成立巡检专班，明确巡检路线，建立巡检台账。\n")
    assert _bearers(coding, "明确巡检路线") == ["县交通局"]


def test_a_group_that_its_composition_describes_bears_what_follows() -> None:
    coding = _code(BASE + "二、学校成立家长监督委员会，由各年级家长代表组成，每月到食堂检查一次。\n")
    assert _bearers(coding, "每月到食堂检查一次") == ["家长监督委员会"]


def test_an_office_that_is_seated_in_the_sentence_goes_on() -> None:
    coding = _code(BASE + "二、县桥安委是议事机构，县桥梁安全委员会办公室设在县交通局，承担日常工作。\n")
    assert _bearers(coding, "承担日常工作") == ["县桥梁安全委员会办公室"]


def test_the_duty_of_a_post_behind_its_label_is_a_duty_and_its_holder_is_none() -> None:
    coding = _code(
        BASE + "二、领导主要职责：\n总指挥：负责指挥全县抢险。\n三、组成人员\n主任：分管交通副县长\n"
    )
    assert "负责指挥全县抢险" in [duty.quote for duty in coding.duties]
    assert not any("副县长" in duty.quote for duty in coding.duties)


def test_a_verb_inside_a_name_is_no_action() -> None:
    coding = _code(BASE + "二、县交通局及时向主管部门及领导小组汇报工作。\n")
    assert _duty(coding, "县交通局").actions == ("汇报",)


def test_what_is_made_a_ground_of_assessment_assesses() -> None:
    coding = _code(BASE + "二、县交通局将桥梁养护情况纳入年度考核。\n")
    assert _duty(coding, "县交通局").supervision == "assesses"


def test_an_agenda_announced_by_a_paragraph_holds_no_duties() -> None:
    coding = _code(
        "县桥梁安全委员会会议规则\n委员会由主任召集。\n委员应亲自出席会议。\n委员会会议议程，依下列次序编列：\n一、报告事项：\n（一）上次会议执行情形报告。\n（二）专题研究报告。\n二、讨论事项。\n"
    )
    assert [duty.quote for duty in coding.duties if "报告" in duty.quote or "讨论" in duty.quote] == []


def test_a_case_with_an_important_matter_is_a_case() -> None:
    coding = _code(BASE + "二、委员会审议重要议案时，县交通局应派员说明。\n")
    assert [duty.quote for duty in coding.duties][-1] == "委员会审议重要议案时，县交通局应派员说明"


def test_a_number_behind_a_bullet_is_a_number() -> None:
    coding = _code(BASE.replace("一、", "  • 一、") + "  • 二、县交通局应每月巡检桥梁。\n")
    assert [duty.provision for duty in coding.duties] == ["1", "2"]
