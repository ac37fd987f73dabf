"""No page asks the store more than a handful of questions, however much it shows; the figures are those of a first visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from kg.coding.corpus import load_corpus
from kg.graph import build
from kg.store.engine import Engine, Query, Result
from kg.store.memory import open_memory
from kg.store.terms import Row, Term
from server.application import create_application
from server.settings import Settings
from tests.pages.kinds import PAGES

# A comparison asks twice about each document side by side, of which there are five, and once which there are; an answer reads each of its
# sentences' documents; a page of a body puts together members, posts, relations, duties, procedures, findings, peers.
MOST = {"/compare": 11, "/ask": 10, "/id/body/": 12}
HANDFUL = 7


class CountingEngine:
    """Hands everything on to an engine, and counts what it is asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.asked = 0

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        self.asked += 1
        return self._engine.select(query, bindings)

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        self.asked += 1
        return self._engine.ask(query, bindings)

    def evaluate(self, query: Query) -> Result:
        self.asked += 1
        return self._engine.evaluate(query)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


@pytest.fixture(scope="module")
def data() -> bytes:
    return build(load_corpus()).serialize()


@pytest.fixture(scope="module")
def visited(data: bytes) -> tuple[CountingEngine, FlaskClient]:
    """Serve the five documents with what every page shares – vocabulary, overview, index, report – made already."""
    engine = CountingEngine(open_memory(data, version="counted"))
    client = create_application(Settings(), cast(Engine, engine)).test_client()
    for shared in ("/", "/search?q=x", "/ask?q=x", "/validation", "/ontology", "/.well-known/void"):
        client.get(shared, headers={"Accept": "text/html"})
    return engine, client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_a_handful_of_questions(visited: tuple[CountingEngine, FlaskClient], path: str) -> None:
    engine, client = visited
    before = engine.asked

    client.get(path, headers={"Accept": "text/html"})

    most = next((count for start, count in MOST.items() if path.startswith(start)), HANDFUL)
    assert engine.asked - before <= most


def test_a_second_visit_asks_nothing(visited: tuple[CountingEngine, FlaskClient]) -> None:
    engine, client = visited
    asking_again = {}
    for path in PAGES:
        client.get(path, headers={"Accept": "text/html"})
        before = engine.asked
        client.get(path, headers={"Accept": "text/html"})
        asking_again[path] = engine.asked - before

    assert {path: asked for path, asked in asking_again.items() if asked} == {}
