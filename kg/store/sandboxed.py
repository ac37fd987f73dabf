"""The engine whose queries run in sandboxed processes, for threads and for the event loop alike."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import StoreError
from kg.store.engine import Query, Result
from kg.store.formats import format_named
from kg.store.pool import Pool
from kg.store.rows import read_boolean, read_rows
from kg.store.sandbox import Sandbox, SandboxSettings, SandboxState
from kg.store.terms import Bindings, Row

__all__ = ["SandboxedEngine"]

Value = TypeVar("Value")
JSON = format_named("json")
LOOK_AGAIN = 1.0  # seconds between two looks whether the event loop still runs
STOPPED = "the evaluators have been stopped"


class SandboxedEngine:
    """``select`` and ``ask`` use the places reserved for our own pages, ``evaluate`` the public ones.

    Its event loop runs in one long-lived thread, which spawns every process: the kernel ends them with that thread.
    An event loop that is there already, as a web server's is, may be given instead.
    """

    def __init__(
        self, store_dir: Path, settings: SandboxSettings, loop: asyncio.AbstractEventLoop | None = None
    ) -> None:
        # An evaluator works in the root folder, where a relative path would lead astray.
        self.sandbox = Sandbox(store_dir.resolve(), settings)
        self.loop = loop or asyncio.new_event_loop()
        self._pinned: Pool | None = None
        if loop is None:
            thread = threading.Thread(target=self.loop.run_forever, name="evaluators", daemon=True)
            thread.start()
            self._wait(self.sandbox.start())

    @property
    def version(self) -> str:
        """The data version."""
        return self._pool().version.id

    @property
    def published(self) -> str:
        """When this version was published."""
        return self._pool().version.published

    def _pool(self) -> Pool:
        pinned = self._pinned
        return pinned if pinned is not None and not pinned.retired else self.sandbox.pool

    def pinned(self) -> SandboxedEngine:
        """Give the same engine held to the version of this moment, so that one page never mixes two."""
        copy = object.__new__(SandboxedEngine)
        copy.sandbox, copy.loop, copy._pinned = self.sandbox, self.loop, self.sandbox.pool
        return copy

    def select(self, text: str, bindings: Bindings | None = None) -> list[Row]:
        """Answer a SELECT of our own as rows."""
        return read_rows(self._page(Query(text=text, format=JSON, bindings=bindings)).read())

    def ask(self, text: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK of our own."""
        return read_boolean(self._page(Query(text=text, format=JSON, bindings=bindings)).read())

    def _page(self, query: Query) -> Result:
        return self._wait(self.sandbox.page(query, self._pool()))

    def evaluate(self, query: Query) -> Result:
        """Evaluate a query; one without a client is our own and uses the reserved places."""
        return self._wait(self.sandbox.run(query, self._pool())) if query.client else self._page(query)

    def graphs(self) -> Sequence[str]:
        """List the named graphs."""
        return self._pool().graphs

    def state(self) -> SandboxState:
        """Say what is going on."""
        return self.sandbox.state()

    def close(self) -> None:
        """End every process."""
        self._wait(self.sandbox.stop())

    def _wait(self, coroutine: Coroutine[Any, Any, Value]) -> Value:
        try:
            asked = asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        except RuntimeError as error:  # the loop is closed
            coroutine.close()
            raise StoreError(STOPPED) from error
        while True:
            try:
                return asked.result(LOOK_AGAIN)
            except CancelledError as error:
                raise StoreError(STOPPED) from error
            except TimeoutError:
                # A loop that stopped before it came to the question will never answer it.
                if self.sandbox.is_stopped and not self.loop.is_running():
                    raise StoreError(STOPPED) from None
