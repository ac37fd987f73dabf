"""Behind a proxy: who asks and at which address is believed from the proxies that are named, and from nobody else."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.clients import Clients
from tests.server.checks import ask, send
from tests.server.service import Service, serving
from tests.server.wire import exchange

STRANGER = "198.51.100.7"
ERRORS = 2000  # a client may cause before it waits, as server/settings.py has it


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("behind"), "--trusted-proxy", "127.0.0.0/8", store=store) as running:
        yield running


def logged(service: Service, path: str, **headers: str) -> str:
    """The client that the log names for a request."""
    service.send("GET", path, **headers)
    time.sleep(0.8)
    read = [line for line in service.log.read_text().splitlines() if line.startswith("{")]
    return [line["client"] for line in map(json.loads, read) if line["path"] == path.partition("?")[0]][-1]


BELIEVED = {
    "the one address": ({"X_Forwarded_For": STRANGER}, STRANGER),
    "with its port": ({"X_Forwarded_For": f"{STRANGER}:4711"}, STRANGER),
    "the last that is no proxy": ({"X_Forwarded_For": f"203.0.113.9, {STRANGER}, 127.0.0.9"}, STRANGER),
    "Forwarded": ({"Forwarded": f"for={STRANGER};proto=https"}, STRANGER),
    "Forwarded of several": ({"Forwarded": f"for=203.0.113.9, FOR={STRANGER}"}, STRANGER),
    "Forwarded with a port": ({"Forwarded": f'for="{STRANGER}:80"'}, STRANGER),
    "a network of IPv6": ({"Forwarded": 'for="[2001:db8::17]:4711"'}, "2001:db8::/64"),
    "both, when they agree": ({"X_Forwarded_For": STRANGER, "Forwarded": f"for={STRANGER}"}, STRANGER),
    "neither, when they do not": ({"X_Forwarded_For": "203.0.113.9", "Forwarded": f"for={STRANGER}"}, "127.0.0.1"),
    "a Forwarded that is malformed": ({"Forwarded": f"for={STRANGER} nonsense"}, "127.0.0.1"),
    "a proxy that hides its client": ({"Forwarded": "for=_hidden"}, "_hidden"),
}  # fmt: skip


@pytest.mark.parametrize("name", BELIEVED)
def test_a_trusted_proxy_names_the_client(behind: Service, name: str) -> None:
    headers, client = BELIEVED[name]

    assert logged(behind, "/problems/busy", **headers) == client


@pytest.mark.parametrize("headers", [{"X_Forwarded_For": STRANGER}, {"Forwarded": f"for={STRANGER}"}, {"X_Real_IP": STRANGER}])  # fmt: skip
def test_a_stranger_names_nobody(service: Service, headers: dict[str, str]) -> None:
    assert logged(service, "/problems/busy", **headers) == "127.0.0.1"


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded"])
def test_of_two_fields_the_last_is_the_proxy_s_also_where_the_answer_lies_ready(
    behind: Service, name: str
) -> None:
    """A proxy may write a field of its own behind the one a stranger sent (RFC 9110, 5.3)."""
    written = "for={}" if name == "Forwarded" else "{}"
    more = ((name, written.format("203.0.113.66")), (name, written.format("192.0.2.99")))
    query = f"/sparql?query=ASK%20%7B%7D%23{name}"

    exchange(behind, *[send("GET", query, None, more)] * 4)
    time.sleep(0.8)

    label = hashlib.blake2b(query.partition("?")[2].encode() + b"\n", digest_size=8).hexdigest()
    read = [json.loads(line) for line in behind.log.read_text().splitlines() if line.startswith("{")]
    assert [line["client"] for line in read if line.get("query") == label] == ["192.0.2.99"] * 4


ORIGINS = {
    "the proxy's": ({"X_Forwarded_Host": "data.example", "X_Forwarded_Proto": "https"}, "https://data.example"),
    "by Forwarded": ({"Forwarded": 'for=192.0.2.1;host="data.example:8443";proto=https'}, "https://data.example:8443"),
    "the last proxy's": ({"X_Forwarded_Host": "evil.example, data.example"}, "http://data.example"),
    "no host that is none": ({"X_Forwarded_Host": "a b<script>"}, "http://localhost"),
    "the scheme that was asked": ({"X_Forwarded_Proto": "javascript"}, "http://here.example"),
    "neither, when they do not agree": ({"X_Forwarded_Host": "a.example", "Forwarded": "for=192.0.2.1;host=b.example"}, "http://here.example"),
}  # fmt: skip


@pytest.mark.parametrize("name", ORIGINS)
def test_a_trusted_proxy_names_the_address_asked_for(behind: Service, name: str) -> None:
    headers, origin = ORIGINS[name]

    reply = behind.send("GET", "/sparql", Accept="application/n-triples", Host="here.example", **headers)

    assert f"<{origin}/sparql>".encode() in reply.body


def test_only_a_trusted_proxy_may_ask_for_an_https_address(behind: Service, service: Service) -> None:
    """RFC 9110 7.4 MUST: without TLS, such a request is misdirected, unless a gateway that is trusted has spoken TLS."""
    asked = send("GET", "https://here.example/health")

    assert [exchange(each, asked)[0].status for each in (behind, service)] == [200, 421]


@pytest.mark.parametrize("headers", [{"X_Forwarded_Host": "evil.example"}, {"Forwarded": "host=evil.example;proto=https"}])  # fmt: skip
@pytest.mark.parametrize(
    "target", ["/sparql", "/.well-known/void", "/openapi.json", "/reconcile", "/sitemap.xml"]
)
def test_a_stranger_names_no_address(service: Service, target: str, headers: dict[str, str]) -> None:
    assert b"evil.example" not in service.send("GET", target, Accept="*/*", **headers).body


def test_who_fails_too_often_waits_and_nobody_else_does(behind: Service) -> None:
    """RFC 6585 4 and RFC 9110 10.2.3: 429 says when to come back."""
    wrong = ask("ASK {", X_Forwarded_For="192.0.2.77")
    for _ in range(60):
        if exchange(behind, *[wrong] * (ERRORS // 10))[-1].status == 429:
            break
    tries = [
        ask("ASK {}", X_Forwarded_For="192.0.2.77"),
        ask("ASK {}", X_Forwarded_For="192.0.2.77", method="HEAD"),
        send(
            "POST",
            "/sparql",
            b"ASK {}",
            Content_Type="application/sparql-query",
            X_Forwarded_For="192.0.2.77",
        ),
        ask("ASK {}", X_Forwarded_For="192.0.2.78"),
        send("GET", "/health", X_Forwarded_For="192.0.2.77"),
        send("GET", "/", X_Forwarded_For="192.0.2.77"),
    ]

    # What a client may do comes back bit by bit, so that one more failure makes sure for some hundredths of a second.
    for _ in range(100):
        _, held, head, posted, other, health, page = exchange(behind, wrong, *tries)
        if {held.status, head.status, posted.status} == {429}:
            break

    assert [each.status for each in (held, head, posted)] == [429, 429, 429]
    assert [each.status for each in (other, health, page)] == [200, 200, 200]
    told = json.loads(held.body)
    assert (held.type, told["code"]) == ("application/problem+json", "too-many-requests")
    assert 0 < int(held.header("retry-after")) <= 120
    assert "retry-after" in held.list("access-control-expose-headers")
    assert held.header("cache-control") == "no-store"


@pytest.mark.parametrize("chain", [["a"], ["1.2.3.4", "b"], ["", ""], ["x" * 5000]])
def test_whatever_a_proxy_sends_is_one_short_name(chain: list[str]) -> None:
    name = Clients(("10.0.0.0/8",)).client("10.0.0.1", ",".join(chain), None)

    assert 0 < len(name) <= 64
    assert name.isprintable()
