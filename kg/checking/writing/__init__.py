"""A report in the form somebody asked for: text, JSON, HTML, Markdown, CSV, Turtle or SARIF."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any, BinaryIO

from kg.checking.report import Report, Reported

__all__ = ["STREAMED", "write_into", "write_report"]

# Forms that are written finding by finding, however many there are.
STREAMED = ("json", "csv", "turtle")


def write_report(report: Report, style: str, *, colour: bool = False) -> str:
    """Write a report; ``colour`` concerns the terminal's text only."""
    if style in STREAMED:
        written = BytesIO()
        write_into(written, report, style)
        return written.getvalue().decode()
    writer = _writer(style)
    return str(writer.write(report, colour=colour) if style == "text" else writer.write(report))


def write_into(file: BinaryIO, report: Reported, style: str) -> None:
    """Write a report into a file, in one of the ``STREAMED`` forms; memory does not grow with the findings."""
    _writer(style).write_into(file, report)


def _writer(style: str) -> Any:
    return import_module(f"{__name__}.{'json_' if style == 'json' else 'csv_' if style == 'csv' else style}")
