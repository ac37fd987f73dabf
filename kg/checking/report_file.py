"""A report in a file: the findings of any number of documents, narrowed, counted and paged without reading them all.

An SQLite file, written once and only read from then on. What findings are narrowed by stands in a table of numbers, so
that counting reads a few bytes a finding; the findings themselves are read one page at a time.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from kg.checking.checking import tell_seen
from kg.checking.decisions import mark_decided
from kg.checking.documents import Checked
from kg.checking.report import RANK, Decision, Finding, Resolved, Seen
from kg.checking.shapes import load_shapes

__all__ = ["NARROWING", "Narrowed", "ReportFile", "write_report_file"]

NARROWING = ("severity", "code", "document", "state", "body")
_MOST_CHOICES = 80
_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE value (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE TABLE finding (id INTEGER PRIMARY KEY, {", ".join(f"{name} INTEGER" for name in NARROWING)});
CREATE TABLE item (id INTEGER PRIMARY KEY, packed BLOB);
CREATE TABLE tally (name TEXT, value INTEGER, findings INTEGER);
CREATE TABLE summary (packed BLOB);
"""
_INDEXES = "".join(f"CREATE INDEX finding_{name} ON finding ({name});" for name in NARROWING)


@dataclass(frozen=True)
class _Summary:
    documents: tuple[str, ...]
    titles: dict[str, str]
    seen: tuple[Seen, ...]
    counts: dict[str, int]


@dataclass(frozen=True)
class Narrowed:
    """Some findings of a report: one page of them, how many there are, and what they could be narrowed by."""

    findings: tuple[Finding, ...]
    total: int
    pages: int
    choices: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def write_report_file(path: Path, checked: Iterable[Checked], decisions: Sequence[Decision] = ()) -> None:
    """Write what checking finds, document by document; killed at any moment, no half report is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(draft)) as connection:
            connection.executescript(_SCHEMA)
            _fill(connection, checked, decisions)
            connection.executescript(_INDEXES)
            connection.commit()
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, checked: Iterable[Checked], decisions: Sequence[Decision]) -> None:
    titles: dict[str, str] = {}
    seen, tally = Counter[str](), Counter[tuple[str, int]]()
    values: dict[str, int] = {}
    for one in checked:
        titles[one.document] = one.title
        seen.update(dict(one.seen))
        for finding in mark_decided(one.findings, decisions):
            known = [values.setdefault(str(getattr(finding, name)), len(values) + 1) for name in NARROWING]
            tally.update(zip(NARROWING, known, strict=True))
            connection.execute(f"INSERT INTO finding VALUES (NULL{', ?' * len(NARROWING)})", known)
            connection.execute("INSERT INTO item VALUES (NULL, ?)", (msgspec.msgpack.encode(finding),))
    connection.executemany("INSERT INTO value VALUES (?, ?)", [(key, text) for text, key in values.items()])
    connection.executemany(
        "INSERT INTO tally VALUES (?, ?, ?)", [(*key, count) for key, count in tally.items()]
    )
    counts = {severity: tally["severity", values.get(severity, 0)] for severity in RANK}
    summary = _Summary(tuple(titles), titles, tell_seen(seen, load_shapes()), counts)
    connection.execute("INSERT INTO summary VALUES (?)", (msgspec.msgpack.encode(summary),))


class ReportFile:
    """A report opened for reading, whole or narrowed to the findings that have all the chosen values."""

    def __init__(self, path: Path, chosen: Mapping[str, str] | None = None) -> None:
        self.path = path
        self._chosen = {name: value for name, value in (chosen or {}).items() if name in NARROWING and value}

    def narrowed(self, chosen: Mapping[str, str]) -> ReportFile:
        """Give the same report with only those findings that have all the chosen values."""
        return ReportFile(self.path, chosen)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that were checked."""
        return self._summary.documents

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the documents that were checked."""
        return self._summary.titles

    @property
    def seen(self) -> tuple[Seen, ...]:
        """How many nodes each shape looked at."""
        return self._summary.seen

    @property
    def resolved(self) -> tuple[Resolved, ...]:
        """Nothing: a file compares with no earlier report."""
        return ()

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, document by document, worst first."""
        return self._read(-1, 0)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""
        counted = dict(self._choices("severity"))
        return {severity: counted.get(severity, 0) for severity in RANK}

    @property
    def conforms(self) -> bool:
        """True only when nothing at all was found."""
        return not any(self.counts.values())

    def page(self, number: int, size: int) -> Narrowed:
        """Give one page of the findings, the first of which is 1."""
        total = sum(self.counts.values())
        found = tuple(self._read(size, (max(number, 1) - 1) * size))
        choices = tuple((name, self._choices(name)) for name in NARROWING)
        return Narrowed(found, total, max(1, -(-total // size)), choices)

    @cached_property
    def _summary(self) -> _Summary:
        ((packed,),) = self._ask("SELECT packed FROM summary")
        return msgspec.msgpack.decode(packed, type=_Summary)

    @property
    def _where(self) -> str:
        conditions = [f"{name} = (SELECT id FROM value WHERE text = :{name})" for name in self._chosen]
        return f" WHERE {' AND '.join(conditions)}" if conditions else ""

    def _read(self, size: int, start: int) -> Iterator[Finding]:
        sql = f"SELECT id FROM finding{self._where} ORDER BY id LIMIT {int(size)} OFFSET {int(start)}"
        decode = msgspec.msgpack.Decoder(Finding).decode
        for (packed,) in self._ask(f"SELECT packed FROM item WHERE id IN ({sql}) ORDER BY id"):
            yield decode(packed)

    def _choices(self, name: str) -> tuple[tuple[str, int], ...]:
        counted = (
            f"SELECT {name} AS value, count(*) AS findings FROM finding{self._where} GROUP BY {name}"
            if self._chosen
            else f"SELECT value, findings FROM tally WHERE name = '{name}'"
        )
        sql = f"SELECT text, findings FROM ({counted}) JOIN value ON value.id = value WHERE text <> ''"
        choices = list(self._ask(f"{sql} ORDER BY findings DESC, text LIMIT {_MOST_CHOICES}"))
        return tuple(sorted(choices, key=lambda pair: RANK[pair[0]]) if name == "severity" else choices)

    def _ask(self, sql: str) -> Iterator[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True)) as connection:
            yield from connection.execute(sql, self._chosen)
