"""The report as SARIF 2.1.0, for code hosts and editors that show findings beside a text.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import msgspec

from kg.checking.report import Finding, Report

__all__ = ["write"]

_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}


def write(report: Report) -> str:
    """Write the report as SARIF; offsets are character offsets into the restored text (columnKind)."""
    rules = {finding.code: finding for finding in report.findings}
    run = {
        "tool": {
            "driver": {
                "name": "dutygraph",
                "informationUri": "https://w3id.org/dutygraph/shapes",
                "rules": [_rule(finding) for _, finding in sorted(rules.items())],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in report.findings],
    }
    whole = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n"


def _rule(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.code,
        "shortDescription": {"text": finding.reason_en},
        "help": {"text": f"{finding.suggestion_en} {finding.suggestion_zh}"},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(finding: Finding) -> dict[str, object]:
    region: dict[str, object] = {}
    if finding.start is not None and finding.end is not None and finding.quote is not None:
        region = {
            "region": {
                "charOffset": finding.start,
                "charLength": finding.end - finding.start,
                "snippet": {"text": finding.quote},
            }
        }
    location = {"physicalLocation": {"artifactLocation": {"uri": f"{finding.document}.txt"}, **region}}
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message_en} {finding.message_zh}"},
        "locations": [location],
        "partialFingerprints": {"dutygraph/v1": finding.id},
    }
