"""How often and by when, said in Chinese and English for people; the numbers stand beside it as numbers."""

from __future__ import annotations

import re

from kg.coding.model import Deadline, Frequency

__all__ = ["describe_deadline", "describe_frequency"]

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_UNITS = (
    ("年", "year"),
    ("个月", "month"),
    ("周", "week"),
    ("天", "day"),
    ("小时", "hour"),
    ("分钟", "minute"),
)
_NAMED = {
    "P1M": ("月", "month"),
    "P3M": ("季度", "quarter"),
    "P6M": ("半年", "half-year"),
    "P1D": ("天", "day"),
}


def _length(duration: str) -> tuple[str, str] | None:
    """Say a duration: ``P2Y`` is 2年, 2 years; None when it is no ISO 8601 duration."""
    match = _DURATION.fullmatch(duration)
    counted = [(int(n), *unit) for n, unit in zip(match.groups(), _UNITS, strict=True) if n] if match else []
    if not counted:
        return None
    zh = "".join(f"{n}{unit}" for n, unit, _ in counted)
    en = " ".join(f"{n} {unit}" if n == 1 else f"{n} {unit}s" for n, _, unit in counted)
    return zh, en


def describe_frequency(frequency: Frequency) -> tuple[str, str]:
    """Say how often.

    >>> describe_frequency(Frequency(min=1, period="P1Y"))
    ('每年至少1次', 'at least once a year')
    """
    if frequency.unspecified or (frequency.min is None and frequency.max is None):
        return "次数未定", "how often is not specified"
    zh, en = _times(frequency)
    every = _period(frequency.period)
    return (every[0] + zh, f"{en} {every[1]}") if every else (zh, en)


def _times(frequency: Frequency) -> tuple[str, str]:
    low, high = frequency.min, frequency.max
    if low is not None and high is not None and low != high:
        return f"{low:g}至{high:g}次", f"{low:g} to {high:g} times"
    count = low if low is not None else high
    number = f"{count:g}"
    times = {"1": "once", "2": "twice"}.get(number, f"{number} times")
    if low == high:
        return f"{number}次", times
    return (
        (f"至少{number}次", f"at least {times}") if high is None else (f"至多{number}次", f"at most {times}")
    )


def _period(period: str | None) -> tuple[str, str] | None:
    if not period:
        return None
    if period in _NAMED:
        zh, en = _NAMED[period]
        return f"每{zh}", f"a {en}"
    length = _length(period)
    if length is None:
        return None
    zh, en = length
    alone = en.startswith("1 ")
    return f"每{zh.removeprefix('1') if alone else zh}", f"a {en[2:]}" if alone else f"every {en}"


def describe_deadline(deadline: Deadline) -> tuple[str, str]:
    """Say by when.

    >>> describe_deadline(Deadline(duration="P10D", working_days=True))
    ('10个工作日内', 'within 10 working days')
    """
    if deadline.date:
        return f"{deadline.date}前", f"by {deadline.date}"
    length = _length(deadline.duration) if deadline.duration else None
    if length is None:
        return "期限未定", "the time allowed is not specified"
    if deadline.working_days:
        return f"{length[0].replace('天', '个工作日')}内", f"within {length[1].replace('day', 'working day')}"
    return f"{length[0]}内", f"within {length[1]}"
