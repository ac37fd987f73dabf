"""A question and its answer, with how it was read, so that the reading can be corrected."""

from __future__ import annotations

from typing import cast

from flask import Response, current_app, jsonify, request

from kg.asking.answer import Answer, to_plain
from kg.asking.answering import Asker
from kg.asking.intents import INTENTS, Intent
from kg.browsing.context import read_context
from server.access import engine
from server.negotiation import HTML, choose
from server.pages.frame import blueprint, interface, page
from server.pages.home import example_questions

__all__: list[str] = []

_ASKER = "dutygraph-asker"
_LONGEST = 500


@blueprint.get("/ask")
def ask() -> Response:
    """Answer a question."""
    question = request.args.get("q", "").strip()[:_LONGEST]
    wanted = request.args.get("intent", "")
    intent: Intent | None = wanted if wanted in INTENTS else None
    matter, body = request.args.get("matter") or None, request.args.get("body") or None
    answer = _asker().answer(question, intent=intent, matter=matter, body=body) if question else None
    if choose(request.headers.get("Accept"), (HTML, "application/json")) == HTML:
        return _page(question, answer)
    response = jsonify(to_plain(answer or _asker().answer(question)))
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
    )


def _asker() -> Asker:
    if _ASKER not in current_app.extensions:
        current_app.extensions[_ASKER] = Asker(engine())
    return cast(Asker, current_app.extensions[_ASKER])
