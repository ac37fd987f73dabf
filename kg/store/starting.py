"""How evaluator processes come to be: forked off one that holds the data, or, where that cannot be, each started anew.

A fork takes a millisecond and shares what is in memory; a new interpreter takes a tenth of a second and opens the
data for itself.
"""

from __future__ import annotations

import asyncio
import os
import platform
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO, Protocol

from kg.errors import StoreError
from kg.store.fork_server import PID, READY
from kg.store.limits import adopt_orphans
from kg.store.publishing import Version
from kg.store.room import free_memory

__all__ = ["CANNOT_OPEN", "ForkServer", "Process", "Spawner", "Starter", "fits_in_memory", "starter_for"]

STARTED_WITHIN, READ_A_SECOND = 60.0, 20_000  # seconds without data, quads
HELD_AT_ONCE = 100_000  # quads that are read into memory before the first query: it takes less than a second
QUAD = 700  # bytes it takes in memory, in its own graph and in the default graph
# Quads; to read them takes half a minute at every publication, and more than a gigabyte.
MOST_HELD = 2_000_000
LOOK_AGAIN = 0.002
# Memory is asked of the kernel and given back by the megabyte: every page anew costs more than a small query's use of it.
MALLOC = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_TOP_PAD_": str(2**20),
    "MALLOC_TRIM_THRESHOLD_": str(16 * 2**20),
    "MALLOC_MMAP_THRESHOLD_": str(4 * 2**20),
}
CANNOT_OPEN = "an evaluator process cannot open the store; see whether the folder is complete"
PROGRAM = "import sys; sys.path[:] = sys.argv[1].split(':'); from kg.store.{module} import main; main(*sys.argv[2:])"


class Process(Protocol):
    """A process that is our child: ``subprocess.Popen``, or one that became it."""

    @property
    def pid(self) -> int:
        """Its id."""

    def poll(self) -> int | None:
        """Give its exit code, negative where a signal ended it; None while it runs."""

    def kill(self) -> None:
        """End it."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; ``subprocess.TimeoutExpired`` where that does not come."""


class Starter(Protocol):
    """What starts evaluators over one version of the data."""

    async def start(self, link: socket.socket, spool: BinaryIO) -> Process:
        """Start one that has this end of a link and this spool file; StoreError where none can be started."""

    def close(self) -> None:
        """Start no more."""


def starter_for(version: Version, memory: int, max_bytes: int) -> Starter:
    """Choose how the first evaluators of a version start; each may use ``memory`` bytes and write ``max_bytes`` of a result."""
    if platform.system() == "Linux":
        return ForkServer(version, memory, max_bytes, in_memory=version.quads <= HELD_AT_ONCE)
    return Spawner(version, memory, max_bytes)


def fits_in_memory(version: Version, evaluators: int) -> bool:
    """Whether a version that is served from the disk at first is to be read into memory meanwhile.

    In the end each of so many evaluators may hold a copy of its own of what it touched.
    """
    if platform.system() != "Linux" or not HELD_AT_ONCE < version.quads <= MOST_HELD:
        return False
    return version.quads * QUAD * (evaluators + 1) <= free_memory()


def run_program(module: str, handles: tuple[int, ...], *arguments: object) -> subprocess.Popen[bytes]:
    """Run a program of this package in a new interpreter that knows nothing of the parent's environment."""
    root = str(Path(__file__).resolve().parents[2])
    path = ":".join(dict.fromkeys([root, *(each for each in sys.path if each)]))
    # -I keeps the interpreter from adding paths of its own.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-S", "-B", "-c", PROGRAM.format(module=module), path, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=handles,
        cwd="/",
        env={"LANG": "C.UTF-8", **MALLOC},
    )


class Spawner:
    """Starts a new interpreter for every evaluator, which opens the version on the disk."""

    def __init__(self, version: Version, memory: int, max_bytes: int) -> None:
        self._folder = version.folder
        self._caps = (memory, max_bytes)

    async def start(self, link: socket.socket, spool: BinaryIO) -> Process:
        """Start one."""
        handles = (link.fileno(), spool.fileno())
        return run_program("worker", handles, self._folder, os.getpid(), *handles, *self._caps)

    def close(self) -> None:
        """Nothing is held."""


class ForkServer:
    """Has evaluators forked off a process that holds the version in memory, or knows where it is on the disk.

    That process evaluates nothing. Where it ends it is started again; evaluators there are go on without it.
    """

    def __init__(self, version: Version, memory: int, max_bytes: int, *, in_memory: bool) -> None:
        adopt_orphans()
        self._arguments = (version.folder, os.getpid(), memory, max_bytes, int(in_memory))
        self._within = STARTED_WITHIN + (version.quads / READ_A_SECOND if in_memory else 0.0)
        self._turn = asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """The process evaluators are forked off, while there is one."""
        return None if self._process is None else self._process.pid

    async def start(self, link: socket.socket, spool: BinaryIO) -> Process:
        """Have one forked."""
        async with self._turn:
            for _ in range(2):
                try:
                    return Forked(await self._ask(link, spool))
                except (OSError, TimeoutError, EOFError):
                    self._end()  # it was ended from outside, most likely
                except BaseException:
                    self._end()  # its answer would be taken for that to the next order
                    raise
        raise StoreError(CANNOT_OPEN)

    async def open(self) -> None:
        """Start the process and wait until it has the data at hand; StoreError where that cannot be."""
        async with self._turn:
            try:
                await self._open()
            except (OSError, TimeoutError, EOFError) as error:
                self._end()
                raise StoreError(CANNOT_OPEN) from error
            except BaseException:
                self._end()
                raise

    async def _open(self) -> socket.socket:
        """Give the channel for orders, once the process listens to it."""
        if self._is_closed:
            raise StoreError("this version of the data is no longer served; ask again")
        if self._orders is None:
            self._orders, theirs = socket.socketpair()
            self._orders.setblocking(False)
            with theirs:
                folder, *others = self._arguments
                self._process = run_program(
                    "fork_server", (theirs.fileno(),), folder, theirs.fileno(), *others
                )
            async with asyncio.timeout(self._within):
                if await asyncio.get_running_loop().sock_recv(self._orders, len(READY)) != READY:
                    raise EOFError
        return self._orders

    async def _ask(self, link: socket.socket, spool: BinaryIO) -> int:
        orders = await self._open()
        async with asyncio.timeout(STARTED_WITHIN):
            socket.send_fds(orders, [b"\0"], [link.fileno(), spool.fileno()])
            answer = await asyncio.get_running_loop().sock_recv(orders, PID.size)
        if len(answer) < PID.size:
            raise EOFError
        return int(PID.unpack(answer)[0])

    def _end(self) -> None:
        if self._orders is not None:
            self._orders.close()
            self._orders = None
        if self._process is not None:
            self._process.kill()
            asyncio.get_running_loop().run_in_executor(None, self._process.wait)
            self._process = None

    def close(self) -> None:
        """End the process."""
        self._is_closed = True
        if not self._turn.locked():
            self._end()
        elif self._process is not None:
            self._process.kill()  # whoever waits for its answer finds that it is gone


class Forked:
    """A process that was orphaned on purpose and so became our child."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Give its exit code, negative where a signal ended it; None while it runs."""
        if self._code is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                return None  # its parent has not ended yet
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def kill(self) -> None:
        """End it; its id is its own until ``poll`` has told that it is gone."""
        if self.poll() is None:
            os.kill(self.pid, 9)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(LOOK_AGAIN)
        return code
