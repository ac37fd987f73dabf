"""The example queries run as they stand and give something."""

from __future__ import annotations

import pytest

from kg.coding.corpus import load_corpus
from kg.graph import build
from kg.queries.examples import Example, read_examples
from kg.store.engine import Engine, Query
from kg.store.formats import format_named
from kg.store.memory import open_memory
from kg.store.query_text import read_query


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_memory(build(load_corpus()).serialize())


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.id)
def test_an_example_gives_something(engine: Engine, example: Example) -> None:
    form = format_named("csv" if read_query(example.query).kind == "results" else "ntriples")

    lines = engine.evaluate(Query(text=example.query, format=form)).read().splitlines()

    assert len(lines) > 1


def test_examples_are_named_in_both_languages() -> None:
    assert all(example.zh and example.en and example.zh != example.en for example in read_examples())
