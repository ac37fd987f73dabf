"""A result cut at a cap is given at once, and its process goes on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from kg.store.engine import Query
from kg.store.evaluator import Caps, Evaluator
from kg.store.formats import format_named
from kg.store.publishing import publish
from kg.store.sandbox import Sandbox, SandboxSettings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no sandbox on Windows")


def test_a_cut_result_waits_for_no_process_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path / "store", "".join(f"<a:s{n}> <a:p> <a:o> <a:g> .\n" for n in range(50)).encode())
    waited_for: list[int] = []
    monkeypatch.setattr(Evaluator, "wait_until_gone", lambda self: waited_for.append(self.pid))

    async def scene() -> tuple[str | None, set[int], set[int]]:
        sandbox = Sandbox(tmp_path / "store", SandboxSettings(workers=1, caps=Caps(max_rows=10)))
        await sandbox.start()
        before = set(sandbox.pool.pids)
        query = Query(text="SELECT * { ?s ?p ?o }", format=format_named("json"), client="x", partial=True)
        said = (await sandbox.run(query)).partial
        after = set(sandbox.pool.pids)
        await sandbox.stop()
        await asyncio.sleep(0.3)
        return said, before, after

    said, before, after = asyncio.run(scene())

    assert said == "the result has more than 10 rows"
    assert waited_for == []
    assert before == after
