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


def test_what_a_measure_is_about_belongs_to_its_duty() -> None:
    coding = _code(BASE + "二、对桥梁巡检工作问题突出的乡镇和单位，县交通局应予以通报。\n")
    assert [d.quote for d in coding.duties][-1] == "对桥梁巡检工作问题突出的乡镇和单位，县交通局应予以通报"


def test_sentences_that_only_enable_a_body_are_no_duties() -> None:
    coding = _code(
        "县桥梁安全联席会议制度\n县人民政府同意建立县桥梁安全联席会议制度。请认真组织开展工作。\n一、主要职责\n研究部署桥梁安全工作。\n二、其他\n联席会议不列入县级议事协调机构管理，任务完成后自行撤销。\n"
    )
    assert [duty.quote for duty in coding.duties] == ["研究部署桥梁安全工作"]


def test_a_title_over_numbers_leaves_a_heading_of_duties_to_the_body_of_the_title() -> None:
    coding = _code(
        "县政办函〔2021〕17号\n县交通局：\n附件\n县桥梁安全联席会议制度\n一、主要职责\n研究部署桥梁安全工作。\n"
    )
    assert _bearers(coding, "研究部署") == ["县桥梁安全联席会议"]


def test_decimal_numbers_in_run_on_text_are_provisions() -> None:
    coding = _code(
        "桥梁安全委员会章程第一章总则1.1公司桥梁安全委员会负责全公司桥梁安全工作。1.2各部门应配合委员会工作。第二章职责2.1研究桥梁安全规划，安排1.5万元经费。2.2组织桥梁检查。"
    )
    assert [duty.provision for duty in coding.duties][:2] == ["1.1", "1.2"]
    assert {duty.provision for duty in coding.duties} == {"1.1", "1.2", "2.1", "2.2"}


def test_under_a_group_whoever_leads_it_only_leads() -> None:
    coding = _code(
        BASE + "二、专班职责\n（一）养护建设专班：由县交通局牵头，负责编制养护清单，按月调度养护进度。\n"
    )
    assert _bearers(coding, "由县交通局牵头") == ["县交通局"]
    assert _bearers(coding, "负责编制养护清单") == ["养护建设专班"]
    assert _bearers(coding, "按月调度养护进度") == ["养护建设专班"]


def test_a_plan_reported_for_approval_is_one_duty_of_whoever_draws_it_up() -> None:
    coding = _code(BASE + "二、县交通局职责\n（一）制定养护方案，报委员会批准。\n")
    assert [d.quote for d in coding.duties if "方案" in d.quote] == ["制定养护方案，报委员会批准"]
    assert _bearers(coding, "制定养护方案") == ["县交通局"]


def test_whoever_collects_what_is_reported_reports_it() -> None:
    coding = _code(BASE + "二、由县交通局汇总后，向委员会报告全县情况。\n")
    assert _bearers(coding, "由县交通局汇总后") == ["县交通局"]


def test_a_short_name_used_again_and_again_is_a_body_though_nothing_introduces_it() -> None:
    coding = _code(
        "（四）各乡镇每月向区桥安办报送巡检情况。\n（五）区桥安办汇总巡检情况，报区桥梁安全委员会。\n（六）区桥安办牵头成立督导组。\n"
    )
    assert _bearers(coding, "区桥安办汇总") == ["区桥安办"]


def test_a_class_of_bodies_told_to_set_up_a_group_has_that_duty() -> None:
    coding = _code(BASE + "二、各乡镇成立由主要负责人任组长的桥梁安全领导小组。\n")
    assert _bearers(coding, "各乡镇成立") == ["各乡镇"]


def test_setting_up_a_place_is_a_duty_and_setting_up_a_body_is_none() -> None:
    coding = _code(BASE + "二、县交通局督促养护企业设置警示标志。\n三、本县设置桥梁安全委员会办公室。\n")
    quotes = [duty.quote for duty in coding.duties]
    assert "县交通局督促养护企业设置警示标志" in quotes
    assert not any("设置桥梁安全委员会办公室" in quote for quote in quotes)


