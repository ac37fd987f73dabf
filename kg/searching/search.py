"""The search: words, a kind of thing, facets, an order, a page; out comes a table and what it could be narrowed by."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

from kg.browsing.facts import Value
from kg.errors import UnknownName
from kg.exporting.tables import Cell, Column, Item, Row, Table
from kg.searching.columns import COLUMNS, FACETS, HIDDEN, KIND_NAMES, KINDS
from kg.searching.grams import any_expression, match_expression

__all__ = ["FacetCount", "FacetList", "Found", "SearchIndex", "SearchRequest"]

Language = Literal["zh", "en"]

_SHOWN_VALUES = 20
_AT_ONCE = 500  # names in one statement


@dataclass(frozen=True, kw_only=True)
class SearchRequest:
    """What is looked for: ``kind`` None means everything; ``size`` None means every row."""

    words: str = ""
    kind: str | None = None
    narrowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    sort: str | None = None
    descending: bool = False
    page: int = 1
    size: int | None = 50


@dataclass(frozen=True)
class FacetCount:
    """One value a list can be narrowed by, and how many rows have it."""

    value: str
    zh: str | None
    en: str | None
    count: int
    chosen: bool

    def label(self, language: Language) -> str:
        """Name the value."""
        return (self.en or self.zh if language == "en" else self.zh or self.en) or self.value


@dataclass(frozen=True)
class FacetList:
    """One facet with its values, the most frequent first."""

    column: Column
    values: tuple[FacetCount, ...]


@dataclass(frozen=True)
class Found:
    """What was found: how many, one page as a table, how it can be narrowed, and how many of each kind there are."""

    total: int
    table: Table
    facets: tuple[FacetList, ...]
    kinds: tuple[tuple[str, int], ...]
    pages: int


class SearchIndex:
    """An index file opened for reading; it never changes, so what was asked once is remembered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._look = lru_cache(maxsize=1024)(self._read)
        self._group = lru_cache(maxsize=256)(self._read_groups)

    def search(self, request: SearchRequest, language: Language) -> Found:
        """Look something up."""
        if request.kind is not None and request.kind not in COLUMNS:
            raise UnknownName(f"there is no kind of thing called {request.kind!r}", value=request.kind)
        expression = match_expression(request.words)
        if expression is None and request.words.strip():
            return Found(0, _table(request, (), language), (), (), 1)
        hits = _hits(request, expression)
        total = int(str(self._look(f"SELECT count(*) FROM ({hits.sql})", hits.given)[0][0]))
        rows = self._look(*_rows(request, hits, language, ranked=expression is not None))
        return Found(
            total,
            _table(request, rows, language),
            self._facets(request, hits, is_whole=expression is None and not request.narrowed),
            self._kinds(request, expression),
            max(1, -(-total // (request.size or max(total, 1)))),
        )

    def names(self, iris: Sequence[str]) -> dict[str, Value]:
        """Name things by their IRIs."""
        found: dict[str, Value] = {}
        for start in range(0, len(iris), _AT_ONCE):
            part = tuple(iris[start : start + _AT_ONCE])
            sql = f"SELECT iri, cells FROM entry WHERE iri IN ({', '.join('?' * len(part))})"
            for iri, cells in self._read(sql, part):
                values = json.loads(str(cells))
                first = (values.get("name") or values.get("text") or [[None, None, None]])[0]
                found[str(iri)] = Value(str(iri), str(iri), None, first[1], first[2])
        return found

    def candidates(self, words: str, kind: str, limit: int) -> list[tuple[str, Value]]:
        """List things of a kind whose names share something with these words, the likeliest first."""
        expression = any_expression(words)
        if expression is None:
            return []
        sql = (
            "SELECT entry.iri FROM words JOIN entry ON entry.id = words.rowid "
            "WHERE words MATCH ? AND kind = ? ORDER BY bm25(words, 6.0, 1.0) LIMIT ?"
        )
        iris = [str(row[0]) for row in self._look(sql, (expression, kind, limit))]
        names = self.names(iris)
        return [(iri, names[iri]) for iri in iris]

    def iris(self, kinds: Sequence[str], limit: int, start: int = 0) -> list[str]:
        """List the IRIs of everything of some kinds, from a place on."""
        marks = ", ".join("?" * len(kinds))
        sql = f"SELECT iri FROM entry WHERE kind IN ({marks}) ORDER BY id LIMIT ? OFFSET ?"
        return [str(row[0]) for row in self._read(sql, (*kinds, limit, start))]

    def count(self, kinds: Sequence[str]) -> int:
        """Count everything of some kinds."""
        sql = f"SELECT count(*) FROM entry WHERE kind IN ({', '.join('?' * len(kinds))})"
        return int(str(self._look(sql, tuple(kinds))[0][0]))

    def group(self, request: SearchRequest, facet: str) -> dict[str, tuple[int, list[str]]]:
        """Count what is found by the values of a facet, and list the first ``size`` IRIs of each group.

        What has no value of the facet is grouped under the empty name.
        """
        return self._group(_hits(request, match_expression(request.words)), facet, request.size)

    def _read_groups(self, hits: _Hits, facet: str, size: int | None) -> dict[str, tuple[int, list[str]]]:
        sql = (
            f"SELECT hit.id, facet.value FROM ({hits.sql}) AS hit "
            "LEFT JOIN facet ON facet.entry = hit.id AND facet.name = ? ORDER BY hit.id"
        )
        groups: dict[int | None, list[int]] = {}
        for entry, value in self._read(sql, (*hits.given, facet)):
            groups.setdefault(cast("int | None", value), []).append(cast(int, entry))
        names = self._by_id("SELECT id, text FROM value", [key for key in groups if key is not None])
        firsts = {key: entries[:size] for key, entries in groups.items()}
        iris = self._by_id("SELECT id, iri FROM entry", [each for first in firsts.values() for each in first])
        return {
            "" if key is None else names[key]: (len(entries), [iris[each] for each in firsts[key]])
            for key, entries in groups.items()
        }

    def _by_id(self, sql: str, ids: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = tuple(ids[start : start + _AT_ONCE])
            rows = self._read(f"{sql} WHERE id IN ({', '.join('?' * len(part))})", part)
            found |= {cast(int, key): str(value) for key, value in rows}
        return found

    def _facets(self, request: SearchRequest, hits: _Hits, *, is_whole: bool) -> tuple[FacetList, ...]:
        if is_whole and request.kind:
            sql = (
                "SELECT total.name, value.text, value.zh, value.en, total.entries FROM total "
                "JOIN value ON value.id = total.value WHERE total.kind = ? ORDER BY total.entries DESC"
            )
            rows = self._look(sql, (request.kind,))
        else:
            sql = (
                "SELECT facet.name, value.text, value.zh, value.en, count(*) AS entries "
                f"FROM facet JOIN value ON value.id = facet.value WHERE facet.entry IN ({hits.sql}) "
                "GROUP BY facet.name, facet.value ORDER BY entries DESC, value.text"
            )
            rows = self._look(sql, hits.given)
        return tuple(facet for column in FACETS if (facet := _facet(column, request, rows)) is not None)

    def _kinds(self, request: SearchRequest, expression: str | None) -> tuple[tuple[str, int], ...]:
        hits = _hits(SearchRequest(words=request.words, narrowed=request.narrowed), expression)
        sql = f"SELECT kind, count(*) FROM entry WHERE id IN ({hits.sql}) GROUP BY kind"
        counts = {str(kind): int(str(count)) for kind, count in self._look(sql, hits.given)}
        return tuple((kind, counts[kind]) for kind in KINDS if kind in counts)

    def _read(self, sql: str, given: tuple[str | int, ...]) -> tuple[tuple[object, ...], ...]:
        connection = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True)
        try:
            return tuple(tuple(row) for row in connection.execute(sql, given))
        finally:
            connection.close()


@dataclass(frozen=True)
class _Hits:
    """The ids of what was found, as SQL with its parameters."""

    sql: str
    given: tuple[str | int, ...]


def _hits(request: SearchRequest, expression: str | None) -> _Hits:
    conditions, given = [], list[str | int]()
    if expression is not None:
        conditions.append("id IN (SELECT rowid FROM words WHERE words MATCH ?)")
        given.append(expression)
    if request.kind is not None:
        conditions.append("kind = ?")
        given.append(request.kind)
    for name, values in sorted(request.narrowed.items()):
        marks = ", ".join("?" * len(values))
        inner = f"SELECT id FROM value WHERE text IN ({marks})"
        conditions.append(f"id IN (SELECT entry FROM facet WHERE name = ? AND value IN ({inner}))")
        given += [name, *values]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return _Hits(f"SELECT id FROM entry{where}", tuple(given))


def _rows(
    request: SearchRequest, hits: _Hits, language: Language, *, ranked: bool
) -> tuple[str, tuple[str | int, ...]]:
    given = list(hits.given)
    order, joined = "id", ""
    if request.sort in {column.key for column in COLUMNS[request.kind or "any"]}:
        place = 2 if language == "en" else 1
        path = f"json_extract(cells, '$.{request.sort}[0]"
        value = f"coalesce({path}[{place}]'), {path}[1]'))"
        number = (
            next(column.kind for column in COLUMNS[request.kind or "any"] if column.key == request.sort)
            == "number"
        )
        order = f"{value} IS NULL, {f'CAST({value} AS REAL)' if number else value} {'DESC' if request.descending else 'ASC'}, id"
    elif ranked:
        joined = " JOIN words ON words.rowid = entry.id AND words MATCH ?"
        given.insert(0, match_expression(request.words) or "")
        order = "bm25(words, 6.0, 1.0), id"
    sql = f"SELECT iri, kind, cells FROM entry{joined} WHERE entry.id IN ({hits.sql}) ORDER BY {order}"
    if request.size is not None:
        sql += " LIMIT ? OFFSET ?"
        given += [request.size, (max(request.page, 1) - 1) * request.size]
    return sql, tuple(given)


def _facet(column: Column, request: SearchRequest, rows: tuple[tuple[object, ...], ...]) -> FacetList | None:
    chosen = request.narrowed.get(column.key, ())
    values = [
        FacetCount(str(text), _text(zh), _text(en), int(str(count)), text in chosen)
        for name, text, zh, en, count in rows
        if name == column.key
    ]
    if len(values) < 2 and not chosen:
        return None
    kept = [value for value in values if value.chosen] + [value for value in values if not value.chosen]
    return FacetList(column, tuple(kept[:_SHOWN_VALUES]))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _table(request: SearchRequest, rows: tuple[tuple[object, ...], ...], language: Language) -> Table:
    known = COLUMNS[request.kind or "any"]
    hidden = HIDDEN.get(request.kind or "any", frozenset())
    chosen = tuple(column for column in known if column.key in request.columns)
    columns = chosen or tuple(column for column in known if column.key not in hidden)
    return Table(
        request.words or request.kind or "", columns, tuple(_row(row, columns, language) for row in rows)
    )


def _row(row: tuple[object, ...], columns: tuple[Column, ...], language: Language) -> Row:
    iri, kind, cells = str(row[0]), str(row[1]), json.loads(str(row[2]))
    if "text" in cells and "name" not in cells:
        cells["name"] = cells["text"]
    cells["sort"] = [[None, *KIND_NAMES[kind]]]
    return Row(iri, tuple(_cell(cells.get(column.key, ()), column, language) for column in columns))


def _cell(values: list[list[str | None]], column: Column, language: Language) -> Cell:
    items = tuple(_item(iri, zh, en, language) for iri, zh, en in values)
    number = float(items[0].text) if column.kind == "number" and items else None
    return Cell(items, int(number) if number is not None and number.is_integer() else number)


def _item(iri: str | None, zh: str | None, en: str | None, language: Language) -> Item:
    if language == "en" and en:
        return Item(en, iri, "en")
    return Item(zh or en or "", iri, "zh" if zh != en else None)
