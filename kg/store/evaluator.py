"""The parent's side of one evaluator process: start it, hand it a query, read its answer, end it."""

from __future__ import annotations

import asyncio
import contextlib
import marshal
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import MemoryExceeded, QueryError, QueryTimeout, QueryTooLarge, StoreError
from kg.store import worker
from kg.store.alarms import Alarms
from kg.store.evaluation import Flat

__all__ = ["Caps", "Evaluator", "EvaluatorKilled", "Reply"]

PROGRAM = (
    "import sys; sys.path[:] = sys.argv[7].split(':'); "
    "from kg.store.worker import main; main(sys.argv[1], *map(int, sys.argv[2:7]))"
)
START_LIMIT = 20.0
REAPED_AFTER = 0.5
COPIED_AT_ONCE = 1024 * 1024
SMALL_FILE = 4 * 1024 * 1024  # a larger one takes the kernel a while to forget
SETTLE_EVERY, SETTLE_TRIES = 0.004, 500
BEHIND = 10  # niceness of a long query
STARVED = 0.2  # share of a processor below which a long query is held to be starved by others


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What one evaluation may use: rows and bytes of its result, memory above an idle process."""

    max_rows: int = 1_000_000
    max_bytes: int = 256 * 1024 * 1024
    max_memory: int = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What an evaluator answered: the body, or None where it is in the spool file; ``overflow`` names a passed cap."""

    body: bytes | None
    size: int
    overflow: str = ""


class EvaluatorKilled(Exception):
    """The process was ended from outside, through no fault of the query."""