def test_the_principle_between_quotation_marks_is_no_duty_of_its_own() -> None:
    coding = _code(BASE + "二、各成员单位要按照“谁主管、谁负责”的原则，每年组织两次自查。\n")
    assert [d.quote for d in coding.duties][-1] == "各成员单位要按照“谁主管、谁负责”的原则，每年组织两次自查"


def test_when_a_rule_takes_effect_is_no_part_of_a_duty() -> None:
    coding = _code(BASE + "二、本规则由县交通局负责解释，自印发之日起施行。\n")
    assert [d.quote for d in coding.duties][-1] == "本规则由县交通局负责解释"


def test_a_general_department_is_not_one_station_of_it() -> None:
    coding = _code(BASE + "二、拒不改正的，由公安派出所处以罚款。\n三、公安、消防部门建立联合执法机制。\n")
    assert _bearers(coding, "公安、消防部门")[0] == "公安"


def test_how_often_the_same_is_done_is_part_of_the_duty() -> None:
    coding = _code(BASE + "二、县交通局职责\n（一）调整养护目录，每年至少调整一次。\n")
    assert [d.quote for d in coding.duties][-1] == "调整养护目录，每年至少调整一次"


def test_what_is_done_upon_a_find_is_a_duty_of_its_own() -> None:
    coding = _code(BASE + "二、各乡镇职责\n（一）每月走访一次养护企业，发现问题向办公室报告。\n")
    assert [d.quote for d in coding.duties][-1] == "发现问题向办公室报告"


def test_whose_duties_a_sentence_lists_after_a_colon_bears_them() -> None:
    coding = _code(
        BASE
        + "二、组织\n县交通局局长兼任主任。县桥梁安全委员会办公室主要职责：负责日常工作，汇总巡检情况。\n"
    )
    assert _bearers(coding, "负责日常工作") == ["县桥梁安全委员会办公室"]
    assert _bearers(coding, "汇总巡检情况") == ["县桥梁安全委员会办公室"]


def test_who_takes_a_post_is_no_duty_beside_one() -> None:
    coding = _code(BASE + "二、日常工作由县交通局承担，养护科长兼任办公室主任。\n")
    assert [d.quote for d in coding.duties][-1] == "日常工作由县交通局承担"


def test_a_headquarters_somebody_set_up_is_the_subject() -> None:
    coding = _code(BASE + "二、县人民政府设立的桥梁抢险指挥部，负责本县的桥梁抢险工作。\n")
    assert _bearers(coding, "县人民政府设立的") == ["桥梁抢险指挥部"]


def test_what_a_named_ground_is_the_ground_of_is_a_duty() -> None:
    coding = _code(BASE + "二、委员会职责\n（一）按照县《养护经费保障制度》审定养护经费使用计划。\n")
    assert [d.quote for d in coding.duties][-1] == "按照县《养护经费保障制度》审定养护经费使用计划"


def test_a_measure_taken_when_needed_is_a_duty() -> None:
    coding = _code(BASE + "二、委员会职责\n（一）对责任不落实的部门和单位，必要时进行约谈。\n")
    assert [d.quote for d in coding.duties][-1] == "对责任不落实的部门和单位，必要时进行约谈"


def test_a_heading_that_names_a_measure_bears_nothing() -> None:
    coding = _code(BASE + "二、责任追究：对工作不力的，取消评先资格。\n")
    assert not any("责任追究" in _bearers(coding, duty.quote) for duty in coding.duties)


def test_what_a_bracket_says_of_the_subject_does_not_part_it_from_its_duty() -> None:
    coding = _code(
        "县桥梁安全委员会工作规则\n一、县桥梁安全委员会（以下简称县桥安委）在县政府领导下，统一组织全县桥梁安全工作。\n"
    )
    assert [d.quote for d in coding.duties] == [
        "县桥梁安全委员会（以下简称县桥安委）在县政府领导下，统一组织全县桥梁安全工作"
    ]


