"""Any built graph can be asked: two documents coded by the machine, and data sets read document by document."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking import loading
from kg.asking.answering import Asker
from kg.coding.coder import code_documents
from kg.coding.corpus import load_corpus
from kg.graph import build
from kg.store.memory import open_memory

DEVELOPMENT = Path(__file__).parent.parent / "coding" / "development"


@pytest.fixture(scope="module")
def own() -> Asker:
    names = ("county-flood-control", "school-food-safety")
    codings = [
        coding
        for name in names
        for coding in code_documents((DEVELOPMENT / f"{name}.txt").read_bytes(), name)
    ]
    return Asker(open_memory(build(codings).serialize()))


@pytest.mark.parametrize(
    ("question", "answer", "quote"),
    [
        ("县防办设在哪个单位?", "县水利局", "设在县水利局"),
        ("防汛物资由谁储备管理?", "县防指办公室", "防汛抗旱物资的储备和管理"),
        ("谁决定启动应急响应?", "防汛抗旱指挥部", "决定启动、变更和结束应急响应"),
        ("县水利局负责什么?", "县水利局", "水库、堤防"),
        ("What does the county water bureau do?", "县水利局", "水库、堤防"),
        ("食品安全领导小组每学期开几次会?", "两次", "每学期至少召开两次"),
        ("食堂采购谁负责?", "总务处", "食堂食品原料的采购"),
        ("校长多久陪餐一次?", "一次", "每周陪餐不少于一次"),
    ],
)
def test_documents_coded_by_machine_can_be_asked_at_once(
    own: Asker, question: str, answer: str, quote: str
) -> None:
    given = own.answer(question)

    assert given.answered
    assert answer in given.answers[0].text
    assert any(quote in one.quote for one in given.answers[0].evidence)


@pytest.mark.parametrize("question", ["谁监督电梯安全?", "Who repairs the roads?"])
def test_what_they_do_not_speak_of_is_not_answered(own: Asker, question: str) -> None:
    assert own.answer(question).reason == "unknown-matter"


def test_a_place_of_other_documents_is_not_in_these(own: Asker) -> None:
    assert own.answer("连云港市教育局的职责是什么?").reason == "not-in-documents"


def test_reading_by_document_gives_the_same_knowledge(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_memory(build(load_corpus()).serialize())
    whole = loading.load_knowledge(engine)
    monkeypatch.setattr(loading, "AT_ONCE", 1)

    paged = loading.load_knowledge(engine)

    assert {fact.iri: fact for fact in paged.facts} == {fact.iri: fact for fact in whole.facts}
    assert paged.nodes == whole.nodes
    assert set(paged.silences) == set(whole.silences)
