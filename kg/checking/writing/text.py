"""The report as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.checking.report import Finding, Report
from kg.checking.writing.grouping import (
    SEVERITIES,
    STATES,
    group_by_body,
    group_by_sentence,
    say_place,
    say_sureness,
    say_verdict,
)

__all__ = ["write"]

_COLOURS = {"violation": "red", "warning": "yellow", "info": "blue"}


def write(report: Report, *, colour: bool = False) -> str:
    """Write the report as text, in both languages; nothing in a document can move the cursor or colour the terminal."""
    text = "\n".join(_lines(report)) + "\n"
    return text if colour else click.unstyle(text)


def _lines(report: Report) -> Iterator[str]:
    for document in report.documents:
        yield click.style(f"《{_clean(report.titles.get(document, document))}》 ({document})", bold=True)
        groups = group_by_body(report, document)
        if not groups:
            yield "  没有发现问题。 Nothing was found."
        for body, findings in groups:
            yield ""
            yield f"  {click.style(_clean(body) or '全文 the document', underline=True)}"
            for sentence in group_by_sentence(findings):
                yield from _sentence(sentence)
        yield ""
    yield from _closing(report)


def _closing(report: Report) -> Iterator[str]:
    zh, en = say_verdict(report)
    yield click.style(zh, bold=True)
    yield en
    yield from say_sureness(report) or ()
    blind = [seen.code for seen in report.seen if not seen.focus_nodes]
    if blind:
        yield f"没有对象可查的规则 Rules that had nothing to look at: {', '.join(blind)}"
    if report.resolved:
        yield f"已消除 Resolved since the earlier report: {len(report.resolved)}"
        yield from (f"  ✓ {one.document} {one.code}: {_clean(one.message_zh)}" for one in report.resolved)


def _sentence(findings: list[Finding]) -> Iterator[str]:
    first = findings[0]
    if first.quote is not None:
        before, quote, after = (_flat(part) for part in (first.before, first.quote, first.after))
        place = f"{say_place(first)} " if say_place(first) else ""
        yield f"  {place}…{before}{click.style(f'【{quote}】', fg='cyan')}{after}…"
    for finding in findings:
        yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    word_zh, word_en = SEVERITIES[finding.severity]
    mark = click.style(f"{word_zh} {word_en}", fg=_COLOURS[finding.severity], bold=True)
    state = f" [{STATES[finding.state]}]" if STATES[finding.state] else ""
    yield f"    ● {mark}{state} {_clean(finding.message_zh)} {_clean(finding.message_en)}"
    yield f"      → {_clean(finding.suggestion_zh)} {_clean(finding.suggestion_en)}"
    sure = "" if finding.confidence is None else f" 置信度 confidence {finding.confidence:.2f}"
    yield click.style(f"      {finding.code} {finding.id[:8]}{sure}", dim=True)
    if finding.decision is not None:
        made = finding.decision
        yield f"      决定 Decision: {made.verdict} — {_clean(made.why)} ({_clean(made.who)}, {made.when})"


def _clean(text: str) -> str:
    """Drop what a terminal would obey, and what would turn the direction of the line."""
    return "".join(char for char in text if char.isprintable() or char == " ")


def _flat(text: str) -> str:
    flat = _clean(" ".join(text.split()))
    return flat if len(flat) <= 120 else f"{flat[:80]} … {flat[-30:]}"
