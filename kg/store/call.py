"""One query in an evaluator process, from the moment it is handed over until its answer is here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from kg.errors import QueryError, StoreError
from kg.store import worker
from kg.store.alarms import Alarms

__all__ = ["Answer", "Call", "EvaluatorKilled", "Reply", "no_room"]

Answer = tuple[int, int, bytes]  # outcome, size of the result, what is sent of it


class EvaluatorKilled(Exception):
    """The process was ended from outside, through no fault of the query."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an evaluator answered: the body, or None where it is in the spool file; ``overflow`` names a passed cap."""

    body: bytes | None
    size: int
    overflow: str = ""


class Call:
    """What is known of the query's evaluation, and who waits for it.

    ``began`` is when its evaluation began: when it was handed over or the query before it was answered.
    ``is_abandoned`` says that nobody waits for it any more.
    """

    __slots__ = ("_alarms", "_answer", "_loop", "_waiter", "began", "is_abandoned", "seconds")

    def __init__(self, loop: asyncio.AbstractEventLoop, alarms: Alarms) -> None:
        self._loop = loop
        self._alarms = alarms
        self._answer: Answer | Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self.began = loop.time()
        self.seconds = 0.0
        self.is_abandoned = False

    @property
    def is_over(self) -> bool:
        """Whether the answer is here, or it is known that none will come."""
        return self._answer is not None

    @property
    def has_answered(self) -> bool:
        """Whether the process has answered."""
        return isinstance(self._answer, tuple)

    @property
    def wants_to_be_alone(self) -> bool:
        """Whether the result is too large for a query that is not alone with its process."""
        return isinstance(self._answer, tuple) and self._answer[0] == worker.NOT_ALONE

    def turn(self, seconds: float) -> asyncio.Future[None]:
        """Give what to await for the answer; it is done in so many seconds at the latest."""
        self._waiter = waiter = self._loop.create_future()
        if self._answer is not None:
            waiter.set_result(None)
        else:
            self._alarms.ring(seconds, waiter)
        return waiter

    def settle(self, answer: Answer | Exception, seconds: float = 0.0) -> None:
        """Take the answer and how long its evaluation took, or what keeps it from coming."""
        self._answer = answer
        self.seconds = seconds
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def answer(self) -> Answer:
        """Give the answer; raise what kept the process from answering."""
        if isinstance(self._answer, tuple):
            return self._answer
        raise self._answer or EvaluatorKilled("evaluator was ended before it answered")

    def reply(self) -> Reply:
        """Give what came back: a body, or the error it stands for."""
        outcome, size, body = self.answer()
        if outcome in (worker.INLINE, worker.SPOOLED):
            return Reply(body if outcome == worker.INLINE else None, size)
        text = body.decode("utf-8", "replace")
        if outcome == worker.MALFORMED:
            raise QueryError(f"the query is not SPARQL 1.1: {text}")
        if outcome == worker.TOO_LARGE:
            return Reply(None, size, text)
        if outcome == worker.NO_ROOM:
            raise no_room(text)
        raise QueryError(f"the query cannot be evaluated: {text}")


def no_room(why: str) -> StoreError:
    """Say that a result cannot be kept until it is sent."""
    return StoreError(
        f"the service has no room for so large a result: {why}; ask for less at a time, or try again later"
    )
