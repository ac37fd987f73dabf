"""What memory is free is what the machine has, and what the control groups of the process leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.store.room import free_memory

GIB = 2**30


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A machine with eight gibibytes available, and this process in the group /a/b."""
    write(tmp_path / "proc/meminfo", f"MemTotal: 16777216 kB\nMemAvailable: {8 * 2**20} kB\n")
    write(tmp_path / "proc/self/cgroup", "1:name=systemd:/x\n0::/a/b\n")
    (tmp_path / "cgroup/a/b").mkdir(parents=True)
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def limit(group: Path, most: str, used: int, cache: int = 0) -> None:
    write(group / "memory.max", f"{most}\n")
    write(group / "memory.current", f"{used}\n")
    write(group / "memory.stat", f"anon 5\ninactive_file {cache}\n")


def free(system: Path) -> int:
    return free_memory(system / "proc", system / "cgroup")


def test_without_a_limit_it_is_what_the_machine_has(system: Path) -> None:
    limit(system / "cgroup/a/b", "max", 3 * GIB)

    assert free(system) == 8 * GIB


@pytest.mark.parametrize("group", ["a/b", "a", ""])
def test_the_limit_of_any_group_above_counts(system: Path, group: str) -> None:
    limit(system / "cgroup" / group, str(4 * GIB), 3 * GIB, cache=GIB // 2)

    assert free(system) == 3 * GIB // 2


def test_more_used_than_allowed_is_nothing_free(system: Path) -> None:
    limit(system / "cgroup/a", str(GIB), 2 * GIB)

    assert free(system) == 0


def test_a_system_that_does_not_tell_has_nothing_free(tmp_path: Path) -> None:
    assert free(tmp_path) == 0
