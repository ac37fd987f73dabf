"""One evaluator process: give up every power, then answer queries over a version of the data one by one.

It is forked (kg/store/fork_server.py), or started as a program, with a clean environment and two inherited descriptors: a socket to its parent, and a spool file for
results too large for one message. It imports little, so that a replacement is ready within milliseconds. Frames are
a length, then, towards the worker, a marshalled tuple (the parent is trusted) and, from it, a plain header and bytes.
"""

from __future__ import annotations

import marshal
import os
import signal
import socket
import struct
import time
from typing import IO, cast

from pyoxigraph import Store

from kg.store.evaluation import Flat, evaluate, warm
from kg.store.limits import (
    Growth,
    ProcessorAllowance,
    die_with_parent,
    files_to_open,
    give_up_powers,
    limit_file_size,
)
from kg.store.spooling import NO_FILE, NoRoom, Spool, TooLargeForMemory

__all__ = [
    "FAILED",
    "HEADER",
    "HELLO",
    "INLINE",
    "LENGTH",
    "MALFORMED",
    "NOT_ALONE",
    "NO_ROOM",
    "SPOOLED",
    "TOO_LARGE",
    "answer_one",
    "answer_queries",
    "main",
    "open_version",
]

INLINE, SPOOLED, MALFORMED, TOO_LARGE, FAILED, HELLO, NOT_ALONE, NO_ROOM = range(8)
# Bytes that follow, outcome, size of the result, whether the process has grown too large, seconds of evaluation.
HEADER = struct.Struct(">IBQ?d")
LENGTH = struct.Struct(">I")
AT_ONCE = 64 * 1024


def main(
    folder: str, parent: str, socket_handle: str, spool_handle: str, memory: str, max_bytes: str
) -> None:
    """Open a version on the disk and answer until the parent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(int(parent))
    answer_queries(
        open_version(folder), folder, int(socket_handle), int(spool_handle), int(memory), int(max_bytes)
    )


def open_version(folder: str) -> Store:
    """Open a version on the disk."""
    store = Store.read_only(folder)
    warm(store)
    return store


def answer_queries(
    store: Store, folder: str | None, socket_handle: int, spool_handle: int, memory: int, max_bytes: int
) -> None:
    """Give up every power, then answer queries until the parent goes away.

    ``folder`` is where the store still has files to open; None for one in memory.
    """
    socket_handle, spool_handle = _lowest(socket_handle), _lowest(spool_handle)
    link = socket.socket(fileno=socket_handle)
    limit_file_size(max_bytes + 2**20)
    held = give_up_powers(memory, None if folder is None else files_to_open(folder))
    allowance, growth = ProcessorAllowance(), Growth(shares=folder is None)
    link.sendall(_frame(HELLO, ",".join(held).encode(), 0, False, 0.0))
    inbox = _Inbox(link)
    while (request := inbox.receive()) is not None:
        query, seconds, *caps = marshal.loads(request)  # noqa: S302
        allowance.grant(seconds)
        began = time.perf_counter()
        outcome, body, size = answer_one(store, spool_handle, query, *caps)
        took = time.perf_counter() - began
        link.sendall(_frame(outcome, body, size, growth.is_too_large(took), took))


def _lowest(handle: int) -> int:
    """Move a descriptor to the lowest free number.

    The parent's numbers grow with what it has open, and every gap below the highest is plugged later: a successor
    would hold more descriptors than the process it replaces.
    """
    lower = os.dup(handle)
    given, dropped = min(lower, handle), max(lower, handle)
    os.close(dropped)
    return given


def answer_one(
    store: Store, spool: int, query: Flat, max_rows: int, max_bytes: int, keep: int, is_alone: bool
) -> tuple[int, bytes, int]:
    """Evaluate a query; give its outcome, what is to be sent of its result, and the size of the whole.

    One that was sent behind another is not alone: the spool file may still hold the result of the other.
    """
    spool = spool if is_alone else NO_FILE
    out = Spool(spool, query[1], max_rows=max_rows, max_bytes=max_bytes, keep=keep)
    try:
        evaluate(store, query, cast(IO[bytes], out))
        body = out.finish()
    except SyntaxError as error:
        return MALFORMED, _text(error), 0
    except TooLargeForMemory:
        return NOT_ALONE, b"", 0
    except NoRoom as error:
        return NO_ROOM, _text(error), 0
    except (OSError, ValueError, MemoryError, RuntimeError) as error:
        return (TOO_LARGE if out.overflow else FAILED), _text(out.overflow or error), out.size
    return (INLINE, body, out.size) if body is not None else (SPOOLED, b"", out.size)


def _text(error: object) -> bytes:
    return str(error).encode("utf-8", "replace")[:4000]


def _frame(outcome: int, body: bytes, size: int, is_too_large: bool, seconds: float) -> bytes:
    return HEADER.pack(len(body), outcome, size, is_too_large, seconds) + body


class _Inbox:
    """Reads requests into one buffer: an allocation of that size for each would cost more than a small query."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._buffer = bytearray(AT_ONCE)
        self._data = b""

    def receive(self) -> bytes | None:
        """Give the next request, which most often comes in one piece; None once the parent is gone."""
        while (end := self._end()) is None:
            count = self._link.recv_into(self._buffer)
            if not count:
                return None
            self._data += memoryview(self._buffer)[:count]
        request, self._data = self._data[LENGTH.size : end], self._data[end:]
        return request

    def _end(self) -> int | None:
        if len(self._data) < LENGTH.size:
            return None
        end = LENGTH.size + int(LENGTH.unpack_from(self._data)[0])
        return end if len(self._data) >= end else None
