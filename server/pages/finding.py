"""The search index of what is being served: opened once for each data version, built where it is missing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import Lock

from flask import current_app

from kg.searching.index import build_index
from kg.searching.search import SearchIndex
from server.access import engine, settings

__all__ = ["search_index"]

_INDEX = "dutygraph-search"
_LOCK = Lock()


def search_index() -> SearchIndex:
    """Give the index of the data version that is served."""
    version = engine().version
    known: tuple[str, SearchIndex] | None = current_app.extensions.get(_INDEX)
    if known is not None and known[0] == version:
        return known[1]
    with _LOCK:
        known = current_app.extensions.get(_INDEX)
        if known is None or known[0] != version:
            store = settings().store
            folder = store / "search" if store else Path(tempfile.mkdtemp(prefix="dutygraph-search-"))
            known = (version, SearchIndex(build_index(engine(), folder)))
            current_app.extensions[_INDEX] = known
    return known[1]
