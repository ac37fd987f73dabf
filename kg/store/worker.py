"""The program of one evaluator process: open a version read-only, give up every power, then answer queries one by one.

It is started with a clean environment and two inherited descriptors: a socket to its parent, and a spool file for
results too large for one message. It imports little, so that a replacement is ready within milliseconds. Frames are
a length, then, towards the worker, a marshalled tuple (the parent is trusted) and, from it, a plain header and bytes.
"""

from __future__ import annotations

import marshal
import os
import signal
import socket
import struct
from typing import IO, cast

from pyoxigraph import Store

from kg.store.evaluation import Flat, evaluate, warm
from kg.store.limits import (
    die_with_parent,
    files_to_open,
    give_up_powers,
    limit_file_size,
    limit_processor,
    peak_memory,
)
from kg.store.spooling import Spool

__all__ = ["FAILED", "HEADER", "HELLO", "INLINE", "LENGTH", "MALFORMED", "SPOOLED", "TOO_LARGE", "main"]

INLINE, SPOOLED, MALFORMED, TOO_LARGE, FAILED, HELLO = range(6)
HEADER = struct.Struct(">IBQI")  # bytes that follow, outcome, size of the result, peak memory in KiB
LENGTH = struct.Struct(">I")


def main(
    folder: str, parent: int, socket_handle: int, spool_handle: int, memory: int, max_bytes: int
) -> None:
    """Run until the parent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(parent)
    socket_handle, spool_handle = _lowest(socket_handle), _lowest(spool_handle)
    store = Store.read_only(folder)
    warm(store)
    link = socket.socket(fileno=socket_handle)
    limit_file_size(max_bytes + 2**20)
    held = give_up_powers(memory, files_to_open(folder))
    _send(link, HELLO, ",".join(held).encode())
    while (request := _receive(link)) is not None:
        _answer(store, link, spool_handle, *marshal.loads(request))  # noqa: S302


def _lowest(handle: int) -> int:
    """Move a descriptor to the lowest free number.

    The parent's numbers grow with what it has open, and every gap below the highest is plugged later: a successor
    would hold more descriptors than the process it replaces.
    """
    lower = os.dup(handle)
    given, dropped = min(lower, handle), max(lower, handle)
    os.close(dropped)
    return given


def _answer(
    store: Store,
    link: socket.socket,
    spool: int,
    query: Flat,
    seconds: float,
    max_rows: int,
    max_bytes: int,
    keep: int,
) -> None:
    limit_processor(seconds)
    out = Spool(spool, query[1], max_rows=max_rows, max_bytes=max_bytes, keep=keep)
    try:
        evaluate(store, query, cast(IO[bytes], out))
        body = out.finish()
    except SyntaxError as error:
        return _send(link, MALFORMED, _text(error))
    except (OSError, ValueError, MemoryError, RuntimeError) as error:
        return _send(link, TOO_LARGE if out.overflow else FAILED, _text(out.overflow or error), out.size)
    return _send(link, SPOOLED if body is None else INLINE, body or b"", out.size)


def _text(error: object) -> bytes:
    return str(error).encode("utf-8", "replace")[:4000]


def _send(link: socket.socket, outcome: int, body: bytes, size: int = 0) -> None:
    link.sendall(HEADER.pack(len(body), outcome, size or len(body), peak_memory()) + body)


def _receive(link: socket.socket) -> bytes | None:
    head = _exactly(link, LENGTH.size)
    return _exactly(link, LENGTH.unpack(head)[0]) if head else None


def _exactly(link: socket.socket, count: int) -> bytes | None:
    data = link.recv(count)
    if not data or len(data) == count:
        return data or None
    pieces = bytearray(data)
    while len(pieces) < count:
        piece = link.recv(count - len(pieces))
        if not piece:
            return None
        pieces += piece
    return bytes(pieces)
