"""The routes of the SPARQL service in the Flask application."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.browsing.counts import count_dataset
from kg.browsing.vocabulary import term_names
from kg.exporting.whole import EXPORT_FORMATS
from server.access import clients, engine, gateway, settings
from server.exchange import Answer, Exchange
from server.headers import COMMON, PREFLIGHT
from server.negotiation import wants_html
from server.pages.frame import page
from server.sparql.conditional import conditional
from server.sparql.description import describe_dataset
from server.sparql.graph_store import as_query, asked_graph

blueprint = Blueprint("sparql", __name__)

READ = "GET, HEAD, OPTIONS"
EVERY = ["GET", "HEAD", "POST", "QUERY", "OPTIONS", "PUT", "DELETE", "PATCH"]


@blueprint.route("/sparql", methods=EVERY, provide_automatic_options=False)
def sparql() -> Response:
    """Answer a query, describe the service, or show the query editor."""
    exchange = read_exchange()
    if (
        exchange.method in ("GET", "HEAD")
        and not request.args.keys() - {"lang"}
        and wants_html(exchange.header("accept"))
    ):
        return page("sparql.html")
    return respond(gateway().answer(exchange))


@blueprint.route("/graph-store", methods=READ.split(", "), provide_automatic_options=False)
def graph_store() -> Response:
    """Give a whole named graph, or all of them together."""
    exchange = read_exchange()
    if exchange.method == "OPTIONS":
        return respond(
            Answer(
                status=204,
                headers=(("Allow", READ), ("Access-Control-Allow-Methods", READ), *PREFLIGHT[1:], *COMMON),
            )
        )
    return respond(gateway().answer(as_query(exchange, asked_graph(exchange, engine()))))


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Describe the data set: to people on a page, to programs as RDF."""
    exchange = read_exchange()
    if not wants_html(exchange.header("accept")):
        return respond(conditional(exchange, describe_dataset(exchange, engine(), settings().base_iri)))
    return page(
        "dataset.html",
        counts=count_dataset(engine()),
        names=term_names(engine()),
        formats=EXPORT_FORMATS,
        origin=exchange.origin,
    )


def read_exchange() -> Exchange:
    """Read the request as a plain value."""
    address = request.environ.get("REMOTE_ADDR", "")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Exchange(
        method=request.method,
        path=request.path,
        query_string=request.environ.get("QUERY_STRING", ""),
        headers=headers,
        body=request.get_data(cache=False, parse_form_data=False),
        client=clients().client(address, headers.get("x-forwarded-for"), headers.get("forwarded")),
        origin=clients().origin(address, request.scheme, headers.get),
    )


def respond(answer: Answer) -> Response:
    """Turn an answer into Flask's response."""
    response = Response(answer.chunks(), answer.status)
    response.headers.clear()
    response.headers.extend(answer.headers)
    return response
