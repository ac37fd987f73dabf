"""Everything that is made of a data version once, when it is published, so that no start and no page has to make it.

The files lie in the folder ``prepared`` of the store and bear the version in their names. A version published by an
earlier program has none of them; the service then makes them in the background when it starts.
"""

from __future__ import annotations

from pathlib import Path

from kg.asking.loading import load_knowledge
from kg.browsing.counts import count_dataset
from kg.browsing.findings import make_report
from kg.browsing.overview import read_overview
from kg.browsing.vocabulary import read_vocabulary
from kg.searching.index import build_index
from kg.store.engine import Engine
from kg.store.keeping import keep_in
from kg.store.opening import open_store

__all__ = ["prepare", "prepare_store", "prepared_folder"]


def prepared_folder(store_dir: Path) -> Path:
    """Name the folder of a store that holds what was made of its versions."""
    return store_dir / "prepared"


def prepare(engine: Engine, folder: Path) -> None:
    """Make what a data version has not got yet: statistics, the search index, what asking knows, and the report."""
    keep_in(engine, folder)
    read_overview(engine)
    read_vocabulary(engine)
    count_dataset(engine)
    build_index(engine, folder)
    load_knowledge(engine)
    make_report(engine, folder, processes=None)


def prepare_store(store_dir: Path) -> None:
    """Prepare the current version of a published store."""
    engine = open_store(store_dir)
    try:
        prepare(engine, prepared_folder(store_dir))
    finally:
        engine.close()
