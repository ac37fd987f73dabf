"""The query editor's page and the results it shows, through the same door as every other query."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from flask import Response, make_response, render_template, request

from kg.browsing.facts import Value, value_of
from kg.browsing.names import PREFIXES
from kg.queries.examples import Example, read_examples
from kg.store.rows import read_rows
from server.access import clients, engine, gateway
from server.exchange import Exchange
from server.pages.finding import search_index
from server.pages.frame import blueprint, interface, page
from server.pages.names import names_of

__all__ = ["Editor", "Outcome", "editor"]

_SHOWN = 500
_ACCEPT = "application/sparql-results+json, text/turtle;q=0.9"


@dataclass(frozen=True)
class Editor:
    """What the editor's page needs besides a query."""

    examples: tuple[Example, ...]
    prefixes: dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What came of a query: rows, a truth value, a graph, or why there is nothing."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    total: int = 0
    boolean: bool | None = None
    graph: str | None = None
    code: str | None = None
    detail: str = ""


def editor() -> Editor:
    """Give the examples and prefixes of the editor."""
    return Editor(read_examples(), PREFIXES)


@blueprint.route("/query", methods=["GET", "POST"])
def query() -> Response:
    """Run a query for a person and show its results."""
    text = request.values.get("query", "")
    outcome = _run(text) if text.strip() else None
    if request.values.get("part") == "results":
        response = make_response(render_template("parts/results.html", outcome=outcome))
        response.status_code = 422 if outcome is None or outcome.code else 200
        return response
    return page("sparql.html", query=text, outcome=outcome)


def _run(text: str) -> Outcome:
    address = request.environ.get("REMOTE_ADDR", "")
    exchange = Exchange(
        method="POST",
        path="/sparql",
        query_string="",
        headers={"content-type": "application/sparql-query", "accept": _ACCEPT},
        body=text.encode("utf-8", "replace"),
        client=clients().client(
            address, request.headers.get("X-Forwarded-For"), request.headers.get("Forwarded")
        ),
    )
    answer = gateway().answer(exchange)
    body = b"".join(answer.chunks())
    if answer.status >= 400:
        problem = msgspec.json.decode(body, type=dict[str, object])
        return Outcome(code=str(problem.get("code", "bad-query")), detail=str(problem.get("detail", "")))
    kind = dict(answer.headers).get("Content-Type", "")
    if not kind.startswith("application/sparql-results+json"):
        return Outcome(graph=body.decode("utf-8", "replace")[:200_000])
    return _results(body)


class _Head(msgspec.Struct):
    vars: list[str] = []


class _Results(msgspec.Struct):
    head: _Head
    boolean: bool | None = None


def _results(body: bytes) -> Outcome:
    about = msgspec.json.decode(body, type=_Results)
    if about.boolean is not None:
        return Outcome(boolean=about.boolean)
    rows = read_rows(body)
    shown = rows[:_SHOWN]
    iris = {term.value for row in shown for term in row.values() if term.kind == "iri"}
    names = names_of(engine(), search_index(), iris)
    cells = tuple(
        tuple(
            names.get(row[name].value, value_of(row[name])) if name in row else None
            for name in about.head.vars
        )
        for row in shown
    )
    return Outcome(tuple(about.head.vars), cells, len(rows))


@blueprint.app_context_processor
def _editor() -> dict[str, object]:
    return {"editor": editor, "editor_language": lambda: interface().language}


@blueprint.get("/examples.ttl")
def examples() -> Response:
    """Hand out the example queries as data."""
    from importlib.resources import files

    return Response(
        files("kg.queries").joinpath("examples.ttl").read_bytes(), content_type="text/turtle; charset=utf-8"
    )
