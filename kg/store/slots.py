"""A number of places, handed out in turn among the clients that wait, so that no client keeps the others out."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque

from kg.errors import StoreBusy

__all__ = ["FairSlots", "Place"]


class FairSlots:
    """Places for running queries; waiting clients take turns, and at most ``queue`` queries wait."""

    def __init__(self, places: int, *, queue: int) -> None:
        self._free = places
        self._queue = queue
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self.waiting = 0

    def try_acquire(self) -> bool:
        """Take a place if one is free and nobody waits for it."""
        if self._free and not self.waiting:
            self._free -= 1
            return True
        return False

    async def acquire(self, client: str, until: float) -> None:
        """Take a place, waiting at most until then; StoreBusy where there is none by then."""
        if self.try_acquire():
            return
        if self.waiting >= self._queue:
            raise StoreBusy(f"{self.waiting} queries wait already; ask again in some seconds")
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        self.waiting += 1
        timer = loop.call_at(until, self._give_up, turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.release()
            raise
        finally:
            timer.cancel()
            self._forget(client, turn)

    def release(self) -> None:
        """Give a place back: to the client whose turn it is, or to nobody."""
        while self._waiting:
            client, turns = next(iter(self._waiting.items()))
            turn = turns.popleft()
            if turns:
                self._waiting.move_to_end(client)
            else:
                del self._waiting[client]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _give_up(self, turn: asyncio.Future[None]) -> None:
        if not turn.done():
            turn.set_exception(
                StoreBusy("every evaluator was taken until the deadline; ask again in some seconds")
            )

    def _forget(self, client: str, turn: asyncio.Future[None]) -> None:
        self.waiting -= 1
        turns = self._waiting.get(client)
        if turns is not None and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[client]


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
