"""Codings as tables, one a list, and tables as codings: what every format of sheets shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from kg.coding.model import Coding
from kg.coding.sheets.cells import CELL_LIMIT, Cell, encode_text, escape_characters, utf16_length
from kg.coding.sheets.columns import LISTS, Column, columns_of
from kg.coding.sheets.values import encode_value

__all__ = ["DOCUMENT", "DOCUMENTS", "LONG_TEXTS", "Table", "name_documents", "to_tables"]

DOCUMENTS = "documents"
LONG_TEXTS = "long texts"
DOCUMENT = "document"
LONG_MARK = "@@long:"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet: its name, its headers, the allowed values of some columns, and its rows of cells."""

    name: str
    headers: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]]
    rows: tuple[tuple[Cell, ...], ...]


def to_tables(codings: Sequence[Coding]) -> list[Table]:
    """Write codings as tables: the documents, every list in the order of ``LISTS``, and texts too long for a cell."""
    long_texts: list[tuple[Cell, ...]] = []
    names = name_documents(codings)
    tables = [_table_documents(names, codings, long_texts)]
    tables += [_table_list(name, names, codings, long_texts) for name in LISTS]
    if long_texts:
        tables.append(
            Table(name=LONG_TEXTS, headers=("key", "part", "text"), choices={}, rows=tuple(long_texts))
        )
    return tables


def name_documents(codings: Sequence[Coding]) -> list[str]:
    """Give every coding a name of its own: its document's id, counted on where two have the same."""
    names: list[str] = []
    for coding in codings:
        name, count = coding.document.id, 1
        while name in names:
            count += 1
            name = f"{coding.document.id} ({count})"
        names.append(name)
    return names


def _table_documents(
    names: Sequence[str], codings: Sequence[Coding], long_texts: list[tuple[Cell, ...]]
) -> Table:
    described = [field.name for field in fields(codings[0].document)] if codings else []
    coded = [field.name for field in fields(codings[0].coder)] if codings else []
    rows = []
    for name, coding in zip(names, codings, strict=True):
        cells = [encode_text(name)]
        cells += [_encode_plain(getattr(coding.document, field)) for field in described]
        cells += [_encode_plain(getattr(coding.coder, field)) for field in coded]
        rows.append((*cells, encode_text(coding.text)))
    headers = (DOCUMENT, *described, *(f"coder.{field}" for field in coded), "text")
    return Table(name=DOCUMENTS, headers=headers, choices={}, rows=tuple(_store_long(rows, long_texts)))


def _encode_plain(value: object) -> Cell:
    return value if isinstance(value, bool) else encode_text(None if value is None else str(value))


def _table_list(
    name: str, names: Sequence[str], codings: Sequence[Coding], long_texts: list[tuple[Cell, ...]]
) -> Table:
    columns = columns_of(name)
    rows = [
        (encode_text(document), *_encode_row(columns, fact, coding))
        for document, coding in zip(names, codings, strict=True)
        for fact in getattr(coding, name)
    ]
    return Table(
        name=name,
        headers=(DOCUMENT, *(column.header for column in columns)),
        choices={column.header: column.choices for column in columns if column.choices},
        rows=tuple(_store_long(rows, long_texts)),
    )


def _encode_row(columns: Sequence[Column], fact: object, coding: Coding) -> Iterator[Cell]:
    bodies = {body.id: body.name for body in coding.bodies}
    for column in columns:
        yield encode_value(column, fact, bodies)


def _store_long(
    rows: Iterable[tuple[Cell, ...]], long_texts: list[tuple[Cell, ...]]
) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield tuple(_store_cell(cell, long_texts) for cell in row)


def _store_cell(cell: Cell, long_texts: list[tuple[Cell, ...]]) -> Cell:
    if not isinstance(cell, str):
        return cell
    safe = escape_characters(cell)
    if len(safe) <= CELL_LIMIT // 2 or utf16_length(safe) <= CELL_LIMIT:
        return safe
    key = f"{LONG_MARK}{1 + sum(row[1] == 1 for row in long_texts)}"
    long_texts += [(key, part, text) for part, text in enumerate(_split(cell), 1)]
    return key


def _split(text: str) -> Iterator[str]:
    """Cut a text into parts a cell can hold, each escaped by itself."""
    start = 0
    while start < len(text):
        size = CELL_LIMIT
        while utf16_length(part := escape_characters(text[start : start + size])) > CELL_LIMIT:
            size //= 2
        yield part
        start += size
