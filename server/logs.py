"""One line of JSON a request: what was asked in which shape and at what cost, a query only by its hash.

Lines are collected and written together, because a write a request would cost more than a small answer.
"""

from __future__ import annotations

import asyncio
import sys
import time

import msgspec

from server.exchange import Exchange
from server.hot import label_of

__all__ = ["AccessLog"]

EVERY = 0.5


class AccessLog:
    """Collects lines and writes them to standard error."""

    def __init__(self, *, queries: bool) -> None:
        self._queries = queries
        self._lines: list[tuple[float, Exchange, int, int, float, str, float] | str] = []
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Write what has come together, again and again."""
        self._loop = loop
        self._timer = loop.call_later(EVERY, self._tick)

    def stop(self) -> None:
        """Write the rest."""
        if self._timer is not None:
            self._timer.cancel()
        self._write()

    def note(
        self, exchange: Exchange, status: int, size: int, started: float, *, code: str = "", cost: float = 0.0
    ) -> None:
        """Remember a request for the log."""
        self._lines.append((time.time(), exchange, status, size, time.perf_counter() - started, code, cost))

    def note_hot(self, client: str, status: int, size: int, started: float, label: str, text: str) -> None:
        """Remember a request that was answered at the door."""
        took = time.perf_counter() - started
        told = f',"text":{msgspec.json.encode(text).decode()}' if self._queries else ""
        self._lines.append(
            f'{{"time":{time.time():.3f},"client":"{client}","method":"GET","path":"/sparql","status":{status},'
            f'"bytes":{size},"seconds":{took:.6f},"query":"{label}","cost":0{told}}}\n'
        )

    def _tick(self) -> None:
        self._write()
        if self._loop is not None:
            self._timer = self._loop.call_later(EVERY, self._tick)

    def _write(self) -> None:
        lines, self._lines = self._lines, []
        if lines:
            sys.stderr.write("".join(line if isinstance(line, str) else self._line(*line) for line in lines))
            sys.stderr.flush()

    def _line(
        self, at: float, exchange: Exchange, status: int, size: int, took: float, code: str, cost: float
    ) -> str:
        members: dict[str, object] = {
            "time": round(at, 3),
            "client": exchange.client,
            "method": exchange.method,
            "path": exchange.path,
            "status": status,
            "bytes": size,
            "seconds": round(took, 6),
        }
        if code:
            members["code"] = code
        if exchange.path == "/sparql":
            members["query"] = label_of(exchange)
            members["cost"] = round(cost, 6)
            if self._queries:
                members["text"] = exchange.query_string + "\n" + exchange.body.decode("utf-8", "replace")
        return msgspec.json.encode(members).decode() + "\n"
