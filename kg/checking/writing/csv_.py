"""The report as a table: one row a finding, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from kg.checking.report import Finding, Reported

__all__ = ["COLUMNS", "write_into"]

COLUMNS = (
    "id", "document", "severity", "code", "body", "focus_label", "provision", "quote", "start", "end", "message_zh",
    "message_en", "suggestion_zh", "suggestion_en", "reason_zh", "reason_en", "focus", "value", "confidence", "state",
)  # fmt: skip


def write_into(file: BinaryIO, report: Reported) -> None:
    """Write the findings as CSV, with the byte order mark by which Excel knows UTF-8."""
    sheet = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    table = csv.writer(sheet, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([_cell(finding, name) for name in COLUMNS] for finding in report.findings)
    sheet.detach()


def _cell(finding: Finding, name: str) -> str:
    value = getattr(finding, name)
    text = "" if value is None else str(value)
    # A cell that begins like a formula is shown, not run (OWASP, CSV injection).
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