def test_what_is_done_once_a_plan_is_approved_belongs_to_drawing_it_up() -> None:
    coding = _code(BASE + "二、县交通局应当编制抢险预案，报县政府批准后实施。\n")
    assert [d.quote for d in coding.duties][-1] == "县交通局应当编制抢险预案，报县政府批准后实施"


def test_a_purpose_in_two_parts_and_the_means_belong_to_the_duty_they_are_for() -> None:
    coding = _code(
        "青河县节水工作领导小组职责\n一、领导小组组织节水宣传。\n二、县水利局充分发挥自身优势,采取有效措施,推广节水器具。\n"
        "三、为贯彻节水条例,切实维护用水秩序,县住建局检查供水管网。\n四、县教育局完善以自查为主,抽查为辅的检查制度。\n"
    )

    assert {duty.quote for duty in coding.duties} == {
        "领导小组组织节水宣传",
        "县水利局充分发挥自身优势,采取有效措施,推广节水器具",
        "为贯彻节水条例,切实维护用水秩序,县住建局检查供水管网",
        "县教育局完善以自查为主,抽查为辅的检查制度",
    }


def test_a_working_group_named_with_a_full_stop_bears_its_item() -> None:
    coding = _code(
        BASE + "二、工作组\n1、综合协调组。由县交通局牵头，县住建局参加。负责信息收集和会务工作。\n"
        "2、抢险救援组。由县消防大队牵头。负责排除险情。\n"
    )
    assert _bearers(coding, "负责信息收集") == ["综合协调组"]
    assert _bearers(coding, "负责排除险情") == ["抢险救援组"]


def test_a_heading_of_each_of_a_class_bears_what_stands_under_it() -> None:
    coding = _code(
        BASE + "二、职责\n1、各临床护理小站：\n（1）建立桥梁台账；\n（2）每周检查一次桥面。\n"
        "2、各项制度：\n（1）建立值班制度。\n"
    )
    assert _bearers(coding, "建立桥梁台账") == ["各临床护理小站"]
    assert _bearers(coding, "建立值班制度") != ["各项制度"]


def test_what_a_meeting_is_about_is_no_duty_also_over_semicolons() -> None:
    coding = _code(
        BASE
        + "二、县交通局每月召开例会。会议的主要内容是通报工作进展；传达上级部署；研究推进措施。县交通局负责会务。\n"
    )
    quotes = [duty.quote for duty in coding.duties]
    assert not any("传达上级部署" in quote or "研究推进措施" in quote for quote in quotes)
    assert "县交通局负责会务" in quotes


def test_the_cases_a_meeting_is_called_in_are_no_duties_and_the_meeting_is_one() -> None:
    for cases in (
        "（1）发现重大隐患；（2）上级有紧急要求。\n",
        "\n（1）发现重大隐患；\n（2）上级有紧急要求。\n",
    ):
        coding = _code(BASE + "二、有下列情形之一的，应在24小时内召开专题会议：" + cases)
        assert [duty.quote for duty in coding.duties][1:] == ["有下列情形之一的，应在24小时内召开专题会议"]


def test_leaders_among_those_who_act_are_no_verb() -> None:
    coding = _code(BASE + "二、议定事项由相关的局领导和科室负责落实。\n")
    assert _bearers(coding, "议定事项") == ["相关的局领导和科室"]


def test_a_service_that_somebody_provides_is_borne_by_him() -> None:
    coding = _code(
        "橋樑安全委員會職權範圍\n職權範圍\n1. 監察橋樑安全計劃的推行；\n2. 每年提交報告。\n"
        "秘書處\n委員會設秘書處。秘書處支援由衞生署提供。\n"
    )
    assert _bearers(coding, "秘書處支援") == ["衞生署"]
    assert any(item.relation == "hosted-by" for item in coding.relations)


def test_a_limit_behind_a_report_belongs_to_it() -> None:
    coding = _code(BASE + "二、事发单位须立即向县交通局报告，最迟不得超过30分钟。\n")
    assert _bearers(coding, "事发单位须立即") == ["事发单位"]
    assert not any(duty.quote.startswith("最迟") for duty in coding.duties)


