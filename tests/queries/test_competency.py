"""Every competency question gives the answers read by hand in the five documents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from kg.coding.corpus import load_corpus
from kg.graph import BASE_IRI, ONTOLOGY_IRI, build
from kg.queries import read_query
from kg.store.engine import Engine
from kg.store.memory import open_memory
from kg.store.terms import Row, iri

HERE = Path(__file__).parent
ROOT = Path(__file__).resolve().parents[2]
QUERIES = ROOT / "kg" / "queries"


class Case(TypedDict):
    """One question and its answers."""

    question: str
    query: str
    given: dict[str, str]
    has: list[dict[str, str]]
    only: dict[str, list[str]]


CASES: list[Case] = yaml.safe_load((HERE / "answers.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_memory(build(load_corpus()).serialize())


def full(value: str) -> str:
    if value.startswith("dg:"):
        return ONTOLOGY_IRI + value.removeprefix("dg:")
    return value if value.startswith("http") else BASE_IRI + value


def answers(engine: Engine, case: Case) -> list[Row]:
    given = {name: iri(full(value)) for name, value in case["given"].items()}
    found = engine.select(read_query(case["query"]), given)
    return [{**given, **row} for row in found]


def is_met(wanted: dict[str, str], row: Row) -> bool:
    return all(name in row and part.removeprefix("dg:") in row[name].value for name, part in wanted.items())


@pytest.mark.parametrize("case", CASES, ids=[f"{case['query']}: {case['question']}" for case in CASES])
def test_a_question_finds_what_a_reader_finds(case: Case, engine: Engine) -> None:
    found = answers(engine, case)

    missing = [wanted for wanted in case["has"] if not any(is_met(wanted, row) for row in found)]
    assert missing == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if "only" in case], ids=lambda case: case["question"]
)
def test_a_question_finds_nothing_else(case: Case, engine: Engine) -> None:
    found = answers(engine, case)

    for name, allowed in case["only"].items():
        assert {row[name].value for row in found} <= {full(value) for value in allowed}


COMPETENCY = sorted(path for path in QUERIES.glob("*.rq") if path.stem.startswith(("find-", "compare-")))


@pytest.mark.parametrize("query", COMPETENCY, ids=lambda path: path.stem)
def test_every_competency_question_has_an_answer_read_by_hand(query: Path) -> None:
    assert query.stem in {case["query"] for case in CASES}


@pytest.mark.parametrize("query", COMPETENCY, ids=lambda path: path.stem)
def test_every_competency_question_opens_in_both_languages_and_names_what_is_given(query: Path) -> None:
    english, chinese, given = query.read_text(encoding="utf-8").splitlines()[:3]

    assert english.startswith("# ")
    assert english.endswith("?")
    assert chinese.endswith("?")
    assert given.startswith("# Given, where wanted: ?")


@pytest.mark.parametrize("query", COMPETENCY, ids=lambda path: path.stem)
def test_no_competency_question_joins_values_or_negates_several_patterns(query: Path) -> None:
    text = query.read_text(encoding="utf-8")

    assert "VALUES" not in text
    assert "NOT EXISTS" not in text


@pytest.mark.parametrize("query", COMPETENCY, ids=lambda path: path.stem)
def test_what_may_be_given_is_selected_as_the_engine_asks(query: Path) -> None:
    text = query.read_text(encoding="utf-8")
    given = set(re.findall(r"\?\w+", text.splitlines()[2]))

    assert given <= set(re.findall(r"\?\w+", text[text.index("SELECT") : text.index("WHERE")]))


def test_the_documentation_lists_every_competency_question_as_it_opens() -> None:
    told = (ROOT / "docs/competency-questions.md").read_text(encoding="utf-8")

    opened = {path.stem: path.read_text(encoding="utf-8").splitlines()[:2] for path in COMPETENCY}
    assert [
        name
        for name, (english, chinese) in opened.items()
        if f"| `{name}` | {english[2:]} | {chinese[2:]} |" not in told
    ] == []
