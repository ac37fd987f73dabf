"""A reading is kept for one store and one version of its data, also where every request has an engine of its own."""

from __future__ import annotations

from typing import cast

from kg.browsing.memory import remembered
from kg.store.engine import Engine


class Sandbox:
    """What the engines of all requests share."""


class Pinned:
    """An engine held to one version for one request."""

    def __init__(self, sandbox: Sandbox, version: str) -> None:
        self.sandbox, self.version = sandbox, version


def test_engines_of_one_sandbox_share_what_was_read() -> None:
    asked: list[str] = []

    @remembered
    def read(engine: Engine, name: str) -> str:
        asked.append(name)
        return f"{name} of {engine.version}"

    sandbox = Sandbox()
    answers = [read(cast(Engine, Pinned(sandbox, version)), "a") for version in ("1", "1", "2")]

    assert answers == ["a of 1", "a of 1", "a of 2"]
    assert asked == ["a", "a"]


def test_two_stores_of_the_same_version_are_kept_apart() -> None:
    @remembered
    def read(engine: Engine) -> int:
        return id(engine)

    first, second = (cast(Engine, Pinned(Sandbox(), "1")) for _ in range(2))

    assert read(first) != read(second)
