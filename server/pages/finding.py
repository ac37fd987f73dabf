"""The search index of what is being served: opened once for each data version, built where it is missing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from threading import Lock

from flask import current_app

from kg.preparing import prepared_folder
from kg.searching.index import build_index
from kg.searching.search import SearchIndex
from server.access import engine, settings

__all__ = ["search_index", "working_folder"]

_INDEX = "dutygraph-search"
_FOLDER = "dutygraph-search-folder"
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
            known = (version, SearchIndex(build_index(engine(), working_folder())))
            current_app.extensions[_INDEX] = known
    return known[1]


def working_folder() -> Path:
    """Give the folder where what is made of a data version is kept: beside the store, or, where that is not ours, in a temporary one."""
    known: Path | None = current_app.extensions.get(_FOLDER)
    if known is None:
        store = settings().store
        beside = store is not None and os.access(store, os.W_OK)
        known = (
            prepared_folder(store)
            if store and beside
            else Path(tempfile.mkdtemp(prefix="dutygraph-prepared-"))
        )
        current_app.extensions[_FOLDER] = known
    return known
