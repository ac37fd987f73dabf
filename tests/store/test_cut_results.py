"""A result cut at a cap comes as soon as the error would, and its process goes on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from kg.errors import QueryTooLarge
from kg.store.engine import Query
from kg.store.evaluator import REAPED_AFTER, Caps
from kg.store.formats import format_named
from kg.store.publishing import publish
from kg.store.sandbox import Sandbox, SandboxSettings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no sandbox on Windows")

WAIT = 3.0  # seconds; shorter than the store waits for a process to end


def test_a_cut_result_waits_for_no_process_to_end(tmp_path: Path) -> None:
    publish(tmp_path / "store", "".join(f"<a:s{n}> <a:p> <a:o> <a:g> .\n" for n in range(50)).encode())

    async def scene() -> tuple[float, float, str | None, set[int], set[int]]:
        sandbox = Sandbox(tmp_path / "store", SandboxSettings(workers=1, caps=Caps(max_rows=10)))
        await sandbox.start()
        before, loop = set(sandbox.pool.pids), asyncio.get_running_loop()

        async def timed(*, partial: bool) -> tuple[float, str | None]:
            began, said = loop.time(), None
            query = Query(
                text="SELECT * { ?s ?p ?o }", format=format_named("json"), client="x", partial=partial
            )
            try:
                said = (await sandbox.run(query)).partial
            except QueryTooLarge:
                assert not partial
            return loop.time() - began, said

        refused, _ = await timed(partial=False)
        cut, said = await timed(partial=True)
        after = set(sandbox.pool.pids)
        await sandbox.stop()
        await asyncio.sleep(REAPED_AFTER + 0.1)
        return refused, cut, said, before, after

    refused, cut, said, before, after = asyncio.run(scene())

    assert said == "the result has more than 10 rows"
    assert cut < refused + WAIT
    assert before == after
