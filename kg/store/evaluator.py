"""The parent's side of one evaluator process: start it, hand it a query, read its answer, end it."""

from __future__ import annotations

import asyncio
import contextlib
import marshal
import os
import signal
import socket
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

from kg.errors import MemoryExceeded, QueryTimeout, QueryTooLarge, StoreError
from kg.store import worker
from kg.store.alarms import Alarms
from kg.store.call import Answer, Call, EvaluatorKilled, Reply, no_room
from kg.store.evaluation import Flat
from kg.store.priority import Priority
from kg.store.slots import Place
from kg.store.starting import CANNOT_OPEN, Process, Starter

__all__ = ["Caps", "Evaluator", "too_large"]

START_LIMIT = 20.0
REAPED_EVERY, REAP_TRIES = 0.01, 300
BUFFER = 64 * 1024
LINK_HOLDS = 1024 * 1024  # bytes, of which the kernel counts some for itself
COPIED_AT_ONCE = 1024 * 1024
SMALL_FILE = 4 * 1024 * 1024  # a larger one takes the kernel a while to forget
SETTLE_EVERY, SETTLE_TRIES = 0.004, 500
UNWATCHED = 0.25  # seconds a query may run for which nobody waits
# Queries one process answers before it is replaced.
WORN_AFTER = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What one evaluation may use: rows and bytes of its result, memory above an idle process."""

    max_rows: int = 1_000_000
    max_bytes: int = 256 * 1024 * 1024
    max_memory: int = 256 * 1024 * 1024


class Evaluator(asyncio.BufferedProtocol):
    """One process and the queries handed to it, which it evaluates one after the other.

    The link is a transport of the event loop: its reads and writes do not give up the interpreter's lock, for which
    the threads that make pages wait.
    """

    def __init__(
        self,
        process: Process,
        link: socket.socket,
        spool: BinaryIO,
        *,
        version: str,
        caps: Caps,
        alarms: Alarms,
        starter: Starter,
    ) -> None:
        self.version = version
        self.starter = starter
        self.caps = caps
        self.limits: tuple[str, ...] = ()
        self.is_too_large = False
        self.priority = Priority(process.pid)
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray(BUFFER)
        self._filled = 0
        self._wanted = 0  # bytes of the answer that is coming in
        self._unsent: list[bytes] = []
        self.calls: deque[Call] = deque()  # the oldest is being evaluated
        self.users = self.guests = 0
        self.answered = 0
        self.place: Place | None = None
        self.when_unused: Callable[[Evaluator], None] | None = None
        self._alarms = alarms
        self._process = process
        self._link = link
        self._spool = spool

    @classmethod
    async def start(cls, starter: Starter, version: str, caps: Caps, alarms: Alarms) -> Evaluator:
        """Start a process, and wait until it has given up its powers; StoreError where it cannot."""
        spool = tempfile.TemporaryFile(prefix="dutygraph-")  # noqa: SIM115
        link, theirs = socket.socketpair()
        # A result that is no larger than its caller keeps goes into the link at once; else the two would wake each other for every part.
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LINK_HOLDS)
        try:
            with theirs:
                process = await starter.start(theirs, spool)
        except BaseException:
            link.close()
            spool.close()
            raise
        evaluator = cls(process, link, spool, version=version, caps=caps, alarms=alarms, starter=starter)
        await evaluator._ready()
        return evaluator

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process can be given a query."""
        # Its end of the link closes with the process, and the loop has noticed that by now.
        return self._transport is not None and not self._transport.is_closing()

    @property
    def is_worn(self) -> bool:
        """Whether it has answered or grown so much that a new process must take its place."""
        return self.answered >= WORN_AFTER or self.is_too_large

    async def _ready(self) -> None:
        """Wait until the store is open and the limits hold."""
        hello = Call(self._loop, self._alarms)
        self.calls.append(hello)
        try:
            async with asyncio.timeout(START_LIMIT):
                await self._loop.create_unix_connection(lambda: self, sock=self._link)
                while not hello.is_over:
                    await hello.turn(START_LIMIT)
            _, _, body = hello.answer()
        except BaseException as error:
            self.close()
            if isinstance(error, (TimeoutError, EvaluatorKilled)):
                raise StoreError(CANNOT_OPEN) from error
            raise
        self.limits = tuple(body.decode().split(","))

    def begin(self, query: Flat, seconds: float, *, keep: int) -> Call:
        """Hand over a query, behind those that are not answered yet; ``users`` counts who has to give it back."""
        is_alone = not self.calls and not self.users
        request = marshal.dumps((query, seconds, self.caps.max_rows, self.caps.max_bytes, keep, is_alone))
        call = Call(self._loop, self._alarms)
        self.calls.append(call)
        self.users += 1
        self.guests += not is_alone
        if self._transport is None or self._transport.is_closing():
            self._find_cause(SETTLE_TRIES)
        else:
            self._unsent += (worker.LENGTH.pack(len(request)), request)
            if len(self._unsent) == 2:
                # What comes in one turn of the loop is sent at once: it wakes the process a single time.
                self._loop.call_soon(self._send)
        return call

    def _send(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(b"".join(self._unsent))
        self._unsent.clear()

    def leave_place(self) -> None:
        """Give the place back that the process held for those it evaluated for."""
        if self.place is not None:
            self.place.leave()
            self.place = None
            self.guests = 0

    def abandon(self, call: Call) -> None:
        """Wait for a call no longer; it must be over soon once its turn has come."""
        call.is_abandoned = True
        if self.calls and self.calls[0] is call:
            self._alarms.ring(UNWATCHED, _Overseer(self, call))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the link once it is open."""
        self._transport = cast(asyncio.Transport, transport)

    def get_buffer(self, _: int) -> memoryview:
        """Say where what comes next is to be written: into a buffer that grows to hold one whole answer."""
        needed = max(self._wanted, self._filled + worker.HEADER.size)
        if needed > len(self._buffer):
            self._buffer = self._buffer.ljust(needed, b"\0")
        return memoryview(self._buffer)[self._filled :]

    def buffer_updated(self, count: int) -> None:
        """Take answers, which most often come one by one and in one piece."""
        self._filled += count
        start = end = 0
        while self._filled - start >= worker.HEADER.size:
            follows, outcome, size, is_too_large, seconds = worker.HEADER.unpack_from(self._buffer, start)
            end = start + worker.HEADER.size + follows
            if end > self._filled:
                break
            self.is_too_large = is_too_large
            body = bytes(memoryview(self._buffer)[start + worker.HEADER.size : end])
            self._take((outcome, size, body), seconds)
            start = end
        if start:
            self._buffer[: self._filled - start] = self._buffer[start : self._filled]
            self._filled -= start
        self._wanted = end - start

    def _take(self, answer: Answer, seconds: float) -> None:
        if not self.calls:
            return
        self.answered += 1
        self.calls.popleft().settle(answer, seconds)
        if self.calls:
            following = self.calls[0]
            following.began = self._loop.time()
            if following.is_abandoned:
                self.abandon(following)
        else:
            self._tell_if_unused()

    def connection_lost(self, _: Exception | None) -> None:
        """Find out what ended the process."""
        self._find_cause(SETTLE_TRIES)

    def _find_cause(self, tries: int) -> None:
        """Once the process is gone, say what ended it; a large one takes the kernel some time to clear away."""
        if not self.calls:
            return
        code = self._process.poll()
        if code is None and tries:
            self._loop.call_later(SETTLE_EVERY, self._find_cause, tries - 1)
            return
        if code is None:
            self._process.kill()
        self._settle_all(self._cause(code))

    def _settle_all(self, cause: Exception) -> None:
        """Tell the oldest call what ended the process, and the others that it was not they."""
        if not self.calls:
            return
        while self.calls:
            self.calls.popleft().settle(cause)
            cause = EvaluatorKilled("evaluator was ended before it came to the query")
        self._tell_if_unused()

    def _tell_if_unused(self) -> None:
        """Where nobody is left who would give the process back, say so."""
        if not self.users and self.when_unused is not None:
            self.when_unused(self)

    def _cause(self, code: int | None) -> Exception:
        """Read from how the process ended what the query did."""
        if code == -signal.SIGXCPU:
            return QueryTimeout(
                "the query used up its processor time and was ended; ask for less, or add a LIMIT"
            )
        if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, 134):
            megabytes = self.caps.max_memory >> 20
            return MemoryExceeded(
                f"the query needed more than the {megabytes} MB an evaluation may use and was ended; ask for less at a time"
            )
        return EvaluatorKilled(f"evaluator ended with {code}")

    def take_spool(self) -> BinaryIO:
        """Copy what is in the spool file into a file of its own, positioned at its start; StoreError where that fails."""
        handle = self._spool.fileno()
        length, done = os.fstat(handle).st_size, 0
        try:
            copy = tempfile.TemporaryFile(prefix="dutygraph-")  # noqa: SIM115
            while done < length and (piece := os.pread(handle, min(length - done, COPIED_AT_ONCE), done)):
                copy.write(piece)
                done += len(piece)
            copy.seek(0)
            os.ftruncate(handle, 0)
        except OSError as error:
            raise no_room(str(error.strerror)) from error
        return copy

    def _detach(self) -> None:
        if self._transport is None:
            self._link.close()
        elif not self._transport.is_closing():
            self._transport.abort()

    def kill(self) -> None:
        """End the process now, whatever it does; what it has spooled stays readable until ``close``."""
        self._detach()
        if self._process.poll() is None:
            self._process.kill()
            self._reap(REAP_TRIES)
        self._settle_all(EvaluatorKilled("evaluator was ended before it answered"))

    def _reap(self, tries: int) -> None:
        """Bury the process as soon as it is gone."""
        if self._process.poll() is None and tries:
            self._loop.call_later(REAPED_EVERY, self._reap, tries - 1)

    def wait_until_gone(self) -> None:
        """Block until the kernel has ended the process, so that its spool file stands still."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)

    def close(self) -> None:
        """End the process and drop its spool file."""
        self.kill()
        if self._spool.closed:
            return
        if os.fstat(self._spool.fileno()).st_size > SMALL_FILE and self._loop.is_running():
            self._loop.run_in_executor(None, self._spool.close)
        else:
            self._spool.close()


class _Overseer:
    """Ends a process that takes long over a query for which nobody waits."""

    def __init__(self, evaluator: Evaluator, call: Call) -> None:
        self._evaluator = evaluator
        self._call = call

    def done(self) -> bool:
        return self._call.is_over

    def set_result(self, _: None, /) -> None:
        self._evaluator.kill()


def too_large(reply: Reply) -> QueryTooLarge:
    """Say that a cap was passed."""
    return QueryTooLarge(
        f"{reply.overflow}; add a LIMIT, ask for part of it, or allow a cut result with partial=allowed"
    )
