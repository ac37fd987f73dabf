"""One attempt at one query: take a process, hand the query over, and bring home a whole result or what ended it."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from typing import BinaryIO

from msgspec import structs

from kg.errors import QueryTimeout, StoreBusy
from kg.store.call import Call, Reply
from kg.store.cutting import cut
from kg.store.engine import Query, Result, flatten
from kg.store.evaluator import Evaluator, too_large
from kg.store.pool import Pool
from kg.store.slots import FairSlots, Place

__all__ = ["MustMove", "Run", "SliceOver", "attempt"]

SLICE_STEP, SLICE_STEPS = 0.03, 8  # seconds, and how many of them a query may run before it counts as long
PATIENCE = 0.005  # seconds a guest waits for those before it
RELIEF = 1.0  # seconds between two looks whether a long query gets anywhere
KEPT_INLINE = 512 * 1024
READ_WHOLE = 8 * 1024 * 1024


class SliceOver(Exception):
    """The query needs longer than a slice and there is no long place for it now."""


class MustMove(Exception):
    """The query was handed to a process behind another, and cannot stay there."""


@dataclass(slots=True)
class Run:
    """One query on its way: over which version, when it came, when it must be done.

    ``may_be_guest`` says whether it may be handed to a process that still evaluates another.
    """

    query: Query
    pool: Pool
    began: float
    until: float
    may_be_guest: bool = False


async def attempt(run: Run, slots: FairSlots, after_slice: FairSlots | None = None) -> Result:
    """Evaluate in one process until the deadline; with ``after_slice``, move there once the slice is over."""
    loop = asyncio.get_running_loop()
    host = run.pool.host(is_wanted=slots.waiting > 0) if run.may_be_guest else None
    evaluator = host or await _take(run, slots)
    if after_slice is None and run.query.client:
        evaluator.priority.lower()
    keep = 0 if run.query.partial else KEPT_INLINE
    call = evaluator.begin(flatten(run.query), run.until - loop.time(), keep=keep)
    try:
        if host is not None:
            await call.turn(PATIENCE)
            if not call.is_over and host.calls[0] is not call:
                raise MustMove
        if after_slice is not None and not call.is_over:
            # Most queries need no more than this.
            await call.turn(min(SLICE_STEP, run.until - call.began))
            if not call.is_over:
                await _end_slice(run, evaluator, call, after_slice)
        while not call.is_over and (left := run.until - loop.time()) > 0:
            await call.turn(min(RELIEF, left))
            if not call.is_over:
                evaluator.priority.relieve()
        if not call.is_over:
            return await _late(run, evaluator, loop.time() - call.began)
        if after_slice is not None:
            run.pool.note(call.seconds)
        if call.wants_to_be_alone:
            raise MustMove
        return await _result(run, evaluator, call.reply(), call.seconds)
    finally:
        run.pool.give(evaluator, call)


async def _take(run: Run, slots: FairSlots) -> Evaluator:
    """Wait for a place and a process; the process keeps the place until it is done."""
    place = Place(slots)
    await place.enter(run.query.client or "page", run.until)
    try:
        evaluator = run.pool.take_now()
        if evaluator is None:
            async with asyncio.timeout_at(run.until):
                evaluator = await run.pool.take()
    except TimeoutError as error:
        place.leave()
        raise StoreBusy("no evaluator was ready before the deadline; ask again in some seconds") from error
    except BaseException:
        place.leave()
        raise
    evaluator.place = place
    if run.may_be_guest:
        run.pool.newest = evaluator
    elif run.pool.newest is evaluator:
        run.pool.newest = None  # nobody is to wait behind a page, a long query or one that had to move
    return evaluator


async def _end_slice(run: Run, evaluator: Evaluator, call: Call, after_slice: FairSlots) -> None:
    """Wait the rest of a slice, cut short where others wait for the place; who needs longer makes room for them."""
    loop = asyncio.get_running_loop()
    place = evaluator.place
    for _ in range(SLICE_STEPS - 1):
        left = run.until - loop.time()
        if left <= 0:
            return
        await call.turn(min(SLICE_STEP, left))
        if call.is_over:
            return
        if place is not None and place.is_wanted:
            break
    if loop.time() < run.until:
        if place is None or not place.move(after_slice):
            raise SliceOver
        evaluator.priority.lower()


async def _result(run: Run, evaluator: Evaluator, reply: Reply, seconds: float) -> Result:
    if reply.body is not None:
        return Result(body=reply.body, size=reply.size, seconds=seconds, version=run.pool.version.id)
    if not reply.overflow:
        return await asyncio.to_thread(_spooled, run, evaluator, seconds)
    part = None
    if run.query.partial:
        part = await asyncio.to_thread(_cut, run, evaluator, seconds, reply.overflow)
    if part is None:
        raise too_large(reply)
    return part


async def _late(run: Run, evaluator: Evaluator, seconds: float) -> Result:
    evaluator.kill()
    waited = asyncio.get_running_loop().time() - run.began - seconds
    queued = f" after waiting {waited:.1f} s for its turn" if waited > 0.1 else ""
    why = (
        f"the query ran {seconds:.1f} s{queued} and was ended at its deadline of {run.until - run.began:g} s"
    )
    if run.query.partial:
        await asyncio.to_thread(evaluator.wait_until_gone)
        part = await asyncio.to_thread(_cut, run, evaluator, seconds, why)
        if part is not None:
            return part
    raise QueryTimeout(f"{why}; ask for less at a time, or add a LIMIT", value=round(seconds, 3))


def _spooled(run: Run, evaluator: Evaluator, seconds: float) -> Result:
    """Take a result over that is in the spool file."""
    return _taken(run, evaluator.take_spool(), seconds)


def _cut(run: Run, evaluator: Evaluator, seconds: float, why: str) -> Result | None:
    """Make a whole document of what is spooled; None where that cannot be.

    The process has answered or is gone, so that the file stands still.
    """
    spool = evaluator.take_spool()
    if cut(spool, run.query.format.name, why):
        return _taken(run, spool, seconds, partial=why)
    spool.close()
    return None


def _taken(run: Run, spool: BinaryIO, seconds: float, *, partial: str | None = None) -> Result:
    """Give a result as bytes, or where it is large as the file it is in."""
    size = os.fstat(spool.fileno()).st_size
    result = Result(spool=spool, size=size, seconds=seconds, version=run.pool.version.id, partial=partial)
    return result if size > READ_WHOLE else structs.replace(result, body=result.read(), spool=None)
