"""What makes a clause a procedure rule, and the times, roles and citations read from it."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Coding, Deadline, Frequency, Procedure

FRAME = """平川县食品安全委员会工作规则
一、职责
（一）县教育局负责学校食品安全管理。
（二）县公安局负责打击食品犯罪，指导派出所开展工作。
（三）县食品安全委员会办公室承担日常工作，设在县市场监管局。
二、工作制度
{}
"""


def code(words: str) -> Coding:
    """Code a rule of a county committee whose second part says ``words``."""
    return code_documents(FRAME.format(words).encode(), "rule.txt")[0]


def rules(words: str) -> tuple[Procedure, ...]:
    return code(words).procedures


def only(words: str) -> Procedure:
    (rule,) = rules(words)
    return rule


@pytest.mark.parametrize(
    ("words", "frequency"),
    [
        ("委员会全体会议原则上每半年召开一次。", Frequency(min=1, max=1, period="P6M")),
        ("委员会每季度召开一次会议。", Frequency(min=1, max=1, period="P3M")),
        ("委员会会议年初、年末各召开一次。", Frequency(min=2, max=2, period="P1Y")),
        ("委员会每年至少召开2次全体会议，听取工作汇报。", Frequency(min=2, period="P1Y")),
        ("委员会每年召开一至二次会议。", Frequency(min=1, max=2, period="P1Y")),
        ("委员会定期听取各部门工作汇报。", Frequency(unspecified=True)),
        ("县公安局按季度通报案件情况。", Frequency(min=1, max=1, period="P3M")),
        ("镇级河长每旬巡河一次。", Frequency(min=3, max=3, period="P1M")),
        ("1月28日和7月28日为全县食品安全宣传日。", Frequency(min=2, max=2, period="P1Y")),
    ],
)
def test_how_often_is_read_as_written(words: str, frequency: Frequency) -> None:
    assert only(words).frequency == frequency


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("会议材料应在会议召开3个工作日前送达各成员单位。", Deadline(duration="P3D", working_days=True)),
        ("各成员单位应在10个工作日内提出书面答复意见。", Deadline(duration="P10D", working_days=True)),
        ("会议纪要于会后三日内印发。", Deadline(duration="P3D")),
        ("县公安局应当于当日报告县政府。", Deadline(duration="P1D")),
        ("表彰名单公示5个工作日。", Deadline(duration="P5D", working_days=True)),
        ("发现重大问题及时报告县政府。", Deadline(unspecified=True)),
        ("县公安局应立即报告委员会，并在2小时内报告市公安局。", Deadline(duration="PT2H")),
    ],
)
def test_by_when_is_read_as_written(words: str, deadline: Deadline) -> None:
    assert only(words).deadline == deadline


def test_two_periods_of_a_sentence_are_two_rules() -> None:
    found = rules("镇级河长每旬巡河一次，村级河长每周巡河一次。")

    assert [rule.frequency and rule.frequency.period for rule in found] == ["P1M", "P1W"]


def test_what_is_said_to_be_done_on_occasion_is_a_rule_beside_the_regular_one() -> None:
    regular, extra = rules("委员会会议一般每年召开一次，遇有重要事项需要协商解决时可临时召开会议。")

    assert regular.frequency == Frequency(min=1, max=1, period="P1Y")
    assert (extra.frequency, extra.trigger) == (None, "遇有重要事项需要协商解决时")


@pytest.mark.parametrize(
    "words",
    [
        "对各部门履行职责情况进行监督检查。",
        "委员会听取各部门情况汇报。",
        "办公室负责起草年度工作计划和总结。",
        "县公安局及时解决工作中的问题。",
        "县财政局将工作经费纳入财政预算。",
        "经县政府同意，成立县食品安全委员会。",
        "办公室主任由县市场监管局局长兼任。",
        "委员会所需经费由县财政承担。",
        "监督职代会审议通过的方案的落实。",
    ],
)
def test_a_duty_that_settles_nothing_of_how_is_no_procedure(words: str) -> None:
    assert rules(words) == ()


@pytest.mark.parametrize(
    "words",
    [
        "会议议题由办公室提出，报主任审定。",
        "委员会会议按照民主集中制原则作出决定。",
        "提出年度方案，经委员会审定后组织实施。",
        "各成员单位联合下发文件，由各成员单位会签后下发。",
        "专项经费由县财政局代管，专账核算。",
        "检查按照自查、互查、抽查三个阶段进行。",
        "委员因故不能参加会议，应委托本单位其他同志代为出席。",
    ],
)
def test_a_clause_that_settles_how_is_one_rule(words: str) -> None:
    assert len(rules(words)) == 1


def test_convening_is_not_chairing_and_who_is_entrusted_stands_in() -> None:
    convened = only("委员会会议由主任召集，也可由主任委托副主任召集。")
    chaired = only("委员会会议由主任或其委托的副主任主持。")

    assert (convened.convener, convened.chair, convened.delegate) == ("主任", None, "副主任")
    assert (chaired.convener, chaired.chair, chaired.delegate) == (None, "主任", "副主任")


def test_the_agenda_has_who_brings_and_who_decides_it() -> None:
    rule = only("会议议题由办公室收集汇总，报主任审定。")

    assert (rule.kind, rule.agenda_decider) == ("meeting", "主任")


def test_numbered_steps_under_one_heading_are_one_rule_in_order() -> None:
    rule = only(
        "事故处置流程：\n（1）学校立即报告县教育局；\n（2）县教育局在2小时内报告委员会；\n（3）委员会组织调查。"
    )

    assert [step.order for step in rule.steps] == [1, 2, 3]
    assert rule.deadline == Deadline(duration="PT2H")


def test_quorum_and_majority_are_thresholds() -> None:
    rule = only("委员会会议须有三分之二以上成员出席方可召开，决议须经全体成员过半数通过。")

    assert [(t.operator, round(t.value, 2)) for t in rule.thresholds] == [(">=", 0.67), (">", 0.5)]


def test_points_are_thresholds_with_their_grade() -> None:
    rule = only("考核得分90分以上为优秀，60分以下为不合格。")

    found = [(t.operator, t.value, t.unit, t.grade) for t in rule.thresholds]
    assert found == [(">=", 90.0, "分", "优秀"), ("<", 60.0, "分", "不合格")]


def test_numbers_of_paragraphs_are_no_days() -> None:
    assert rules("县公安局负责第2.3款所列工作，参照1.1执行。") == ()


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("根据《中华人民共和国食品安全\n法》的规定办理。", ["中华人民共和国食品安全法"]),
        ("按照《国务院办公厅关于印发〈责任制规定〉的通知》（国办发〔2019〕5号）执行。", ["国务院办公厅关于印发〈责任制规定〉的通知"]),
        ("依照安全生产法第五条的规定执行。", ["安全生产法"]),
        ("执行ISO9000标准。", ["ISO9000标准"]),
        ("贯彻落实党中央、国务院关于食品安全工作的决策部署和省委、省政府工作要求。", []),
        ("根据平政发〔2019〕12号文件精神开展整治。", ["平政发〔2019〕12号文件"]),
        ("县公安局查处违反食品安全法律法规的行为。", []),
        ("编发《食品安全工作动态》。", []),
        ("按照有关规定处理，遵守国家法律法规。", []),
        ("推动国家立法机关出台食品安全相关法律法规。", []),
        ("办公室落实委员会决定。", []),
    ],
)  # fmt: skip
def test_a_citation_names_what_it_refers_to(words: str, titles: list[str]) -> None:
    assert [citation.title for citation in code(words).citations] == titles


def test_the_less_a_citation_names_the_less_sure_it_is() -> None:
    words = "根据《食品安全法》和平政发〔2019〕12号文件要求，执行GB50016标准。"

    sure = {citation.rule: citation.confidence or 0.0 for citation in code(words).citations}

    assert sure["title-marks"] > sure["standard"] > sure["number-alone"]


def test_titles_in_corner_brackets_and_laws_with_an_article_are_cited() -> None:
    words = "依儿童及少年福利与权益保障法第二十八条规定办理，出席费依「出席费及稿费支给要点」支给。"

    titles = [citation.title for citation in code(words).citations]

    assert titles == ["儿童及少年福利与权益保障法", "出席费及稿费支给要点"]


def test_a_commendation_for_something_is_a_rule() -> None:
    rule = only("对工作成效突出的单位和个人，由县政府给予通报表扬。")

    assert rule.kind == "commendation"


def test_the_part_of_a_clause_that_says_when_is_the_rule() -> None:
    rule = only("负责编制项目建设清单，按月调度项目建设进度。")

    assert rule.quote == "按月调度项目建设进度"


def test_a_circular_does_not_cite_what_it_puts_into_force() -> None:
    text = (
        FRAME.format("委员会每季度召开一次会议。")
        + "《平川县食品安全委员会工作规则》已经县政府同意，现印发给你们。\n"
    )

    assert code_documents(text.encode(), "rule.txt")[0].citations == ()


def test_who_is_reported_to_decides_the_agenda_and_not_who_collects_it() -> None:
    coding = code("会议议题由成员单位提出，办公室汇总后报主任确定。")
    names = {body.id: body.name for body in coding.bodies}
    (rule,) = coding.procedures
    assert "主任" in names.get(rule.agenda_decider or "", rule.agenda_decider or "")


def test_a_week_is_also_counted() -> None:
    assert only("例会每个星期召开一次。").frequency == Frequency(min=1.0, max=1.0, period="P1W")


def test_whoever_convenes_and_is_chairman_has_both_parts() -> None:
    rule = only("会议由召集人召集之，并为主席。")
    assert rule.convener is not None
    assert rule.chair == rule.convener


def test_signing_the_minutes_is_a_rule_beside_the_meeting() -> None:
    kinds = [rule.kind for rule in rules("必要时可以召开临时会议，会议纪要由主任签发。")]
    assert kinds == ["meeting", "document-circulation"]


@pytest.mark.parametrize(
    ("words", "frequency"),
    [
        ("各成员单位每年6月20日、12月20日前报送工作进展。", Frequency(min=2, max=2, period="P1Y")),
        ("县教育局公布红黑榜，经常务副主任批准后向社会公布。", None),
    ],
)
def test_two_days_a_year_are_two_times_and_a_title_is_none(words: str, frequency: Frequency | None) -> None:
    assert only(words).frequency == frequency


def test_by_how_much_a_term_may_be_stretched_is_a_rule() -> None:
    (rule,) = rules("县教育局受理申请；情况复杂的，经办公室主任批准，可以延长15日。")

    assert rule.deadline == Deadline(duration="P15D")


def test_items_under_a_heading_of_procedure_that_rule_cases_are_no_steps() -> None:
    coding = code(
        "（一）公开程序\n1.公开事项发生变更的，责任单位应当及时更新公开内容。\n2.各单位于每年1月31日前报送年度报告。县教育局汇总。\n"
    )

    assert not any(rule.steps for rule in coding.procedures)
    assert [rule.deadline.date for rule in coding.procedures if rule.deadline and rule.deadline.date] == [
        "--01-31"
    ]


def test_steps_under_a_heading_of_procedure_stay_one_rule() -> None:
    coding = code("（一）处置程序\n1.接报登记。\n2.现场核查。\n3.依法处理。\n")

    assert [len(rule.steps) for rule in coding.procedures] == [3]


def test_the_full_name_around_its_short_name_is_cited() -> None:
    coding = code("本规则依县水务委员会（以下简称本会）组织条例第三条订定，依本会组织条例行使职权。")

    assert [citation.quote for citation in coding.citations] == ["县水务委员会（以下简称本会）组织条例"]


def test_how_long_something_is_open_is_no_deadline() -> None:
    coding = code("名单由县教育局列入公开内容，公示期不少于7日。")

    assert [rule.deadline for rule in coding.procedures if rule.deadline] == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("每季度通报一次抽检情况。", "information"),
        ("排查结果在3日内报送县食安办。", "information"),
        ("各成员单位每月汇总投诉线索。", "information"),
        ("县审计局每年对专项资金审计一次。", "inspection"),
        ("镇食安办每月走访一次小餐馆。", "inspection"),
        ("县疾控中心每周监测一次水源。", "inspection"),
        ("接到中毒报告后，县卫生健康局应当在1小时内到达现场。", "emergency"),
        ("会议须有三分之二以上成员到会。", "meeting"),
        ("会议记录于会后5日内函送各成员单位。", "document-circulation"),
    ],
)
def test_what_a_rule_is_about_is_what_is_done(words: str, kind: str) -> None:
    assert only(words).kind == kind


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("会议议题由委员会办公室收集。", "committee"),
        ("各科室主任应当成立质控小组，每月至少召开一次质控会议。", None),
        ("委员会每月召开一次会议。", "committee"),
    ],
)
def test_a_meeting_is_that_of_who_meets(words: str, body: str | None) -> None:
    assert [rule.body for rule in rules(words) if rule.kind == "meeting"] == [body]
