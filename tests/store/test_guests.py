"""Small queries share a process, one behind the other; none waits for a long one, none is lost with its host."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kg.errors import QueryError, QueryTimeout
from kg.store.engine import Query, Result
from kg.store.formats import format_named
from kg.store.publishing import publish
from kg.store.sandbox import Sandbox, SandboxSettings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no sandbox on Windows")

CSV = format_named("csv")
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
LARGE = "SELECT (CONCAT(STR(?a), ' {} ', STR(?b)) AS ?x) {{ ?a <a:p> ?b . ?c <a:p> ?d }}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guests") / "store"
    publish(folder, "".join(f"<a:s{n}> <a:p> <a:o{n}> <a:g> .\n" for n in range(300)).encode())
    return folder


@asynccontextmanager
async def opened(store: Path) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(store, SandboxSettings(workers=2))
    await sandbox.start()
    try:
        yield sandbox
    finally:
        await sandbox.stop()
        await asyncio.sleep(0.3)  # ended processes are cleared away by the loop


@asynccontextmanager
async def used_to_small_queries(store: Path) -> AsyncIterator[Sandbox]:
    """Give a sandbox that has answered so many small queries that others may share a process."""
    async with opened(store) as sandbox:
        for number in range(100):
            await ask(sandbox, small(number))
        yield sandbox


async def ask(sandbox: Sandbox, text: str, client: str = "someone", timeout: float | None = None) -> str:
    result: Result = await sandbox.run(Query(text=text, format=CSV, client=client, timeout=timeout))
    return result.read().decode()


def small(number: int) -> str:
    return f"SELECT ({number} AS ?x) {{}}"


def most_answered(sandbox: Sandbox) -> list[int]:
    return sorted((each.answered for each in sandbox.pool.processes), reverse=True)


def test_small_queries_asked_at_once_share_a_process_and_each_gets_its_own_answer(store: Path) -> None:
    async def scene() -> tuple[list[str], list[int], list[int]]:
        async with used_to_small_queries(store) as sandbox:
            before = most_answered(sandbox)
            asked = [ask(sandbox, small(number), f"client {number % 4}") for number in range(30)]
            return await asyncio.gather(*asked), before, most_answered(sandbox)

    answers, before, after = asyncio.run(scene())

    assert answers == [f"x\r\n{number}\r\n" for number in range(30)]
    assert sum(after) - sum(before) == 30
    assert after[0] - before[0] > 20


def test_a_guest_does_not_wait_for_a_long_query_before_it(store: Path) -> None:
    async def scene() -> tuple[list[str], bool, object]:
        async with used_to_small_queries(store) as sandbox:
            long = asyncio.create_task(ask(sandbox, LONG, timeout=2.0))
            await asyncio.sleep(0)  # the long one goes first
            answers = await asyncio.gather(*(ask(sandbox, small(number)) for number in range(8)))
            was_running = not long.done()
            return answers, was_running, (await asyncio.gather(long, return_exceptions=True))[0]

    answers, was_running, ended = asyncio.run(scene())

    assert answers == [f"x\r\n{number}\r\n" for number in range(8)]
    assert was_running
    assert isinstance(ended, QueryTimeout)


def test_a_long_guest_ends_at_its_deadline_and_those_behind_it_are_answered(store: Path) -> None:
    async def scene() -> tuple[list[object], float]:
        async with used_to_small_queries(store) as sandbox:
            loop = asyncio.get_running_loop()
            began = loop.time()
            asked = [ask(sandbox, small(1)), ask(sandbox, LONG, timeout=1.0), ask(sandbox, small(2))]
            return await asyncio.gather(*asked, return_exceptions=True), loop.time() - began

    (first, long, second), took = asyncio.run(scene())

    assert (first, second) == ("x\r\n1\r\n", "x\r\n2\r\n")
    assert isinstance(long, QueryTimeout)
    assert took < 2.0


def test_a_guest_that_is_no_sparql_fails_alone(store: Path) -> None:
    async def scene() -> list[object]:
        async with used_to_small_queries(store) as sandbox:
            asked = [ask(sandbox, text) for text in (small(1), "SELECT {", small(2))]
            return await asyncio.gather(*asked, return_exceptions=True)

    first, broken, second = asyncio.run(scene())

    assert (first, second) == ("x\r\n1\r\n", "x\r\n2\r\n")
    assert isinstance(broken, QueryError)


def test_large_results_of_queries_that_come_together_are_whole(store: Path) -> None:
    async def scene() -> list[str]:
        async with used_to_small_queries(store) as sandbox:
            return await asyncio.gather(
                *(ask(sandbox, LARGE.format(number) if number % 2 else small(number)) for number in range(8))
            )

    for number, answer in enumerate(asyncio.run(scene())):
        lines = answer.splitlines()
        if number % 2:
            assert len(lines) == 1 + 300 * 300
            assert all(f" {number} " in line for line in lines[1:])
        else:
            assert lines == ["x", str(number)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_no_query_is_lost_when_every_process_is_killed(store: Path) -> None:
    async def scene() -> list[str]:
        async with used_to_small_queries(store) as sandbox:
            asked = [asyncio.create_task(ask(sandbox, small(number))) for number in range(20)]
            await asyncio.sleep(0)
            for pid in sandbox.pool.pids:
                os.kill(pid, signal.SIGKILL)
            return await asyncio.gather(*asked)

    assert asyncio.run(scene()) == [f"x\r\n{number}\r\n" for number in range(20)]


def test_a_query_that_exhausts_memory_takes_no_guest_with_it(store: Path) -> None:
    bomb = "SELECT (STRLEN(?c) AS ?n) { BIND('0123456789' AS ?x) " + " ".join(
        f"BIND(CONCAT({', '.join(['?' + one] * 10)}) AS ?{other})"
        for one, other in zip("xabdefgh", "abdefghc", strict=True)
    )

    async def scene() -> list[object]:
        async with used_to_small_queries(store) as sandbox:
            asked = [ask(sandbox, bomb + "}", timeout=5.0), *(ask(sandbox, small(n)) for n in range(6))]
            return await asyncio.gather(*asked, return_exceptions=True)

    ended, *answers = asyncio.run(scene())

    assert answers == [f"x\r\n{number}\r\n" for number in range(6)]
    assert getattr(ended, "code", "") == "memory-exceeded"


def test_who_leaves_takes_nothing_along_and_a_long_query_of_theirs_ends(store: Path) -> None:
    async def scene() -> tuple[list[str], set[int], set[int], int]:
        async with used_to_small_queries(store) as sandbox:
            before = set(sandbox.pool.pids)
            first = asyncio.create_task(ask(sandbox, small(1)))
            leaving = [asyncio.create_task(ask(sandbox, LONG, timeout=20.0)) for _ in range(2)]
            last = asyncio.create_task(ask(sandbox, small(2)))
            await asyncio.sleep(0)
            for task in leaving:
                task.cancel()
            answers = await asyncio.gather(first, last)
            await asyncio.sleep(1.0)
            again = await asyncio.gather(*(ask(sandbox, small(number)) for number in range(8)))
            return [*answers, *again], before, set(sandbox.pool.pids), sandbox.state().waiting

    answers, before, after, waiting = asyncio.run(scene())

    assert answers == [f"x\r\n{number}\r\n" for number in (1, 2, *range(8))]
    assert len(after) == len(before)
    assert before - after, "the process with the query nobody waits for was not ended"
    assert waiting == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_a_process_that_ends_over_a_query_nobody_waits_for_is_replaced(store: Path) -> None:
    async def scene() -> tuple[str, set[int], set[int], int]:
        async with used_to_small_queries(store) as sandbox:
            first = asyncio.create_task(ask(sandbox, small(1)))
            leaving = asyncio.create_task(ask(sandbox, LONG, timeout=20.0))
            await asyncio.sleep(0)
            leaving.cancel()
            answer = await first
            await asyncio.sleep(0.05)
            (busy,) = (each for each in sandbox.pool.processes if each.calls)
            before = set(sandbox.pool.pids)
            os.kill(busy.pid, signal.SIGKILL)
            await asyncio.sleep(1.0)
            return answer, before, set(sandbox.pool.pids), busy.pid

    answer, before, after, killed = asyncio.run(scene())

    assert answer == "x\r\n1\r\n"
    assert len(after) == len(before)
    assert killed not in after


def test_where_queries_are_long_each_has_a_process(store: Path) -> None:
    middling = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . FILTER(STR(?a) < STR(?d)) }"

    async def scene() -> list[int]:
        async with opened(store) as sandbox:
            for _ in range(4):
                await asyncio.gather(*(ask(sandbox, f"{middling} # {n}") for n in range(3)))
            return most_answered(sandbox)

    assert most_share(asyncio.run(scene())) < 0.8


def most_share(answered: list[int]) -> float:
    return answered[0] / sum(answered)
