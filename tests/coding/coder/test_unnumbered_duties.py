"""Duties without numbers: under a unit's name and a colon, upon a case, every so often, in a part just set up."""

from __future__ import annotations

from kg.coding.coder import code_documents
from kg.coding.model import Coding


def _code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), "rules.txt")
    return coding


def _bearers(coding: Coding, opening: str) -> list[str]:
    names = {body.id: body.name for body in coding.bodies}
    duty = next(duty for duty in coding.duties if duty.quote.startswith(opening))
    return [names.get(bearer, bearer) for bearer in duty.bearers]


UNITS = """区双拥工作领导小组成员单位职责
区双拥工作领导小组由区政府领导任组长，区教育局、区财政局、区民政局等单位为成员。
区教育局：落实军人子女入学优待政策，将国防教育纳入学校教育内容。
区财政局：安排双拥工作经费；每年春节前组织走访慰问驻区部队。
区民政局：遇有强降雨过程，每3小时向领导小组提供一次灾情。
"""


def test_what_follows_a_unit_and_a_colon_without_a_number_is_its_duty() -> None:
    assert _bearers(_code(UNITS), "落实军人子女入学") == ["区教育局"]


def test_units_named_with_a_closing_word_are_members_and_whoever_leads_is_not() -> None:
    coding = _code(UNITS)
    names = {body.id: body.name for body in coding.bodies}
    assert [names[m.member] for m in coding.memberships] == ["区教育局", "区财政局", "区民政局"]


def test_a_verb_behind_how_often_it_is_done_makes_a_duty() -> None:
    quotes = [duty.quote for duty in _code(UNITS).duties]
    assert "每年春节前组织走访慰问驻区部队" in quotes
    assert "遇有强降雨过程，每3小时向领导小组提供一次灾情" in quotes


def test_the_case_in_which_a_duty_holds_is_part_of_it() -> None:
    coding = _code(
        "村务监督委员会工作制度\n一、村民委员会应当公布财务收支；村民对公布事项有疑问的，村民委员会应在10个工作日内答复。\n"
    )
    assert "村民对公布事项有疑问的，村民委员会应在10个工作日内答复" in [d.quote for d in coding.duties]


def test_an_office_set_up_in_a_sentence_bears_what_the_sentence_goes_on_about() -> None:
    coding = _code(
        "市食品安全委员会工作规则\n一、市食品安全委员会负责研究部署食品安全工作。\n二、市食品安全委员会下设办公室，设在市市场监管局，承担委员会日常工作。\n"
    )
    assert "办公室" in _bearers(coding, "承担委员会日常工作")[0]


def test_a_short_first_sentence_that_gives_something_is_no_heading() -> None:
    coding = _code(
        "省禁毒委员会成员单位职责分工\n一、民政部门对戒毒人员给予临时救助。劳动部门为其提供培训。\n二、海关负责查缉毒品走私。\n"
    )
    assert _bearers(coding, "民政部门对戒毒人员给予临时救助") == ["民政部门"]


GROUPS = """市根治欠薪工作专班职责清单
市根治欠薪工作专班设下列工作组。
综合协调组（牵头单位：市人社局；成员单位：市委宣传部、市信访局）：负责信息汇总、文件起草；建立周报制度。
案件查办组（牵头单位：市公安局；成员单位：市检察院）：受理投诉线索；及时回应社会关切。
"""


def test_a_label_keeps_the_bracket_that_says_who_leads_the_group() -> None:
    quotes = [duty.quote for duty in _code(GROUPS).duties]
    assert "负责信息汇总、文件起草" in quotes
    assert not any("成员单位" in quote for quote in quotes)


def test_member_units_in_the_bracket_of_a_group_are_its_members_and_the_bracket_ends_them() -> None:
    coding = _code(GROUPS)
    names = {body.id: body.name for body in coding.bodies}
    members = {(names[m.body], names[m.member]) for m in coding.memberships}
    assert members == {
        ("综合协调组", "市委宣传部"), ("综合协调组", "市信访局"), ("案件查办组", "市检察院"),
    }  # fmt: skip


def test_the_heading_of_a_post_bears_what_stands_under_it() -> None:
    coding = _code(
        "实验小学校园安全工作委员会制度\n门卫职责：\n严格执行来访登记制度。\n校长职责：\n签订安全责任书。\n"
    )
    assert _bearers(coding, "严格执行来访登记制度") == ["门卫"]
    assert _bearers(coding, "签订安全责任书") == ["校长"]


def test_the_duties_of_member_units_are_of_the_genre_without_a_named_body() -> None:
    coding = _code(
        "龙泉镇河道保洁成员单位工作职责\n壹、镇派出所\n依法查处违法行为。\n贰、镇纪委\n对履职不力的人员进行约谈，情节严重的，追究责任。\n"
    )
    assert coding.document.genre
    assert "情节严重的，追究责任" in [duty.quote for duty in coding.duties]


def test_a_class_of_organizations_as_a_label_bears_what_follows() -> None:
    coding = _code(
        "玉溪街道爱国卫生运动委员会成员职责\n一、社区居委会职责：1、成立爱国卫生工作小组，确定专人负责；2、每周五组织居民开展大扫除。\n二、物业服务企业：做好小区环境卫生。\n"
    )
    assert _bearers(coding, "做好小区环境卫生") == ["物业服务企业"]
    assert _bearers(coding, "确定专人负责") == ["社区居委会"]
    assert _bearers(coding, "每周五组织居民") == ["社区居委会"]


def test_a_frequency_of_holding_is_a_meeting_rule_and_a_grade_no_duty() -> None:
    coding = _code(
        "市打假领导小组议事规则\n一、全体会议由组长召集并主持，全体成员参加，每半年召开1次。\n二、领导小组办公室负责考核，得分在90分以上的为优秀。\n"
    )
    assert {p.kind for p in coding.procedures if p.frequency} == {"meeting"}


def test_a_nominal_task_is_borne_by_the_body_and_an_own_bureau_is_no_city() -> None:
    coding = _code(
        "新北市政府性別平等委員會設置要點\n一、新北市政府（以下簡稱本府）特設本會。\n二、本會任務如下：\n（一）各機關推動性別主流化之督導、考核事項。\n三、幕僚作業由本府社會局負責辦理。\n"
    )
    assert _bearers(coding, "各機關推動性別主流化") == ["新北市政府性別平等委員會"]
    assert _bearers(coding, "幕僚作業") == ["本府社會局"]
