"""One line of JSON a request: what was asked in which shape and at what cost; of a query's text only its hash.

Lines are collected and written together, because a write a request would cost more than a small answer.
"""

from __future__ import annotations

import asyncio
import sys
import time

import msgspec

from server.exchange import Exchange
from server.hot import ReadyAnswer
from server.labels import label_of, shape_of
from server.throttle import Throttle

__all__ = ["AccessLog"]

EVERY = 0.01  # seconds; what came together in longer would hold up those that wait for an answer
# Queries whose outline is read within so many seconds; more of them would take time from the others.
MOST_SHAPES, SHAPES_WITHIN = 5.0, 0.05

_encode = msgspec.json.Encoder().encode


class _Line(msgspec.Struct, omit_defaults=True):
    """The members of a line, in their order; one that says nothing is left out."""

    time: float
    client: str
    method: str
    path: str
    status: int
    bytes: int
    seconds: float
    code: str = ""
    instance: str = ""
    query: str = ""
    shape: str = ""
    cost: float | None = None
    text: str | None = None


class AccessLog:
    """Collects lines and writes them to standard error."""

    def __init__(self, *, queries: bool) -> None:
        self._queries = queries
        self._lines: list[bytes] = []
        self._shapes = Throttle(MOST_SHAPES, SHAPES_WITHIN)
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Write what comes together, again and again."""
        self._loop = loop

    def stop(self) -> None:
        """Write the rest."""
        if self._timer is not None:
            self._timer.cancel()
        self._write()

    def note(
        self,
        exchange: Exchange,
        status: int,
        size: int,
        started: float,
        *,
        code: str = "",
        instance: str = "",
        cost: float = 0.0,
    ) -> None:
        """Tell of a request."""
        line = _Line(
            time=round(time.time(), 3),
            client=exchange.client,
            method=exchange.method,
            path=exchange.path,
            status=status,
            bytes=size,
            seconds=round(time.perf_counter() - started, 6),
            code=code,
            instance=instance,
        )
        if exchange.path == "/sparql":
            line.query = label_of(exchange)
            if not self._shapes.wait(""):
                self._shapes.spend("", 1.0)
                line.shape = shape_of(exchange)
            line.cost = round(cost, 6)
            if self._queries:
                line.text = exchange.query_string + "\n" + exchange.body.decode("utf-8", "replace")
        # A line is short; what it tells of is let go of at once, and its memory used again for the next request.
        self._add(_encode(line))

    def note_ready(self, client: str, ready: ReadyAnswer, started: float) -> None:
        """Tell of a request that was answered at the door."""
        told = f',"text":{msgspec.json.encode(ready.text).decode()}' if self._queries else ""
        self._add(
            f'{{"time":{time.time():.3f},"client":"{client}",{ready.told},'
            f'"seconds":{time.perf_counter() - started:.6f}{told}}}'.encode()
        )

    def _add(self, line: bytes) -> None:
        self._lines.append(line)
        if self._timer is None and self._loop is not None:
            self._timer = self._loop.call_later(EVERY, self._write)

    def _write(self) -> None:
        lines, self._lines = self._lines, []
        self._timer = None
        if lines:
            sys.stderr.write(b"\n".join(lines).decode() + "\n")
            sys.stderr.flush()