def test_the_name_of_what_is_set_up_begins_behind_the_verb() -> None:
    coding = _code(
        "橋樑安全委員會職權範圍\n委員會轄下設立服務質素小組，由衞生署副署長擔任主席，負責制訂服務標準。\n"
    )
    assert "服務質素小組" in [body.name for body in coding.bodies]


def test_a_quorum_and_what_it_allows_are_one_duty_of_the_body_whose_meeting_it_is() -> None:
    coding = _code(
        "縣橋樑安全推動會設置要點\n一、本會任務如下：\n(一)橋樑安全政策之規劃事項。\n"
        "二、本會會議應有二分之一以上委員出席，始得開會；決議事項應經出席委員過半數同意行之。\n"
    )
    assert _duty(coding, "本會會議應有").quote.endswith("始得開會")
    assert _bearers(coding, "決議事項應經") == ["縣橋樑安全推動會"]


def test_what_is_limited_is_not_who_is_bound() -> None:
    coding = _code(BASE + "二、桥面荷载不得超过15吨。\n三、村民办理通行证须提前三天报告。\n")
    assert _bearers(coding, "村民办理通行证") == ["村民"]
    assert not any("荷载" in body.name for body in coding.bodies)


def test_what_is_to_be_put_to_the_meeting_is_no_duty_by_itself() -> None:
    coding = _code(BASE + "二、需提交会议研究的事项，成员单位应提前5个工作日报送县交通局。\n")
    assert not any(duty.quote == "需提交会议研究的事项" for duty in coding.duties)


def test_what_is_done_at_the_end_of_each_year_is_a_duty() -> None:
    coding = _code(BASE + "二、账目由会计代管，每年年底向村民公布一次。\n")
    assert any(duty.quote.startswith("每年年底") for duty in coding.duties)


def test_a_title_spaced_out_is_no_member() -> None:
    coding = _code(
        "清溪中学桥梁安全领导小组及职责\n一、领导小组\n组  长：张伟（校长）\n副组长：刘洋（副校长）\n"
        "成  员：政教主任、总务主任\n二、工作职责\n（一）政教处\n负责安全教育。\n（二）总务处\n负责设施检查。\n"
        "（三）班主任\n负责点名。\n"
    )
    names = {body.id: body.name for body in coding.bodies}
    assert not {"组  长", "成  员"} & {names.get(m.member, m.member) for m in coding.memberships}


def test_a_grade_behind_a_duty_does_not_hide_it() -> None:
    coding = _code(
        BASE + "二、县交通局要将群众满意度作为重要指标，满意率达到80%为合格、达到90%以上的为良好。\n"
    )
    assert _bearers(coding, "县交通局要将") == ["县交通局"]
    assert not any(duty.quote.startswith("满意率") for duty in coding.duties)


def test_whose_work_is_ruled_bears_the_rule() -> None:
    coding = _code(BASE + "二、各成员单位的定期考核，可以与业务考核结合进行，定期考核每年至少进行一次。\n")
    assert _bearers(coding, "各成员单位的定期考核") == ["各成员单位"]


def test_a_quoted_formula_of_roles_gives_each_its_duty_and_slogans_give_none() -> None:
    coding = _code(BASE + "二、县交通局负责完善“党委领导、政府负责、社会协同、公众参与”的护桥体制。\n")
    assert _bearers(coding, "党委领导") == ["党委"]
    assert _bearers(coding, "公众参与") == ["公众"]
    assert len(coding.duties) == 6
    coding = _code(BASE + "二、县交通局负责落实“统一领导、分级负责、条块结合、属地管理”的原则。\n")
    assert len(coding.duties) == 2


