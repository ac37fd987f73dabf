"""The report as a table: one row a finding, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from kg.checking.report import Finding, Report

__all__ = ["COLUMNS", "write"]

COLUMNS = (
    "id", "document", "severity", "code", "body", "focus_label", "provision", "quote", "start", "end", "message_zh",
    "message_en", "suggestion_zh", "suggestion_en", "reason_zh", "reason_en", "focus", "value", "confidence", "state",
)  # fmt: skip


def write(report: Report) -> str:
    """Write the findings as CSV, with the byte order mark by which Excel knows UTF-8."""
    sheet = io.StringIO()
    table = csv.writer(sheet, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for finding in report.findings:
        table.writerow([_cell(finding, name) for name in COLUMNS])
    return "\ufeff" + sheet.getvalue()


def _cell(finding: Finding, name: str) -> str:
    value = getattr(finding, name)
    text = "" if value is None else str(value)
    # A cell that begins like a formula is shown, not run (OWASP, CSV injection).
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
