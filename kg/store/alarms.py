"""Wake those who wait for something that may never come, with one timer of the event loop for all of them.

Nearly every query is answered long before its time is over; a timer of its own, set and taken back, would cost each
of them more than it is worth.
"""

from __future__ import annotations

import asyncio
import heapq
from itertools import count
from typing import Protocol

__all__ = ["Alarms", "Sleeper"]

COARSE = 0.004  # seconds an alarm may be late


class Sleeper(Protocol):
    """Who can be woken: any future that brings nothing, or what behaves like one."""

    def done(self) -> bool:
        """Say whether it is awake already."""

    def set_result(self, result: None, /) -> None:
        """Wake it."""


class Alarms:
    """The alarms of one event loop; one whose sleeper is awake already goes off unheard."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._alarms: list[tuple[float, int, Sleeper]] = []
        self._number = count()
        self._next = float("inf")

    def ring(self, seconds: float, sleeper: Sleeper) -> None:
        """Wake the sleeper in so many seconds."""
        at = self._loop.time() + seconds
        heapq.heappush(self._alarms, (at, next(self._number), sleeper))
        if at < self._next - COARSE:
            self._set(at)

    def _set(self, at: float) -> None:
        self._next = at
        self._loop.call_at(at + COARSE, self._go_off, at)

    def _go_off(self, at: float) -> None:
        now = self._loop.time()
        while self._alarms and (self._alarms[0][0] <= now or self._alarms[0][2].done()):
            sleeper = heapq.heappop(self._alarms)[2]
            if not sleeper.done():
                sleeper.set_result(None)
        if at == self._next:
            self._next = float("inf")
            if self._alarms:
                self._set(self._alarms[0][0])
