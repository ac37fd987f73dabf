"""Frequencies and deadlines in words; nothing unspecified becomes a number."""

from __future__ import annotations

import pytest

from kg.browsing.amounts import deadline_in_words, duration_in_words, frequency_in_words
from kg.browsing.facts import Facts, Value


def facts(**values: str) -> Facts:
    return Facts("urn:x", {f"dg:{name}": (Value(text),) for name, text in values.items()})


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (facts(minimum="1", maximum="1", period="P1Y"), "每年1次", "once a year"),
        (facts(minimum="1.0", maximum="2.0", period="P1Y"), "每年1至2次", "1 to 2 times a year"),
        (facts(minimum="2", period="P1Y"), "每年至少2次", "at least twice a year"),
        (facts(maximum="4", period="P3M"), "每季度至多4次", "at most 4 times a quarter"),
        (facts(minimum="1", maximum="1", period="P2M"), "每2个月1次", "once every 2 months"),
        (facts(unspecified="true"), "未写明次数", "how often is not said"),
        (facts(period="P1Y"), "未写明次数", "how often is not said"),
    ],
)
def test_a_frequency_is_said_in_both_languages(given: Facts, zh: str, en: str) -> None:
    assert (frequency_in_words(given, "zh"), frequency_in_words(given, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (facts(duration="P15D"), "15日内", "within 15 days"),
        (facts(duration="P1D"), "1日内", "within 1 day"),
        (facts(duration="P10D", workingDays="true"), "10个工作日内", "within 10 working days"),
        (facts(date="--12-31"), "12-31", "12-31"),
        (facts(unspecified="true"), "未写明期限", "no time is set"),
    ],
)
def test_a_deadline_is_said_in_both_languages(given: Facts, zh: str, en: str) -> None:
    assert (deadline_in_words(given, "zh"), deadline_in_words(given, "en")) == (zh, en)


def test_a_duration_that_is_none_is_left_as_it_is() -> None:
    assert duration_in_words("soon", "zh") == "soon"
    assert duration_in_words("PT", "en") == "PT"
