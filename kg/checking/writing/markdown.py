"""The report as Markdown, for an issue or a memo."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.checking.report import Finding, Report
from kg.checking.writing.grouping import (
    SEVERITIES,
    STATES,
    group_by_body,
    group_by_sentence,
    say_place,
    say_verdict,
)

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
            for sentence in group_by_sentence(findings):
                yield from _sentence(sentence)
    if report.resolved:
        yield from ("", "## 已消除 Resolved", "")
        yield from (f"- {one.document} `{one.code}`: {_escape(one.message_zh)}" for one in report.resolved)


def _sentence(findings: list[Finding]) -> Iterator[str]:
    first = findings[0]
    if first.quote is not None:
        place = f"{_escape(say_place(first))} " if say_place(first) else ""
        yield f"> {place}…{_escape(first.before)}**{_escape(first.quote)}**{_escape(first.after)}…"
        yield ""
    for finding in findings:
        yield from _finding(finding)
    yield ""


def _finding(finding: Finding) -> Iterator[str]:
    word_zh, word_en = SEVERITIES[finding.severity]
    state = f" [{STATES[finding.state]}]" if STATES[finding.state] else ""
    yield f"- **{word_zh} {word_en}**{state} {_escape(finding.message_zh)} {_escape(finding.message_en)}"
    yield f"  建议 Suggestion: {_escape(finding.suggestion_zh)} {_escape(finding.suggestion_en)} (`{finding.code}` {finding.id[:8]})"
    if finding.decision is not None:
        made = finding.decision
        yield f"  决定 Decision: {made.verdict} — {_escape(made.why)} ({_escape(made.who)}, {made.when})"


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))
