"""Problem details, clause by clause: https://www.rfc-editor.org/rfc/rfc9457."""

from __future__ import annotations

import json
import re

import pytest

from tests.server.checks import (
    FORM,
    GRAPH,
    MUST,
    OURS,
    PROBLEM,
    SHOULD,
    Check,
    ask,
    body,
    body_lacks,
    direct,
    empty,
    form,
    has,
    lists,
    media,
    send,
    status,
)
from tests.server.service import Service
from tests.server.wire import exchange

# One request for each way to fail, and the status it is answered with.
FAILURES = {
    "a query that is none": (ask("SELECT * {"), 400),
    "no query in a form": (form("x=1"), 400),
    "half an escape": (send("GET", "/sparql?query=%4"), 400),
    "an empty query": (send("GET", "/sparql?query="), 400),
    "a parameter twice": (send("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400),
    "a graph that is not there": (ask("ASK FROM <http://a/> {}"), 400),
    "too deep": (ask("ASK " + "{" * 500), 400),
    "a deadline that is none": (ask("ASK {}", "&timeout=soon"), 400),
    "SERVICE": (ask("ASK { SERVICE <http://a/> {} }"), 403),
    "an update": (ask("DROP ALL"), 403),
    "update=": (form("update=CLEAR%20ALL"), 403),
    "no such page": (send("GET", "/nowhere"), 404),
    "no such name": (send("GET", "/id/nothing", Accept="text/turtle"), 404),
    "no such graph": (send("GET", "/graph-store?graph=http://a/"), 404),
    "no such download": (send("GET", "/downloads/dutygraph.pdf"), 404),
    "no such comparison": (send("GET", "/compare.json?by=colour"), 404),
    "no such kind of problem": (send("GET", "/problems/nonsense"), 404),
    "no such method": (send("DELETE", "/sparql"), 405),
    "no writing": (send("PUT", "/graph-store?default", b""), 405),
    "no deleting of pages": (send("DELETE", "/health"), 405),
    "no such format": (ask("ASK {}", Accept="image/png"), 406),
    "no such format by name": (ask("ASK {}", "&format=pdf"), 406),
    "no such form of a name": (send("GET", "/id/document/national", Accept="image/png"), 406),
    "another answer than expected": (ask("ASK {}", If_Match='"x"'), 412),
    "another page than expected": (send("GET", "/openapi.json", If_Match='"x"'), 412),
    "a query too long": (direct("ASK {} #" + "a" * 2_000_000), 413),
    "a type not read": (direct("ASK {}", "text/plain"), 415),
    "a charset not read": (direct("ASK {}", "application/sparql-query; charset=utf-16"), 415),
    "a coding not read": (direct("ASK {}", Content_Encoding="br"), 415),
    "a transfer coding not read": (send("POST", "/sparql", b"0\r\n\r\n", Content_Type=FORM, Transfer_Encoding="gzip, chunked"), 501),
    "past the deadline": (ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "&timeout=0.3"), 504),
}  # fmt: skip
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+|/\S*")

CLAUSES = [
    Check("RFC 9457 3", MUST, "the type is application/problem+json", ask("ASK {"), (status(400), has("content-type", r"^application/problem\+json$"))),
    Check("RFC 9457 3", SHOULD, "a program that asks for another type is told all the same", ask("ASK {", Accept="application/sparql-results+xml"), (status(400), media(PROBLEM))),
    Check("RFC 9457 3", SHOULD, "a program that asks for the type is given it", ask("ASK {", Accept=f"{PROBLEM}, */*;q=0.1"), (status(400), media(PROBLEM))),
    Check("RFC 9457 3", OURS, "a browser is shown a page", ask("ASK {", Accept="text/html,*/*;q=0.8"), (status(400), media("text/html"), body(b"urn:uuid:"))),
    Check("RFC 9457 3", OURS, "which is in its language", ask("ASK {", Accept="text/html", Accept_Language="en"), (body(rb'<html lang="en"'),)),
    Check("RFC 9457 3", OURS, "and holds nothing of the query as markup", ask("ASK <script>alert(1)</script>", Accept="text/html"), (body_lacks(b"<script>alert"),)),
    Check("RFC 9457 3", MUST, "for HEAD there is only the status", ask("ASK {", method="HEAD"), (status(400), empty(), media(PROBLEM))),
    Check("RFC 9457 3.1.1", MUST, "the type is a reference", ask("ASK {"), (body(rb'"type":"/problems/bad-query"'),)),
    Check("RFC 9457 3.1.2", MUST, "the status is a number, that of the answer", ask("ASK {"), (body(rb'"status":400[,}]'),)),
    Check("RFC 9457 3.1.4", SHOULD, "the detail says what to change", form("x=1"), (body(rb"give the text of a SPARQL query"),)),
    Check("RFC 9457 3.1.5", MUST, "the instance is a reference", ask("ASK {"), (body(rb'"instance":"urn:uuid:[0-9a-f-]{36}"'),)),
    Check("RFC 9457 3.2", OURS, "an extension tells the kind in one word", ask("ASK {"), (body(rb'"code":"bad-query"'),)),
    Check("RFC 9457 3.2", OURS, "another lists what there is", ask("ASK {}", Accept="image/png"), (body(rb'"available":\["application/sparql-results\+json"'),)),
    Check("RFC 9457 5", SHOULD, "nothing of the machine is told", ask("SELECT * { ?s ?p"), (body_lacks(rb"Traceback|/tmp/|\.py"),)),
    Check("RFC 9457 5", SHOULD, "nor of a graph asked for", ask("ASK FROM <file:///etc/passwd> {}"), (status(400), body_lacks(rb"root:"))),
    Check("RFC 9110 15.5.6", MUST, "405 says what is allowed", send("DELETE", "/ask"), (lists("allow", "GET"), body(rb"GET, HEAD, OPTIONS"))),
]  # fmt: skip


@pytest.mark.parametrize("check", CLAUSES, ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_is_a_whole_problem(service: Service, name: str) -> None:
    sent, expected = FAILURES[name]

    (answer,) = exchange(service, sent)
    told = json.loads(answer.body)

    assert (answer.status, answer.type) == (expected, PROBLEM)
    assert told["status"] == expected
    assert URI.fullmatch(told["type"])
    assert told["type"] == f"/problems/{told['code']}"
    assert told["title"]
    assert len(told["detail"]) > 15
    assert told["instance"].startswith("urn:uuid:")
    assert answer.header("cache-control") == "no-store"
    assert not answer.all("etag")
    assert answer.header("access-control-allow-origin") == "*"
    assert answer.header("content-length") == str(len(answer.body))
    assert {"allow"} <= set(answer.list("access-control-expose-headers"))


def test_each_occurrence_has_a_name_of_its_own(service: Service) -> None:
    answers = exchange(service, *[ask("ASK {")] * 3, *[send("GET", "/nowhere")] * 3)

    assert len({json.loads(each.body)["instance"] for each in answers}) == 6


def test_a_problem_names_no_graph_of_another_place(service: Service) -> None:
    (answer,) = exchange(service, send("GET", f"/graph-store?graph={GRAPH}nowhere"))

    assert json.loads(answer.body)["detail"].startswith(f"there is no graph {GRAPH}nowhere")
