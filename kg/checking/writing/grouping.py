"""Findings grouped as people read them: by document, body and sentence, worst first; and the verdict in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kg.checking.report import RANK, Finding, Report

__all__ = [
    "SEVERITIES",
    "STATES",
    "group_by_body",
    "group_by_sentence",
    "say_place",
    "say_sureness",
    "say_verdict",
]

SEVERITIES = {
    "violation": ("必须改正", "violation"),
    "warning": ("需要判断", "warning"),
    "info": ("建议", "info"),
}
STATES = {
    "new": "新 new",
    "open": "",
    "decided": "已决定 decided",
    "reopened": "句子已改,重新待定 reopened",
}
_SURE = 0.75


def group_by_body(report: Report, document: str) -> list[tuple[str, list[Finding]]]:
    """Group one document's findings by the body they are about; the group with the worst finding comes first."""
    findings = sorted(report.of(document), key=lambda finding: finding.body)
    groups = [(body, list(found)) for body, found in groupby(findings, key=lambda finding: finding.body)]
    for _, found in groups:
        found.sort(key=lambda finding: (RANK[finding.severity], finding.start or 0))
    return sorted(groups, key=lambda group: (RANK[group[1][0].severity], group[0]))


def group_by_sentence(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Put findings about the same words together, in the place of the worst of them; those without words stay apart."""
    groups: dict[tuple[int, int] | str, list[Finding]] = {}
    for finding in findings:
        placed = finding.start is not None and finding.end is not None
        key = (finding.start or 0, finding.end or 0) if placed else finding.id
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def say_place(finding: Finding) -> str:
    """Say where a finding stands, as the document numbers its parts."""
    return finding.numbering or ("标题 heading" if finding.provision == "h" else "")


def say_sureness(report: Report) -> tuple[str, str] | None:
    """Say how many findings rest on the machine's coding and how many of these on uncertain coding, if any do."""
    coded = [finding.confidence for finding in report.findings if finding.confidence is not None]
    unsure = sum(confidence < _SURE for confidence in coded)
    if not coded:
        return None
    return (
        f"{len(coded)} 条依据机器编码,其中 {unsure} 条的依据不够确定(置信度低于 {_SURE}),请先核对原文。",
        f"{len(coded)} findings rest on the machine's coding, {unsure} of them on uncertain coding (confidence under "
        f"{_SURE}): read the sentence first.",
    )


def say_verdict(report: Report) -> tuple[str, str]:
    """Say in a sentence whether the documents conform, in Chinese and English."""
    counts = report.counts
    if report.conforms:
        return "符合:没有发现问题。", "Conforms: nothing was found."
    zh = f"不符合:{counts['violation']} 处必须改正,{counts['warning']} 处需要判断,{counts['info']} 条建议。"
    en = f"Does not conform: {counts['violation']} violations, {counts['warning']} warnings, {counts['info']} pieces of advice."
    if not counts["violation"]:
        zh = f"没有必须改正之处;{counts['warning']} 处需要判断,{counts['info']} 条建议。"
        en = f"No violation; {counts['warning']} warnings, {counts['info']} pieces of advice."
    return zh, en
