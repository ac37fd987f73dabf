"""The search index of what is being served: opened once for each data version, built where it is missing."""

from __future__ import annotations

import atexit
import shutil
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
    given = settings()
    if given.store is not None and given.keeps_beside_store:
        return prepared_folder(given.store)
    if given.work is not None:
        return given.work
    # Without the command that would hold one: it goes with the process.
    known: Path | None = current_app.extensions.get(_FOLDER)
    if known is None:
        known = current_app.extensions[_FOLDER] = Path(tempfile.mkdtemp(prefix="dutygraph-"))
        atexit.register(shutil.rmtree, known, ignore_errors=True)
    return known
