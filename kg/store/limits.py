"""What an evaluator process gives up once its store is open: memory, processor time, descriptors, files, network.

Each limit is the kernel's own. Where one does not exist (macOS has no system call filter, Windows none of them) the
others still hold, and the list of those that do is reported to the parent, which says so in its log and in /health.
"""

from __future__ import annotations

import ctypes
import math
import os
import platform
import struct
import sys
import time
from contextlib import suppress
from pathlib import Path

try:
    import resource

    HAS_RESOURCE = True
except ImportError:  # Windows
    HAS_RESOURCE = False

__all__ = [
    "ALL",
    "Growth",
    "ProcessorAllowance",
    "adopt_orphans",
    "die_with_parent",
    "files_to_open",
    "give_up_powers",
    "limit_file_size",
    "name_process",
]

# The limits there are where the kernel has them all.
ALL = ("memory", "descriptors", "core", "processes", "processor", "file-size", "system-calls")
STACK = 96 * 1024 * 1024
GROWTH_EVERY, GROWTH_AFTER = 16, 0.002  # queries, seconds
MOST_GROWTH, MOST_COPIED = 96 * 1024, 512 * 1024  # KiB that one process may take, and keep
PAGE = (os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096) // 1024  # KiB

PR_SET_PDEATHSIG, PR_SET_NAME, PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 15, 22, 36, 38
SECCOMP_MODE_FILTER = 2

# Numbers of the system calls that could reach out: sockets, opening and changing files, other programs.
# linux/audit.h gives the architectures, asm/unistd.h the numbers.
_FORBIDDEN = {
    "x86_64": (
        0xC000003E,
        (41, 42, 43, 49, 50, 53, 57, 58, 59, 76, 82, 83, 84, 85, 86, 87, 88, 90, 101, 258, 263, 264, 265, 266, 268,
         288, 310, 311, 316, 322, 425, 437),
    ),
    "aarch64": (
        0xC00000B7,
        (33, 34, 35, 36, 37, 38, 45, 53, 117, 198, 199, 200, 201, 202, 203, 221, 242, 270, 271, 276, 281, 425, 437),
    ),
}  # fmt: skip


# The calls that open a file, with the place of their flags among the arguments, and the flags that change something.
# The engine opens the files of a large store one by one as it comes to them, so reading is let through.
_OPENING = {"x86_64": ((2, 1), (257, 2)), "aarch64": ((56, 2),)}
_CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def give_up_powers(memory: int, files: int | None = None) -> list[str]:
    """Set every limit the kernel has for this process; return the names of those that hold.

    ``files`` is how many files the store may still have to open; they get descriptors only where the filter of system
    calls keeps anything else from using them. None says that no file is to be opened any more.
    """
    held = []
    if HAS_RESOURCE:
        _allow_deep_stack()
        descriptors = _plug_descriptors() + ((files or 0) if _can_filter() else 0)
        for name, value in (
            ("AS", _address_space() + memory),
            ("NOFILE", descriptors),
            ("CORE", 0),
            ("NPROC", 0),
        ):
            if _limit(f"RLIMIT_{name}", value):
                held.append(
                    {"AS": "memory", "NOFILE": "descriptors", "CORE": "core", "NPROC": "processes"}[name]
                )
        held += ["processor", "file-size"]
    if _filter_system_calls(may_read=files is not None):
        held.append("system-calls")
    return held


class ProcessorAllowance:
    """How much processor time a query may use: a backstop behind the parent's deadline.

    It is granted anew at most every half second, because that costs as much as handing over a small query; a process
    of one thread uses no more of it than time passes, so that much is added.
    """

    def __init__(self) -> None:
        self._seconds = 0.0
        self._until = 0.0

    def grant(self, seconds: float) -> None:
        """Allow so much on top of what is used; up to some seconds more, because the kernel counts whole ones."""
        now = time.monotonic()
        if HAS_RESOURCE and not (now < self._until and self._seconds - 1 <= seconds <= self._seconds):
            self._seconds = math.ceil(seconds)
            self._until = now + 0.5
            usage = resource.getrusage(resource.RUSAGE_SELF)
            soft = int(usage.ru_utime + usage.ru_stime + self._seconds) + 2
            resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def limit_file_size(largest: int) -> None:
    """Allow no file to grow past this."""
    _limit("RLIMIT_FSIZE", largest)


