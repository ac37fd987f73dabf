"""The findings about the five documents that a careful reader names first, each at its place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from kg.checking import Finding, check_graphs
from kg.coding.corpus import load_corpus
from kg.graph import build


@cache
def findings() -> tuple[Finding, ...]:
    return check_graphs(build(load_corpus()).by_graph()).findings


def found(document: str, code: str) -> list[Finding]:
    return [finding for finding in findings() if (finding.document, finding.code) == (document, code)]


def test_the_lost_items_two_to_five_of_lianyungang_are_a_gap_before_item_six() -> None:
    (gap,) = found("lianyungang", "numbering-gap")

    assert (gap.provision, gap.quote) == ("3.6", "(六)市外经贸局")


def test_the_lost_headings_of_lianyungang_are_shown_where_the_text_goes_on() -> None:
    quotes = [finding.quote or "" for finding in found("lianyungang", "heading-lost")]

    assert any(quote.startswith("经职代会审议通过的改制方案不予审批") for quote in quotes)


@pytest.mark.parametrize(
    ("provision", "words"),
    [
        ("3.1.3", "指导和督促企业通过民主程序制定有关加强劳动管理的规章制度"),
        ("3.1.4", "健全完善执法监察制度"),
        ("3.1.4", "对企业履行劳动保障法律法规情况进行监督检查"),
    ],
)
def test_duties_under_a_lost_heading_belong_to_nobody(provision: str, words: str) -> None:
    lost = {(finding.provision, finding.quote) for finding in found("lianyungang", "duty-bearer-lost")}

    assert (provision, words) in lost


def test_the_text_cut_off_at_its_end_is_shown_at_its_last_words() -> None:
    (cut,) = found("lianyungang", "text-cut-off")

    assert (cut.provision, cut.quote) == ("3.10.1", "负责与成")


def test_the_sentence_that_reads_as_its_opposite_is_shown() -> None:
    (fragment,) = found("lianyungang", "fragment-without-beginning")

    assert fragment.quote == "经职代会审议通过的改制方案不予审批"


def test_the_two_names_of_the_yimin_body_are_one_finding() -> None:
    twins = [finding for finding in found("yimin", "name-inconsistent") if "领导小组" in finding.message_zh]

    assert [(finding.provision, finding.quote) for finding in twins] == [("2", "乡厂(事)务公开联席会议")]


def test_units_on_the_distribution_list_of_shunyi_without_a_duty_are_named() -> None:
    units = {finding.quote for finding in found("shunyi", "member-without-duty")}

    assert units == {"组织部", "纪委", "教委", "卫生局", "市政管委", "农委", "乡镇企业局"}


@pytest.mark.parametrize("code", ["body-without-leader", "body-without-meeting-rule"])
@pytest.mark.parametrize(
    ("document", "group"),
    [("shunyi", "顺义区厂务公开协调小组"), ("yimin", "乡厂务公开领导小组"), ("yimin", "乡厂务公开联席会议")],
)
def test_groups_without_a_leader_or_a_meeting_rule_are_named(document: str, group: str, code: str) -> None:
    assert group in {finding.focus_label for finding in found(document, code)}


def test_the_school_group_has_no_leader() -> None:
    labels = {finding.focus_label for finding in found("zongyang", "body-without-leader")}

    assert labels == {"枞阳二中关爱留守儿童工作协调小组"}


def test_only_lianyungang_has_violations() -> None:
    violations = {finding.document for finding in findings() if finding.severity == "violation"}

    assert violations == {"lianyungang"}


def test_every_finding_that_has_a_sentence_quotes_the_text() -> None:
    texts = {coding.document.id: coding.text for coding in load_corpus()}

    wrong = [
        finding
        for finding in findings()
        if finding.quote is not None and texts[finding.document][finding.start : finding.end] != finding.quote
    ]

    assert wrong == []


def test_only_findings_about_the_document_itself_have_no_sentence() -> None:
    unplaced = {finding.code for finding in findings() if finding.quote is None}

    assert unplaced == {"document-without-date", "document-without-issuer", "document-without-number"}


def test_every_violation_and_warning_has_a_reason_written_by_hand() -> None:
    reasons = yaml.safe_load((Path(__file__).parent / "reasons.yaml").read_text(encoding="utf-8"))

    grave = {(finding.document, finding.code) for finding in findings() if finding.severity != "info"}

    assert grave == {(document, code) for document, given in reasons.items() for code in given}
