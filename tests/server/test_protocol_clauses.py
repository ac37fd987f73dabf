"""SPARQL 1.1 Protocol, clause by clause: https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.server.checks import (
    DIRECT,
    FORM,
    GRAPH,
    MUST,
    OURS,
    SHOULD,
    UPDATE,
    Check,
    ask,
    boolean,
    direct,
    form,
    has,
    media,
    problem,
    send,
    status,
    value,
)
from tests.server.service import Service

X = "SELECT (1 AS ?x) {}"
NATIONAL, YIMIN = GRAPH + "national", GRAPH + "yimin"
AT = quote(NATIONAL, safe="")
DOCUMENTS = "SELECT ?d { ?d a <https://w3id.org/dutygraph/ontology#PolicyDocument> } ORDER BY ?d"
NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
ID = "https://w3id.org/dutygraph/id/document/"
Q, D = quote(X, safe=""), quote(DOCUMENTS, safe="")

OPERATION = [
    Check("2.1.1", MUST, "a query by GET", ask(X), (value("1"),)),
    Check("2.1.1", MUST, "other parameters may stand beside it", send("GET", f"/sparql?a=1&query={Q}&b="), (value("1"),)),
    Check("2.1.2", MUST, "a query by a form", form(f"query={Q}"), (value("1"),)),
    Check("2.1.2", MUST, "a form names its charset", form(f"query={Q}", f'{FORM}; charset="UTF-8"'), (value("1"),)),
    Check("2.1.2", MUST, "the parts of a form may come in any order", form(f"default-graph-uri={AT}&query={D}"), (value(ID + "national"),)),
    Check("2.1.3", MUST, "a query by itself", direct(X), (value("1"),)),
    Check("2.1.3", MUST, "its charset is UTF-8", direct("SELECT ('厂' AS ?x) {}", f"{DIRECT}; charset=utf-8"), (value("厂"),)),
    Check("RFC 3629 6", OURS, "a mark of byte order before it is not part of it", direct(b"\xef\xbb\xbfASK {}"), (boolean(True),)),
    Check("2.1.3", MUST, "no other charset", direct("ASK {}".encode("utf-16"), f"{DIRECT};charset=utf-16"), (problem(415),)),
    Check("2.1.3", MUST, "parameters stand in the URL", direct(DOCUMENTS, target=f"/sparql?default-graph-uri={AT}"), (value(ID + "national"),)),
    Check("2.1.3", OURS, "a % in a query sent by itself is a %", direct("SELECT ('%41%2B+' AS ?x) {}"), (value("%41%2B+"),)),
    Check("2.1", MUST, "a parameter once", send("GET", f"/sparql?query={Q}&query={Q}"), (problem(400, says="query"),)),
    Check("2.1", MUST, "also when it is spelled in two ways", send("GET", f"/sparql?query={Q}&%71uery={Q}"), (problem(400),)),
    Check("2.1", MUST, "an escaped name is the name", send("GET", f"/sparql?%71uery={Q}"), (value("1"),)),
    Check("2.1", OURS, "names have a case", send("GET", f"/sparql?QUERY={Q}", Accept="text/turtle"), (status(200), media("text/turtle"))),
    Check("2.1", MUST, "no query and a data set is malformed", send("GET", f"/sparql?named-graph-uri={AT}"), (problem(400, says="query"),)),
    Check("2.1", MUST, "no query in a form is malformed", form("x=1"), (problem(400, says="query"),)),
    Check("2.1", MUST, "a form of the wrong type", form(f"query={Q}", "text/plain"), (problem(415, says=DIRECT),)),
    Check("2.1", MUST, "a query without type", send("POST", "/sparql", X.encode()), (problem(415, says=DIRECT),)),
    Check("2.1", MUST, "a form without type", send("POST", "/sparql", b"query=" + Q.encode()), (problem(415, says=FORM),)),
    Check("2.1", MUST, "a type that is none", direct(X, "nonsense"), (problem(415),)),
    Check("2.1", MUST, "a type that is empty", direct(X, ""), (problem(415),)),
    Check("2.1", MUST, "two types", send("POST", "/sparql", X.encode(), (("Content-Type", DIRECT), ("Content-Type", "text/plain"))), (problem(415),)),
    Check("2.1", OURS, "parameters of a type that mean nothing", direct(X, f"{DIRECT}; version=1.1"), (value("1"),)),
    Check("2.1", OURS, "spaces around the type", direct(X, f"  {DIRECT} ; charset=UTF-8 "), (value("1"),)),
    Check("2.1", MUST, "query in the URL and in the form", form(f"query={Q}", target=f"/sparql?query={Q}"), (problem(400),)),
    Check("2.1", MUST, "query in the URL and by itself", direct(X, target=f"/sparql?query={Q}"), (problem(400),)),
    Check("2.1", MUST, "a trailing slash is the same service or none", send("GET", f"/sparql/?query={Q}"), (status(200, 301, 308, 404),)),
    Check("2.1.6", MUST, "a variable that is not there is unbound", ask("SELECT ?x { OPTIONAL { ?x <a:nothing> <a:b> } }"), (value(),)),
    Check("2.2", MUST, "update by GET", send("GET", "/sparql?update=CLEAR%20ALL"), (problem(403, says="update"),)),
    Check("2.2.1", MUST, "update by a form", form("update=CLEAR%20ALL"), (problem(403),)),
    Check("2.2.2", MUST, "update by itself", direct("CLEAR ALL", UPDATE), (problem(403),)),
    Check("2.2.2", MUST, "its type may name a charset", direct("CLEAR ALL", f"{UPDATE}; charset=utf-8"), (problem(403),)),
    Check("2.2.2", OURS, "update by QUERY", send("QUERY", "/sparql", b"CLEAR ALL", Content_Type=UPDATE), (problem(403),)),
    Check("2.2", MUST, "an update sent as a query", direct("INSERT DATA { <a:a> <a:b> <a:c> }"), (problem(403),)),
    Check("2.2", MUST, "a query sent as an update is an update refused", direct(X, UPDATE), (status(400, 403),)),
    Check("2.2", MUST, "query and update at once", form(f"query={Q}&update=CLEAR%20ALL"), (problem(400),)),
    Check("2.2", OURS, "using-graph-uri without update", send("GET", f"/sparql?using-graph-uri={AT}"), (problem(400),)),
    Check("2.2.3", MUST, "using-graph-uri belongs to updates, not to a query", ask(X, f"&using-graph-uri={AT}"), (problem(400, says="default-graph-uri"),)),
    Check("2.2.3", MUST, "so does using-named-graph-uri", form(f"query={Q}&using-named-graph-uri={AT}"), (problem(400, says="using-named-graph-uri"),)),
    Check("2.2.3", MUST, "and beside a query sent by itself", direct(X, target=f"/sparql?using-graph-uri={AT}"), (problem(400),)),
    Check("2.1.5", SHOULD, "a result has the type asked for", ask(X, Accept="text/csv"), (status(200), media("text/csv"))),
    Check("2.1.7", MUST, "success is 2xx", ask(X), (status(200),)),
    Check("2.1.7", MUST, "a query that is none is 400", ask("SELECT * {"), (problem(400),)),
    Check("2.1.7", MUST, "so with an undeclared prefix", ask("SELECT * { ?s a:b ?o }"), (problem(400, says="a"),)),
    Check("2.1.7", MUST, "so with an aggregate out of place", ask("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }"), (problem(400),)),
    Check("2.1.7", MUST, "so with a variable bound twice", ask("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }"), (problem(400),)),
    Check("2.1.7", SHOULD, "an error says why in a body", ask("SELECT * {"), (has("content-length", r"[1-9]"),)),
    Check("2.1.7", SHOULD, "a function nobody knows is an error of the row, not of the service", ask("SELECT (<a:f>(1) AS ?x) {}"), (status(200, 400),)),
    Check("2.1.7", OURS, "a division by zero is an error of the row", ask("SELECT (1/0 AS ?x) {}"), (value(),)),
]  # fmt: skip

DATASET = [
    Check("2.1.4", MUST, "the default graph is what the parameter says", ask(DOCUMENTS, f"&default-graph-uri={AT}"), (value(ID + "national"),)),
    Check("2.1.4", MUST, "several are merged", ask(DOCUMENTS, f"&default-graph-uri={AT}&default-graph-uri={quote(YIMIN, safe='')}"), (value(ID + "national", ID + "yimin"),)),
    Check("2.1.4", MUST, "the same graph twice is once", ask(DOCUMENTS, f"&default-graph-uri={AT}&default-graph-uri={AT}"), (value(ID + "national"),)),
    Check("2.1.4", MUST, "named graphs are what the parameter says", ask(NAMED, f"&named-graph-uri={AT}"), (value(NATIONAL),)),
    Check("2.1.4", MUST, "named graphs alone leave the default graph empty", ask("ASK { ?s ?p ?o }", f"&named-graph-uri={AT}"), (boolean(False),)),
    Check("2.1.4", MUST, "default graphs alone leave no named ones", ask(NAMED, f"&default-graph-uri={AT}"), (value(),)),
    Check("2.1.4", MUST, "the protocol overrules FROM", ask(DOCUMENTS.replace("{", f"FROM <{YIMIN}> {{", 1), f"&default-graph-uri={AT}"), (value(ID + "national"),)),
    Check("2.1.4", MUST, "the protocol overrules FROM NAMED", ask(NAMED.replace("{", f"FROM NAMED <{YIMIN}> {{", 1), f"&named-graph-uri={AT}"), (value(NATIONAL),)),
    Check("2.1.4", MUST, "and all of FROM at once", ask("ASK { ?s ?p ?o }".replace("ASK", f"ASK FROM <{YIMIN}>"), f"&named-graph-uri={AT}"), (boolean(False),)),
    Check("2.1.4", MUST, "a FROM of a graph not there is overruled too", ask(DOCUMENTS.replace("{", "FROM <http://a/> {", 1), f"&default-graph-uri={AT}"), (value(ID + "national"),)),
    Check("2.1.4", MUST, "in a form too", form(f"query={D}&default-graph-uri={AT}"), (value(ID + "national"),)),
    Check("2.1.4", OURS, "a graph that is not there may be refused, and is", ask(X, "&default-graph-uri=http%3A%2F%2Fa%2F"), (problem(400, says="http://a/"),)),
    Check("2.1.4", OURS, "a relative IRI is none of ours", ask(X, "&default-graph-uri=national"), (problem(400),)),
    Check("SPARQL 13.2.1", MUST, "FROM", ask(DOCUMENTS.replace("{", f"FROM <{YIMIN}> {{", 1)), (value(ID + "yimin"),)),
    Check("SPARQL 13.2.1", MUST, "FROM of the same graph twice is once", ask(DOCUMENTS.replace("{", f"FROM <{YIMIN}> FROM <{YIMIN}> {{", 1)), (value(ID + "yimin"),)),
    Check("SPARQL 13.2.2", MUST, "FROM NAMED", ask(NAMED.replace("{", f"FROM NAMED <{YIMIN}> {{", 1)), (value(YIMIN),)),
    Check("SPARQL 13.2.3", MUST, "FROM NAMED alone leaves the default graph empty", ask(f"ASK FROM NAMED <{YIMIN}> {{ ?s ?p ?o }}"), (boolean(False),)),
]  # fmt: skip

ENCODING = [
    Check("URL 5.1", MUST, "+ is a space in a query string", send("GET", "/sparql?query=SELECT+(1%2B1+AS+?x)+%7B%7D"), (value("2"),)),
    Check("URL 5.1", MUST, "+ is a space in a form", form("query=SELECT+(1%2B1+AS+?x)+%7B%7D"), (value("2"),)),
    Check("URL 5.1", MUST, "decoded once", ask("SELECT ('%2541' AS ?x) {}"), (value("%2541"),)),
    Check("URL 5.1", MUST, "decoded once in a form", form("query=" + quote("SELECT ('%2541' AS ?x) {}", safe="")), (value("%2541"),)),
    Check("URL 5.1", MUST, "escapes in lower case", send("GET", "/sparql?query=ASK%7b%7d"), (boolean(True),)),
    Check("URL 5.1", MUST, "a = in a value", ask("SELECT ('a=b=c' AS ?x) {}").replace(b"%3D", b"="), (value("a=b=c"),)),
    Check("URL 5.1", MUST, "an escaped & ends no value", ask("SELECT ('a&b' AS ?x) {}"), (value("a&b"),)),
    Check("URL 5.1", MUST, "; ends no value", ask("SELECT ('a;query=b' AS ?x) {}").replace(b"%3B", b";"), (value("a;query=b"),)),
    Check("URL 5.1", OURS, "empty parts mean nothing", send("GET", f"/sparql?&&query={Q}&&"), (value("1"),)),
    Check("RFC 3986 2.1", OURS, "bytes that are no UTF-8", send("GET", "/sparql?query=ASK%7B%7D%23%C3%28"), (problem(400, says="UTF-8"),)),
    Check("RFC 3986 2.1", OURS, "half an escape", send("GET", "/sparql?query=ASK%7B%7D%4"), (problem(400, says="%"),)),
    Check("RFC 3986 2.1", OURS, "escapes that are none", form("query=ASK%7B%7D%u00e9"), (problem(400, says="%"),)),
    Check("SPARQL 19.1", MUST, "a line feed, a return, a tab are white space", direct("ASK\r\n\t{\f}".replace("\f", "\n")), (boolean(True),)),
    Check("SPARQL 19.2", MUST, "escapes of code points", direct(r"SELECT ('\u5382\U0001F642' AS ?x) {}"), (value("厂🙂"),)),
    Check("SPARQL 19.2", OURS, "a lone surrogate as an escape", direct(r"SELECT ('\uD800' AS ?x) {}"), (problem(400),)),
    Check("SPARQL 19.2", OURS, "a surrogate encoded", direct(b"ASK {} # \xed\xa0\x80"), (problem(400, says="UTF-8"),)),
    Check("SPARQL 19.2", OURS, "NUL as an escape", direct(r"SELECT ('\u0000' AS ?x) {}"), (status(200, 400),)),
    Check("SPARQL 19.5", MUST, "IRIs of any language", ask("SELECT (<http://例/厂> AS ?x) {}"), (value("http://例/厂"),)),
    Check("SPARQL 19.8", MUST, "keywords have no case", ask("sElEcT (1 aS ?x) {}"), (value("1"),)),
    Check("SPARQL 4.1.1", MUST, "BASE", ask("BASE <http://a/> SELECT (<b> AS ?x) {}"), (value("http://a/b"),)),
    Check("SPARQL 4.1.1", MUST, "PREFIX", ask("PREFIX : <http://a/> SELECT (:b AS ?x) {}"), (value("http://a/b"),)),
    Check("SPARQL 19.4", MUST, "comments", ask("# a\nSELECT (1 AS ?x) # b\n{}"), (value("1"),)),
    Check("SPARQL 16.4", MUST, "DESCRIBE of what is not there is an empty graph", ask("DESCRIBE <http://a/nothing>"), (status(200), media("text/turtle"))),
    Check("SPARQL 16.2", MUST, "CONSTRUCT in short form", ask("CONSTRUCT WHERE { ?s a ?c }", "&format=ntriples"), (status(200), media("application/n-triples"))),
    Check("SPARQL 18.2", MUST, "an empty group has one solution", ask("SELECT (COUNT(*) AS ?n) {}"), (value("1"),)),
]  # fmt: skip


@pytest.mark.parametrize("check", [*OPERATION, *DATASET, *ENCODING], ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)
