"""Who takes too much waits, and nobody is taken for somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.store.memory import open_memory
from server.application import create_application
from server.clients import Clients
from server.settings import Settings
from server.throttle import Throttle


@pytest.fixture
def clock() -> list[float]:
    return [0.0]


def test_a_bucket_empties_and_refills(clock: list[float]) -> None:
    throttle = Throttle(10, 100, clock=lambda: clock[0])

    throttle.spend("a", 12)

    assert throttle.wait("a") > 0
    assert throttle.wait("b") == 0
    clock[0] += throttle.wait("a")
    assert throttle.wait("a") == 0


def test_a_client_that_used_up_its_time_is_told_to_wait() -> None:
    settings = Settings(rate_errors=3, rate_window=60)
    client = create_application(settings, open_memory(b"<a:s> <a:p> <a:o> <a:g> .\n")).test_client()

    statuses = [client.get("/sparql?query=nonsense").status_code for _ in range(5)]
    refused = client.get("/sparql?query=ASK{}")

    assert statuses[:3] == [400, 400, 400]
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/health").status_code == 200


def test_a_client_that_used_up_its_evaluation_is_told_to_wait() -> None:
    settings = Settings(rate_seconds=1e-9, rate_window=60)
    client = create_application(settings, open_memory(b"<a:s> <a:p> <a:o> <a:g> .\n")).test_client()

    first, second = (client.get(f"/sparql?query=SELECT * {{ ?s ?p ?o }} LIMIT {n}") for n in (1, 2))

    assert (first.status_code, second.status_code) == (200, 429)
    assert second.get_json()["code"] == "too-many-requests"


def test_only_a_trusted_proxy_names_the_client() -> None:
    clients = Clients(("10.0.0.0/8",))

    assert clients.client("192.0.2.1", "198.51.100.7") == "192.0.2.1"
    assert clients.client("10.1.2.3", "198.51.100.7") == "198.51.100.7"
    assert clients.client("10.1.2.3", "203.0.113.9, 198.51.100.7, 10.9.9.9") == "198.51.100.7"
    assert clients.client("10.1.2.3", None) == "10.1.2.3"
    assert clients.client("10.1.2.3", "nonsense") == "nonsense"


def test_the_addresses_of_one_ipv6_network_are_one_client() -> None:
    clients = Clients(())

    assert clients.client("2001:db8::1") == clients.client("2001:db8::ffff:1")
    assert clients.client("::ffff:192.0.2.1") == "192.0.2.1"


@pytest.mark.parametrize("host", ["a b", "a/b", "", "a\r\nb", "<x>"])
def test_a_host_that_is_none_is_not_repeated(host: str) -> None:
    assert Clients(()).origin("192.0.2.1", "http", {"host": host}.get) == "http://localhost"


def test_the_flask_application_alone_is_complete(tmp_path: Path) -> None:
    client = create_application(Settings(), open_memory(b"<a:s> <a:p> <a:o> <a:g> .\n")).test_client()

    reply = client.get("/sparql?query=SELECT * {?s ?p ?o}", headers={"Accept": "text/csv"})

    assert reply.data.count(b"a:s") == 1
    assert reply.headers["ETag"]
    assert client.head("/sparql?query=ASK{}").data == b""
    assert client.post("/sparql", data={"query": "ASK{}"}).get_json()["boolean"] is True
    assert client.get("/graph-store?graph=a:g", headers={"Accept": "text/turtle"}).status_code == 200