class Evaluator(asyncio.Protocol):
    """One process and the one query it may be evaluating.

    The link is a transport of the event loop: its reads and writes do not give up the interpreter's lock, for which
    the threads of the web server wait.
    """

    def __init__(self, folder: Path, version: str, caps: Caps, alarms: Alarms) -> None:
        self.version = version
        self.caps = caps
        self.limits: tuple[str, ...] = ()
        self.peak = 0
        self.idle_peak = 0
        self.demoted = False
        self._demoted_at = self._demoted_cost = 0.0
        self.started = time.monotonic()
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._reply: asyncio.Future[tuple[int, int, bytes]] | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._alarms = alarms
        self._spool: BinaryIO = tempfile.TemporaryFile(prefix="dutygraph-")  # noqa: SIM115
        self._link, theirs = socket.socketpair()
        with theirs:
            self._process = self._spawn(folder, theirs)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process can be given a query."""
        # Its end of the link closes with the process, and the loop has noticed that by now.
        return self._transport is not None and not self._transport.is_closing()

    def _spawn(self, folder: Path, theirs: socket.socket) -> subprocess.Popen[bytes]:
        handles = (theirs.fileno(), self._spool.fileno())
        numbers = (os.getpid(), *handles, self.caps.max_memory, self.caps.max_bytes)
        root = str(Path(__file__).resolve().parents[2])
        path = ":".join(dict.fromkeys([root, *(each for each in sys.path if each)]))
        # Nothing of the parent's environment reaches it; -I keeps it from adding paths of its own.
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", "-B", "-c", PROGRAM, str(folder), *map(str, numbers), path],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=handles,
            cwd="/",
            env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
        )

    async def ready(self) -> None:
        """Wait until the store is open and the limits hold."""
        self._reply = self._loop.create_future()
        try:
            async with asyncio.timeout(START_LIMIT):
                await self._loop.create_unix_connection(lambda: self, sock=self._link)
                _, _, body = await self._reply
        except (TimeoutError, EvaluatorKilled) as error:
            self.close()
            raise StoreError(
                "an evaluator process cannot open the store; see whether the folder is complete"
            ) from error
        finally:
            self._reply = None
        self.limits = tuple(body.decode().split(","))
        self.idle_peak = self.peak

    def begin(self, query: Flat, seconds: float, *, keep: int) -> asyncio.Future[tuple[int, int, bytes]]:
        """Hand over a query; the future is done when its answer is here."""
        request = marshal.dumps((query, seconds, self.caps.max_rows, self.caps.max_bytes, keep))
        self._reply = self._loop.create_future()
        if self._transport is None or self._transport.is_closing():
            self._settle(SETTLE_TRIES)
        else:
            self._transport.write(worker.LENGTH.pack(len(request)) + request)
        return self._reply

    async def within(self, seconds: float) -> bool:
        """Wait so long for the answer; say whether it is here."""
        reply = self._reply
        if reply is None or reply.done():
            return True
        self._waiter = waiter = self._loop.create_future()
        self._alarms.ring(seconds, waiter)
        try:
            await waiter
        finally:
            self._waiter = None
        return reply.done()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the link once it is open."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take an answer, which most often comes in one piece."""
        if self._received or not _is_whole(data):
            self._received += data
            if not _is_whole(self._received):
                return
            data = bytes(self._received)
            self._received.clear()
        _, outcome, size, self.peak = worker.HEADER.unpack_from(data)
        if self._reply is not None and not self._reply.done():
            self._reply.set_result((outcome, size, data[worker.HEADER.size :]))
            self._wake()

    def connection_lost(self, _: Exception | None) -> None:
        """Find out what ended the process."""
        self._settle(SETTLE_TRIES)

    def _settle(self, tries: int) -> None:
        """Once the process is gone, say what ended it; a large one takes the kernel some time to clear away."""
        if self._reply is None or self._reply.done():
            return
        code = self._process.poll()
        if code is None and tries:
            self._loop.call_later(SETTLE_EVERY, self._settle, tries - 1)
            return
        if code is None:
            self._process.kill()
        self._reply.set_exception(self._cause(code))
        self._wake()

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

    def result(self, reply: tuple[int, int, bytes]) -> Reply:
        """Turn what came back into a body, or into the error it stands for."""
        outcome, size, body = reply
        if outcome in (worker.INLINE, worker.SPOOLED):
            return Reply(body if outcome == worker.INLINE else None, size)
        text = body.decode("utf-8", "replace")
        if outcome == worker.MALFORMED:
            raise QueryError(f"the query is not SPARQL 1.1: {text}")
        if outcome == worker.TOO_LARGE:
            return Reply(None, size, text)
        raise QueryError(f"the query cannot be evaluated: {text}")

    def take_spool(self, size: int | None = None) -> BinaryIO:
        """Copy what is in the spool file into a file of its own, positioned at its start."""
        length = os.fstat(self._spool.fileno()).st_size if size is None else size
        copy = tempfile.TemporaryFile(prefix="dutygraph-")  # noqa: SIM115
        done = 0
        while done < length and (
            piece := os.pread(self._spool.fileno(), min(length - done, COPIED_AT_ONCE), done)
        ):
            copy.write(piece)
            done += len(piece)
        copy.seek(0)
        os.ftruncate(self._spool.fileno(), 0)
        return copy

    def demote(self) -> None:
        """Let every quick query go first from now on."""
        self.demoted = True
        self._demoted_at = self._loop.time()
        self._demoted_cost = _processor_seconds(self.pid)
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.pid, BEHIND)
            os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))

    def relieve(self) -> None:
        """Where other programs keep the processors from a demoted query, give it a small fair share after all."""
        wall = self._loop.time() - self._demoted_at
        if wall > 0 and (_processor_seconds(self.pid) - self._demoted_cost) / wall < STARVED:
            with contextlib.suppress(OSError, AttributeError):
                os.sched_setscheduler(self.pid, os.SCHED_BATCH, os.sched_param(0))

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
            self._loop.call_later(REAPED_AFTER, self._process.poll)
        if self._reply is not None and not self._reply.done():
            self._reply.cancel()
            self._wake()

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


def _is_whole(data: bytes | bytearray) -> bool:
    start = worker.HEADER.size
    return len(data) >= start and len(data) - start == worker.HEADER.unpack_from(data)[0]


def too_large(reply: Reply) -> QueryTooLarge:
    """Say that a cap was passed."""
    return QueryTooLarge(
        f"{reply.overflow}; add a LIMIT, ask for part of it, or allow a cut result with partial=allowed"
    )


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0
