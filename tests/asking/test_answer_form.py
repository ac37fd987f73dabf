"""The form of an answer: contract keys, evidence in the text, a query that runs, and no way to harm it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.asking.answer import to_plain
from kg.asking.answering import Asker
from kg.coding.corpus import load_corpus

TEXTS = {coding.document.id: coding.text for coding in load_corpus()}
QUESTIONS = [
    match[1]
    for path in sorted((Path(__file__).parent / "questions").glob("*.yaml"))
    for match in re.finditer(r'question: "([^"]+)"', path.read_text("utf-8"))
]
MIXED_QUESTIONS = st.lists(
    st.sampled_from(sorted({p for each in QUESTIONS for p in re.findall(r"[一-鿿]{1,4}|\w+|\W", each)})),
    min_size=3,
    max_size=30,
).map("".join)
INTENTS = [
    "连云港哪个局把校务公开纳入考核?",
    "全国协调小组会议多久开一次?",
    "益民乡厂务公开领导小组的成员单位有哪些?",
    "顺义职工满意率多少算良好?",
    "Which laws does the school youth league have to publicise?",
    "比较连云港和全国的会议议题由谁确定?",
]


@pytest.mark.parametrize("question", INTENTS)
def test_an_answer_has_the_keys_of_the_contract(asker: Asker, question: str) -> None:
    plain = to_plain(asker.answer(question))

    assert {"question", "language", "intent", "answered", "message", "answers", "query"} <= plain.keys()
    for item in plain["answers"]:  # type: ignore[attr-defined]
        assert {"text", "text_zh", "text_en", "iri", "document", "score", "evidence"} <= item.keys()


@pytest.mark.parametrize("question", INTENTS)
def test_every_quote_is_the_text_at_its_offsets(asker: Asker, question: str) -> None:
    evidence = [one for item in asker.answer(question).answers for one in item.evidence]

    assert evidence
    for one in evidence:
        assert TEXTS[one.document][one.start : one.end] == one.quote


@pytest.mark.parametrize("question", INTENTS)
def test_the_query_of_an_answer_gives_its_facts_again(asker: Asker, question: str) -> None:
    answer = asker.answer(question)
    engine = asker._engine  # noqa: SLF001 - the store behind the asker is what the query is pasted into

    # One query a kind of fact, one after the other; each begins with the same prefix.
    queries = ["PREFIX dg:" + part for part in answer.query.split("PREFIX dg:")[1:]]
    found = {row["fact"].value for query in queries for row in engine.select(query)}

    assert queries
    assert found == {item.iri for item in answer.answers}


@pytest.mark.parametrize(
    "attack",
    [
        '谁监督"} ; DROP ALL #',
        "who supervises <http://evil.example/> } UNION { ?s ?p ?o",
        "谁负责' || ?x || '{{{",
        "who { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } supervises",
        "谁监督 # comment\n厂务公开",
        '谁负责 \\u003e \\ """ 工资',
    ],
)
def test_nothing_in_a_question_reaches_the_query_text(asker: Asker, attack: str) -> None:
    query = asker.answer(attack).query

    assert "DROP" not in query
    assert "evil" not in query
    assert "SERVICE" not in query
    assert "comment\n厂务公开" not in query


LONG_STRINGS = st.lists(st.text(min_size=1, max_size=100), max_size=100).map("".join)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(LONG_STRINGS)
def test_any_string_of_up_to_ten_thousand_characters_gives_an_answer_or_a_reason(
    asker: Asker, text: str
) -> None:
    answer = asker.answer(text)

    assert answer.answered or answer.reason
    assert answer.message


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_any_string_gives_an_answer_or_a_reason(asker: Asker, text: str) -> None:
    answer = asker.answer(text)

    assert answer.answered != bool(answer.reason)
    assert answer.message


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(MIXED_QUESTIONS)
@example("够件信息谁依法工切")
def test_pieces_of_questions_in_any_order_give_an_answer_or_a_reason(asker: Asker, text: str) -> None:
    answer = asker.answer(text)

    assert answer.answered != bool(answer.reason)
    assert answer.message


@pytest.mark.parametrize(
    "text", ["", " ", "?", "谁" * 10_000, "who " * 2_500, "\x00\ud800谁", "《》" * 5_000, "a" * 10_000]
)
def test_odd_and_very_long_strings_give_a_reason(asker: Asker, text: str) -> None:
    answer = asker.answer(text)

    assert answer.answered or answer.reason
