"""Frequencies and deadlines in words, in both languages; what is unspecified is never turned into a number."""

from __future__ import annotations

import re

from kg.browsing.facts import Facts

__all__ = ["deadline_in_words", "duration_in_words", "frequency_in_words"]

_DURATION = re.compile(
    r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$"
)
_UNITS = (
    ("年", "year"),
    ("个月", "month"),
    ("周", "week"),
    ("日", "day"),
    ("小时", "hour"),
    ("分钟", "minute"),
    ("秒", "second"),
)
_PERIODS = {
    "P1Y": ("每年", "a year"),
    "P6M": ("每半年", "every half-year"),
    "P3M": ("每季度", "a quarter"),
    "P1M": ("每月", "a month"),
    "P7D": ("每周", "a week"),
    "P1W": ("每周", "a week"),
    "P1D": ("每日", "a day"),
}


def duration_in_words(duration: str, language: str) -> str:
    """Say an ISO 8601 duration: P15D is 15日, 15 days."""
    found = _DURATION.match(duration)
    if found is None or not any(found.groups()):
        return duration
    parts = [(int(count), *_UNITS[place]) for place, count in enumerate(found.groups()) if count]
    if language == "zh":
        return "".join(f"{count}{zh}" for count, zh, _ in parts)
    return " ".join(f"{count} {en}{'' if count == 1 else 's'}" for count, _, en in parts)


def frequency_in_words(frequency: Facts, language: str) -> str:
    """Say how often: 每年1次, once a year; 每年1至2次; 不定期."""
    period = frequency.text("dg:period")
    least, most = _number(frequency.text("dg:minimum")), _number(frequency.text("dg:maximum"))
    if frequency.text("dg:unspecified") == "true" or (least is None and most is None):
        return "未写明次数" if language == "zh" else "how often is not said"
    zh, en = _period(period)
    if language == "zh":
        return zh + _times_zh(least, most)
    return f"{_times_en(least, most)} {en}".strip()


def deadline_in_words(deadline: Facts, language: str) -> str:
    """Say by when: 15日内, within 15 days; 10个工作日内; on a date."""
    duration, date = deadline.text("dg:duration"), deadline.text("dg:date")
    working = deadline.text("dg:workingDays") == "true"
    if duration:
        said = duration_in_words(duration, language)
        if language == "zh":
            return (said.replace("日", "个工作日") if working else said) + "内"
        return "within " + (said.replace("day", "working day") if working else said)
    if date:
        return date.lstrip("-")
    return "未写明期限" if language == "zh" else "no time is set"


def _number(text: str | None) -> str | None:
    if text is None:
        return None
    value = float(text)
    return f"{value:g}"


def _period(period: str | None) -> tuple[str, str]:
    if period is None:
        return "", ""
    return _PERIODS.get(period) or (
        f"每{duration_in_words(period, 'zh')}",
        f"every {duration_in_words(period, 'en')}",
    )


def _times_zh(least: str | None, most: str | None) -> str:
    if least and most:
        return f"{least}次" if least == most else f"{least}至{most}次"
    return f"至少{least}次" if least else f"至多{most}次"


def _times_en(least: str | None, most: str | None) -> str:
    def times(count: str) -> str:
        return {"1": "once", "2": "twice"}.get(count, f"{count} times")

    if least and most:
        return times(least) if least == most else f"{least} to {most} times"
    return f"at least {times(least)}" if least else f"at most {times(most or '')}"
