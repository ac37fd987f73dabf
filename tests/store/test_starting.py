"""However an evaluator comes to be, it answers the same, is our child, and costs nobody else anything when it ends."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest

from kg.errors import StoreError
from kg.store import starting
from kg.store.alarms import Alarms
from kg.store.evaluator import Caps, Evaluator
from kg.store.publishing import Version, current_version, publish
from kg.store.starting import ForkServer, Process, Spawner, Starter, fits_in_memory, starter_for

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux forks evaluators")

CAPS = Caps()
STARTERS = {
    "forked, in memory": partial(ForkServer, in_memory=True),
    "forked, on the disk": partial(ForkServer, in_memory=False),
    "spawned": Spawner,
}
QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?s ?o { ?s <a:p> ?o } ORDER BY ?s ?o",
    'ASK { ?s <a:p> "\u804c\u8d23"@zh }',
    "SELECT * { ?s <a:n> ?n FILTER(?n > 1) } ORDER BY ?n",
)
DATA = """<a:s1> <a:p> <a:o> <a:g1> .
<a:s1> <a:p> <a:o> <a:g2> .
<a:s2> <a:p> "\u804c\u8d23"@zh <a:g2> .
_:b <a:n> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <a:g2> .
_:b <a:n> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
""".encode()


@pytest.fixture
def version(tmp_path: Path) -> Version:
    publish(tmp_path / "store", DATA)
    return current_version(tmp_path / "store")


def played(
    starter: Callable[[Version, int, int], Starter],
    version: Version,
    play: Callable[[Starter, Callable[[], Awaitable[Evaluator]]], Awaitable[None]],
) -> None:
    """Play a scene with a starter and what starts an evaluator with it; all of them are ended at the end."""

    async def scene() -> None:
        opened = starter(version, CAPS.max_memory, CAPS.max_bytes)
        alarms = Alarms(asyncio.get_running_loop())
        evaluators: list[Evaluator] = []

        async def start() -> Evaluator:
            evaluators.append(await Evaluator.start(opened, "v", CAPS, alarms))
            return evaluators[-1]

        try:
            await play(opened, start)
        finally:
            for each in evaluators:
                each.close()
                each.wait_until_gone()
            opened.close()

    asyncio.run(scene())


async def answer(evaluator: Evaluator, text: str) -> str:
    call = evaluator.begin((text, "csv", (), None, None), 10.0, keep=65536)
    while not call.is_over:
        await call.turn(10.0)
    return (call.reply().body or b"").decode()


@pytest.mark.parametrize("text", QUERIES)
def test_in_memory_and_on_the_disk_the_answers_are_the_same(version: Version, text: str) -> None:
    answers = []

    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        answers.append(await answer(await start(), text))

    for starter in STARTERS.values():
        played(starter, version, play)

    assert len(answers) == len(STARTERS)
    assert len(set(answers)) == 1


@pytest.mark.parametrize("starter", STARTERS)
def test_an_evaluator_is_our_child_and_tells_how_it_ended(starter: str, version: Version) -> None:
    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        evaluator = await start()
        status = (Path("/proc") / str(evaluator.pid) / "status").read_text()
        assert f"PPid:\t{os.getpid()}\n" in status
        assert "Seccomp:\t2\n" in status
        os.kill(evaluator.pid, signal.SIGABRT)
        call = evaluator.begin(("ASK {}", "csv", (), None, None), 5.0, keep=65536)
        await call.turn(5.0)
        with pytest.raises(Exception, match="needed more than the"):
            call.reply()

    played(STARTERS[starter], version, play)


def test_an_evaluator_over_memory_has_no_file_open_and_can_open_none(version: Version) -> None:
    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        handles = Path("/proc") / str((await start()).pid) / "fd"
        opened = {str(each.readlink()).partition(":")[0].partition(" ")[0] for each in handles.iterdir()}
        assert {each for each in opened if str(version.folder) in each} == set()
        assert opened <= {
            "/dev/null",
            "socket",
            *(each for each in opened if "/dutygraph-" in each or "/#" in each),
        }

    played(STARTERS["forked, in memory"], version, play)


def test_evaluators_outlive_what_they_were_forked_off_and_new_ones_come(version: Version) -> None:
    async def play(starter: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        assert isinstance(starter, ForkServer)
        first = await start()
        before = starter.pid
        os.kill(before or 0, signal.SIGKILL)
        second = await start()

        assert starter.pid != before
        assert await answer(first, QUERIES[0]) == await answer(second, QUERIES[0])

    played(STARTERS["forked, in memory"], version, play)


def test_who_gives_up_waiting_for_a_process_leaves_it_to_nobody_else(version: Version) -> None:
    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        for seconds in (0.0, 0.01, 0.05, 0.1, 0.2, 0.4):
            first = asyncio.ensure_future(start())
            await asyncio.sleep(seconds)
            first.cancel()
            second = await start()
            assert await answer(second, QUERIES[0]) == "n\r\n4\r\n"

    played(STARTERS["forked, in memory"], version, play)


@pytest.mark.parametrize("starter", STARTERS)
def test_a_version_that_cannot_be_opened_is_an_error_that_says_so(
    starter: str, version: Version, tmp_path: Path
) -> None:
    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        with pytest.raises(StoreError, match="see whether the folder is complete"):
            await start()

    played(STARTERS[starter], replace(version, folder=tmp_path / "nowhere"), play)


@pytest.mark.parametrize(("quads", "in_memory"), [(starting.HELD_AT_ONCE, True), (10**6, False)])
def test_a_large_version_is_opened_on_the_disk(version: Version, quads: int, in_memory: bool) -> None:
    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        handles = Path("/proc") / str((await start()).pid) / "fd"
        assert any(str(each.readlink()).endswith(".sst") for each in handles.iterdir()) != in_memory

    played(lambda each, *caps: starter_for(replace(each, quads=quads), *caps), version, play)


@pytest.mark.parametrize(
    ("quads", "evaluators", "free", "fits"),
    [
        (starting.HELD_AT_ONCE, 8, 2**40, False),  # it is there already
        (10**6, 8, 2**40, True),
        (10**6, 8, 2**33, True),
        (10**6, 16, 2**33, False),  # each may come to hold a copy
        (10**6, 8, 0, False),  # the system does not tell
        (10**8, 8, 2**40, False),
    ],
)
def test_only_what_leaves_room_is_read_into_memory_later(
    version: Version, monkeypatch: pytest.MonkeyPatch, quads: int, evaluators: int, free: int, fits: bool
) -> None:
    monkeypatch.setattr(starting, "free_memory", lambda: free)

    assert fits_in_memory(replace(version, quads=quads), evaluators) == fits


def test_evaluators_share_the_data_whatever_they_evaluate_small(tmp_path: Path) -> None:
    publish(
        tmp_path / "store",
        "".join(f'<a:s{n}> <a:p> "{n} {n:0100}" <a:g> .\n' for n in range(20_000)).encode(),
    )

    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        evaluator = await start()
        for number in range(300):
            found = await answer(evaluator, f"SELECT ?o {{ <a:s{number * 60}> ?p ?o }}")
            assert found.startswith(f"o\r\n{number * 60} ")
        memory = (Path("/proc") / str(evaluator.pid) / "smaps_rollup").read_text()
        shared, own = (
            int(re.search(rf"^{name}: *(\d+) kB", memory, re.MULTILINE)[1])  # type: ignore[index]
            for name in ("Shared_Dirty", "Private_Dirty")
        )
        assert shared > 15_000
        assert own < 6_000

    played(STARTERS["forked, in memory"], current_version(tmp_path / "store"), play)


def test_an_evaluator_that_has_copied_much_of_what_it_shares_says_so(tmp_path: Path) -> None:
    publish(tmp_path / "store", "".join(f"<a:s{n}> <a:p> <a:o{n}> <a:g> .\n" for n in range(50_000)).encode())
    program = starting.PROGRAM.replace(
        "from kg.store.", "from kg.store import limits; limits.MOST_COPIED = 4096; from kg.store."
    )

    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        evaluator = await start()
        for number in range(20):
            await answer(evaluator, f"SELECT ?o {{ <a:s{number}> ?p ?o }}")
        assert not evaluator.is_worn
        await answer(evaluator, "SELECT (COUNT(?o) AS ?n) { ?s ?p ?o }")  # the engine counts who reads a quad
        assert evaluator.is_worn

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starting, "PROGRAM", program)
        played(STARTERS["forked, in memory"], current_version(tmp_path / "store"), play)


def test_the_end_of_a_process_is_told_once_and_again(version: Version) -> None:
    async def play(starter: Starter, _: Callable[[], Awaitable[Evaluator]]) -> None:
        process = await started(starter)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)
        process.kill()
        assert process.wait(5) == process.poll() == -signal.SIGKILL
        process.kill()

    async def started(starter: Starter) -> Process:
        import socket

        ours, theirs = socket.socketpair()
        spool: BinaryIO
        with tempfile.TemporaryFile() as spool, theirs:
            links.append(ours)
            return await starter.start(theirs, spool)

    links: list[closing] = []
    played(STARTERS["forked, in memory"], version, play)
    for each in links:
        each.close()


def test_no_process_is_left_behind(version: Version) -> None:
    async def play(_: Starter, start: Callable[[], Awaitable[Evaluator]]) -> None:
        for _ in range(5):
            await start()

    before = children()
    played(STARTERS["forked, in memory"], version, play)

    until = time.monotonic() + 5
    while children() - before and time.monotonic() < until:
        time.sleep(0.02)
    assert children() - before == set()


def children() -> set[str]:
    tasks = Path("/proc/self/task").iterdir()
    return {pid for task in tasks for pid in (task / "children").read_text().split()}
