"""The public contract over HTTP: every route of docs/endpoint.md and of the pages, in each form it promises."""

from __future__ import annotations

import pytest

from tests.server.checks import MUST, PROBLEM, Check, body, body_is, has, holds, media, problem, send, status
from tests.server.service import Service

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
JSON = {"Accept": "application/json"}
TURTLE = {"Accept": "text/turtle"}
QUESTION = "/ask?q=%E8%B0%81%E8%B4%9F%E8%B4%A3%E5%8E%82%E5%8A%A1%E5%85%AC%E5%BC%80%EF%BC%9F"
DRAFT = "某市厂务公开协调小组工作规则\n一、职责\n（一）市总工会负责厂务公开的日常工作。\n".encode()

CLAUSES = [
    Check("contract", MUST, "home", send("GET", "/", **HTML), (status(200), media("text/html"))),
    Check("contract", MUST, "a browser without a query gets the editor", send("GET", "/sparql", **HTML), (status(200), media("text/html"), body(b"<textarea"))),
    Check("contract", MUST, "a program without one gets the description", send("GET", "/sparql", Accept="*/*"), (media("text/turtle"), holds("?s a sd:Service"))),
    Check("contract", MUST, "an answer as JSON", send("GET", QUESTION, **JSON), (media("application/json"), body(rb'"question".*"language":\s*"zh".*"intent".*"answered".*"message".*"answers".*"query"'))),
    Check("contract", MUST, "an answer as a page", send("GET", QUESTION, **HTML), (media("text/html"),)),
    Check("contract", MUST, "evidence has document, quote, start and end", send("GET", QUESTION, **JSON), (body(rb'"evidence":\s*\[\{"document".*?"quote".*?"start":\s*\d+.*?"end":\s*\d+'),)),
    Check("contract", MUST, "a question that is none is answered that it is not", send("GET", "/ask?q=xyzzy", **JSON), (media("application/json"), body(rb'"answered":\s*false'))),
    Check("contract", MUST, "search", send("GET", "/search?q=%E5%85%AC%E5%BC%80", **HTML), (status(200), media("text/html"))),
    Check("contract", MUST, "the documents side by side", send("GET", "/compare", **HTML), (status(200), media("text/html"))),
    Check("contract", MUST, "the report as a page", send("GET", "/validation", **HTML), (media("text/html"),)),
    Check("contract", MUST, "the report as JSON", send("GET", "/validation", **JSON), (media("application/json"), body(rb'"conforms".*"counts".*"documents".*"findings"'))),
    Check("contract", MUST, "by suffix", send("GET", "/validation.json"), (media("application/json"),)),
    Check("contract", MUST, "the report as Turtle", send("GET", "/validation", **TURTLE), (media("text/turtle"), holds("?r <http://www.w3.org/ns/shacl#conforms> ?c"))),
    Check("contract", MUST, "by suffix", send("GET", "/validation.ttl"), (media("text/turtle"),)),
    Check("contract", MUST, "the report as CSV", send("GET", "/validation", Accept="text/csv"), (media("text/csv"),)),
    Check("contract", MUST, "by suffix", send("GET", "/validation.csv"), (media("text/csv"),)),
    Check("contract", MUST, "a report has no other form", send("GET", "/validation", Accept="image/png"), (problem(406, says="text/turtle"),)),
    Check("contract", MUST, "where a draft is pasted", send("GET", "/check", **HTML), (media("text/html"), body(b"<form"))),
    Check("contract", MUST, "a draft is checked", send("POST", "/check", DRAFT, Content_Type="text/plain; charset=utf-8", **JSON), (media("application/json"), body(rb'"codings".*"report"'), has("cache-control", "no-store"))),
    Check("contract", MUST, "an empty draft is refused", send("POST", "/check", b"", Content_Type="text/plain", **JSON), (problem(400),)),
    Check("contract", MUST, "the reconciliation service", send("GET", "/reconcile"), (media("application/json"), body(rb'"versions":\s*\["0.2"\].*"identifierSpace"'))),
    Check("contract", MUST, "names are reconciled", send("GET", "/reconcile?queries=%7B%22q0%22%3A%7B%22query%22%3A%22%E6%80%BB%E5%B7%A5%E4%BC%9A%22%7D%7D"), (media("application/json"), body(rb'"q0":\s*\{"result":\s*\[\{"id"'))),
    Check("contract", MUST, "a batch that is none is refused", send("GET", "/reconcile?queries=nonsense"), (problem(400, says="queries"),)),
    Check("contract", MUST, "health tells the version", send("GET", "/health"), (media("application/json"), body(rb'"version":\s*"[0-9a-f]+"'), body(rb'"ready":\s*true'))),
    Check("contract", MUST, "metrics for Prometheus", send("GET", "/metrics"), (media("text/plain"), body(rb"(?m)^dutygraph_data_info"))),
    Check("contract", MUST, "VoID and DCAT", send("GET", "/.well-known/void", **TURTLE), (holds("?d a void:Dataset, dcat:Dataset"),)),
    Check("contract", MUST, "the description of the JSON routes", send("GET", "/openapi.json"), (media("application/json"), body(rb'"openapi":\s*"3\.1'))),
    Check("contract", MUST, "errors for programs", send("GET", "/nowhere", Accept="*/*"), (status(404), media(PROBLEM))),
    Check("contract", MUST, "errors for people", send("GET", "/nowhere", **HTML), (status(404), media("text/html"))),
    Check("docs/endpoint.md", MUST, "a truth value as CSV", send("GET", "/sparql?query=ASK%7B%7D", Accept="text/csv"), (media("text/csv"), body_is(b"true"))),
    Check("docs/endpoint.md", MUST, "a truth value as TSV", send("GET", "/sparql?query=ASK%7B%7D", Accept="text/tab-separated-values"), (media("text/tab-separated-values"), body_is(b"true"))),
    Check("docs/endpoint.md", MUST, "also where it is false", send("GET", "/sparql?query=ASK%7BFILTER(false)%7D&format=csv"), (media("text/csv"), body_is(b"false"))),
    Check("docs/endpoint.md", MUST, "a truth value is no graph", send("GET", "/sparql?query=ASK%7B%7D", **TURTLE), (problem(406, says="application/sparql-results+json"),)),
    *(Check("docs/endpoint.md", MUST, f"format={name}", send("GET", f"/sparql?query=SELECT%20*%20%7B%7D&format={name}", Accept="image/png"), (media(type_),)) for name, type_ in (("json", "application/sparql-results+json"), ("xml", "application/sparql-results+xml"), ("csv", "text/csv"), ("tsv", "text/tab-separated-values"), ("CSV", "text/csv"), ("text/csv", "text/csv"), ("srj", "application/sparql-results+json"))),
    *(Check("docs/endpoint.md", MUST, f"format={name}", send("GET", f"/sparql?query=CONSTRUCT%20%7B%7D%20%7B%7D&format={name}", Accept="image/png"), (media(type_),)) for name, type_ in (("turtle", "text/turtle"), ("ntriples", "application/n-triples"), ("rdfxml", "application/rdf+xml"), ("jsonld", "application/ld+json"), ("nquads", "application/n-quads"), ("trig", "application/trig"), ("ttl", "text/turtle"))),
]  # fmt: skip


@pytest.mark.parametrize("check", CLAUSES, ids=str)
def test_each_promise_holds(service: Service, check: Check) -> None:
    check.run(service)
