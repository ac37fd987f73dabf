"""Findings that live: what people decided about them, reopened when the sentence changed, and what is new since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import yaml

from kg.checking.decided import from_graph, to_graph
from kg.checking.report import Decision, Finding, Report, Resolved, State, Verdict
from kg.errors import InputError

__all__ = ["compare_with", "decide", "mark_decided", "read_decisions", "record_decision", "write_decisions"]

_RDF = (".trig", ".nq")


def read_decisions(path: Path) -> list[Decision]:
    """Read decisions from YAML (finding, verdict, who, when, why, basis) or from their graph in RDF; else InputError."""
    try:
        if path.suffix.lower() in _RDF:
            return from_graph(path.read_bytes(), path)
        plain = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return msgspec.convert(plain or [], list[Decision], strict=False)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: cannot be read as decisions: {error}", value=str(path)) from error
    except msgspec.ValidationError as error:
        raise InputError(f"{path}: is not a list of decisions: {error}", value=str(path)) from error


def write_decisions(decisions: Sequence[Decision], path: Path) -> None:
    """Write decisions as ``read_decisions`` reads them: RDF by the suffix .trig or .nq, else YAML."""
    if path.suffix.lower() in _RDF:
        path.write_bytes(to_graph(decisions, path))
        return
    plain = [msgspec.to_builtins(one) for one in decisions]
    path.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")


def record_decision(
    report: Report, decisions: Sequence[Decision], finding: str, *, verdict: Verdict, who: str, when: str, why: str
) -> list[Decision]:  # fmt: skip
    """Decide a finding of a report, on the sentence as it stands; an earlier decision about it gives way.

    ``finding`` may be the beginning of an id, if only one begins so; else InputError.
    """
    meant = [one for one in report.findings if one.id.startswith(finding)]
    if len(meant) != 1:
        how_many = "no finding" if not meant else f"{len(meant)} findings"
        raise InputError(f"{finding}: {how_many} of this id; take one from the report", value=finding)
    decided = Decision(
        finding=meant[0].id, verdict=verdict, who=who, when=when, why=why, basis=meant[0].quote or ""
    )
    return [*(one for one in decisions if one.finding != decided.finding), decided]


def decide(report: Report, decisions: Sequence[Decision]) -> Report:
    """Mark the findings that were decided; one whose sentence is no longer the one decided on is open again."""
    return replace(report, findings=tuple(mark_decided(report.findings, decisions)))


def mark_decided(findings: Iterable[Finding], decisions: Sequence[Decision]) -> Iterator[Finding]:
    """Give findings with what was decided about them."""
    by_finding = {decision.finding: decision for decision in decisions}
    for finding in findings:
        decision = by_finding.get(finding.id)
        if decision is None:
            yield finding
        else:
            state: State = "decided" if decision.basis == (finding.quote or "") else "reopened"
            yield replace(finding, decision=decision, state=state)


@dataclass(frozen=True)
class _EarlierReport:
    findings: list[Resolved]


def compare_with(report: Report, earlier: Path) -> Report:
    """Say which findings are new since an earlier report (JSON), and which of that one's are resolved."""
    try:
        before = msgspec.json.decode(earlier.read_bytes(), type=_EarlierReport).findings
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{earlier}: is not a report in JSON: {error}", value=str(earlier)) from error
    known, now = {one.id for one in before}, {finding.id for finding in report.findings}
    findings = tuple(
        replace(finding, state="new") if finding.state == "open" and finding.id not in known else finding
        for finding in report.findings
    )
    return replace(report, findings=findings, resolved=tuple(one for one in before if one.id not in now))
