"""Values of a coding as RDF literals; None stays None, so that an unknown value is simply not said."""

from __future__ import annotations

import re

from pyoxigraph import Literal

from kg.graph.names import XSD

__all__ = ["boolean", "date", "decimal", "duration", "en", "integer", "text", "zh"]

# The longest match wins: 2008-05-12 is a day, 2008-05 a month, 2008 a year, --07-28 a day of every year.
_DATES = (
    (re.compile(r"-?\d{4,}-\d\d-\d\d"), XSD("date")),
    (re.compile(r"-?\d{4,}-\d\d"), XSD("gYearMonth")),
    (re.compile(r"-?\d{4,}"), XSD("gYear")),
    (re.compile(r"--\d\d-\d\d"), XSD("gMonthDay")),
    (re.compile(r"--\d\d"), XSD("gMonth")),
    (re.compile(r"---\d\d"), XSD("gDay")),
    (re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"), XSD("dateTime")),
)
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_WEEKS = re.compile(r"P(\d+)W")


def zh(value: str | None) -> Literal | None:
    """Make a Chinese text."""
    return Literal(value, language="zh") if value else None


def en(value: str | None) -> Literal | None:
    """Make an English text."""
    return Literal(value, language="en") if value else None


def text(value: str | None) -> Literal | None:
    """Make a plain string."""
    return Literal(value) if value else None


def boolean(value: bool) -> Literal:
    """Make a truth value."""
    return Literal("true" if value else "false", datatype=XSD("boolean"))


def integer(value: int | None) -> Literal | None:
    """Make a whole number."""
    return None if value is None else Literal(str(value), datatype=XSD("integer"))


def decimal(value: float | None) -> Literal | None:
    """Make a number, without a fraction where there is none."""
    if value is None:
        return None
    lexical = str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")
    return Literal(lexical, datatype=XSD("decimal"))


def date(value: str | None) -> Literal | None:
    """Make a date as precise as it is known; what is not ISO 8601 stays a string."""
    if not value:
        return None
    kind = next((kind for pattern, kind in _DATES if pattern.fullmatch(value)), None)
    return Literal(value, datatype=kind) if kind else Literal(value)


def duration(value: str | None) -> Literal | None:
    """Make a duration; weeks become days, which xsd:duration lacks; what is not ISO 8601 stays a string."""
    if not value:
        return None
    if weeks := _WEEKS.fullmatch(value):
        value = f"P{7 * int(weeks[1])}D"
    return Literal(value, datatype=XSD("duration")) if _DURATION.fullmatch(value) else Literal(value)
