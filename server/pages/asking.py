"""A question and its answer, with how it was read, so that the reading can be corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Response, jsonify, request

from kg.asking.answer import Answer, Evidence, to_plain
from kg.asking.answering import Asker
from kg.asking.intents import INTENTS, Intent
from kg.browsing.context import read_context
from kg.browsing.memory import remembered
from kg.store.engine import Engine
from server.access import engine
from server.negotiation import HTML, choose
from server.pages.frame import blueprint, interface, page
from server.pages.home import example_questions

__all__ = ["prepare_asking"]

_LONGEST = 500
_ISO = re.compile(r" ?\((?:P[\dYMWDTHS.]+|-{0,2}\d\d(?:\d\d)?-\d\d(?:-\d\d)?)\)")


@blueprint.get("/ask")
def ask() -> Response:
    """Answer a question."""
    question = request.args.get("q", "").strip()[:_LONGEST]
    wanted = request.args.get("intent", "")
    intent: Intent | None = wanted if wanted in INTENTS else None
    matter, body = request.args.get("matter") or None, request.args.get("body") or None
    answer = _answer(engine(), question, intent, matter, body) if question else None
    if choose(request.headers.get("Accept"), (HTML, "application/json")) == HTML:
        return _page(question, answer)
    response = jsonify(to_plain(answer or _answer(engine(), question, None, None, None)))
    response.headers.add("Vary", "Accept")
    return response


def _page(question: str, answer: Answer | None) -> Response:
    return page(
        "ask.html",
        question=question,
        answer=answer,
        intents=INTENTS,
        questions=example_questions()[interface().language],
        context=lambda evidence: read_context(engine(), evidence.document, evidence.start, evidence.end),
        distinct=_distinct,
        plain_words=_plain_words,
    )


def _plain_words(text: str) -> str:
    """Leave out the ISO 8601 form of a period or date, which stands behind its words for programs."""
    return _ISO.sub("", text)


def _distinct(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Leave out what stands inside another sentence that is shown."""

    def is_inside(one: Evidence, other: Evidence) -> bool:
        return one.document == other.document and other.start <= one.start and one.end <= other.end

    spans = {(each.document, each.start, each.end): each for each in reversed(evidence)}
    whole = [
        each
        for each in spans.values()
        if not any(is_inside(each, other) for other in spans.values() if other != each)
    ]
    return list(reversed(whole))


def prepare_asking(engine: Engine) -> None:
    """Read what asking must know of the data."""
    _asker(engine).prepare()


@remembered
def _asker(engine: Engine) -> Asker:
    return Asker(engine)


@remembered
def _answer(
    engine: Engine, question: str, intent: Intent | None, matter: str | None, body: str | None
) -> Answer:
    return _asker(engine).answer(question, intent=intent, matter=matter, body=body)
