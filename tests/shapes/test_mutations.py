"""Each thing a drafter gets wrong is caught, by the one rule meant for it; the score is printed."""

from __future__ import annotations

import pytest

from kg.checking.shapes import load_shapes
from tests.shapes.checked import check, clean, codes
from tests.shapes.mutations import MUTATIONS, Mutation


def test_the_clean_coding_gives_no_finding() -> None:
    report = check()

    assert report.findings == ()
    assert report.conforms


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m.code}: {m.name}")
def test_a_mutation_is_caught_by_its_code_alone(mutation: Mutation) -> None:
    report = check(mutation)

    assert codes(report) == {mutation.code}


def test_every_code_has_a_mutation_and_the_score_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    every = {shape.code for shape in load_shapes().all}

    caught = {m for m in MUTATIONS if codes(check(m)) == {m.code}}

    with capsys.disabled():
        print(f"\nmutation score: {len(caught)}/{len(MUTATIONS)} operators, {len(every)} codes")
    assert {m.code for m in caught} == every
    assert len(caught) == len(MUTATIONS) >= 40


@pytest.mark.parametrize("mutation", [m for m in MUTATIONS if clean().silences != m.change(clean()).silences],
                         ids=lambda m: m.code)  # fmt: skip
def test_without_its_silence_a_confirmed_gap_is_not_assessed(mutation: Mutation) -> None:
    from dataclasses import replace

    never_read = replace(
        mutation, change=lambda coding: replace(mutation.change(coding), silences=clean().silences)
    )

    found = codes(check(never_read))

    assert found
    assert all(code.endswith("-not-assessed") for code in found)
