"""Checks as rows of a table: the clause of a recommendation, what is sent, and what must come back.

A row names its clause (``source``), how binding that is (``level``: MUST and SHOULD as RFC 2119 has them, OURS where the
clause leaves it open and the documentation of the endpoint promises it) and what it says, in our words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import RdfFormat, Store

from tests.server.service import Service
from tests.server.wire import Wire, exchange, request

MUST, SHOULD, OURS = "MUST", "SHOULD", "OURS"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
PROBLEM = "application/problem+json"
GRAPH = "https://w3id.org/dutygraph/id/graph/"

Expectation = Callable[[Wire], None]


@dataclass(frozen=True)
class Check:
    """One row."""

    source: str
    level: str
    says: str
    sent: bytes
    expected: tuple[Expectation, ...]

    def __str__(self) -> str:
        return f"{self.source} {self.level}: {self.says}"

    def run(self, service: Service) -> None:
        """Send, and hold the answer against every expectation."""
        answers = exchange(service, self.sent)

        assert answers, "the server hung up"
        for expectation in self.expected:
            expectation(answers[0])


def send(
    method: str,
    target: str,
    body: bytes | None = None,
    more: tuple[tuple[str, str], ...] = (),
    **headers: str,
) -> bytes:
    """Write a request; header names are given with underscores, repeated ones in ``more``."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return request(method, target, (*named, *more), body)


def ask(query: str, parameters: str = "", method: str = "GET", **headers: str) -> bytes:
    """Write a query by GET or HEAD."""
    return send(method, f"/sparql?query={quote(query, safe='')}{parameters}", **headers)


def form(body: str | bytes, type_: str = FORM, target: str = "/sparql", **headers: str) -> bytes:
    """Write a POST of a form."""
    data = body if isinstance(body, bytes) else body.encode()
    return send("POST", target, data, Content_Type=type_, **headers)


def direct(query: str | bytes, type_: str = DIRECT, target: str = "/sparql", **headers: str) -> bytes:
    """Write a POST of the query itself."""
    data = query if isinstance(query, bytes) else query.encode()
    return send("POST", target, data, Content_Type=type_, **headers)


def status(*statuses: int) -> Expectation:
    def check(answer: Wire) -> None:
        assert answer.status in statuses, answer

    return check


def media(*types: str) -> Expectation:
    def check(answer: Wire) -> None:
        assert answer.type in types, answer

    return check


def has(name: str, pattern: str = ".") -> Expectation:
    """A header is there and holds what matches."""

    def check(answer: Wire) -> None:
        assert re.search(pattern, answer.header(name)), (name, answer.header(name), answer.status)

    return check


def lacks(name: str) -> Expectation:
    def check(answer: Wire) -> None:
        assert not answer.all(name), answer.all(name)

    return check


def lists(name: str, *values: str) -> Expectation:
    """A header that is a list holds all of these."""

    def check(answer: Wire) -> None:
        assert {each.lower() for each in values} <= set(answer.list(name)), answer.header(name)

    return check


def once(name: str) -> Expectation:
    def check(answer: Wire) -> None:
        assert len(answer.all(name)) == 1, answer.all(name)

    return check


def empty() -> Expectation:
    def check(answer: Wire) -> None:
        assert answer.body == b""

    return check


def body(pattern: bytes) -> Expectation:
    """The body holds what matches."""

    def check(answer: Wire) -> None:
        assert re.search(pattern, answer.body, re.DOTALL), answer.body[:2000]

    return check


def body_is(expected: bytes) -> Expectation:
    def check(answer: Wire) -> None:
        assert answer.body == expected, answer.body[:2000]

    return check


def body_lacks(pattern: bytes) -> Expectation:
    def check(answer: Wire) -> None:
        assert not re.search(pattern, answer.body, re.DOTALL), answer.body[:2000]

    return check


def problem(code: int, *, says: str = "") -> Expectation:
    """The answer is a problem of RFC 9457 that says what to change."""

    def check(answer: Wire) -> None:
        assert answer.status == code, answer
        assert answer.type == PROBLEM, answer
        told = json.loads(answer.body)
        assert told["status"] == code
        assert told["title"]
        assert len(told["detail"]) > 15
        assert says in answer.body.decode(), told

    return check


RDF = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
PREFIXES = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX g: <https://w3id.org/dutygraph/id/graph/>
PREFIX dg: <https://w3id.org/dutygraph/ontology#>
"""


def holds(pattern: str) -> Expectation:
    """The answer is RDF in which a pattern of SPARQL is found."""

    def check(answer: Wire) -> None:
        assert answer.status == 200, answer
        store = Store()
        store.load(answer.body, RDF[answer.type])
        assert bool(store.query(f"{PREFIXES} ASK {{ {pattern} }}")), answer.body[:2000]

    return check


def value(*expected: str) -> Expectation:
    """A JSON result has just these values, row by row."""

    def check(answer: Wire) -> None:
        assert answer.status == 200, answer
        rows = json.loads(answer.body)["results"]["bindings"]
        assert [each["value"] for row in rows for each in row.values()] == list(expected)

    return check


def boolean(expected: bool) -> Expectation:
    def check(answer: Wire) -> None:
        assert answer.status == 200, answer
        assert json.loads(answer.body)["boolean"] is expected

    return check
