"""Findings that live: what people decided about them, reopened when the sentence changed, and what is new since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from kg.checking.report import Decision, Finding, Report, State
from kg.errors import InputError

__all__ = ["compare_with", "decide", "read_decisions", "write_decisions"]

Verdict = Literal["confirmed-gap", "coding-error", "intended", "disputed"]


def read_decisions(path: Path) -> list[Decision]:
    """Read decisions from YAML: finding, verdict, who, when, why, basis (the quote decided on); InputError if it is not."""
    try:
        plain = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return msgspec.convert(plain or [], list[Decision], strict=False)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: cannot be read as decisions: {error}", value=str(path)) from error
    except msgspec.ValidationError as error:
        raise InputError(f"{path}: is not a list of decisions: {error}", value=str(path)) from error


def write_decisions(decisions: list[Decision]) -> str:
    """Write decisions as the YAML that ``read_decisions`` reads."""
    return yaml.safe_dump(
        [msgspec.to_builtins(one) for one in decisions], allow_unicode=True, sort_keys=False
    )


def decide(report: Report, decisions: list[Decision]) -> Report:
    """Mark the findings that were decided; one whose sentence is no longer the one decided on is open again."""
    by_finding = {decision.finding: decision for decision in decisions}
    return replace(
        report, findings=tuple(_decide(finding, by_finding.get(finding.id)) for finding in report.findings)
    )


def _decide(finding: Finding, decision: Decision | None) -> Finding:
    if decision is None:
        return finding
    state: State = "decided" if decision.basis == (finding.quote or "") else "open"
    return replace(finding, decision=decision, state=state)


@dataclass(frozen=True)
class _Earlier:
    id: str


@dataclass(frozen=True)
class _EarlierReport:
    findings: list[_Earlier]


def compare_with(report: Report, earlier: Path) -> Report:
    """Say which findings are new since an earlier report (JSON), and which of that one's are resolved."""
    try:
        known = {one.id for one in msgspec.json.decode(earlier.read_bytes(), type=_EarlierReport).findings}
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{earlier}: is not a report in JSON: {error}", value=str(earlier)) from error
    findings = tuple(
        finding if finding.id in known or finding.state == "decided" else replace(finding, state="new")
        for finding in report.findings
    )
    return replace(
        report, findings=findings, resolved=tuple(sorted(known - {finding.id for finding in findings}))
    )
