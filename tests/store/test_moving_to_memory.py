"""A large version is served from the disk at once, and from memory as soon as it has been read there."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from kg.store import starting
from kg.store.engine import Query
from kg.store.formats import format_named
from kg.store.publishing import publish
from kg.store.sandbox import Sandbox, SandboxSettings

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux forks evaluators")

WITHIN = 30.0


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store whose version counts as large."""
    publish(tmp_path, "".join(f"<a:s{n}> <a:p> <a:o{n}> <a:g> .\n" for n in range(20_000)).encode())
    monkeypatch.setattr(starting, "HELD_AT_ONCE", 0)
    monkeypatch.setattr(starting, "free_memory", lambda: 2**40)
    return tmp_path


def played(store: Path, play: Callable[[Sandbox], Awaitable[None]]) -> None:
    async def scene() -> None:
        sandbox = Sandbox(store, SandboxSettings(workers=2))
        await sandbox.start()
        try:
            await play(sandbox)
        finally:
            await sandbox.stop()

    asyncio.run(scene())


def on_disk(sandbox: Sandbox) -> list[int]:
    """The evaluators that have a file of the version open."""
    return [
        pid
        for pid in sandbox.pool.pids
        if any(str(each.readlink()).endswith(".sst") for each in Path(f"/proc/{pid}/fd").iterdir())
    ]


async def ask(sandbox: Sandbox, number: int) -> None:
    text = f"SELECT ?o {{ <a:s{number}> ?p ?o }}"
    result = await sandbox.run(Query(text=text, format=format_named("csv"), client=f"c{number % 3}"))
    assert result.read() == f"o\r\na:o{number}\r\n".encode()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(WITHIN):
        while not condition():
            await asyncio.sleep(0.02)


def test_every_query_is_answered_while_evaluators_change_places(store: Path) -> None:
    async def play(sandbox: Sandbox) -> None:
        assert len(on_disk(sandbox)) == len(sandbox.pool.pids)
        size, answered = len(sandbox.pool.pids), 0

        async def client(start: int) -> None:
            nonlocal answered
            while on_disk(sandbox):
                await ask(sandbox, (start + answered) % 20_000)
                answered += 1

        async with asyncio.timeout(WITHIN):
            await asyncio.gather(*(client(1000 * n) for n in range(6)))
        assert answered > 10
        await until(lambda: len(sandbox.pool.pids) == size)
        assert on_disk(sandbox) == []
        await ask(sandbox, 7)

    played(store, play)


def test_a_query_that_runs_meanwhile_is_answered_and_its_process_replaced(store: Path) -> None:
    async def play(sandbox: Sandbox) -> None:
        size = len(sandbox.pool.pids)
        text = "SELECT (COUNT(*) AS ?n) { ?a <a:p> ?x . ?b <a:p> ?y FILTER(?x = ?y || ?a = ?b) } LIMIT 1"
        slow = asyncio.ensure_future(
            sandbox.run(Query(text=text, format=format_named("csv"), client="slow", timeout=3.0))
        )
        await until(lambda: len(on_disk(sandbox)) == 1)
        assert not slow.done()
        await asyncio.wait([slow])
        await until(lambda: on_disk(sandbox) == [] and len(sandbox.pool.pids) == size)

    played(store, play)


def test_where_reading_fails_the_version_is_served_from_the_disk(
    store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(sandbox: Sandbox) -> None:
        await until(lambda: bool(readers()))
        os.kill(readers()[-1], signal.SIGKILL)
        await until(lambda: "stays on the disk" in caplog.text)
        assert len(on_disk(sandbox)) == len(sandbox.pool.pids)
        await ask(sandbox, 11)

    played(store, play)


def test_a_pool_that_ends_meanwhile_leaves_nothing_behind(store: Path) -> None:
    async def play(sandbox: Sandbox) -> None:
        await until(lambda: bool(readers()))

    before = set(children())
    played(store, play)

    async def gone() -> None:
        await until(lambda: not set(children()) - before)

    asyncio.run(gone())


def readers() -> list[int]:
    """The processes that evaluators over memory will be forked off; there is none before the version is being read."""
    return [
        pid
        for pid in children()
        if Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").endswith(b"\x001")
    ]


def children() -> list[int]:
    """Those that run; one that is only to be buried does not."""
    tasks = Path("/proc/self/task").iterdir()
    found = [int(pid) for task in tasks for pid in (task / "children").read_text().split()]
    return [pid for pid in found if "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()]
