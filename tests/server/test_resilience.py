"""Whatever process is killed, whatever is published meanwhile: the service comes back, no request is lost, no answer mixes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.store.memory import open_local
from kg.store.publishing import current_version, publish
from tests.server.hostile import RUNAWAYS
from tests.server.service import ROOT, Service, await_health, is_running, serving

# Times beside other tests on a small machine say nothing; these have the machine to themselves.
pytestmark = pytest.mark.alone

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def numbered(version: int, size: int = 500) -> bytes:
    """A data set in which every triple says of which version it is."""
    return "".join(f'<a:s{n}> <a:version> "{version}" <a:g{n % 3}> .\n' for n in range(size)).encode()


@pytest.fixture
def own(tmp_path: Path, store: Path) -> Iterator[Service]:
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    with serving(tmp_path, "--query-timeout", "5", store=copy) as running:
        yield running


def test_an_evaluator_that_is_killed_is_replaced(own: Service) -> None:
    before = own.evaluators()

    for pid in before:
        os.kill(pid, signal.SIGKILL)
    replies = [own.query(COUNT, more=f"&n={n}") for n in range(20)]

    assert {reply.status for reply in replies} == {200}
    time.sleep(1.0)
    assert len(own.evaluators()) >= len(before) - 1
    assert not set(before) & set(own.evaluators())


def test_what_evaluators_are_forked_off_may_be_killed_with_all_of_them(own: Service) -> None:
    before = {*own.evaluators(), *own.fork_servers()}
    assert len(own.fork_servers()) == 1

    for pid in before:
        os.kill(pid, signal.SIGKILL)
    replies = [own.query(COUNT, more=f"&n={n}") for n in range(20)]

    assert {reply.status for reply in replies} == {200}
    assert not before & {*own.evaluators(), *own.fork_servers()}
    assert len(own.fork_servers()) == 1


def test_a_query_whose_evaluator_is_killed_is_answered_all_the_same(own: Service) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?a ?d ?e }"
    idle = set(own.evaluators())
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(own.query, text)
        time.sleep(0.05)
        for pid in idle:
            os.kill(pid, signal.SIGKILL)

        assert asked.result().status == 200


def test_the_front_that_is_killed_comes_back(own: Service) -> None:
    expected = own.query(COUNT).json()
    old = {own.front(), *own.evaluators()}

    os.kill(own.front(), signal.SIGKILL)

    time.sleep(0.2)
    await_health(own, 20)
    assert own.query(COUNT).json() == expected
    assert not old & set(own.processes())
    assert not any(is_running(pid) for pid in old)


def test_a_front_that_is_killed_again_and_again_comes_back(own: Service) -> None:
    for _ in range(3):
        os.kill(own.front(), signal.SIGKILL)
        time.sleep(0.2)
        await_health(own, 20)

    assert own.query(COUNT).status == 200


def test_who_connects_while_the_front_starts_anew_waits_and_is_answered(own: Service) -> None:
    old = own.front()
    os.kill(old, signal.SIGKILL)

    replies = [own.query(COUNT, timeout=30).status]

    assert replies == [200]
    assert own.front() != old


def test_when_the_main_process_is_killed_nothing_is_left_and_a_restart_serves(
    own: Service, tmp_path: Path
) -> None:
    expected = own.query(COUNT).json()
    everything = set(own.processes())

    os.kill(own.process.pid, signal.SIGKILL)
    own.process.wait()

    until = time.monotonic() + 5
    while time.monotonic() < until and any(is_running(pid) for pid in everything):
        time.sleep(0.05)
    assert not [pid for pid in everything if is_running(pid)]
    with serving(tmp_path, store=own.store) as again:
        assert again.query(COUNT).json() == expected


def test_a_stop_lets_running_queries_finish(own: Service) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?a ?d ?e . ?a ?f ?g . ?a ?h ?i }"
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(own.query, text)
        while b"dutygraph_queries_running 1" not in own.send("GET", "/metrics").body and not asked.done():
            time.sleep(0.02)
        own.process.send_signal(signal.SIGTERM)

        assert asked.result().status in (200, 504)
    assert own.process.wait(15) == 0


@pytest.mark.parametrize("after", [0.0, 0.3, 1.0])
def test_a_stop_while_pages_are_prepared_ends_the_service(own: Service, after: float) -> None:
    assert own.store is not None
    shutil.rmtree(own.store / "prepared", ignore_errors=True)
    with serving(own.store.parent, store=own.store) as service:
        time.sleep(after)
        service.process.send_signal(signal.SIGTERM)

        assert service.process.wait(20) == 0


def test_a_build_published_under_load_loses_no_request_and_mixes_no_versions(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    publish(folder, numbered(0))
    text = "SELECT ?v (COUNT(*) AS ?n) { ?s <a:version> ?v } GROUP BY ?v"
    seen: list[tuple[int, str]] = []
    done = threading.Event()
    with serving(tmp_path, store=folder) as service:

        def ask(seed: int) -> None:
            number = 0
            while not done.is_set():
                number += 1
                reply = service.query(text + f" #{seed} {number}")
                seen.append((reply.status, reply.body.decode()))

        threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for version in range(1, 5):
            time.sleep(1.2)
            publish(folder, numbered(version))
        time.sleep(2.0)
        done.set()
        for thread in threads:
            thread.join()

    assert {status for status, _ in seen} == {200}
    answers = [json.loads(body)["results"]["bindings"] for _, body in seen]
    assert all(len(rows) == 1 and rows[0]["n"]["value"] == "500" for rows in answers)
    assert {rows[0]["v"]["value"] for rows in answers} >= {"0", "4"}


def test_a_publisher_killed_at_any_moment_leaves_the_old_version_or_the_new(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    publish(folder, numbered(0, 3000))
    script = (
        "import sys; from pathlib import Path; from kg.store.publishing import publish; "
        "print('ready', flush=True); sys.stdin.readline(); publish(Path(sys.argv[1]), sys.stdin.buffer.read())"
    )
    chance = random.Random(20261122)  # noqa: S311
    outcomes = set()
    for version in range(1, 13):
        before = current_version(folder).id
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        process.stdin.write(b"\n" + numbered(version, 3000))
        process.stdin.close()
        time.sleep(chance.uniform(0.0, 0.25))
        process.kill()
        process.wait()
        process.stdout.close()

        engine = open_local(folder)
        rows = engine.select("SELECT ?v (COUNT(*) AS ?n) { ?s <a:version> ?v } GROUP BY ?v")
        assert [str(row["n"]) for row in rows] == ["3000"]
        outcomes.add(current_version(folder).id == before)
    publish(folder, numbered(99, 10))
    assert not list((folder / "versions").glob(".building-*"))


def test_twelve_runaways_hold_back_neither_small_queries_nor_pages(own: Service) -> None:
    def measure(tag: str, count: int = 60) -> tuple[float, float]:
        """The 95th percentile of small queries and of pages, each the best of five rounds: the machine has other work too."""
        rounds = []
        for turn in range(5):
            asks = sorted(own.query(f"ASK {{ ?s ?p ?o }} #{tag}{turn}-{n}").seconds for n in range(count))
            pages = sorted(own.send("GET", "/").seconds for _ in range(count))
            rounds.append((asks[int(count * 0.95)], pages[int(count * 0.95)]))
        return min(ask for ask, _ in rounds), min(page for _, page in rounds)

    measure("warm", 10)
    idle_ask, idle_page = measure("idle")
    done = threading.Event()
    names = list(RUNAWAYS)[:12]
    ends = []

    def run(name: str) -> None:
        while not done.is_set():
            ends.append(own.query(RUNAWAYS[name]).status)

    threads = [threading.Thread(target=run, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    try:
        time.sleep(1.0)
        busy_ask, busy_page = measure("busy")
        running = own.send("GET", "/metrics").body
    finally:
        done.set()
        for thread in threads:
            thread.join()

    assert b"dutygraph_queries_running 0" not in running
    assert set(ends) <= {200, 422, 503, 504}
    ratios = busy_ask / idle_ask, busy_page / idle_page
    assert max(ratios) < 3, (ratios, idle_ask, busy_ask, idle_page, busy_page)
