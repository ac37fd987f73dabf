"""How urgently a process is run: a query found to be long gives way to every quick one, but is not starved."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

__all__ = ["Priority"]

BEHIND = 10  # niceness of a long query
STARVED = 0.2  # share of a processor below which a long query is held to be starved by others


class Priority:
    """The priority of one process; new ones run like any other."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.is_low = False
        self._lowered_at = self._spent_before = 0.0

    def lower(self) -> None:
        """Let every quick query go first from now on."""
        self.is_low = True
        self._lowered_at = time.monotonic()
        self._spent_before = _processor_seconds(self._pid)
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._pid, BEHIND)
            os.sched_setscheduler(self._pid, os.SCHED_IDLE, os.sched_param(0))

    def relieve(self) -> None:
        """Where other programs keep the processors from a lowered process, give it a small fair share after all."""
        wall = time.monotonic() - self._lowered_at
        if not self.is_low or wall <= 0:
            return
        if (_processor_seconds(self._pid) - self._spent_before) / wall < STARVED:
            with contextlib.suppress(OSError, AttributeError):
                os.sched_setscheduler(self._pid, os.SCHED_BATCH, os.sched_param(0))


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0
