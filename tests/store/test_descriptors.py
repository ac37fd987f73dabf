"""A successor of an evaluator holds no more descriptors than the process it replaces."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from kg.store.alarms import Alarms
from kg.store.evaluator import Caps, Evaluator
from kg.store.publishing import current_version, publish
from kg.store.starting import ForkServer, Spawner

STARTERS = {
    "forked, in memory": partial(ForkServer, in_memory=True),
    "forked, on the disk": partial(ForkServer, in_memory=False),
    "spawned": Spawner,
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="descriptors are listed in /proc")
@pytest.mark.parametrize("starter", STARTERS)
def test_what_the_parent_has_open_costs_an_evaluator_no_descriptor(starter: str, tmp_path: Path) -> None:
    publish(tmp_path / "store", b"<a:s> <a:p> <a:o> <a:g> .\n")
    version = current_version(tmp_path / "store")

    async def handles() -> int:
        start = STARTERS[starter](version, Caps().max_memory, Caps().max_bytes)
        evaluator = await Evaluator.start(start, version.id, Caps(), Alarms(asyncio.get_running_loop()))
        try:
            return len(os.listdir(f"/proc/{evaluator.pid}/fd"))  # noqa: PTH208
        finally:
            evaluator.close()
            evaluator.wait_until_gone()
            start.close()

    async def both() -> tuple[int, int]:
        first = await handles()
        with ExitStack() as stack:
            for _ in range(50):
                stack.enter_context(open(os.devnull))  # noqa: PTH123
            return first, await handles()

    first, successor = asyncio.run(both())

    assert successor == first
