"""The evaluator processes of one published version: started ahead, taken, given back, replaced."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine

from kg.errors import StoreError
from kg.store.alarms import Alarms
from kg.store.call import Call
from kg.store.evaluator import Caps, Evaluator
from kg.store.publishing import Version
from kg.store.starting import ForkServer, Starter, fits_in_memory, starter_for

__all__ = ["Pool"]

RETRY = 1.0
SMALL = 0.0004  # seconds; while queries usually take less, one may wait behind another
MOST_GUESTS, GUESTS_IN_TURN = 32, 64  # at once, and before another may have the place
YOUNG = 0.002  # seconds the query before may have run
LONGEST_NOTED, NOTED = 0.02, 16  # seconds; over how many queries the usual time is taken

log = logging.getLogger("dutygraph.store")


class Pool:
    """``size`` processes over one version."""

    def __init__(self, version: Version, caps: Caps, size: int, alarms: Alarms) -> None:
        self.version = version
        self.graphs: tuple[str, ...] = ()
        self.replaced = 0
        self._caps = caps
        self._alarms = alarms
        self._starter: Starter = starter_for(version, caps.max_memory, caps.max_bytes)
        self._size = size
        self._ready: deque[Evaluator] = deque()
        self._takers: deque[asyncio.Future[None]] = deque()
        self.newest: Evaluator | None = None  # the last one taken for a public query
        self._usual = LONGEST_NOTED
        self._tasks: set[asyncio.Task[None]] = set()
        self._moving: asyncio.Task[None] | None = None
        self._everyone: set[Evaluator] = set()
        self.retired = False

    @property
    def limits(self) -> tuple[str, ...]:
        """Which kernel limits hold in the evaluators."""
        return next((each.limits for each in self._everyone if each.limits), ())

    @property
    def processes(self) -> tuple[Evaluator, ...]:
        """The processes there are."""
        return tuple(self._everyone)

    @property
    def pids(self) -> tuple[int, ...]:
        """Their process ids."""
        return tuple(each.pid for each in self._everyone)

    async def start(self) -> None:
        """Start every process and wait until all are ready; a version that should be in memory is read there meanwhile."""
        await asyncio.gather(*(self._add() for _ in range(self._size)))
        if fits_in_memory(self.version, self._size):
            self._moving = self._remember(self._move_to_memory())

    async def _move_to_memory(self) -> None:
        """Read the version into memory, then let processes that share it take the place of those that read the disk."""
        fresh = ForkServer(self.version, self._caps.max_memory, self._caps.max_bytes, in_memory=True)
        unneeded: Starter = fresh
        try:
            await fresh.open()
            unneeded, self._starter = self._starter, fresh
        except StoreError:
            log.warning("version %s could not be read into memory and stays on the disk", self.version.id)
            return
        finally:
            unneeded.close()
        while stale := next((each for each in self._ready if self._is_stale(each)), None):
            self._ready.remove(stale)
            self._drop(stale)
            await self._refill()

    def _is_stale(self, evaluator: Evaluator) -> bool:
        return evaluator.starter is not self._starter

    def _is_spent(self, evaluator: Evaluator) -> bool:
        """Whether a new process must take its place: it is gone, worn, or reads a disk that need not be read any more."""
        return not evaluator.alive or evaluator.is_worn or self._is_stale(evaluator)

    async def _add(self) -> None:
        evaluator = await Evaluator.start(self._starter, self.version.id, self._caps, self._alarms)
        self._everyone.add(evaluator)
        evaluator.when_unused = self._settle
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

    def host(self, *, is_wanted: bool) -> Evaluator | None:
        """Give a busy process that will come to a further small query sooner than another could be woken for it.

        That holds while small queries are the rule and the one it evaluates has only just begun. Two processes that
        hand queries back and forth spend more on waking each other than on a small query. One whose place is wanted
        does not take guests for ever.
        """
        host = self.newest
        if host is None or self._usual > SMALL or not 0 < len(host.calls) < MOST_GUESTS:
            return None
        if is_wanted and host.guests >= GUESTS_IN_TURN:
            return None
        if host.priority.is_low or self._is_spent(host) or self.retired:
            return None
        return host if asyncio.get_running_loop().time() - host.calls[0].began < YOUNG else None

    def note(self, seconds: float) -> None:
        """Remember how long queries take of late."""
        self._usual += (min(seconds, LONGEST_NOTED) - self._usual) / NOTED

    def give(self, evaluator: Evaluator, call: Call) -> None:
        """Give a process back after a call; one that did not answer it is ended, unless others' calls come first."""
        evaluator.users -= 1
        if not call.is_over and evaluator.calls[0] is not call:
            evaluator.abandon(call)
        elif not call.has_answered:
            self._replace(evaluator)
        if not evaluator.users and not evaluator.calls:
            self._settle(evaluator)

    def _settle(self, evaluator: Evaluator) -> None:
        """Offer a process that nobody uses any more, or replace one that is gone, of low priority, worn or grown."""
        if evaluator not in self._everyone:
            evaluator.close()
        elif self.retired:
            self._drop(evaluator)
        elif evaluator.priority.is_low or self._is_spent(evaluator):
            self._replace(evaluator)
        else:
            evaluator.leave_place()
            self._offer(evaluator)

    def _drop(self, evaluator: Evaluator) -> None:
        self._everyone.discard(evaluator)
        evaluator.leave_place()
        evaluator.kill()
        if not evaluator.users:
            evaluator.close()

    def _replace(self, evaluator: Evaluator) -> None:
        if evaluator not in self._everyone:
            return
        self._drop(evaluator)
        if self.retired:
            return
        self.replaced += 1
        self._remember(self._refill())

    def _remember(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do something beside, until the pool ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

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
        if self._moving is not None:
            self._moving.cancel()
        self._starter.close()
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
