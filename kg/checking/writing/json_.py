"""The report as the contract's JSON."""

from __future__ import annotations

import msgspec

from kg.checking.report import Report, to_plain

__all__ = ["write"]


def write(report: Report) -> str:
    """Write the report as JSON."""
    return msgspec.json.format(msgspec.json.encode(to_plain(report)), indent=1).decode() + "\n"
