"""What stands before the first duty: preambles, names glued to the words before them, and pages out of the middle."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Coding


def code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), origin="rules.txt")
    return coding


@pytest.mark.parametrize(
    "preamble",
    [
        "各乡镇人民政府,县直有关单位: 为切实做好清河工作,加强部门配合,经县政府同意,建立清河工作联席会议制度。现将有关事项通知如下:",
        "为加强社区用电管理,明确用电安全领导小组的主要职责,规范领导小组的工作,特制定本制度。",
        "为解决欠水问题,县政府决定成立节水工作领导小组。",
        "本要点依节水条例第三条规定订定之。",
    ],
)
def test_a_preamble_holds_no_duty(preamble: str) -> None:
    coding = code(
        f"青河县清河工作联席会议制度\n{preamble}\n一、主要职责\n联席会议研究解决清河工作中的问题。由县水利局负责落实。\n"
    )

    assert {duty.quote for duty in coding.duties} == {
        "联席会议研究解决清河工作中的问题",
        "由县水利局负责落实",
    }


def test_a_purpose_of_a_duty_is_no_preamble() -> None:
    coding = code(
        "青河县节水工作领导小组职责\n一、为加强节水宣传,领导小组办公室应每年组织一次宣传活动。\n二、领导小组统筹节水工作。\n"
    )

    assert any("组织一次宣传活动" in duty.quote for duty in coding.duties)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("由分管副县长任节水工作领导小组组长", "节水工作领导小组"),
        ("市水利局、市农业局等单位负责人为市三河指挥部的成员", "市三河指挥部"),
        ("县政府决定完善清河工作部门联席会议制度", "清河工作部门联席会议"),
        ("明确社区用电领导小组和社区用电领导小组办公室的职责", "社区用电领导小组"),
        ("研究讨论联席会议议题", "联席会议"),
        ("本规则依行政院水务委员会组织条例订定", "行政院水务委员会"),
    ],
)
def test_the_name_of_a_body_begins_behind_what_the_sentence_says_about_it(sentence: str, name: str) -> None:
    from kg.coding.names import find_mentions

    found = [sentence[m.start : m.end] for m in find_mentions(sentence) if m.kind == "coordination-body"]

    assert name in found
    assert all(sentence.index(one) >= sentence.index(name) for one in found)


def test_a_meeting_of_a_committee_is_not_the_committee() -> None:
    from kg.coding.names import find_mentions

    sentence = "下列人员得列席委员会议"

    assert [m for m in find_mentions(sentence) if m.kind == "coordination-body"] == []


def test_duties_shared_out_among_departments_are_of_the_genre_without_the_name_of_a_body() -> None:
    coding = code(
        "水利部门负责河道巡查。\n公安部门负责查处盗采河砂案件,及时处理危害河道安全的行为。\n"
        "财政部门负责落实治河经费。\n各级工会负责指导企业建立护河队伍。\n建设部门督促施工企业落实排水责任。\n"
        "教育部门负责在学校开展爱水护水教育。\n"
    )

    assert coding.document.genre
    assert any("查处盗采河砂案件" in duty.quote for duty in coding.duties)


def test_a_report_of_what_departments_did_is_not_of_the_genre() -> None:
    coding = code(
        "近日,记者从县水利局获悉,我县治河工作取得进展。水利部门负责河道巡查。公安部门负责查处盗采案件。\n"
        "财政部门负责落实治河经费。建设部门督促施工企业落实责任。教育部门开展护水教育。工会组织建立护河队伍。\n"
    )

    assert not coding.document.genre
    assert coding.duties == ()


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("《青河县联席会议制度》已经县政府同意,现印发给你们。\n各乡镇人民政府要定期向县政府报告。\n", None),
        ("白山县人民政府关于节水工作的意见\n", "白山县"),
    ],
)
def test_a_place_is_a_name_not_the_words_before_a_government(head: str, place: str | None) -> None:
    coding = code(f"{head}一、领导小组职责\n领导小组统筹节水工作。\n二、领导小组办公室负责日常工作。\n")

    assert coding.document.place == place


def test_what_a_sentence_only_lists_is_no_duty() -> None:
    coding = code(
        "青河公司厂务公开领导小组职责\n一、领导小组组织公开工作。\n二、公开重大问题。主要包括合同的签订和履行,职工招聘,职工培训计划等。\n"
    )

    assert not any("招聘" in duty.quote for duty in coding.duties)
    assert any("组织公开工作" in duty.quote for duty in coding.duties)


@pytest.mark.parametrize(
    "story",
    [
        "新华社北京4月5日电 石桥省建立节水工作联席会议制度。联席会议由省水利厅厅长担任召集人。联席会议负责统筹节水工作,向省政府提出建议。据介绍,成员单位共十家。",
        "石桥市印发《节水指挥部工作规则》。《工作规则》明确机构设置和主要职责。指挥部设总指挥1名,成员由相关部门负责同志担任;指挥部下设办公室,负责日常工作。",
        "省政府日前发出通知,决定成立省节水工作领导小组。领导小组的主要职责为:统筹全省节水工作;督促检查节水政策落实。副组长由省水利厅厅长担任。(来源:省水利厅)",
    ],
)
def test_a_story_about_a_body_is_not_of_the_genre(story: str) -> None:
    assert not code(story).document.genre


def test_working_days_before_a_meeting_do_not_make_a_story() -> None:
    coding = code(
        "青河县清河联席会议制度\n联席会议议题应在会议召开十个工作日前提出。\n联席会议由县水利局牵头。\n县水利局负责清理河道。县公安局负责维护秩序。县财政局保障经费。\n"
    )

    assert coding.document.genre


@pytest.mark.parametrize("words", ["协调县政府有关部门清理河道", "作为市人民政府的议事机构"])
def test_what_is_done_is_no_place(words: str) -> None:
    coding = code(
        f"清河联席会议制度\n一、主要职责\n联席会议{words}。\n二、会议\n联席会议每年召开一次会议。\n"
    )

    assert coding.document.place is None


def test_an_explanation_of_rules_is_not_of_the_genre() -> None:
    assert not code(
        "青河县清河联席会议制度政策解读\n一、政策背景\n清河污染仍然存在。\n二、主要举措\n联席会议由总召集人主持召开,成员单位参加。县水利局负责清理河道。\n"
    ).document.genre


def test_a_report_of_a_meeting_that_read_its_rules_out_is_not_of_the_genre() -> None:
    assert not code(
        "为推进清河工作,11月6日,青河镇人民政府在会议室召开清河工作联席会议。\n会议首先学习了联席会议主要职责:1、通报清河情况;2、研究清河制度;3、完成上级交办的工作。\n最后会议明确:联席会议每季度召开1次,议题报召集人审定。\n"
    ).document.genre
