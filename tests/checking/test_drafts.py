"""A draft in plain text goes in, and what is wrong with it comes out, through the machine coder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.checking import Report, check_graphs
from kg.coding.coder import code_documents
from kg.graph import build

DRAFTS = Path(__file__).parent / "drafts"
SPOILT = ("labour", "school", "water")
CLEAN = ("clean-fire", "clean-flood")
FAULTS = {
    "a skipped number": "numbering-gap",
    "a heading with nothing under it": "heading-without-content",
    "an office without a head": "office-without-head",
    "three that lead each other": "leadership-cycle",
    "a sentence cut off": "text-cut-off",
    "a unit under two names": "name-inconsistent",
}


@cache
def check_draft(name: str) -> Report:
    path = DRAFTS / f"{name}.txt"
    return check_graphs(build(code_documents(path.read_bytes(), path.name)).by_graph())


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("draft", SPOILT)
def test_a_fault_of_a_draft_is_found_in_plain_text(draft: str, fault: str) -> None:
    found = {finding.code for finding in check_draft(draft).findings}

    assert FAULTS[fault] in found


@pytest.mark.parametrize(
    ("draft", "code", "words"),
    [
        ("water", "numbering-gap", "(五)领导小组下设办公室"),
        ("water", "heading-without-content", "(三)市农业农村局"),
        ("water", "leadership-cycle", "市河湖巡查协调小组由市河湖执法领导小组领导"),
        ("water", "name-inconsistent", "市人社局"),
        ("water", "text-cut-off", "并对发现的问题"),
        ("school", "numbering-gap", "第六条"),
        ("school", "heading-without-content", "第八条 县卫生健康局"),
        ("school", "name-inconsistent", "县市场监管局"),
        ("school", "name-inconsistent", "县校园安全工作协调小组"),
        ("labour", "leadership-cycle", "区信访维稳领导小组由区根治欠薪工作领导小组领导"),
        ("labour", "name-inconsistent", "区人社局"),
    ],
)
def test_a_fault_is_shown_where_it_stands(draft: str, code: str, words: str) -> None:
    quotes = [finding.quote or "" for finding in check_draft(draft).findings if finding.code == code]

    assert any(words in quote for quote in quotes), quotes


@pytest.mark.parametrize("draft", SPOILT)
def test_all_three_links_of_a_cycle_are_shown(draft: str) -> None:
    links = {finding.quote for finding in check_draft(draft).findings if finding.code == "leadership-cycle"}

    assert len(links) == 3


@pytest.mark.parametrize("draft", CLEAN)
def test_a_clean_draft_has_no_violation(draft: str) -> None:
    violations = [finding for finding in check_draft(draft).findings if finding.severity == "violation"]

    assert violations == []


def test_findings_say_how_sure_the_coding_they_rest_on_is() -> None:
    cycle = [finding for finding in check_draft("water").findings if finding.code == "leadership-cycle"]

    assert all(finding.confidence is not None and 0 < finding.confidence < 1 for finding in cycle)
