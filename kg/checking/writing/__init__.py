"""A report in the form somebody asked for: text, JSON, HTML, Markdown, CSV, Turtle or SARIF."""

from __future__ import annotations

from importlib import import_module

from kg.checking.report import Report

__all__ = ["write_report"]


def write_report(report: Report, style: str, *, colour: bool = False) -> str:
    """Write a report; ``colour`` concerns the terminal's text only."""
    writer = import_module(
        f"kg.checking.writing.{'json_' if style == 'json' else 'csv_' if style == 'csv' else style}"
    )
    return str(writer.write(report, colour=colour) if style == "text" else writer.write(report))
