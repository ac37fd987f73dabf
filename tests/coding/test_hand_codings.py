"""The documents coded by hand are sound codings of what their sources say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.accuracy import SEALED, SETS
from kg.coding.files import read_codings

FOLDER = Path(__file__).parent
CODINGS = sorted(
    path for name in ("development", "untuned", "unseen", *SEALED) for path in FOLDER.glob(f"{name}/*.yaml")
)


@pytest.mark.parametrize("path", CODINGS, ids=[path.stem for path in CODINGS])
def test_a_hand_coding_has_its_source_beside_it_and_reads_without_a_problem(path: Path) -> None:
    codings = read_codings(path)

    assert path.with_suffix(".txt").is_file()
    assert all(coding.coder.reviewed for coding in codings)
    # A file of several documents, 第一篇 and 第二篇, names each by itself.
    assert len(codings) > 1 or codings[0].document.id == path.stem


@pytest.mark.parametrize("path", CODINGS, ids=[path.stem for path in CODINGS])
def test_a_hand_coding_names_only_bodies_it_lists_or_names_of_the_text(path: Path) -> None:
    for coding in read_codings(path):
        known = {body.id for body in coding.bodies}

        used = {bearer for duty in coding.duties for bearer in duty.bearers}
        used |= {end for item in coding.memberships for end in (item.member, item.body)}
        used |= {end for item in coding.relations for end in (item.subject, item.object)}

        assert {name for name in used - known if name not in coding.text} == set()


@pytest.mark.parametrize("path", CODINGS, ids=[path.stem for path in CODINGS])
def test_every_quote_of_a_hand_coding_stands_where_it_says(path: Path) -> None:
    for coding in read_codings(path):
        lists = (
            coding.bodies, coding.posts, coding.memberships, coding.relations, coding.duties, coding.procedures,
            coding.citations,
        )  # fmt: skip

        facts = [fact for group in lists for fact in group]

        assert [fact for fact in facts if coding.text[fact.start : fact.end] != fact.quote] == []


def test_the_unseen_documents_differ_from_those_rules_are_tuned_on() -> None:
    titles = {path.parent.name: set() for path in CODINGS}
    for path in CODINGS:
        titles[path.parent.name] |= {coding.document.title for coding in read_codings(path)}

    assert len(titles["unseen"]) >= 6
    assert titles["unseen"] & titles["development"] == set()


def test_a_sealed_set_differs_from_all_others_and_is_measured() -> None:
    for name in SEALED:
        sealed = {path for path in CODINGS if path.parent.name == name}
        titles = {coding.document.title for path in sealed for coding in read_codings(path)}
        others = {coding.document.title for path in set(CODINGS) - sealed for coding in read_codings(path)}
        assert len(titles) >= 7
        assert titles & others == set()
    assert set(SEALED) <= set(SETS)
