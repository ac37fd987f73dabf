"""Chinese and Arabic numerals as the genre writes them: 两, 十五, 二十, 半, 三分之二, 80%."""

from __future__ import annotations

import re

__all__ = ["NUMERAL", "parse_number"]

NUMERAL = r"(?:\d{1,6}(?:\.\d{1,3})?|[〇零一二两三四五六七八九十百半几数壹贰叁肆伍陆柒捌玖拾]{1,8})"

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")


def parse_number(numeral: str) -> float | None:
    """Read a numeral; None when it is vague (几, 数) or no number at all.

    >>> parse_number("二十五"), parse_number("半"), parse_number("三分之二"), parse_number("80%")
    (25.0, 0.5, 0.6666666666666666, 80.0)
    """
    numeral = numeral.strip().translate(_FORMAL)
    if fraction := re.fullmatch(r"(.{1,5})分之(.{1,5})", numeral):
        below, above = parse_number(fraction.group(1)), parse_number(fraction.group(2))
        return above / below if above is not None and below else None
    if re.fullmatch(r"\d+(?:\.\d+)?%?", numeral):
        return float(numeral.rstrip("%"))
    if numeral == "半":
        return 0.5
    return _chinese(numeral)


def _chinese(numeral: str) -> float | None:
    if not numeral or any(c not in _DIGITS and c not in "十百" for c in numeral):
        return None
    if all(c in _DIGITS for c in numeral):
        return float("".join(str(_DIGITS[c]) for c in numeral))
    total, digit = 0, -1
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += (1 if digit < 0 else digit) * (10 if c == "十" else 100)
            digit = -1
    return float(total + max(digit, 0))
