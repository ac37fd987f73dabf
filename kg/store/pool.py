"""The evaluator processes of one published version: started ahead, taken, given back, replaced."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from kg.errors import StoreError
from kg.store.alarms import Alarms
from kg.store.evaluator import Caps, Evaluator
from kg.store.publishing import Version

__all__ = ["Pool"]

WORN_AFTER = 20_000  # queries one process answers before it is replaced
GROWTH = 96 * 1024  # KiB above its start that one process may keep
RETRY = 1.0

log = logging.getLogger("dutygraph.store")


class Pool:
    """``size`` processes over one version."""

    def __init__(self, version: Version, caps: Caps, size: int, alarms: Alarms) -> None:
        self.version = version
        self.graphs: tuple[str, ...] = ()
        self.replaced = 0
        self._caps = caps
        self._alarms = alarms
        self._size = size
        self._ready: deque[Evaluator] = deque()
        self._takers: deque[asyncio.Future[None]] = deque()
        self._answered: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._everyone: set[Evaluator] = set()
        self.retired = False

    @property
    def limits(self) -> tuple[str, ...]:
        """Which kernel limits hold in the evaluators."""
        return next((each.limits for each in self._everyone if each.limits), ())

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes there are."""
        return tuple(each.pid for each in self._everyone)

    async def start(self) -> None:
        """Start every process and wait until all are ready."""
        await asyncio.gather(*(self._add() for _ in range(self._size)))

    async def _add(self) -> None:
        evaluator = Evaluator(self.version.folder, self.version.id, self._caps, self._alarms)
        self._everyone.add(evaluator)
        try:
            await evaluator.ready()
        except BaseException:
            self._everyone.discard(evaluator)
            evaluator.close()
            raise
        if self.retired:
            self._drop(evaluator)
        else:
            self._offer(evaluator)

    def _offer(self, evaluator: Evaluator) -> None:
        self._ready.append(evaluator)
        self._wake()

    def _wake(self) -> None:
        while self._takers:
            taker = self._takers.popleft()
            if not taker.done():
                taker.set_result(None)
                return

    def take_now(self) -> Evaluator | None:
        """Take a process that is ready, if there is one."""
        while self._ready:
            # The one used last: its memory is still in the caches of a processor.
            evaluator = self._ready.pop()
            if evaluator.alive:
                return evaluator
            self._replace(evaluator)
        return None

    async def take(self) -> Evaluator:
        """Take a process that is ready for a query, once there is one."""
        while True:
            evaluator = self.take_now()
            if evaluator is not None:
                return evaluator
            if self.retired:
                raise StoreError("this version of the data is no longer served; ask again")
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._takers.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self._wake()
                raise

    def give(self, evaluator: Evaluator, *, finished: bool) -> None:
        """Give a process back; one that is not finished, demoted, worn or grown is ended and replaced."""
        answered = self._answered.get(evaluator.pid, 0) + 1
        self._answered[evaluator.pid] = answered
        grown = evaluator.peak - evaluator.idle_peak > GROWTH
        if self.retired:
            self._drop(evaluator)
        elif not finished or evaluator.demoted or grown or answered >= WORN_AFTER:
            self._replace(evaluator)
        else:
            self._offer(evaluator)

    def _drop(self, evaluator: Evaluator) -> None:
        self._everyone.discard(evaluator)
        self._answered.pop(evaluator.pid, None)
        evaluator.close()

    def _replace(self, evaluator: Evaluator) -> None:
        self._drop(evaluator)
        if self.retired:
            return
        self.replaced += 1
        task = asyncio.get_running_loop().create_task(self._refill())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _refill(self) -> None:
        while not self.retired:
            try:
                await self._add()
            except (StoreError, OSError) as error:
                log.error("an evaluator cannot be started, trying again: %s", error)
                await asyncio.sleep(RETRY)
            else:
                return

    def retire(self) -> None:
        """Take no more queries: idle processes end now, busy ones when they are given back."""
        self.retired = True
        while self._ready:
            self._drop(self._ready.popleft())
        while self._takers:
            self._wake()

    def end(self) -> None:
        """End every process at once."""
        self.retire()
        for task in tuple(self._tasks):
            task.cancel()
        for evaluator in tuple(self._everyone):
            self._drop(evaluator)
