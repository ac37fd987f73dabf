"""SPARQL 1.1 Graph Store HTTP Protocol, the read side, clause by clause: https://www.w3.org/TR/sparql11-http-rdf-update/."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.server.checks import (
    GRAPH,
    MUST,
    OURS,
    RDF,
    SHOULD,
    Check,
    empty,
    has,
    holds,
    lacks,
    lists,
    media,
    problem,
    send,
    status,
)
from tests.server.service import Service
from tests.server.wire import exchange

NATIONAL = "/graph-store?graph=" + quote(GRAPH + "national", safe="")
DIRECT = "/id/graph/national"
DOCUMENT = "<https://w3id.org/dutygraph/id/document/national> a dg:PolicyDocument"
OTHER = "<https://w3id.org/dutygraph/id/document/yimin> a dg:PolicyDocument"
WRITES = ("PUT", "POST", "DELETE", "PATCH")
TYPED = {"Content_Type": "text/turtle"}

CLAUSES = [
    Check("GSP 4.2", MUST, "?graph= names a graph", send("GET", NATIONAL), (status(200), holds(DOCUMENT), holds(f"FILTER NOT EXISTS {{ {OTHER} }}"))),
    Check("GSP 4.2", MUST, "its IRI may be written without escapes", send("GET", f"/graph-store?graph={GRAPH}national"), (status(200), holds(DOCUMENT))),
    Check("GSP 4.2", MUST, "?default names the default graph", send("GET", "/graph-store?default"), (status(200), holds(DOCUMENT), holds(OTHER))),
    Check("GSP 4.2", OURS, "?default= is the same", send("GET", "/graph-store?default="), (status(200), holds(OTHER))),
    Check("GSP 4.1", MUST, "a graph's own IRI identifies it directly", send("GET", DIRECT, Accept="text/turtle"), (status(200), holds(DOCUMENT), holds(f"FILTER NOT EXISTS {{ {OTHER} }}"))),
    Check("GSP 4.1", MUST, "a direct graph that is not there is 404", send("GET", "/id/graph/nowhere", Accept="text/turtle"), (problem(404, says="nowhere"),)),
    Check("GSP 4.1", MUST, "so for HEAD", send("HEAD", "/id/graph/nowhere", Accept="text/turtle"), (status(404), empty())),
    Check("GSP 4.2", MUST, "a relative IRI is refused", send("GET", "/graph-store?graph=national"), (problem(400, says="absolute"),)),
    Check("GSP 4.2", MUST, "no graph is named", send("GET", "/graph-store"), (problem(400, says="graph"),)),
    Check("GSP 4.2", MUST, "an empty name is refused", send("GET", "/graph-store?graph="), (problem(400),)),
    Check("GSP 4.2", MUST, "two graphs at once", send("GET", f"{NATIONAL}&graph={quote(GRAPH + 'yimin', safe='')}"), (problem(400),)),
    Check("GSP 4.2", MUST, "a graph and the default graph at once", send("GET", f"{NATIONAL}&default"), (problem(400),)),
    Check("GSP 4.2", OURS, "other parameters mean nothing", send("GET", f"{NATIONAL}&x=1"), (status(200),)),
    Check("RFC 3986 2.1", OURS, "a name that is not UTF-8", send("GET", "/graph-store?graph=http://a/%ff"), (problem(400, says="UTF-8"),)),
    Check("RFC 3986 2.1", OURS, "half an escape", send("GET", "/graph-store?graph=http://a/%2"), (problem(400, says="%"),)),
    Check("GSP 5.2", MUST, "a graph that is not there is 404", send("GET", "/graph-store?graph=http://a/"), (problem(404, says="http://a/"),)),
    Check("GSP 5.2", MUST, "a graph has a type asked for", send("GET", NATIONAL, Accept="application/rdf+xml"), (media("application/rdf+xml"), holds(DOCUMENT))),
    Check("GSP 5.2", SHOULD, "without a wish it is Turtle", send("GET", NATIONAL), (media("text/turtle"),)),
    Check("GSP 5.2", SHOULD, "a type that holds no graph is 406", send("GET", NATIONAL, Accept="text/csv"), (problem(406, says="text/turtle"),)),
    Check("GSP 5.2", OURS, "its length is known", send("GET", NATIONAL), (has("content-length", r"^\d+$"), lacks("transfer-encoding"))),
    Check("GSP 5.6", MUST, "HEAD is GET without the body", send("HEAD", NATIONAL), (status(200), empty(), has("content-length"), has("etag"), media("text/turtle"))),
    Check("GSP 5.6", MUST, "HEAD of what is not there is 404", send("HEAD", "/graph-store?graph=http://a/"), (status(404), empty())),
    Check("RFC 9110 9.3.7", SHOULD, "OPTIONS say what is allowed", send("OPTIONS", NATIONAL), (status(204), lists("allow", "GET", "HEAD", "OPTIONS"), empty())),
    Check("RFC 9110 9.3.7", SHOULD, "so at a direct name", send("OPTIONS", DIRECT), (status(204), lists("allow", "GET", "HEAD", "OPTIONS"), empty())),
    Check("RFC 9110 8.8", OURS, "a graph has validators", send("GET", NATIONAL), (has("etag", r'^"[^"]+"$'), has("last-modified", "GMT$"))),
    Check("RFC 9110 12.5.5", SHOULD, "a graph says that it was negotiated", send("GET", NATIONAL), (lists("vary", "accept"),)),
    *(Check("GSP 5.2", SHOULD, f"a graph comes as {each}", send("GET", NATIONAL, Accept=each), (media(each), holds(DOCUMENT))) for each in RDF),
    *(Check("GSP 5.3-5.7", MUST, f"{each} is not allowed", send(each, NATIONAL, b"", **TYPED), (problem(405, says="read-only"), lists("allow", "GET", "HEAD"))) for each in WRITES),
    *(Check("GSP 5.3-5.7", MUST, f"{each} of a new graph is not allowed", send(each, "/graph-store?graph=http://new/", b"<a:a> <a:b> <a:c> .", **TYPED), (problem(405), lists("allow", "GET"))) for each in WRITES),
    *(Check("GSP 4.1", MUST, f"{each} is not allowed at a direct name", send(each, DIRECT, b"", **TYPED), (problem(405), lists("allow", "GET", "HEAD"))) for each in WRITES),
]  # fmt: skip


@pytest.mark.parametrize("check", CLAUSES, ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)


@pytest.mark.parametrize("name", ["national", "yimin", "vocabulary"])
def test_a_graph_is_the_same_by_its_own_name_and_by_parameter(service: Service, name: str) -> None:
    sent = {"Accept": "application/n-triples"}
    indirect = send("GET", "/graph-store?graph=" + quote(GRAPH + name, safe=""), **sent)

    by_parameter, by_name = exchange(service, indirect, send("GET", f"/id/graph/{name}", **sent))

    assert len(by_parameter.body) > 1000
    assert sorted(by_parameter.body.splitlines()) == sorted(by_name.body.splitlines())
