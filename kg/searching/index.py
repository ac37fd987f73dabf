"""The search index of one data version: an SQLite file, written once and only read from then on."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from kg.browsing.facts import Value
from kg.searching.entries import Entry, read_entries
from kg.searching.grams import tokens
from kg.store.engine import Engine
from kg.store.keeping import forget_old

__all__ = ["build_index", "index_path"]

_BUILDING = Lock()
_FORM = 4  # counted up whenever an index is built otherwise, so that none of an earlier program is taken for one of ours
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT, iri TEXT, place INTEGER, cells TEXT);
CREATE TABLE facet (entry INTEGER, name TEXT, value INTEGER);
CREATE TABLE value (id INTEGER PRIMARY KEY, text TEXT UNIQUE, zh TEXT, en TEXT);
CREATE TABLE total (kind TEXT, name TEXT, value INTEGER, entries INTEGER);
CREATE VIRTUAL TABLE words USING fts5(name, text, content='', tokenize='porter unicode61');
"""
_INDEXES = """
CREATE INDEX entry_iri ON entry (iri);
CREATE INDEX entry_kind ON entry (kind, id);
CREATE INDEX facet_value ON facet (name, value, entry);
CREATE INDEX facet_entry ON facet (entry, name, value);
CREATE INDEX total_kind ON total (kind, name);
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
"""


def index_path(folder: Path, version: str) -> Path:
    """Name the file of a data version's index."""
    return folder / f"search-{_FORM}-{version}.sqlite"


def build_index(engine: Engine, folder: Path) -> Path:
    """Build the index of what an engine serves, unless it is there; killed at any moment, no half index is left.

    Whoever comes while another thread builds waits for that one's.
    """
    path = index_path(folder, engine.version)
    with _BUILDING:
        if not path.exists():
            _build(engine, path)
    return path


def _build(engine: Engine, path: Path) -> None:
    folder = path.parent
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{path.name}.{os.getpid()}.draft"
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        connection.executescript(_SCHEMA)
        _fill(connection, read_entries(engine))
        connection.executescript(_INDEXES)
        connection.commit()
    finally:
        connection.close()
    draft.replace(path)
    forget_old(folder, "search-*.sqlite")


def _fill(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    values: dict[str, int] = {}
    totals: Counter[tuple[str, str, int]] = Counter()
    for number, entry in enumerate(entries, start=1):
        connection.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            (number, entry.kind, entry.iri, entry.place, _cells(entry)),
        )
        connection.execute(
            "INSERT INTO words (rowid, name, text) VALUES (?, ?, ?)",
            (number, tokens(entry.name), tokens(entry.text)),
        )
        for name, given in entry.facets.items():
            for value in dict.fromkeys(given):
                key = _remember(connection, values, value)
                connection.execute("INSERT INTO facet VALUES (?, ?, ?)", (number, name, key))
                totals[entry.kind, name, key] += 1
    connection.executemany(
        "INSERT INTO total VALUES (?, ?, ?, ?)", [(*key, count) for key, count in sorted(totals.items())]
    )


def _remember(connection: sqlite3.Connection, values: dict[str, int], value: Value) -> int:
    if value.text not in values:
        values[value.text] = len(values) + 1
        connection.execute(
            "INSERT INTO value VALUES (?, ?, ?, ?)", (values[value.text], value.text, value.zh, value.en)
        )
    return values[value.text]


def _cells(entry: Entry) -> str:
    cells = {
        name: [[value.iri, value.zh or value.en or value.text, value.en] for value in values]
        for name, values in entry.cells.items()
        if values
    }
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
