"""The report as the contract's JSON, one finding a line."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from kg.checking.report import Reported

__all__ = ["write_into"]


def write_into(file: BinaryIO, report: Reported) -> None:
    """Write the report as JSON."""
    file.write(b"{\n")
    for name in ("conforms", "counts", "documents"):
        file.write(b' "%s": %s,\n' % (name.encode(), msgspec.json.encode(getattr(report, name))))
    file.write(b' "findings": [')
    for number, finding in enumerate(report.findings):
        file.write((b",\n" if number else b"\n") + msgspec.json.encode(finding))
    file.write(b"\n ],\n")
    file.write(b' "seen": %s,\n' % msgspec.json.encode(report.seen))
    file.write(b' "resolved": %s\n}\n' % msgspec.json.encode(report.resolved))