def test_an_outcome_and_who_is_told_of_it_stay_with_their_duty() -> None:
    for duty, tail in (
        ("县交通局要制定巡检方案", "保证巡检及时、有序地开展"),
        ("县交通局要推动制度建设", "为桥梁管护提供有效平台"),
        ("县交通局要及时总结推广经验", "充分发挥典型的示范作用"),
        ("县交通局要把重大决策作为主要内容", "向职工群众公开"),
        ("县交通局将加大工作力度", "在全县建立巡检制度"),
    ):
        quotes = [each.quote for each in _code(BASE + f"二、{duty}，{tail}。\n").duties]
        assert quotes[1:] == [f"{duty}，{tail}"]


def test_a_verb_with_a_matter_of_its_own_is_no_outcome() -> None:
    quotes = [
        each.quote for each in _code(BASE + "二、县交通局要制定巡检方案，保证金由财政局收取。\n").duties
    ]
    assert "县交通局要制定巡检方案" in quotes
    quotes = [each.quote for each in _code(BASE + "二、县交通局要制定巡检方案，组织督促检查。\n").duties]
    assert quotes[1:] == ["县交通局要制定巡检方案", "组织督促检查"]


def test_who_is_sent_or_asked_does_not_send_or_ask() -> None:
    coding = _code(BASE + "二、区级领导继续参加护桥日活动。原则上只在五月安排区级领导到现场参加活动。\n")
    assert _duty(coding, "原则上只在五月").bearer_status == "unstated"


def test_the_meeting_of_staff_is_not_the_main_bodys() -> None:
    coding = _code(BASE + "二、护桥日\n（一）遇有重大问题，应在15日之内召开职工大会进行公开。\n")
    assert _duty(coding, "遇有重大问题").bearers == ()
    for own in ("应在15日之内召开全体会议进行研究", "应在15日之内召开会议研究职工社会保险"):
        coding = _code(BASE + f"二、护桥日\n（一）遇有重大问题，{own}。\n")
        assert _bearers(coding, "遇有重大问题") == ["县桥梁安全委员会"]


def test_whoever_is_said_to_answer_for_something_does_what_the_sentence_goes_on_about() -> None:
    coding = _code(BASE + "二、村主任是护桥第一责任人，每月检查一次桥面。\n")
    assert _bearers(coding, "每月检查一次桥面") == ["村主任"]


def test_the_unit_a_line_opens_with_goes_on_over_a_full_stop() -> None:
    coding = _code(
        BASE + "二、职责分工\n县交通局归口管理全县桥梁。督促完成水毁桥梁的修复。\n县气象局负责大风监测。\n"
    )

    assert _bearers(coding, "督促完成水毁桥梁") == ["县交通局"]
    assert _duty(coding, "督促完成水毁桥梁").bearer_status == "implied"


def test_whoever_takes_the_lead_goes_on_and_not_who_helps() -> None:
    coding = _code(BASE + "二、县交通局牵头，县公安局、县水利局配合，每年开展两次桥梁检查。\n")

    assert _bearers(coding, "每年开展两次") == ["县交通局"]


def test_whoever_a_result_is_told_by_bears_that() -> None:
    coding = _code(BASE + "二、县交通局每季度组织一次抽查，县公安局参加；抽查结果由县应急局向社会通报。\n")

    assert _bearers(coding, "抽查结果由") == ["县应急局"]


def test_an_officer_by_his_duties_in_the_government_is_one_bearer() -> None:
    coding = _code(BASE + "二、会议由县政府分管副县长主持。\n")

    assert _bearers(coding, "会议由") == ["县政府分管副县长"]


def test_a_unit_named_by_what_it_handles_is_a_bearer() -> None:
    coding = _code(BASE + "二、公民申请查阅桥梁资料的，受理单位能够当场答复的应当当场答复。\n")

    assert _bearers(coding, "公民申请查阅") == ["受理单位"]


def test_the_name_of_a_task_says_nothing_of_who_bears_it() -> None:
    coding = _code(
        BASE
        + "二、县桥梁安全委员会主要职责\n1.制定桥梁管理制度\n根据桥梁实际，制定和完善管养制度。\n2.排查桥梁隐患\n定期检查桥面。\n"
    )

    assert _bearers(coding, "根据桥梁实际") == ["县桥梁安全委员会"]


