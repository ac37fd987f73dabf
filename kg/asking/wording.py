"""Words for values: frequencies, deadlines, thresholds, dates, in Chinese and English."""

from __future__ import annotations

import re

__all__ = ["say_date", "say_deadline", "say_frequency", "say_number"]

_DIGITS = "零一两三四五六七八九"
_UNITS_ZH = {"Y": "年", "M": "月", "W": "周", "D": "日"}
_UNITS_EN = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$")


def say_number(value: str) -> str:
    """Write a number without a needless fraction."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() else f"{number:g}"


def _chinese(value: str) -> str:
    number = say_number(value)
    return _DIGITS[int(number)] if number.isdigit() and 0 < int(number) < 10 else number


def _split(duration: str) -> list[tuple[int, str]]:
    match = _DURATION.match(duration)
    if not match:
        return []
    return [(int(value), unit) for value, unit in zip(match.groups(), "YMWD", strict=True) if value]


def _period(duration: str) -> tuple[str, str]:
    parts = _split(duration)
    if parts == [(3, "M")]:
        return "每季度", "every quarter"
    if parts == [(6, "M")]:
        return "每半年", "every half year"
    if not parts:
        return f"每{duration}", f"every {duration}"
    count, unit = parts[0]
    zh_unit = "个月" if unit == "M" and count > 1 else _UNITS_ZH[unit]
    zh = f"每{zh_unit}" if count == 1 else f"每{_chinese(str(count))}{zh_unit}"
    en = f"every {_UNITS_EN[unit]}" if count == 1 else f"every {count} {_UNITS_EN[unit]}s"
    return zh, en


def say_frequency(
    minimum: str, maximum: str, period: str, hedge: str, *, unspecified: bool
) -> tuple[str, str]:
    """Say how often, in both languages; an unspecified frequency is said to be so."""
    if unspecified or not period:
        return (
            "定期/适时(原文没有规定具体频次)",
            "regularly or as needed (unspecified: the text gives no number)",
        )
    zh, en = _period(period)
    if minimum and minimum == maximum:
        count_zh, count_en = f"{_chinese(minimum)}次", _times(minimum)
    elif minimum and maximum:
        count_zh, count_en = (
            f"{_chinese(minimum)}至{_chinese(maximum)}次",
            f"{say_number(minimum)}–{_times(maximum)}",
        )
    elif minimum:
        count_zh, count_en = f"至少{_chinese(minimum)}次", f"at least {_times(minimum)}"
    elif maximum:
        count_zh, count_en = f"至多{_chinese(maximum)}次", f"at most {_times(maximum)}"
    else:
        count_zh, count_en = "一次", "once"
    return f"{hedge}{zh}{count_zh}({period})", f"{count_en} {en} ({period})"


def _times(number: str) -> str:
    plain = say_number(number)
    return {"1": "once", "2": "twice"}.get(plain, f"{plain} times")


def say_date(date: str) -> tuple[str, str]:
    """Say an ISO date, whole, by year and month, or of every year (``--01-28``)."""
    recurring = re.fullmatch(r"--(\d\d)-(\d\d)", date)
    if recurring:
        month, day = int(recurring[1]), int(recurring[2])
        return f"{month}月{day}日", f"{day} {_MONTHS[month - 1]} ({date})" if 1 <= month <= 12 else date
    whole = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date)
    if whole:
        year, month, day = (int(part) for part in whole.groups())
        zh = f"{year}年{month}月{day}日"
        zh += f"({year}年底)" if (month, day) == (12, 31) else ""
        en = f"{day} {_MONTHS[month - 1]} {year} ({date})" if 1 <= month <= 12 else date
        return zh, en
    return date, date


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def say_deadline(duration: str, date: str, *, working_days: bool, unspecified: bool) -> tuple[str, str]:
    """Say by when, in both languages."""
    if unspecified:
        return (
            "及时/适时(原文没有规定具体期限)",
            "promptly or when fit (unspecified: the text gives no limit)",
        )
    zh, en = [], []
    for count, unit in _split(duration):
        name_zh = {"D": "个工作日" if working_days else "日", "M": "个月", "Y": "年", "W": "周"}[unit]
        name_en = (
            f"{'working ' if working_days and unit == 'D' else ''}{_UNITS_EN[unit]}{'s' if count > 1 else ''}"
        )
        zh.append(f"{count}{name_zh}之内({duration})")
        en.append(f"within {count} {name_en} ({duration})")
    if date:
        date_zh, date_en = say_date(date)
        zh.append(f"{date_zh}前")
        en.append(f"by {date_en}")
    return ",".join(zh), ", ".join(en)
