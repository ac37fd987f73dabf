"""A small report whose document tries to break out of every format."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kg.checking import Finding, Report
from tests.shapes.checked import check
from tests.shapes.mutations import MUTATIONS

__all__ = ["HOSTILE", "hostile", "mutated"]

HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> **粗** \u202e倒\x1b[31m “甲,乙”'


@cache
def mutated(code: str) -> Report:
    """The report on the clean coding spoilt so that a code is found."""
    return check(next(mutation for mutation in MUTATIONS if mutation.code == code))


def hostile() -> Report:
    """A report whose words are markup, formulas, escape sequences and marks that turn the line."""
    report = mutated("duty-without-bearer")
    finding: Finding = replace(
        report.findings[0], quote=HOSTILE, before=HOSTILE, after=HOSTILE, body=HOSTILE, focus_label=HOSTILE, message_zh=HOSTILE
    )  # fmt: skip
    return replace(report, findings=(finding,), titles=dict.fromkeys(report.documents, HOSTILE))
