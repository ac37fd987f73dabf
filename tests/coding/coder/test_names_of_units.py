"""Units as texts call them: by a shared noun, by their own government, by an abbreviation nobody introduced."""

from __future__ import annotations

import pytest

from kg.coding.bodies import short_names
from kg.coding.classify import classify_name, level_of_class
from kg.coding.coder import code_documents
from kg.coding.model import Coding


def code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), origin="rules.txt")
    return coding


def bearers_of(coding: Coding, words: str) -> set[str]:
    names = {body.id: {body.name, *body.aliases} for body in coding.bodies}
    duty = next(duty for duty in coding.duties if words in duty.quote)
    return {name for bearer in duty.bearers for name in names.get(bearer, {bearer})}


RULES = """青河区电动车治理领导小组工作规则
一、部门职责
公安、消防部门建立联合执法机制。
拒不改正的,由公安派出所处理。
宣传、教育、文旅部门结合职能开展警示教育。
各街道(镇)落实巡查责任。
二、办事机构
区电治办编发工作简报。各部门每月向区电治办报送进展。
区电治办牵头成立督导组。
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("建立联合执法机制", {"公安部门", "消防部门"}),
        ("处理", {"公安派出所"}),
        ("开展警示教育", {"宣传部门", "教育部门", "文旅部门"}),
        ("落实巡查责任", {"各街道(镇)"}),
        ("编发工作简报", {"区电治办"}),
    ],
)
def test_a_unit_is_known_by_what_the_text_calls_it(words: str, expected: set[str]) -> None:
    assert bearers_of(code(RULES), words) >= expected


def test_a_station_is_not_the_department_it_belongs_to() -> None:
    coding = code(RULES)

    assert "公安派出所" not in bearers_of(coding, "建立联合执法机制")


def test_an_abbreviation_is_a_name_only_where_a_clause_begins_with_it_and_it_comes_again() -> None:
    assert short_names("区电治办负责日常工作。报区电治办备案。市场办理登记。") == ["区电治办"]
    assert short_names("区电治办负责日常工作。") == []


def test_a_bureau_of_ones_own_government_is_one_body_with_and_without_it() -> None:
    coding = code(
        "青河縣節水推動小組設置要點\n一、青河縣政府(以下簡稱本府)為推動節水,特訂定本要點。\n"
        "二、本小組置召集人一人,由縣長兼任;委員由本府水利處處長及本府教育處處長兼任。\n"
        "三、本小組之任務如下:\n(一)節水政策之審議事項。\n(二)節水教育之推動事項。\n"
        "四、本小組幕僚工作由水利處辦理,所需經費由教育處於年度預算支應。\n"
    )

    assert {body.name for body in coding.bodies if body.name.endswith("處")} == {"本府水利處", "本府教育處"}
    assert any("本府教育處" in body.name for body in coding.bodies if body.id in coding.duties[-1].bearers)


def test_when_somebody_cannot_act_it_is_said_for_whoever_stands_in() -> None:
    coding = code(
        "青河县节水工作领导小组工作规则\n一、会议制度\n领导小组每年召开一次会议。组长不能出席时,由副组长主持会议。\n"
        "二、办公室职责\n领导小组办公室负责日常工作。\n"
    )

    assert not any(duty.quote == "组长不能出席时" for duty in coding.duties)
    assert any(duty.quote.startswith("组长不能出席时") and "副组长" in duty.quote for duty in coding.duties)


def test_who_answers_for_the_people_is_not_a_person_in_charge() -> None:
    coding = code(
        "青河镇调解联席会议制度\n一、工作分工\n1、司法所负责人民调解业务的指导。\n2、联席会议研究重大纠纷。\n"
    )

    assert bearers_of(coding, "人民调解") == {"司法所"}


def test_what_is_done_is_not_who_does_it() -> None:
    coding = code(
        "青河社区养犬工作小组职责\n一、工作小组宣传文明养犬。\n二、公约修订须公告7日。\n三、工作小组调解纠纷。\n"
    )

    assert all("公约修订" not in name for duty in coding.duties for name in duty.bearers)


def test_a_heading_glued_to_its_text_is_no_part_of_the_duty() -> None:
    coding = code(
        "青河镇调解联席会议制度\n一、联席会议研究重大纠纷。\n二、工作制度\n(一)台账制度对排查出的纠纷建立一案一档。\n"
        "(二)通报制度调解办每季度通报一次化解率。\n"
    )

    assert {duty.quote for duty in coding.duties} >= {
        "对排查出的纠纷建立一案一档",
        "调解办每季度通报一次化解率",
    }


def test_whom_a_prohibition_binds_is_its_bearer_and_what_somebody_cannot_do_forbids_nothing() -> None:
    coding = code(
        "青河县药品管理领导小组职责\n一、领导小组统筹药品管理。\n二、严禁任何部门和个人私自采购药品。\n"
        "三、对因工作不落实导致事故的,由县纪委监委追究责任。\n四、机关代表委员因故不能出席时,应指派代表出席。\n"
    )
    deontic = {duty.quote: duty.deontic for duty in coding.duties}

    assert bearers_of(coding, "私自采购") == {"任何部门和个人"}
    assert deontic["严禁任何部门和个人私自采购药品"] == "prohibition"
    assert deontic["机关代表委员因故不能出席时,应指派代表出席"] == "obligation"
    assert bearers_of(coding, "因故不能出席") == {"机关代表委员"}
    assert "对因工作不落实导致事故的,由县纪委监委追究责任" in deontic


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("指导村民委员会、社区居民委员会规范村务", ["村民委员会", "社区居民委员会"]),
        ("将工作进展报送联席会议办公室", ["联席会议办公室"]),
        ("并督请研究发展考核委员会追踪", ["研究发展考核委员会"]),
        ("如安全委员会成员缺席", ["安全委员会"]),
        ("由民政及青年事务局统筹", ["民政及青年事务局"]),
    ],
)
def test_a_name_begins_behind_the_verb_before_it(sentence: str, names: list[str]) -> None:
    from kg.coding.names import find_mentions

    assert [sentence[m.start : m.end] for m in find_mentions(sentence)] == names


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("各县（市、区）人民政府", "district"),
        ("各区县教育局", "district"),
        ("各市（州）人民政府", "city"),
        ("各乡镇人民政府", "township"),
        ("各街道办事处", "township"),
        ("各村（居）民委员会", "village"),
        ("各行政村", "village"),
        ("各乡镇中小学", "school"),
        ("驻地企业", "enterprise"),
        ("市直有关部门", "city"),
        ("成员单位", "provincial"),
        ("商务部门", "provincial"),
        ("各级工会", None),
        ("有关单位", None),
    ],
)
def test_a_class_is_of_the_level_its_name_says(name: str, level: str | None) -> None:
    assert level_of_class(name, "provincial") == level


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("国务院", "national"),
        ("市委", "city"),
        ("镇党委", "township"),
        ("街道办事处", "township"),
        ("村民委员会", "village"),
        ("红白理事会", "village"),
        ("职工代表大会", "enterprise"),
        ("区城市管理局", "district"),
        ("盐城市总工会", "city"),
        ("财政局", "provincial"),
    ],
)
def test_a_name_without_a_place_may_tell_its_level(name: str, level: str) -> None:
    assert classify_name(name, "provincial").level == level


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("县林业工作站", "public-institution"),
        ("市信用信息服务中心", "public-institution"),
        ("市应急指挥中心", None),
        ("县监察局", "government-body"),
        ("教务处", "organization"),
        ("青河县第一中学", "school"),
        ("村（居）民委员会", "organization"),
    ],
)
def test_what_a_name_says_of_the_kind(name: str, kind: str | None) -> None:
    found = classify_name(name).kind

    assert found == kind or (kind is None and found != "public-institution")


def test_each_of_many_is_a_class_but_for_groups_sent_out() -> None:
    coding = code(
        "青河县秋粮收购领导小组工作规则\n一、职责分工\n各乡镇人民政府负责组织本辖区秋粮收购。\n"
        "县农业农村局负责技术指导。\n二、督查\n各督查组负责检查收购站点。\n"
    )

    kinds = {body.name: body.kind for body in coding.bodies}
    assert kinds["各乡镇人民政府"] == "body-category"
    assert kinds.get("各督查组") != "body-category"