def test_an_officer_with_his_post_in_brackets_is_a_label() -> None:
    coding = _code(BASE + "二、职责分工\n- 校长（组长）：全面领导桥面护学工作。\n- 总务处：检修护栏。\n")

    assert _bearers(coding, "全面领导桥面护学工作") == ["校长（组长）"]


def test_a_heading_names_its_body_before_the_matter_of_its_duties() -> None:
    coding = _code(BASE + "二、县桥梁安全委员会的防汛职责\n审定汛期封桥方案。\n")

    assert _bearers(coding, "审定汛期封桥方案") == ["县桥梁安全委员会"]


def test_the_body_of_a_document_is_not_one_of_other_places() -> None:
    coding = _code(
        "石桥市防汛预案\n一、其他防汛抗旱指挥部\n各县（区）设立防汛抗旱指挥部。\n二、市防汛抗旱指挥部职责\n组织制定洪水方案。\n三、会议\n市防汛抗旱指挥部每年召开一次会议。\n"
    )

    assert _bearers(coding, "组织制定洪水方案") == ["市防汛抗旱指挥部"]


def test_who_sanctions_in_a_case_is_left_unsaid() -> None:
    coding = _code(BASE + "二、县桥梁安全委员会每年考核各乡镇，得分低于60分的，取消评优资格。\n")

    duty = _duty(coding, "得分低于60分的")
    assert (duty.bearers, duty.bearer_status) == ((), "unstated")


def test_who_leads_a_task_bears_its_items() -> None:
    coding = _code(BASE + "二、县交通局牵头，县公安局配合。一是排查桥梁病害；二是封闭危桥。\n")

    assert _bearers(coding, "封闭危桥") == ["县交通局"]


def test_the_title_names_whose_duties_a_bare_list_holds() -> None:
    coding = _code("县桥梁安全委员会职责\n一、制订桥梁管养计划。\n二、检查桥面。\n三、成立抢险队。\n")

    assert _bearers(coding, "制订桥梁管养计划") == ["县桥梁安全委员会"]


def test_a_heading_glued_to_its_first_duty_names_the_bearer() -> None:
    coding = _code(
        "县桥梁安全委员会职责分工\n一、职责（一）委员会工作职责贯彻上级部署，审定管养计划。（二）办公室工作职责1、负责日常工作。2、起草文件。\n"
    )

    assert _bearers(coding, "审定管养计划") == ["县桥梁安全委员会"]


def test_names_in_a_row_that_no_lexicon_knows_bear_a_duty() -> None:
    coding = _code(BASE + "二、水利、国土、电力和西区管委会负责检查各自辖区的桥梁。\n")

    assert _bearers(coding, "水利、国土") == ["水利、国土、电力和西区管委会"]


def test_the_one_who_decides_after_the_one_who_looks_first_bears_too() -> None:
    coding = _code(BASE + "二、方案由县交通局拟订，报副主任审核、主任审定。\n")

    assert _bearers(coding, "报副主任审核") == ["副主任", "主任"]


def test_the_tasks_of_a_meeting_stay_the_meetings() -> None:
    coding = _code(
        BASE
        + "二、会议制度\n1.委员会办公室会议。会议主要任务是各成员单位通报情况；研究具体措施；总结工作。\n"
    )

    assert _bearers(coding, "研究具体措施") == ["委员会办公室会议"]


def test_an_adverb_of_place_is_none_of_who_acts() -> None:
    coding = _code(BASE + "二、协调县政府有关部门为桥梁管养创造条件。\n")

    assert _duty(coding, "协调县政府有关部门").bearer_status != "stated" or _bearers(
        coding, "协调县政府有关部门"
    ) != ["协调县政府有关部门"]


def test_who_punishes_after_a_law_is_left_unsaid() -> None:
    coding = _code(BASE + "二、执行得力者，由委员会予以奖励；执行不力者，依公务人员考绩法议处。\n")

    assert _duty(coding, "执行不力者").bearer_status == "unstated"
