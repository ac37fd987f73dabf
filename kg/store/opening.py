"""Open whatever a command was given: a published store, a remote endpoint, or RDF in memory."""

from __future__ import annotations

from pathlib import Path

from kg.store.engine import Engine
from kg.store.memory import open_local

__all__ = ["open_store"]


def open_store(store_dir: Path) -> Engine:
    """Open a published store for this process's own queries."""
    return open_local(store_dir)
