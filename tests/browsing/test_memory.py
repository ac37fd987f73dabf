"""What is read of a store is remembered, and read once however many ask at the same time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.browsing.memory import remembered
from kg.store.engine import Engine
from kg.store.memory import open_memory


def test_those_who_ask_at_once_share_one_reading() -> None:
    readings = []

    @remembered
    def read(engine: Engine, what: str) -> str:
        readings.append(what)
        time.sleep(0.2)
        return what.upper()

    engine = open_memory(b"", version="one")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: read(engine, "ab"[n % 2]), range(8)))

    assert found == ["A", "B"] * 4
    assert sorted(readings) == ["a", "b"]


def test_a_reading_that_fails_is_tried_again() -> None:
    tries = []

    @remembered
    def read(engine: Engine) -> int:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("not yet")
        return len(tries)

    engine = open_memory(b"", version="one")
    with pytest.raises(ValueError, match="not yet"):
        read(engine)

    assert read(engine) == 2
    assert read(engine) == 2


def test_another_version_is_read_anew() -> None:
    @remembered
    def read(engine: Engine) -> str:
        return engine.version

    assert [read(open_memory(b"", version=name)) for name in ("one", "two")] == ["one", "two"]
