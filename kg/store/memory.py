"""An engine in this process, for commands and tests: no deadline, no sandbox, our own and the user's own queries."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

from kg.errors import InputError, MemoryExceeded, QueryError, StoreError
from kg.store.engine import Query, Result, flatten
from kg.store.evaluation import evaluate
from kg.store.formats import format_named
from kg.store.publishing import Version, current_version
from kg.store.rows import read_boolean, read_rows
from kg.store.terms import Bindings, Row

__all__ = ["LocalEngine", "open_local", "open_memory"]


class LocalEngine:
    """A store opened in this process."""

    def __init__(self, store: Store, version: str, published: str | None = None) -> None:
        self._store = store
        self._version = version
        self._published = published or datetime.now(UTC).isoformat(timespec="seconds")
        self._graphs: tuple[str, ...] | None = None

    @property
    def version(self) -> str:
        """The data version."""
        return self._version

    @property
    def published(self) -> str:
        """When this version was published, or opened."""
        return self._published

    def select(self, text: str, bindings: Bindings | None = None) -> list[Row]:
        """Answer a SELECT as rows."""
        return read_rows(self.evaluate(Query(text=text, format=format_named("json"), bindings=bindings)).body)

    def ask(self, text: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""
        return read_boolean(
            self.evaluate(Query(text=text, format=format_named("json"), bindings=bindings)).body
        )

    def evaluate(self, query: Query) -> Result:
        """Evaluate a read query."""
        started = time.perf_counter()
        body = evaluate_in_process(self._store, query)
        seconds = time.perf_counter() - started
        return Result(body=body, size=len(body), seconds=seconds, version=self._version)

    def graphs(self) -> Sequence[str]:
        """List the named graphs."""
        if self._graphs is None:
            self._graphs = tuple(sorted(graph.value for graph in self._store.named_graphs()))
        return self._graphs

    def close(self) -> None:
        """Nothing is held but memory."""


def open_local(store_dir: Path) -> LocalEngine:
    """Open the current version of a published store in this process."""
    version: Version = current_version(store_dir)
    try:
        return LocalEngine(Store.read_only(str(version.folder)), version.id, version.published)
    except OSError as error:
        raise StoreError(
            f"{store_dir}: version {version.id} cannot be opened: {error}", value=store_dir
        ) from error


def open_memory(nquads: bytes, *, version: str = "memory") -> LocalEngine:
    """Load N-Quads into memory, with their union as the default graph."""
    store = Store()
    try:
        store.bulk_load(BytesIO(nquads), RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise InputError(f"the data is not N-Quads: {error}") from error
    store.bulk_extend([Quad(quad.subject, quad.predicate, quad.object) for quad in store])
    return LocalEngine(store, version)


def evaluate_in_process(store: Store, query: Query) -> bytes:
    """Evaluate and serialise with the embedded engine; its errors become ours."""
    out = BytesIO()
    try:
        evaluate(store, flatten(query), out)
    except SyntaxError as error:
        raise QueryError(f"the query is not SPARQL 1.1: {error}") from error
    except MemoryError as error:
        raise MemoryExceeded("the query needs more memory than there is") from error
    except (OSError, ValueError) as error:
        raise QueryError(f"the query cannot be evaluated: {error}") from error
    return out.getvalue()
