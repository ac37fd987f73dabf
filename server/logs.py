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

__all__ = ["AccessLog"]

EVERY = 0.01  # seconds; what came together in longer would hold up those that wait for an answer
# Queries whose outline is read: so many at once, so many a second; more of them would take time from the others.
MOST_SHAPES, SHAPES_A_SECOND = 5.0, 100.0


# when, request, status, bytes, seconds, code and instance of a problem, seconds of evaluation
_Line = tuple[float, Exchange, int, int, float, str, str, float]


class AccessLog:
    """Collects lines and writes them to standard error."""

    def __init__(self, *, queries: bool) -> None:
        self._queries = queries
        self._lines: list[_Line | str] = []
        self._shapes = MOST_SHAPES
        self._written = 0.0
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
        """Remember a request for the log."""
        took = time.perf_counter() - started
        self._add((time.time(), exchange, status, size, took, code, instance, cost))

    def note_ready(self, client: str, ready: ReadyAnswer, started: float, text: str) -> None:
        """Remember a request that was answered at the door."""
        told = f',"text":{msgspec.json.encode(text).decode()}' if self._queries else ""
        self._add(
            f'{{"time":{time.time():.3f},"client":"{client}",{ready.told},'
            f'"seconds":{time.perf_counter() - started:.6f}{told}}}\n'
        )

    def _add(self, line: _Line | str) -> None:
        self._lines.append(line)
        if self._timer is None and self._loop is not None:
            self._timer = self._loop.call_later(EVERY, self._write)

    def _write(self) -> None:
        lines, self._lines = self._lines, []
        self._timer = None
        now = time.monotonic()
        self._shapes = min(MOST_SHAPES, self._shapes + SHAPES_A_SECOND * (now - self._written))
        self._written = now
        if lines:
            sys.stderr.write("".join(line if isinstance(line, str) else self._told(line) for line in lines))
            sys.stderr.flush()

    def _told(self, line: _Line) -> str:
        at, exchange, status, size, took, code, instance, cost = line
        told = ""
        if code:
            told += f',"code":"{code}","instance":"{instance}"'
        if exchange.path == "/sparql":
            told += f',"query":"{label_of(exchange)}"'
            if self._shapes >= 1:
                self._shapes -= 1
                told += f',"shape":"{shape_of(exchange)}"'
            told += f',"cost":{cost:.6f}'
            if self._queries:
                told += f',"text":{_json(_text_of(exchange))}'
        return (
            f'{{"time":{at:.3f},"client":{_json(exchange.client)},"method":{_json(exchange.method)},'
            f'"path":{_json(exchange.path)},"status":{status},"bytes":{size},"seconds":{took:.6f}{told}}}\n'
        )


def _json(text: str) -> str:
    return msgspec.json.encode(text).decode()


def _text_of(exchange: Exchange) -> str:
    return exchange.query_string + "\n" + exchange.body.decode("utf-8", "replace")
