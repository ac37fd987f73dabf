"""The machine coder stays as accurate as it has been (``bench/accuracy.py`` prints the whole table)."""

from __future__ import annotations

from statistics import mean

import pytest

from bench.accuracy import ROOT, Score, code_text, measure_set
from kg.coding.files import read_codings

# Mean F1 over the documents of a set; raised as the coder improves, never lowered without a reason in the commit.
FLOORS = {
    ("reviewed", "duties"): 0.92,
    ("reviewed", "posts"): 0.95,
    ("reviewed", "memberships"): 0.95,
    ("reviewed", "offices"): 0.95,
    ("reviewed", "procedures"): 0.95,
    ("reviewed", "citations"): 0.95,
    ("development", "duties"): 0.92,
    ("development", "posts"): 0.96,
    ("development", "memberships"): 0.98,
    ("development", "offices"): 0.94,
    ("development", "procedures"): 0.97,
    ("development", "citations"): 0.98,
    ("untuned", "duties"): 0.95,
    ("untuned", "posts"): 0.93,
    ("untuned", "memberships"): 0.94,
    ("untuned", "offices"): 0.98,
    ("untuned", "procedures"): 0.87,
    ("untuned", "citations"): 0.96,
    ("unseen", "duties"): 0.86,
    ("unseen", "posts"): 0.90,
    ("unseen", "memberships"): 0.88,
    ("unseen", "offices"): 0.91,
    ("unseen", "relations"): 0.78,
    ("unseen", "procedures"): 0.86,
    ("unseen", "citations"): 0.91,
}


# F1 of the duties of each of the five documents.
FLOOR_OF_EACH = 0.85


@pytest.fixture(scope="module")
def scores() -> dict[str, list[Score]]:
    return {name: list(measure_set(name)) for name in ("reviewed", "development", "untuned", "unseen")}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "component"), FLOORS, ids=lambda value: str(value))
def test_a_component_stays_above_its_floor(scores: dict[str, list[Score]], name: str, component: str) -> None:
    figures = [score.f1[component] for score in scores[name] if score.f1]

    assert mean(figure for figure in figures if figure is not None) >= FLOORS[name, component]


@pytest.mark.slow
def test_no_reviewed_document_falls_behind(scores: dict[str, list[Score]]) -> None:
    behind = {each.document: each.f1["duties"] for each in scores["reviewed"]}

    assert {name: figure for name, figure in behind.items() if (figure or 0) < FLOOR_OF_EACH} == {}


@pytest.mark.slow
def test_a_text_not_of_the_genre_gives_nothing(scores: dict[str, list[Score]]) -> None:
    invented = {
        score.document: score.invented
        for name in ("development", "untuned")
        for score in scores[name]
        if score.invented is not None
    }

    assert invented == {
        "company-advertisement": 0,
        "conference-news": 0,
        "recipe": 0,
        "community-notice-news": 0,
        "safety-consulting-advertisement": 0,
        "river-keeper-interview": 0,
    }


# Of a hundred conditions coded by hand, in duties that the machine finds word for word.
CONDITIONS = 0.7


@pytest.mark.slow
def test_in_which_case_a_duty_holds_is_read_as_by_hand() -> None:
    same, by_hand = 0, 0
    for name in ("development", "untuned", "unseen"):
        for path in sorted((ROOT / "tests" / "coding" / name).glob("*.yaml")):
            for gold, coding in zip(
                read_codings(path), code_text(path.with_suffix(".txt").read_bytes()), strict=False
            ):
                read = {duty.quote: duty.condition for duty in coding.duties}
                given = [duty for duty in gold.duties if duty.condition and duty.quote in read]
                by_hand += len(given)
                same += sum(_bare(duty.condition) == _bare(read[duty.quote]) for duty in given)

    assert by_hand > 80
    assert same / by_hand >= CONDITIONS


def _bare(condition: str | None) -> str:
    return (condition or "").rstrip("的后时")