class Growth:
    """Whether this process has taken so much memory since its start that a new one should take its place.

    Looked at anew after a long query and now and then: the kernel adds the numbers up whenever it is asked, which takes
    as long as a fifth of a small query. ``shares``: what it was forked off has the data in memory; what it writes to of
    that is copied, which makes it no larger, but takes memory all the same.
    """

    def __init__(self, *, shares: bool) -> None:
        self._asked = 0
        self._is_too_large = False
        self._shares = shares
        self._resident, self._faults = _resident_and_faults()

    def is_too_large(self, took: float) -> bool:
        """Say so after a query that took so many seconds."""
        if self._asked % GROWTH_EVERY == 0 or took > GROWTH_AFTER:
            resident, faults = _resident_and_faults()
            copied = (faults - self._faults) * PAGE if self._shares else 0
            self._is_too_large = resident - self._resident > MOST_GROWTH or copied > MOST_COPIED
        self._asked += 1
        return self._is_too_large


def _resident_and_faults() -> tuple[int, int]:
    """Give the largest resident size so far in KiB, and how many pages were given to this process or copied for it."""
    if not HAS_RESOURCE:
        return 0, 0
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_maxrss, usage.ru_minflt


def die_with_parent(parent: int) -> None:
    """Ask the kernel to end this process when the thread that spawned it ends."""
    if sys.platform.startswith("linux"):
        _prctl(PR_SET_PDEATHSIG, 9)
    if hasattr(os, "getppid") and os.getppid() != parent:
        raise SystemExit


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends; only Linux can do that."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def name_process(name: str) -> None:
    """Set what tools such as ps and top call this process: at most 15 letters."""
    buffer = ctypes.create_string_buffer(name.encode())
    _prctl(PR_SET_NAME, ctypes.addressof(buffer))


def _limit(constant: str, value: int) -> bool:
    try:
        resource.setrlimit(getattr(resource, constant), (value, value))
    except (AttributeError, OSError, ValueError):
        return False
    return True


def _allow_deep_stack() -> None:
    # The stack of the main thread grows on demand up to the soft limit of the moment.
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    wanted = STACK if hard == resource.RLIM_INFINITY else min(STACK, hard)
    try:
        resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
    except (OSError, ValueError):
        return


def _address_space() -> int:
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 2**30


def _plug_descriptors() -> int:
    """Fill every gap below the highest descriptor, and return the limit that leaves none free."""
    highest = 2
    for handle in range(3, 4096):
        try:
            os.fstat(handle)
        except OSError:
            continue
        highest = handle
    while True:
        handle = os.open(os.devnull, os.O_RDONLY)
        if handle > highest:
            os.close(handle)
            return highest + 1


def files_to_open(folder: str) -> int:
    """Count the files of a store that the engine has not opened yet; it opens the first sixteen by itself."""
    waiting = {path.name for path in Path(folder).glob("*.sst")}
    handles = Path("/proc/self/fd")
    for handle in list(handles.iterdir()) if handles.is_dir() else []:
        with suppress(OSError):  # the handle of the listing itself is gone
            waiting.discard(handle.readlink().name)
    return len(waiting)


def _can_filter() -> bool:
    return platform.machine() in _FORBIDDEN and sys.platform.startswith("linux")


def _filter_system_calls(*, may_read: bool) -> bool:
    """Install a seccomp filter that answers EPERM to the forbidden calls of this thread."""
    if not _can_filter():
        return False
    audit, calls = _FORBIDDEN[platform.machine()]
    opening = _OPENING[platform.machine()]
    if not may_read:
        calls, opening = (*calls, *(call for call, _ in opening)), ()
    load, equal, at_least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, refuse = 0x7FFF0000, 0x00050001
    # Each jump goes to the last step, which refuses, or to the one before it, which allows.
    last = 4 + len(calls) + 3 * len(opening) + 1
    steps = [
        (load, 0, 0, 4),
        (equal, 0, last - 2, audit),
        (load, 0, 0, 0),
        (at_least, last - 4, 0, 0x40000000),
    ]
    steps += [(equal, last - 5 - number, 0, call) for number, call in enumerate(calls)]
    for call, argument in opening:
        here = len(steps)
        steps += [
            (equal, 0, 2, call),
            (load, 0, 0, 16 + 8 * argument),
            (any_bit, last - here - 3, last - here - 4, _CHANGING),
        ]
    steps += [(give, 0, 0, allow), (give, 0, 0, refuse)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    pointer = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    return _prctl(PR_SET_NO_NEW_PRIVS, 1) and _prctl(
        PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(pointer)
    )


def _prctl(option: int, *arguments: int) -> bool:
    padded = [ctypes.c_ulong(each) for each in (*arguments, 0, 0, 0, 0)[:4]]
    return int(ctypes.CDLL(None, use_errno=True).prctl(option, *padded)) == 0
