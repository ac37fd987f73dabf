"""How much memory there is for data that could also stay on the disk (Linux)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["free_memory"]

PROC, CGROUPS = Path("/proc"), Path("/sys/fs/cgroup")


def free_memory(proc: Path = PROC, cgroups: Path = CGROUPS) -> int:
    """Give the bytes that can be taken without anything being pushed out; 0 where the system does not tell.

    That is what the machine has available and what the control groups of this process leave of it:
    https://docs.kernel.org/filesystems/proc.html#meminfo, https://docs.kernel.org/admin-guide/cgroup-v2.html#memory.
    """
    with suppress(OSError, ValueError):
        available = _fields(proc / "meminfo")["MemAvailable:"] * 1024
        return max(0, min([available, *_left(proc, cgroups)]))
    return 0


def _left(proc: Path, cgroups: Path) -> Iterator[int]:
    """Give what each control group this process is in leaves, from its own up to the root; one without a limit, nothing."""
    own = next(
        (line[4:] for line in (proc / "self" / "cgroup").read_text().splitlines() if line[:4] == "0::/"), ""
    )
    folder = cgroups / own
    for group in (folder, *folder.parents):
        with suppress(OSError, ValueError):
            most = int((group / "memory.max").read_text())  # "max" is no number
            used = int((group / "memory.current").read_text())
            yield most - used + _fields(group / "memory.stat").get("inactive_file", 0)
        if group == cgroups:
            return


def _fields(file: Path) -> dict[str, int]:
    """Read lines of a name and a number."""
    return {
        parts[0]: int(parts[1]) for line in file.read_text().splitlines() if len(parts := line.split()) > 1
    }
