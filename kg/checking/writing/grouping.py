"""Findings grouped as people read them: by document, then by body, worst first; and the verdict in words."""

from __future__ import annotations

from itertools import groupby

from kg.checking.report import RANK, Finding, Report

__all__ = ["SEVERITIES", "group_by_body", "say_verdict"]

SEVERITIES = {
    "violation": ("必须改正", "violation"),
    "warning": ("需要判断", "warning"),
    "info": ("建议", "info"),
}


def group_by_body(report: Report, document: str) -> list[tuple[str, list[Finding]]]:
    """Group one document's findings by the body they are about; the group with the worst finding comes first."""
    findings = sorted(report.of(document), key=lambda finding: finding.body)
    groups = [(body, list(found)) for body, found in groupby(findings, key=lambda finding: finding.body)]
    for _, found in groups:
        found.sort(key=lambda finding: (RANK[finding.severity], finding.start or 0))
    return sorted(groups, key=lambda group: (RANK[group[1][0].severity], group[0]))


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
