"""Each stage of the machine coder alone: what it reads off a few words."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import kg.coding
from kg.coding.coder import code_documents
from kg.coding.model import Coding, Deadline, Frequency, Threshold
from kg.coding.timing import read_deadline, read_frequency, read_thresholds


def code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), origin="rules.txt")
    return coding


def named(coding: Coding, *references: str) -> set[str]:
    names = {body.id: body.name for body in coding.bodies}
    return {names.get(reference, reference) for reference in references}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("联席会议原则上每半年召开一次", Frequency(min=1, max=1, period="P6M")),
        ("每年至少召开两次", Frequency(min=2, max=None, period="P1Y")),
        ("每年召开一至两次", Frequency(min=1, max=2, period="P1Y")),
        ("年初年末各一次", Frequency(min=2, max=2, period="P1Y")),
        ("每两年开展一次", Frequency(min=1, max=1, period="P2Y")),
        ("每3小时报送一次雨情", Frequency(min=1, max=1, period="PT3H")),
        ("定期召开会议", Frequency(unspecified=True)),
        ("研究解决问题", None),
    ],
)
def test_a_frequency_is_read_as_written_and_never_guessed(words: str, expected: Frequency | None) -> None:
    frequency = read_frequency(words)

    assert frequency == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("应在10个工作日内提出书面答复意见", Deadline(duration="P10D", working_days=True)),
        ("会议召开前三日送达", Deadline(duration="P3D")),
        ("2小时内报告", Deadline(duration="PT2H")),
        ("2008年底前全部完成", Deadline(date="2008-12-31")),
        ("每年12月10日前报送", Deadline(date="--12-10")),
        ("每月25日前报送", None),
        ("及时报告", Deadline(unspecified=True)),
    ],
)
def test_a_deadline_is_read_as_written_and_never_guessed(words: str, expected: Deadline | None) -> None:
    deadline = read_deadline(words)

    assert deadline == expected


def test_thresholds_keep_their_grades() -> None:
    thresholds = read_thresholds("满意率达到80%为合格、达到90%以上的为良好")

    assert thresholds == (
        Threshold(of="满意率", operator=">=", value=80.0, unit="%", grade="合格"),
        Threshold(of="满意率", operator=">=", value=90.0, unit="%", grade="良好"),
    )


def test_members_without_separators_are_told_apart() -> None:
    coding = code(
        "平安市消防安全委员会工作规则\n一、成员单位\n市公安局市教育局市财政局各区人民政府\n二、职责\n督促落实消防责任。\n"
    )

    members = named(coding, *(membership.member for membership in coding.memberships))

    assert members == {"市公安局", "市教育局", "市财政局", "各区人民政府"}


def test_padded_names_are_read_whole_and_held_by_role() -> None:
    coding = code(
        "平安县防汛抗旱指挥部成员名单\n指 挥 长：张　三  副县长\n成　  员：李  四  县水利局局长\n"
        "          王小五  县财政局局长\n办公室设在县水利局，负责日常工作。\n"
    )

    held = {(post.role, post.holder) for post in coding.posts}

    assert {("指挥长", "张三"), ("成员", "李四"), ("成员", "王小五")} <= held


def test_an_office_sits_at_its_host_and_is_part_of_its_body() -> None:
    coding = code(
        "平安县食品安全委员会工作规则\n第一条 委员会下设办公室，办公室设在县市场监管局。\n第二条 办公室负责督办。\n"
    )

    relations = {(*named(coding, r.subject), r.relation, *named(coding, r.object)) for r in coding.relations}

    assert {kind for _, kind, _ in relations} >= {"hosted-by", "part-of"}
    assert any(kind == "hosted-by" and host == "县市场监管局" for _, kind, host in relations)


def test_units_that_share_a_noun_are_two_bearers() -> None:
    coding = code(
        "平安县消防安全委员会职责\n第一条 公安、消防部门应当加强火灾隐患排查。\n第二条 委员会负责督办。\n"
    )

    duty = next(duty for duty in coding.duties if "火灾隐患" in duty.quote)

    assert len(duty.bearers) == 2
    assert duty.joint


def test_an_agenda_is_no_duty() -> None:
    coding = code(
        "平安县安全生产委员会议事规则\n一、职责\n1、督促落实安全责任。\n2、研究重大问题。\n二、会议议题\n1、传达上级精神。\n2、通报情况。\n"
    )

    quotes = [duty.quote for duty in coding.duties]

    assert quotes == ["督促落实安全责任", "研究重大问题"]


def test_a_periodical_is_no_law() -> None:
    coding = code(
        "平安县双拥工作领导小组职责\n1、贯彻《中华人民共和国国防法》。\n2、编印《双拥动态》。\n3、检查落实情况。\n"
    )

    titles = [citation.title for citation in coding.citations]

    assert titles == ["中华人民共和国国防法"]


def test_nominal_duties_of_a_taiwanese_body_are_duties() -> None:
    coding = code(
        "桃園市政府食品安全會報設置要點\n一、本會報任務如下：\n（一）食品安全政策之審議事項。\n（二）重大事件之協調事項。\n"
    )

    quotes = [duty.quote for duty in coding.duties]

    assert quotes == ["食品安全政策之審議事項", "重大事件之協調事項"]


@pytest.mark.parametrize(
    "name", sorted(module.name for module in pkgutil.iter_modules(kg.coding.__path__) if not module.ispkg)
)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    result = doctest.testmod(import_module(f"kg.coding.{name}"))

    assert result.failed == 0
