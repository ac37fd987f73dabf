"""One attempt at one query: take a process, hand the query over, and bring home a whole result or what ended it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from kg.errors import QueryTimeout, StoreBusy
from kg.store.cutting import cut
from kg.store.engine import Query, Result, flatten
from kg.store.evaluator import Evaluator, Reply, too_large
from kg.store.pool import Pool
from kg.store.slots import FairSlots

__all__ = ["Place", "Run", "SliceOver", "attempt"]

SLICE = 0.25  # seconds a query may run before it counts as long
SLICE_STEPS = 8
RELIEF = 1.0  # seconds between two looks whether a long query gets anywhere
KEPT_INLINE = 512 * 1024
READ_WHOLE = 8 * 1024 * 1024


class SliceOver(Exception):
    """The query needs longer than a slice and there is no long place for it now."""


@dataclass(slots=True)
class Run:
    """One query on its way: over which version, when it came, when it must be done."""

    query: Query
    pool: Pool
    began: float
    until: float


class Place:
    """A place a query holds; it may move from the quick ones to the long ones."""

    def __init__(self, slots: FairSlots) -> None:
        self._slots = slots
        self._held = False

    async def enter(self, client: str, until: float) -> None:
        """Wait for a place."""
        await self._slots.acquire(client, until)
        self._held = True

    @property
    def is_wanted(self) -> bool:
        """Whether others wait for such a place."""
        return self._slots.waiting > 0

    def move(self, slots: FairSlots) -> bool:
        """Change to another kind of place, if one is free."""
        if not slots.try_acquire():
            return False
        self._slots.release()
        self._slots = slots
        return True

    def leave(self) -> None:
        """Give the place back."""
        if self._held:
            self._held = False
            self._slots.release()


async def attempt(run: Run, place: Place, after_slice: FairSlots | None) -> Result:
    """Evaluate in one process until the deadline; with ``after_slice``, move there once the slice is over."""
    loop = asyncio.get_running_loop()
    evaluator = run.pool.take_now() or await _take(run)
    started = loop.time()
    if after_slice is None and run.query.client:
        evaluator.demote()
    partial = run.query.partial
    answer = evaluator.begin(flatten(run.query), run.until - started, keep=0 if partial else KEPT_INLINE)
    try:
        if (
            after_slice is not None
            and not await _slice(evaluator, place, run.until - started)
            and loop.time() < run.until
        ):
            if not place.move(after_slice):
                raise SliceOver
            evaluator.demote()
        while not await evaluator.within(min(RELIEF, run.until - loop.time())) and loop.time() < run.until:
            evaluator.relieve()
        if not answer.done():
            return await _late(run, evaluator, loop.time() - started)
        reply = evaluator.result(answer.result())
        return await _result(run, evaluator, reply, loop.time() - started)
    finally:
        whole = answer.done() and not answer.cancelled() and answer.exception() is None
        run.pool.give(evaluator, finished=whole)


async def _take(run: Run) -> Evaluator:
    try:
        async with asyncio.timeout_at(run.until):
            return await run.pool.take()
    except TimeoutError as error:
        raise StoreBusy("no evaluator was ready before the deadline; ask again in some seconds") from error


async def _slice(evaluator: Evaluator, place: Place, seconds: float) -> bool:
    """Wait one slice for the answer, cut short where others wait for the place."""
    step = SLICE / SLICE_STEPS
    for number in range(SLICE_STEPS):
        if await evaluator.within(min(step, seconds)):
            return True
        if place.is_wanted and number >= 1:
            break
    return False


async def _result(run: Run, evaluator: Evaluator, reply: Reply, seconds: float) -> Result:
    if reply.overflow:
        if not run.query.partial:
            raise too_large(reply)
        body = await asyncio.to_thread(_cut, run, evaluator, reply.overflow)
        if body is None:
            raise too_large(reply)
        return _whole(run, body, seconds, partial=reply.overflow)
    if reply.body is not None:
        return _whole(run, reply.body, seconds)
    spool = await asyncio.to_thread(evaluator.take_spool, reply.size)
    if reply.size > READ_WHOLE:
        return Result(spool=spool, size=reply.size, seconds=seconds, version=run.pool.version.id)
    with spool:
        return _whole(run, spool.read(), seconds)


def _whole(run: Run, body: bytes, seconds: float, *, partial: str | None = None) -> Result:
    return Result(body=body, size=len(body), seconds=seconds, version=run.pool.version.id, partial=partial)


async def _late(run: Run, evaluator: Evaluator, seconds: float) -> Result:
    evaluator.kill()
    waited = asyncio.get_running_loop().time() - run.began - seconds
    queued = f" after waiting {waited:.1f} s for its turn" if waited > 0.1 else ""
    why = (
        f"the query ran {seconds:.1f} s{queued} and was ended at its deadline of {run.until - run.began:g} s"
    )
    if run.query.partial:
        await asyncio.to_thread(evaluator.wait_until_gone)
        body = await asyncio.to_thread(_cut, run, evaluator, why)
        if body is not None:
            return _whole(run, body, seconds, partial=why)
    raise QueryTimeout(f"{why}; ask for less at a time, or add a LIMIT", value=round(seconds, 3))


def _cut(run: Run, evaluator: Evaluator, why: str) -> bytes | None:
    evaluator.wait_until_gone()
    with evaluator.take_spool() as spool:
        return cut(spool.read(), run.query.format.name, why)
