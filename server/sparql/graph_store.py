"""SPARQL 1.1 Graph Store HTTP Protocol, the read side: https://www.w3.org/TR/sparql11-http-rdf-update/."""

from __future__ import annotations

import re
from urllib.parse import quote

from werkzeug.exceptions import BadRequest, NotFound

from kg.store.engine import Engine
from server.exchange import Exchange
from server.sparql.protocol import read_pairs

__all__ = ["as_query", "asked_graph"]

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")
WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def asked_graph(exchange: Exchange, engine: Engine) -> str | None:
    """Tell which graph a request names; None is the default graph."""
    pairs = read_pairs(exchange.query_string, "the URL's query string")
    graphs = [value for key, value in pairs if key == "graph"]
    defaults = [key for key, _ in pairs if key == "default"]
    if len(graphs) + len(defaults) != 1:
        raise BadRequest("name one graph: ?graph=IRI, or ?default for all of them together")
    if defaults:
        return None
    if not _ABSOLUTE.match(graphs[0]):
        raise BadRequest(f"graph={graphs[0]} is no absolute IRI")
    if graphs[0] not in engine.graphs():
        raise NotFound(f"there is no graph {graphs[0]}; /sparql without a query lists them")
    return graphs[0]


def as_query(exchange: Exchange, graph: str | None) -> Exchange:
    """Write reading a graph as the query that gives it."""
    dataset = f"&default-graph-uri={quote(graph, safe='')}" if graph else ""
    return Exchange(
        method=exchange.method,
        path=exchange.path,
        query_string=f"query={quote(WHOLE, safe='')}{dataset}",
        headers=exchange.headers,
        client=exchange.client,
        origin=exchange.origin,
    )
