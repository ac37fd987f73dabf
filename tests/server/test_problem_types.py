"""The type of every problem leads to what it says of itself (RFC 9457, 3.1.1)."""

from __future__ import annotations

import pytest

from server.problems import problem_types
from tests.server.checks import FORM, PROBLEM, ask, direct, form, send
from tests.server.service import Service
from tests.server.wire import exchange

KINDS = {
    "bad-query": ask("SELECT * {"),
    "query-refused": ask("ASK { SERVICE <http://a/> {} }"),
    "query-too-complex": ask("ASK " + "{" * 500),
    "unknown-graph": ask("ASK FROM <http://a/> {}"),
    "bad-request": form("x=1"),
    "not-found": send("GET", "/nowhere"),
    "method-not-allowed": send("DELETE", "/sparql"),
    "not-acceptable": ask("ASK {}", Accept="image/png"),
    "precondition-failed": ask("ASK {}", If_Match='"x"'),
    "unsupported-media-type": direct("ASK {}", "text/plain"),
    "not-implemented": send(
        "POST", "/sparql", b"0\r\n\r\n", Content_Type=FORM, Transfer_Encoding="gzip, chunked"
    ),
}


@pytest.mark.parametrize("code", KINDS)
def test_a_problem_is_whole_and_its_type_leads_somewhere(service: Service, code: str) -> None:
    from json import loads

    (answer,) = exchange(service, KINDS[code])
    told = loads(answer.body)

    assert answer.type == PROBLEM
    assert (told["code"], told["status"]) == (code, answer.status)
    assert answer.header("access-control-allow-origin") == "*"
    assert not answer.all("access-control-allow-credentials")
    (kind,) = exchange(service, send("GET", told["type"]))
    assert kind.status == 200
    assert loads(kind.body)["title"] == told["title"]
    assert loads(kind.body)["status"] == told["status"]


@pytest.mark.parametrize("code", sorted(problem_types()))
def test_every_kind_has_a_page(service: Service, code: str) -> None:
    (page,) = exchange(service, send("GET", f"/problems/{code}", Accept="text/html"))

    assert (page.status, page.type) == (200, "text/html")
    assert code.encode() in page.body


def test_a_kind_nobody_knows_is_not_found(service: Service) -> None:
    (answer,) = exchange(service, send("GET", "/problems/nonsense"))

    assert answer.status == 404
