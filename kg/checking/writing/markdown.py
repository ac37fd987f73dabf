"""The report as Markdown, for an issue or a memo."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.checking.report import Finding, Report
from kg.checking.writing.grouping import SEVERITIES, group_by_body, say_verdict

__all__ = ["write"]


def write(report: Report) -> str:
    """Write the report as Markdown, in both languages."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    zh, en = say_verdict(report)
    yield "# 核查报告 Validation report"
    yield ""
    yield f"**{zh}** {en}"
    for document in report.documents:
        yield ""
        yield f"## {_escape(report.titles.get(document, document))}"
        for body, findings in group_by_body(report, document):
            yield ""
            yield f"### {_escape(body) or '全文 The document'}"
            yield ""
            for finding in findings:
                yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    word_zh, word_en = SEVERITIES[finding.severity]
    place = f" · {finding.provision}" if finding.provision else ""
    yield f"- **{word_zh} {word_en}** `{finding.code}`{place}: {_escape(finding.message_zh)} {_escape(finding.message_en)}"
    if finding.quote is not None:
        yield f"  > …{_escape(finding.before)}**{_escape(finding.quote)}**{_escape(finding.after)}…"
        yield ""
    yield f"  建议 Suggestion: {_escape(finding.suggestion_zh)} {_escape(finding.suggestion_en)}"


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))
