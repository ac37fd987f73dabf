"""The program that has a version of the data at hand and forks an evaluator off itself whenever it is told to.

It evaluates nothing, so that no query can harm it. A version that is in its memory evaluators share until they write
to a page: what the engine finds there it need not look up on the disk. Else every evaluator opens it for itself.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import threading
import time
from typing import BinaryIO

from pyoxigraph import RdfFormat, Store, parse

from kg.store.evaluation import warm
from kg.store.limits import die_with_parent, name_process
from kg.store.worker import answer_queries, open_version

__all__ = ["PID", "READY", "main"]

READY = b"ready"
PID = struct.Struct(">I")
ADOPTED_WITHIN = 5.0  # seconds
LOW = 5  # niceness: a third of the processor time of who answers


def main(folder: str, orders_handle: str, parent: str, memory: str, max_bytes: str, in_memory: str) -> None:
    """Run until the parent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(int(parent))
    store = _read(folder) if int(in_memory) else None
    orders = socket.socket(fileno=int(orders_handle))
    gc.collect()
    gc.freeze()  # a search for garbage would write to every page that is shared
    orders.sendall(READY)
    while True:
        order, handles, *_ = socket.recv_fds(orders, 1, 2)
        if not order:
            return
        link, spool = handles
        _fork(orders, (folder, int(parent), link, spool, int(memory), int(max_bytes)), store)
        for handle in handles:
            os.close(handle)


def _read(folder: str) -> Store:
    """Read a version into memory.

    Another process opens it: the engine's threads that would remain here could be in the middle of something at a fork.
    """
    source, sink = os.pipe()
    reader = os.fork()
    if not reader:
        os.close(source)
        _end_after(_dump, folder, sink)
    os.close(sink)
    store = Store()
    with os.fdopen(source, "rb") as pipe:
        # A thread has a heap of its own. In that of the main thread evaluators would take and free memory in the gaps
        # of the data: slowly, and each with a copy of its own of every page in between.
        loader = threading.Thread(target=_load, args=(store, pipe))
        loader.start()
        loader.join()
    if os.waitpid(reader, 0)[1]:
        raise SystemExit(1)
    warm(store)
    return store


def _load(store: Store, pipe: BinaryIO) -> None:
    _give_way()
    # The engine's own loading would give blank nodes new names: the answer to one query over one version must stay the same.
    store.extend(parse(pipe, format=RdfFormat.N_QUADS))


def _give_way() -> None:
    """Let what answers queries go first while this thread reads; it ends with the reading."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOW)


def _dump(folder: str, sink: int) -> None:
    _give_way()
    with os.fdopen(sink, "wb") as pipe:
        Store.read_only(folder).dump(pipe, RdfFormat.N_QUADS)


def _fork(orders: socket.socket, arguments: tuple[str, int, int, int, int, int], store: Store | None) -> None:
    """Fork an evaluator off a process that ends at once: the orphan is adopted by whoever asked for it."""
    middle = os.fork()
    if middle:
        os.waitpid(middle, 0)
        return
    evaluator = os.fork()
    if not evaluator:
        orders.close()
        _end_after(_evaluate, arguments, store)
    orders.sendall(PID.pack(evaluator))
    os._exit(0)


def _evaluate(arguments: tuple[str, int, int, int, int, int], store: Store | None) -> None:
    folder, parent, *others = arguments
    until = time.monotonic() + ADOPTED_WITHIN
    while os.getppid() != parent and time.monotonic() < until:
        time.sleep(0.0002)
    die_with_parent(parent)
    name_process("evaluator")
    if store is None:
        store = open_version(folder)
        answer_queries(store, folder, *others)
    else:
        answer_queries(store, None, *others)


def _end_after(function: object, *arguments: object) -> None:
    """Run a function and end the process, whatever becomes of it: what is forked must not go on as its parent."""
    code = 1
    try:
        function(*arguments)  # type: ignore[operator]
        code = 0
    finally:
        os._exit(code)
