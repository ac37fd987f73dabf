"""Findings keep their names, decisions about them are kept, and a changed sentence opens them again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.checking import Decision, check_graphs
from kg.checking.decisions import (
    compare_with,
    decide,
    read_decisions,
    record_decision,
    write_decisions,
)
from kg.checking.writing import write_report
from kg.errors import InputError
from kg.graph import build
from tests.checking.sample import mutated
from tests.shapes.checked import check, clean
from tests.shapes.editing import retext
from tests.shapes.mutations import MUTATIONS

UNSTATED = next(mutation for mutation in MUTATIONS if mutation.code == "duty-without-bearer")


def decided(verdict: str = "confirmed-gap") -> Decision:
    finding = check(UNSTATED).findings[0]
    return Decision(
        finding=finding.id,
        verdict=verdict,
        who="王某",
        when="2026-11-22",
        why="原文如此",
        basis=finding.quote or "",
    )  # type: ignore[arg-type]


def test_a_rebuild_gives_a_finding_the_same_name() -> None:
    coding = UNSTATED.change(clean())

    again = check_graphs(build([coding]).by_graph())

    assert [finding.id for finding in again.findings] == [finding.id for finding in check(UNSTATED).findings]


def test_text_put_in_elsewhere_does_not_rename_a_finding() -> None:
    coding = retext(UNSTATED.change(clean()), "为加强全市消防安全工作", "为切实加强全市消防安全工作")

    moved = check_graphs(build([coding]).by_graph())

    assert [finding.id for finding in moved.findings] == [finding.id for finding in check(UNSTATED).findings]


@pytest.mark.parametrize("name", ["decisions.yaml", "decisions.trig", "decisions.nq"])
def test_decisions_survive_being_written_and_read(tmp_path: Path, name: str) -> None:
    write_decisions([decided()], tmp_path / name)

    assert read_decisions(tmp_path / name) == [decided()]


def test_decisions_in_rdf_stand_in_a_graph_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "decisions.trig"

    write_decisions([decided()], path)

    graphs = {str(quad.graph_name) for quad in parse(path.read_bytes(), format=RdfFormat.TRIG)}
    assert graphs == {"<https://w3id.org/dutygraph/id/graph/decisions>"}


def test_a_decided_finding_says_who_decided_what_and_why() -> None:
    report = decide(check(UNSTATED), [decided()])

    assert report.findings[0].state == "decided"
    assert "confirmed-gap — 原文如此 (王某, 2026-11-22)" in write_report(report, "text")


def test_a_decision_about_another_sentence_is_open_again() -> None:
    report = decide(check(UNSTATED), [replace(decided(), basis="组织学校开展防震演练")])

    assert report.findings[0].state == "reopened"


def test_a_finding_called_intended_no_longer_fails_a_run() -> None:
    report = check(UNSTATED)

    assert report.reaches("warning")
    assert not decide(report, [decided("intended")]).reaches("warning")
    assert decide(report, [decided("disputed")]).reaches("warning")


def test_deciding_again_replaces_the_earlier_decision() -> None:
    report = check(UNSTATED)

    after = record_decision(
        report, [decided()], report.findings[0].id[:6], verdict="intended", who="李某", when="2026-11-23", why="从上文可知"
    )  # fmt: skip

    assert [(one.verdict, one.who, one.basis) for one in after] == [
        ("intended", "李某", "组织学校开展消防演练")
    ]


def test_a_finding_that_is_not_there_cannot_be_decided() -> None:
    with pytest.raises(InputError, match="no finding of this id"):
        record_decision(check(), [], "ffff", verdict="intended", who="a", when="2026-11-22", why="b")


def test_a_decision_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text("- {finding: a, verdict: intended, who: b, when: 2026-11-22}\n", encoding="utf-8")

    with pytest.raises(InputError, match="is not a list of decisions"):
        read_decisions(path)


def test_what_is_new_and_what_is_resolved_since_an_earlier_report_is_said(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(write_report(mutated("vague-time"), "json"), encoding="utf-8")

    report = compare_with(check(UNSTATED), earlier)

    assert [finding.state for finding in report.findings] == ["new"]
    assert [(one.code, one.document) for one in report.resolved] == [("vague-time", "qinghe")]
    assert "Resolved since the earlier report: 1" in write_report(report, "text")


def test_what_was_known_stays_open(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(write_report(check(UNSTATED), "json"), encoding="utf-8")

    report = compare_with(check(UNSTATED), earlier)

    assert [finding.state for finding in report.findings] == ["open"]
    assert report.resolved == ()
