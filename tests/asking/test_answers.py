"""Answers against answers read by hand: the examples, our own tuned questions, and those kept out of tuning."""

from __future__ import annotations

import pytest

from kg.asking.answering import Asker
from tests.asking.judge import Question, load_questions, verdict

EXAMPLES = load_questions("examples.json")
TUNED = load_questions("tuned.yaml")
UNTUNED = load_questions("untuned.yaml")
BLIND = load_questions("blind.yaml")
BLIND_UNTUNED = load_questions("blind-untuned.yaml")
FRESH = load_questions("fresh.yaml")
FRESH_UNTUNED = load_questions("fresh-untuned.yaml")
MORE_FRESH = load_questions("fresh-more.yaml")
MACHINE = load_questions("machine.yaml")
MACHINE_UNTUNED = load_questions("machine-untuned.yaml")
MORE_MACHINE = load_questions("machine-more.yaml")
LAST_MACHINE = load_questions("machine-last.yaml")


def wrong_ones(asker: Asker, questions: list[Question]) -> list[str]:
    verdicts = [(question, verdict(asker.answer(question.question), question)) for question in questions]
    return [f"{question.id} {question.question}: {said}" for question, said in verdicts if said != "right"]


@pytest.mark.parametrize(
    ("questions", "share"),
    [
        (EXAMPLES, 28 / 30),
        (TUNED, 0.95),
        (UNTUNED, 0.85),
        (BLIND, 0.95),
        (BLIND_UNTUNED, 0.85),
        (FRESH, 0.95),
        (FRESH_UNTUNED, 0.75),
        (MORE_FRESH, 0.95),
    ],
    ids=["examples", "tuned", "untuned", "blind", "blind-untuned", "fresh", "fresh-untuned", "fresh-more"],
)
def test_enough_questions_are_answered_right_with_evidence(
    asker: Asker, questions: list[Question], share: float
) -> None:
    wrong = wrong_ones(asker, questions)

    assert 1 - len(wrong) / len(questions) >= share, "\n".join(wrong)


def test_enough_questions_on_more_documents_coded_by_machine_are_answered_right(
    more_machine_asker: Asker,
) -> None:
    wrong = wrong_ones(more_machine_asker, MORE_MACHINE)

    assert 1 - len(wrong) / len(MORE_MACHINE) >= 0.95, "\n".join(wrong)


def test_enough_questions_on_damaged_and_traditional_documents_are_answered_right(
    last_machine_asker: Asker,
) -> None:
    wrong = wrong_ones(last_machine_asker, LAST_MACHINE)

    assert 1 - len(wrong) / len(LAST_MACHINE) >= 0.85, "\n".join(wrong)


@pytest.mark.parametrize(
    ("questions", "share"), [(MACHINE, 0.95), (MACHINE_UNTUNED, 0.8)], ids=["machine", "machine-untuned"]
)
def test_enough_questions_on_documents_coded_by_machine_are_answered_right(
    machine_asker: Asker, questions: list[Question], share: float
) -> None:
    wrong = wrong_ones(machine_asker, questions)

    assert 1 - len(wrong) / len(questions) >= share, "\n".join(wrong)


@pytest.mark.parametrize("question", [q for q in MACHINE if q.kind == "unanswerable"], ids=lambda q: q.id)
def test_what_documents_coded_by_machine_do_not_say_is_not_answered(
    machine_asker: Asker, question: Question
) -> None:
    assert not machine_asker.answer(question.question).answered


@pytest.mark.parametrize(
    "question",
    [q for q in [*EXAMPLES, *TUNED, *UNTUNED, *FRESH, *MORE_FRESH] if q.kind == "unanswerable"],
    ids=lambda q: q.id,
)
def test_what_cannot_be_answered_is_not_answered(asker: Asker, question: Question) -> None:
    answer = asker.answer(question.question)

    assert not answer.answered
    assert answer.message


def test_the_questions_are_of_the_asked_spread() -> None:
    own = [*TUNED, *UNTUNED]
    languages = {question.id.split("-")[1] for question in own}
    documents = {document for question in own for document in question.documents}

    assert languages == {"zh", "en"}
    assert documents == {"lianyungang", "shunyi", "national", "yimin", "zongyang"}
    assert {question.reason for question in own if question.reason} == {
        "heading-lost",
        "silent",
        "not-in-documents",
        "unknown-matter",
        "not-understood",
    }
    assert len(own) >= 120
    assert len(UNTUNED) >= len(own) / 3
