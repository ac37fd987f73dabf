"""Frequencies and deadlines as IG Script holds them: words in brackets, the machine value in the annotation."""

from __future__ import annotations

from kg.coding.model import Deadline, Frequency

__all__ = ["Timed", "describe_deadline", "describe_frequency"]

Timed = tuple[str, list[tuple[str, str | None]]]

_PERIODS = {"P1Y": "每年", "P6M": "每半年", "P3M": "每季度", "P1M": "每月", "P1W": "每周", "P1D": "每日"}


def describe_frequency(frequency: Frequency | None) -> list[Timed]:
    """Say how often in words, with the ISO 8601 period.

    >>> describe_frequency(Frequency(min=1.0, max=2.0, period="P1Y"))
    [('每年1至2次', [('freq', 'P1Y'), ('min', '1'), ('max', '2')])]
    """
    if frequency is None:
        return []
    if frequency.unspecified or frequency.period is None:
        return [("定期", [("freq", "unspecified")])]
    least, most = _plain(frequency.min), _plain(frequency.max)
    if least is not None and least == most:
        times = f"{least}次"
    elif least is not None and most is not None:
        times = f"{least}至{most}次"
    else:
        times = f"至少{least}次" if least is not None else f"至多{most}次" if most is not None else ""
    every = _PERIODS.get(frequency.period, f"每{frequency.period}")
    return [(every + times, [("freq", frequency.period), ("min", least), ("max", most)])]


def describe_deadline(deadline: Deadline | None) -> list[Timed]:
    """Say by when in words, with the ISO 8601 duration or date.

    >>> describe_deadline(Deadline(duration="P10D", working_days=True))
    [('P10D内（工作日）', [('deadline', 'P10D'), ('days', 'working')])]
    """
    if deadline is None:
        return []
    value = deadline.duration or deadline.date
    if value is None:
        return [("及时", [("deadline", "unspecified")])]
    working = deadline.working_days
    words = (
        f"{value}内（工作日）" if working else f"{value}内" if deadline.duration else f"{value.lstrip('-')}前"
    )
    return [(words, [("deadline", value.lstrip("-")), ("days", "working" if working else None)])]


def _plain(number: float | None) -> str | None:
    return None if number is None else f"{number:g}"
