"""A successor of an evaluator holds no more descriptors than the process it replaces."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from kg.store.alarms import Alarms
from kg.store.evaluator import Caps, Evaluator
from kg.store.publishing import current_version, publish


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="descriptors are listed in /proc")
def test_what_the_parent_has_open_costs_an_evaluator_no_descriptor(tmp_path: Path) -> None:
    publish(tmp_path / "store", b"<a:s> <a:p> <a:o> <a:g> .\n")
    version = current_version(tmp_path / "store")

    async def handles() -> int:
        evaluator = Evaluator(version.folder, version.id, Caps(), Alarms(asyncio.get_running_loop()))
        try:
            await evaluator.ready()
            return len(os.listdir(f"/proc/{evaluator.pid}/fd"))  # noqa: PTH208
        finally:
            evaluator.close()
            evaluator.wait_until_gone()

    async def both() -> tuple[int, int]:
        first = await handles()
        with ExitStack() as stack:
            for _ in range(50):
                stack.enter_context(open(os.devnull))  # noqa: PTH123
            return first, await handles()

    first, successor = asyncio.run(both())

    assert successor == first
