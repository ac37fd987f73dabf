"""Whose a duty is where names hold verbs or brackets, passives hide the doer, or a clause describes him; who reports to whom."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.departments import find_departments
from kg.coding.model import Coding, Duty
from kg.coding.persons import read_titled


def _code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), "rules.txt")
    return coding


def _named(coding: Coding, reference: str) -> str:
    return next((body.name for body in coding.bodies if body.id == reference), reference)


def _duty(coding: Coding, opening: str) -> Duty:
    return next(duty for duty in coding.duties if duty.quote.startswith(opening))


def _bearers(coding: Coding, opening: str) -> list[str]:
    return [_named(coding, bearer) for bearer in _duty(coding, opening).bearers]


def _relations(coding: Coding) -> set[tuple[str, str, str]]:
    return {(_named(coding, r.subject), r.relation, _named(coding, r.object)) for r in coding.relations}


BASE = (
    "河口县水库管理委员会工作规则\n一、河口县水库管理委员会（以下简称县水库委）负责研究部署水库安全工作。\n"
)
VILLAGE = "柳溪村水利监督管理小组工作制度\n一、小组职责\n监督管理小组在村党支部领导下履行以下职责：一是检查水渠。二是收集意见。\n"


def test_a_name_made_of_verbs_is_known_from_the_title() -> None:
    coding = _code(VILLAGE + "二、水价\n由监督管理小组核定水价。\n")

    assert _bearers(coding, "由监督管理小组核定水价") == ["柳溪村水利监督管理小组"]


def test_who_works_under_somebody_bears_the_duties_that_follow() -> None:
    assert _bearers(_code(VILLAGE), "收集意见") == ["柳溪村水利监督管理小组"]


def test_a_heading_of_verbs_only_names_nobody() -> None:
    coding = _code(VILLAGE + "三、监督检查\n镇水务中心每年抽查一次，抽查结果及时公布。\n")

    assert "监督检查" not in {body.name for body in coding.bodies}
    assert _bearers(coding, "镇水务中心每年抽查一次") == ["镇水务中心"]


def test_a_verb_before_a_name_known_from_elsewhere_is_no_part_of_it() -> None:
    coding = _code(
        BASE + "二、职责\n（一）家长委员会：反映意见。\n（二）县教育局：联系家长委员会开展宣传；编印手册。\n"
    )

    assert "联系家长委员会" not in {body.name for body in coding.bodies}
    assert _bearers(coding, "编印手册") == ["县教育局"]


def test_a_class_with_its_other_form_in_brackets_is_one() -> None:
    coding = _code(BASE + "二、各街道办事处（镇人民政府）：每月巡查一次水库。\n")

    assert _bearers(coding, "每月巡查一次水库") == ["各街道办事处（镇人民政府）"]


def test_what_a_body_does_with_a_thing_named_by_a_verb_is_its_duty() -> None:
    coding = _code(BASE + "二、抢险物资由县应急管理局统一储备，每年清点一次。\n")

    assert _bearers(coding, "抢险物资") == ["县应急管理局"]
    assert _bearers(coding, "每年清点一次") == ["县应急管理局"]


@pytest.mark.parametrize("case", ["考核得分低于60分的所属单位", "对发现重大险情的巡查员"])
def test_about_whom_a_measure_is_taken_belongs_to_the_measure(case: str) -> None:
    coding = _code(BASE + f"二、{case}，由县水库委作出决定。\n")

    assert _duty(coding, case).quote == f"{case}，由县水库委作出决定"
    assert _bearers(coding, case) == ["河口县水库管理委员会"]


def test_a_quorum_and_a_majority_are_two_duties_of_the_body_that_meets() -> None:
    coding = _code(
        BASE + "二、县水库委会议须有三分之二以上委员到会方能召开，决定事项须经应到委员过半数同意。\n"
    )

    assert _bearers(coding, "县水库委会议须有") == ["河口县水库管理委员会"]
    assert _bearers(coding, "决定事项须经") == ["河口县水库管理委员会"]


def test_members_whom_a_clause_describes_are_the_members() -> None:
    coding = _code(BASE + "二、与议题有利害关系的委员应当回避。\n")

    assert [bearer[-2:] for bearer in _bearers(coding, "与议题")] == ["委员"]


def test_an_officer_whose_title_holds_a_verb_is_one() -> None:
    assert read_titled("带班领导不得离岗", 0, 8) == 4


def test_a_heading_closed_like_a_sentence_is_no_duty() -> None:
    coding = _code(BASE + "二、工作分工(一)县水利局职责。1.检查水库；2.修建水渠。\n")

    assert not any(duty.quote.endswith("职责") for duty in coding.duties)


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("二、县水利局每季度向县水库委报告工作。\n", "县水利局", "河口县水库管理委员会"),
        ("二、县水利局发现险情，应当立即报告县水库委。\n", "县水利局", "河口县水库管理委员会"),
        ("二、县水库委每年听取县水利局工作汇报。\n", "县水利局", "河口县水库管理委员会"),
    ],
)
def test_who_reports_to_whom_is_read_off_the_duty(said: str, low: str, high: str) -> None:
    assert (low, "reports-to", high) in _relations(_code(BASE + said))


def test_a_report_system_reports_to_nobody() -> None:
    coding = _code(BASE + "二、县水利局完善向县水库委报告制度。\n")

    assert not any(relation == "reports-to" for _, relation, _ in _relations(coding))


def test_all_that_is_set_up_below_is_part_and_the_office_named_in_brackets_has_its_host() -> None:
    coding = _code(BASE + "二、县水库委下设办公室（以下简称水库办）和技术专家组。水库办挂靠县水利局。\n")

    assert {
        ("技术专家组", "part-of", "河口县水库管理委员会"),
        ("办公室", "hosted-by", "县水利局"),
    } <= _relations(coding)


def test_who_stands_in_for_the_one_who_convenes_is_said_with_him() -> None:
    coding = _code(BASE + "二、县水库委会议每年召开一次，由主任召集，主任外出时由副主任代为召集。\n")

    assert _duty(coding, "由主任召集").quote == "由主任召集，主任外出时由副主任代为召集"


def test_who_convenes_and_who_chairs_another_meeting_are_apart() -> None:
    coding = _code(BASE + "二、全体会议每年召开一次，由主任召集，专题会议由副主任召集。\n")

    assert _duty(coding, "由主任召集").quote == "由主任召集"


@pytest.mark.parametrize(
    ("said", "opening", "bearer"),
    [
        ("巡查员须立即报告县水利局，县水利局随即报告县应急管理局", "县水利局随即报告", "县水利局"),
        ("县水利局开展宣传，滚动播发预警信息", "滚动播发预警信息", "县水利局"),
        ("县水利局开展评估，与会人员在记录上签名", "与会人员在记录上签名", "与会人员"),
        ("县水利局发布通知，学校在2小时内书面报告县教育局", "学校在2小时内", "学校"),
        ("县水利局决定启动响应，调集抢险队伍", "调集抢险队伍", "县水利局"),
    ],
)
def test_a_clause_begins_where_somebody_else_or_another_verb_does(
    said: str, opening: str, bearer: str
) -> None:
    assert _bearers(_code(BASE + f"二、{said}。\n"), opening) == [bearer]


def test_whom_a_case_of_a_crime_concerns_is_told_by_nobody() -> None:
    coding = _code(BASE + "二、县水利局负责查处违法行为；构成犯罪的，依法追究刑事责任。\n")

    assert _duty(coding, "构成犯罪").bearers == ()


def test_departments_that_share_a_list_with_a_known_one_are_known() -> None:
    names = find_departments("委员由人力资源部、法律合规部、国际业务部、党委办公室主要负责人担任。", [])

    assert names == ["国际业务部", "法律合规部"]


def test_the_head_of_another_body_who_is_deputy_is_deputy_here() -> None:
    coding = _code(
        "柳溪村水利监督管理小组工作制度\n一、人员\n小组由村党支部书记任组长，村务监督委员会主任任副组长。\n二、职责\n小组负责检查水渠。\n"
    )

    deputy = next(post for post in coding.posts if post.role == "副组长")
    assert (_named(coding, deputy.body), deputy.holder) == ("柳溪村水利监督管理小组", "村务监督委员会主任")


def test_how_many_hold_a_post_is_no_part_of_the_holder() -> None:
    coding = _code(BASE + "二、县水库委设主任一人，由县长指定副县长一人兼任。\n")

    assert "副县长" in {post.holder for post in coding.posts}


def test_a_joining_word_inside_a_units_name_parts_no_list_of_members() -> None:
    coding = _code(
        BASE + "二、委员由县水利局、县住房和城乡建设局、县财政局和河口镇人民政府主要负责人担任。\n"
    )

    holders = [post.holder for post in coding.posts if post.role == "委员"]
    assert holders == ["县水利局、县住房和城乡建设局、县财政局和河口镇人民政府主要负责人"]


def test_a_class_that_is_overseen_is_a_body_with_that_relation() -> None:
    coding = _code(BASE + "二、县水库委监督各区人民政府、各企业落实责任。\n")

    assert ("河口县水库管理委员会", "supervises", "各区人民政府") in _relations(coding)
    assert ("河口县水库管理委员会", "supervises", "各企业") in _relations(coding)
