"""Nothing a query can do harms the service: every hostile query is answered or refused in time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.hostile import BROKEN, DEEP_ONES, NEARLY_TOO_DEEP, OUTWARD, RUNAWAYS
from tests.server.service import Service, serving

# Times beside other tests on a small machine say nothing; these have the machine to themselves.
pytestmark = pytest.mark.alone

DEADLINE = 2.0
SECRET = "planted-5e1f0c-secret"  # noqa: S105
FINE = {200, 400, 403, 404, 413, 415, 422, 503, 504}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("hostile")
    with serving(folder, "--query-timeout", str(DEADLINE), store=store, PLANTED=SECRET) as running:
        yield running


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback that notes who connects."""
    connections: list[str] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(16)
        server.settimeout(0.1)
        done = threading.Event()

        def note() -> None:
            while not done.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                connections.append(str(address))
                connection.close()

        thread = threading.Thread(target=note)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", connections
        done.set()
        thread.join()


def check_aftermath(service: Service) -> None:
    """The service is as it was: a simple query is quick, and memory is bounded."""
    quickest = min(service.query("ASK {}", more=f"&n={n}").seconds for n in range(5))
    assert quickest < 0.1
    assert service.memory() < 1_500_000_000


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_query_ends_in_time(guarded: Service, name: str) -> None:
    reply = (
        guarded.query(RUNAWAYS[name])
        if len(RUNAWAYS[name]) < 20_000
        else guarded.form([("query", RUNAWAYS[name])])
    )

    assert reply.status in FINE
    assert reply.seconds < DEADLINE + 1
    check_aftermath(guarded)


@pytest.mark.parametrize("name", DEEP_ONES)
def test_a_deep_query_kills_nothing(guarded: Service, name: str) -> None:
    before = guarded.front()

    reply = guarded.form([("query", DEEP_ONES[name])])

    assert reply.status in FINE
    assert reply.seconds < DEADLINE + 1
    assert guarded.front() == before
    check_aftermath(guarded)


@pytest.mark.parametrize("name", NEARLY_TOO_DEEP)
def test_a_query_as_deep_as_is_let_through_is_answered(guarded: Service, name: str) -> None:
    before = guarded.front()

    reply = guarded.form([("query", NEARLY_TOO_DEEP[name])])

    assert reply.status in {200, 400, 422, 504}
    assert reply.seconds < DEADLINE + 1
    assert guarded.front() == before
    check_aftermath(guarded)


@pytest.mark.parametrize("name", OUTWARD)
def test_a_query_reaches_nothing_outside(
    guarded: Service, name: str, listener: tuple[str, list[str]], tmp_path: Path
) -> None:
    url, connections = listener
    planted = tmp_path / "planted.nt"
    planted.write_text(f'<a:a> <a:b> "{SECRET}" .\n')

    reply = guarded.form([("query", OUTWARD[name].replace("{url}", url).replace("{file}", str(planted)))])

    assert reply.status in FINE
    assert SECRET.encode() not in reply.body
    assert reply.seconds < DEADLINE + 1
    time.sleep(0.05)
    assert connections == []


@pytest.mark.parametrize("name", [name for name in OUTWARD if name.startswith("service")])
def test_service_is_refused_by_name(guarded: Service, name: str, listener: tuple[str, list[str]]) -> None:
    reply = guarded.form([("query", OUTWARD[name].replace("{url}", listener[0]))])

    assert (reply.status, reply.json()["code"]) == (403, "query-refused")
    assert "SERVICE" in reply.json()["detail"]


UPDATES = [
    "load", "load a file", "load silent", "load in lower case", "insert", "insert where", "insert behind a prefix",
    "insert behind an escape", "delete", "delete data", "with", "clear", "drop", "create", "copy", "move", "add",
]  # fmt: skip


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_refused_by_name(guarded: Service, name: str) -> None:
    reply = guarded.form([("query", OUTWARD[name])])

    assert (reply.status, reply.json()["code"]) == (403, "query-refused")


@pytest.mark.parametrize("name", BROKEN)
def test_broken_text_is_refused(guarded: Service, name: str) -> None:
    reply = guarded.send("POST", "/sparql", BROKEN[name], Content_Type="application/sparql-query")

    assert reply.status in FINE
    assert reply.seconds < DEADLINE + 1
    check_aftermath(guarded)


def test_the_word_service_in_data_is_no_service(guarded: Service) -> None:
    query = "PREFIX ex: <a:> SELECT ('SERVICE' AS ?a) { # SERVICE\n OPTIONAL { ?SERVICE ex:SERVICE <a:SERVICE>, 'a'@service } }"

    assert guarded.query(query).status == 200


def test_what_a_query_asked_of_the_environment_stays_there(guarded: Service) -> None:
    for pid in guarded.evaluators():
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        assert SECRET.encode() not in environment


def test_an_evaluator_has_no_power_left(guarded: Service) -> None:
    for pid in guarded.evaluators():
        status = Path(f"/proc/{pid}/status").read_text()
        limits = {
            line[:25].strip(): line[26:].split()[0]
            for line in Path(f"/proc/{pid}/limits").read_text().splitlines()[1:]
        }
        handles = [int(each.name) for each in Path(f"/proc/{pid}/fd").iterdir()]

        assert "Seccomp:\t2" in status
        assert "NoNewPrivs:\t1" in status
        assert int(limits["Max open files"]) == max(handles) + 1 == len(handles)
        assert limits["Max address space"] != "unlimited"
        assert limits["Max file size"] != "unlimited"
        assert limits["Max core file size"] == "0"


def test_the_limits_that_hold_are_reported(guarded: Service) -> None:
    held = guarded.send("GET", "/health").json()["limits"]

    assert {"memory", "descriptors", "processor", "file-size", "system-calls"} <= set(held)


@pytest.mark.parametrize(("format_", "says"), [("json", b'"partial"'), ("xml", b"<!-- partial: ")])
def test_a_cut_result_says_so_in_header_and_body(guarded: Service, format_: str, says: bytes) -> None:
    reply = guarded.query(RUNAWAYS["cross product of three"], more=f"&partial=allowed&format={format_}")

    assert reply.status == 200
    assert "deadline" in reply.headers["dutygraph-partial"] or "larger" in reply.headers["dutygraph-partial"]
    assert says in reply.body[-400:]
    assert "etag" not in reply.headers


def test_a_cut_that_cannot_say_so_is_an_error(guarded: Service) -> None:
    reply = guarded.query(RUNAWAYS["cross product of three"], more="&partial=allowed&format=csv")

    assert reply.status in (422, 504)


def test_a_client_that_leaves_ends_its_query(guarded: Service) -> None:
    connection = socket.create_connection(("127.0.0.1", guarded.port))
    connection.sendall(
        b"GET /sparql?query=SELECT%20(COUNT(*)AS%20%3Fn)%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff.%3Fg%20%3Fh%20%3Fi%7D&timeout=1.9"
        b" HTTP/1.1\r\nHost: a\r\n\r\n"
    )
    time.sleep(0.4)
    busy = set(guarded.evaluators())

    connection.close()

    # The one that takes its place may be there before the kernel has cleared it away.
    until = time.monotonic() + 1.0
    while not (gone := busy - set(guarded.evaluators())) and time.monotonic() < until:
        time.sleep(0.02)
    assert len(gone) == 1
