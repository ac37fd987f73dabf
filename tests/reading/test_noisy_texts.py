"""Small texts, each with one kind of damage or one way of numbering, against what a careful reader expects."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kg.reading import Document, apply_repairs, read_documents
from tests.reading.shown import show_losses, show_repairs, show_tree

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.yaml"))


@pytest.fixture(params=TEXTS, ids=[path.stem for path in TEXTS])
def case(request: pytest.FixtureRequest) -> tuple[dict[str, list[str]], Document]:
    expected = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    (document,) = read_documents(expected["source"].encode(), origin=request.param.name)
    return expected, document


def test_the_tree_is_the_expected_one(case: tuple[dict[str, list[str]], Document]) -> None:
    expected, document = case

    assert show_tree(document) == expected["tree"]


def test_the_repairs_are_the_expected_ones(case: tuple[dict[str, list[str]], Document]) -> None:
    expected, document = case

    assert show_repairs(document) == expected.get("repairs", [])


def test_the_losses_are_the_expected_ones(case: tuple[dict[str, list[str]], Document]) -> None:
    expected, document = case

    assert show_losses(document) == expected.get("losses", [])


def test_the_repairs_give_the_text(case: tuple[dict[str, list[str]], Document]) -> None:
    _, document = case

    assert apply_repairs(document.source, document.repairs) == document.text
