"""The report as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.checking.report import Finding, Report
from kg.checking.writing.grouping import SEVERITIES, group_by_body, say_verdict

__all__ = ["write"]

_COLOURS = {"violation": "red", "warning": "yellow", "info": "blue"}


def write(report: Report, *, colour: bool = False) -> str:
    """Write the report as text, in both languages."""
    text = "\n".join(_lines(report)) + "\n"
    return text if colour else click.unstyle(text)


def _lines(report: Report) -> Iterator[str]:
    for document in report.documents:
        yield click.style(f"《{report.titles.get(document, document)}》 ({document})", bold=True)
        groups = group_by_body(report, document)
        if not groups:
            yield "  没有发现问题。 Nothing was found."
        for body, findings in groups:
            yield ""
            yield f"  {click.style(body or '全文 the document', underline=True)}"
            for finding in findings:
                yield from _finding(finding)
        yield ""
    zh, en = say_verdict(report)
    yield click.style(zh, bold=True)
    yield en
    blind = [seen.code for seen in report.seen if not seen.focus_nodes]
    if blind:
        yield f"没有对象可查的规则 Rules that had nothing to look at: {', '.join(blind)}"
    if report.resolved:
        yield f"已消除 Resolved since: {len(report.resolved)}"


def _finding(finding: Finding) -> Iterator[str]:
    word_zh, word_en = SEVERITIES[finding.severity]
    mark = click.style(f"{word_zh} {word_en}", fg=_COLOURS[finding.severity], bold=True)
    state = f" [{finding.state}]" if finding.state != "open" else ""
    place = f" 第 {finding.provision} 项" if finding.provision else ""
    yield f"  ● {mark} {finding.code}{state}{place}"
    yield f"      {finding.message_zh}"
    yield f"      {finding.message_en}"
    if finding.quote is not None:
        before, quote, after = (_flat(part) for part in (finding.before, finding.quote, finding.after))
        yield f"      …{before}{click.style(f'【{quote}】', fg='cyan')}{after}…"
    yield f"      建议 Suggestion: {finding.suggestion_zh} {finding.suggestion_en}"
    if finding.confidence is not None:
        yield f"      依据机器编码,置信度 {finding.confidence:.2f}。 Rests on machine coding, confidence {finding.confidence:.2f}."
    if finding.decision is not None:
        made = finding.decision
        yield f"      决定 Decision: {made.verdict} — {made.why} ({made.who}, {made.when})"


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 120 else f"{flat[:80]} … {flat[-30:]}"
