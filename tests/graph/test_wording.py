"""How frequencies and deadlines are said."""

from __future__ import annotations

import doctest

import pytest

from kg.coding.model import Deadline, Frequency
from kg.graph import names, wording
from kg.graph.wording import describe_deadline, describe_frequency


@pytest.mark.parametrize(
    ("frequency", "said"),
    [
        (Frequency(min=1, max=1, period="P1Y"), ("每年1次", "once a year")),
        (Frequency(min=2, period="P1Y"), ("每年至少2次", "at least twice a year")),
        (Frequency(max=3, period="P1M"), ("每月至多3次", "at most 3 times a month")),
        (Frequency(min=1, max=2, period="P3M"), ("每季度1至2次", "1 to 2 times a quarter")),
        (Frequency(min=1, max=1, period="P2Y"), ("每2年1次", "once every 2 years")),
        (Frequency(unspecified=True), ("次数未定", "how often is not specified")),
    ],
)
def test_a_frequency_is_said_in_both_languages(frequency: Frequency, said: tuple[str, str]) -> None:
    assert describe_frequency(frequency) == said


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (Deadline(duration="P15D"), ("15天内", "within 15 days")),
        (Deadline(duration="P1D", working_days=True), ("1个工作日内", "within 1 working day")),
        (Deadline(duration="PT2H"), ("2小时内", "within 2 hours")),
        (Deadline(date="2008-12-31"), ("2008-12-31前", "by 2008-12-31")),
        (Deadline(unspecified=True), ("期限未定", "the time allowed is not specified")),
    ],
)
def test_a_deadline_is_said_in_both_languages(deadline: Deadline, said: tuple[str, str]) -> None:
    assert describe_deadline(deadline) == said


@pytest.mark.parametrize("module", [names, wording])
def test_the_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
