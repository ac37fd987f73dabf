"""The report as one self-contained page that prints well."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment

from kg.checking.report import Report
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


def write(report: Report) -> str:
    """Write the report as HTML; everything from the documents is escaped."""
    source = files(__name__.rsplit(".", 1)[0]).joinpath("report.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    zh, en = say_verdict(report)
    groups = [
        (d, report.titles.get(d, d), [(b, group_by_sentence(found)) for b, found in group_by_body(report, d)])
        for d in report.documents
    ]
    words = {"severities": SEVERITIES, "states": STATES, "place": say_place, "sure": say_sureness(report)}
    return template.render(report=report, groups=groups, verdict_zh=zh, verdict_en=en, **words) + "\n"
