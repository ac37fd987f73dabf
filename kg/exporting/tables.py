"""A table as a reader sees it, and its files: CSV, XLSX and JSON.

A cell that a spreadsheet would take for a formula is written as text (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    "Cell",
    "Column",
    "Item",
    "Row",
    "Table",
    "cell_of",
    "write_csv",
    "write_json",
    "write_table",
    "write_workbook",
    "write_xlsx",
]

Language = Literal["zh", "en"]

# Control characters that XML 1.0, and so XLSX, cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Item:
    """One value in a cell: its text, its language, and the IRI it stands for, if any."""

    text: str
    iri: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Cell:
    """The values of one cell; ``number`` where it is one number; ``silent`` where the source does not say."""

    items: tuple[Item, ...] = ()
    number: float | int | None = None
    silent: bool = False

    @property
    def text(self) -> str:
        """Join the values as a reader would; a silence is said in words, so that no file shows it as an empty cell."""
        return "；".join(item.text for item in self.items) or ("未写明 (not said)" if self.silent else "")


@dataclass(frozen=True)
class Column:
    """A column: its key for programs, its heading in both languages, and how it is set."""

    key: str
    zh: str
    en: str
    kind: Literal["text", "wide", "title", "long", "number"] = "text"

    def label(self, language: Language) -> str:
        """Return the heading in one language."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True)
class Row:
    """One row, and the IRI of what it is about."""

    iri: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Columns and rows under a title."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def cell_of(value: str | int | float | None, *, iri: str | None = None, language: str | None = None) -> Cell:
    """Make a cell of one value."""
    if value is None or value == "":
        return Cell()
    number = value if isinstance(value, int | float) else None
    return Cell((Item(str(value), iri, language),), number)


def write_table(table: Table, suffix: str, language: Language) -> tuple[bytes, str]:
    """Write a table as ``csv``, ``xlsx`` or ``json``; return the bytes and their media type."""
    if suffix == "xlsx":
        return write_xlsx(
            table, language
        ), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if suffix == "json":
        return write_json(table), "application/json"
    return write_csv(table, language), "text/csv; charset=utf-8"


def write_csv(table: Table, language: Language) -> bytes:
    """Write CSV as RFC 4180 has it, with a byte order mark so that spreadsheets read it as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*(column.label(language) for column in table.columns), "IRI"])
    for row in table.rows:
        writer.writerow([*(_plain(cell) for cell in row.cells), row.iri or ""])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(table: Table, language: Language) -> bytes:
    """Write a workbook of one sheet."""
    return write_workbook((table,), language)


def write_workbook(tables: Iterable[Table], language: Language) -> bytes:
    """Write a workbook of a sheet a table, the headings frozen and filterable, every text a text."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        title = re.sub(r"[\\/*?:\[\]]", " ", _UNWRITABLE.sub(" ", table.title))
        _fill(book.create_sheet(title[:31] or "table"), table, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, table: Table, language: Language) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    sheet.append([*(column.label(language) for column in table.columns), "IRI"])
    for number, row in enumerate(table.rows, start=2):
        for position, value in enumerate([*(_value(cell) for cell in row.cells), row.iri or ""], start=1):
            target = sheet.cell(number, position, value if not isinstance(value, str) else None)
            if isinstance(value, str):
                target.value = _UNWRITABLE.sub("\ufffd", value)[:32767]
                target.data_type = "s"
                target.quotePrefix = value.startswith(_FORMULA)
                target.alignment = wrapped
    for position, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = 60 if column.kind == "long" else 22
    for heading in sheet[1]:
        heading.font = bold
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def write_json(table: Table) -> bytes:
    """Write a list of objects keyed by the columns' keys; many values become a list."""
    records = [
        {"iri": row.iri}
        | {column.key: _json(cell) for column, cell in zip(table.columns, row.cells, strict=True)}
        for row in table.rows
    ]
    return json.dumps(records, ensure_ascii=False, indent=1).encode("utf-8")


def _plain(cell: Cell) -> str:
    text = cell.text
    return f"'{text}" if text.startswith(_FORMULA) and cell.number is None else text


def _value(cell: Cell) -> str | int | float:
    return cell.number if cell.number is not None else cell.text


def _json(cell: Cell) -> object:
    if cell.number is not None:
        return cell.number
    if cell.silent:
        return {"silent": True}
    values = [{"text": item.text, "iri": item.iri} if item.iri else item.text for item in cell.items]
    return None if not values else values[0] if len(values) == 1 else values
