"""Tables back to codings: rows by header name, references by id, every mistake with its sheet and row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import msgspec

from kg.coding.files import check_coding
from kg.coding.model import Coder, Coding, DocumentDescription
from kg.coding.sheets.cells import decode_flag, decode_text, unescape_characters
from kg.coding.sheets.columns import LISTS, Column, columns_of
from kg.coding.sheets.tables import DOCUMENT, DOCUMENTS, LONG_MARK, LONG_TEXTS
from kg.coding.sheets.values import OR_ELSE, decode_value
from kg.errors import InputError

__all__ = ["Rows", "from_tables"]

_FLAGS = {"genre", "coder.reviewed"}
_DESCRIBED = {field.name for field in fields(DocumentDescription)} | {
    f"coder.{field.name}" for field in fields(Coder)
}


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A sheet as read: its name and its rows by header, each with its number in the file."""

    name: str
    rows: tuple[tuple[int, Mapping[str, object]], ...]


def from_tables(tables: Sequence[Rows], origin: str) -> list[Coding]:
    """Read codings from sheets, in the order of the sheet ``documents``.

    Raises InputError naming ``origin``, the sheet and the row of what cannot be read.
    """
    sheets = {table.name: table for table in tables}
    if DOCUMENTS not in sheets:
        raise InputError(
            f"{origin}: has no sheet {DOCUMENTS!r}; give sheets written by `dutygraph code`", value=origin
        )
    reader = _Reader(origin, sheets)
    return [reader.read_coding(name, row) for name, row in reader.documents.items()]


class _Reader:
    """The sheets of one file, their rows by document."""

    def __init__(self, origin: str, sheets: Mapping[str, Rows]) -> None:
        self._origin = origin
        self._long = _join_long(sheets.get(LONG_TEXTS))
        self.documents: dict[str, Mapping[str, object]] = {}
        for number, row in sheets[DOCUMENTS].rows:
            plain = {header: self._restore(cell) for header, cell in row.items()}
            name = decode_text(plain.get(DOCUMENT) or plain.get("id"))
            if name is None or name in self.documents:
                raise self._error(DOCUMENTS, number, f"{DOCUMENT} must be a name of its own, not {name!r}")
            self.documents[name] = plain
        self._lists = {name: self._group(sheets[name]) for name in LISTS if name in sheets}
        unknown = [name for name in sheets if name not in LISTS and name not in (DOCUMENTS, LONG_TEXTS)]
        if unknown := [name for name in unknown if not name.startswith("#")]:
            raise InputError(
                f"{origin}: unknown sheet {unknown[0]!r}; begin the name of a sheet of your own with #",
                value=unknown[0],
            )

    def _error(self, sheet: str, number: int, problem: object) -> InputError:
        return InputError(f"{self._origin}: sheet {sheet}, row {number}: {problem}", value=self._origin)

    def _restore(self, cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        if cell.startswith(LONG_MARK):
            return self._long.get(cell, cell)
        return unescape_characters(cell)

    def _group(self, sheet: Rows) -> dict[str, list[tuple[int, dict[str, object]]]]:
        groups: dict[str, list[tuple[int, dict[str, object]]]] = {name: [] for name in self.documents}
        only = next(iter(self.documents)) if len(self.documents) == 1 else None
        for number, row in sheet.rows:
            plain = {header: self._restore(cell) for header, cell in row.items()}
            if all(cell is None for cell in plain.values()):
                continue
            name = decode_text(plain.pop(DOCUMENT, None) or only)
            if name is None or name not in groups:
                raise self._error(
                    sheet.name, number, f"{DOCUMENT} {name!r} is not in the sheet {DOCUMENTS!r}"
                )
            groups[name].append((number, plain))
        return groups

    def read_coding(self, name: str, row: Mapping[str, object]) -> Coding:
        """Read one coding: its row of ``documents`` and its rows of every list."""
        try:
            plain = _describe(row)
        except ValueError as error:
            raise InputError(f"{self._origin}: sheet {DOCUMENTS}: {error}", value=name) from error
        text = str(plain["text"])
        bodies = self._read_names(name)
        for key in LISTS:
            plain[key] = [
                self._read_fact(key, number, cells, bodies, text)
                for number, cells in self._lists.get(key, {}).get(name, [])
            ]
        try:
            coding = msgspec.convert(plain, Coding)
        except msgspec.ValidationError as error:
            raise InputError(
                f"{self._origin}: document {name!r} is not a coding: {error}", value=name
            ) from error
        problems = check_coding(coding)
        if problems:
            raise InputError(
                f"{self._origin}: document {name!r}: {problems[0]} ({len(problems)} such problems)",
                value=name,
            )
        return coding

    def _read_names(self, document: str) -> dict[str, str]:
        rows = self._lists.get("bodies", {}).get(document, [])
        ids = [decode_text(cells.get("id")) for _, cells in rows]
        return {body: body for body in ids if body is not None}

    def _read_fact(
        self, key: str, number: int, cells: dict[str, object], bodies: Mapping[str, str], text: str
    ) -> object:
        columns = {column.header.lower(): column for column in columns_of(key)}
        plain: dict[str, object] = {}
        try:
            for header, cell in cells.items():
                column = self._find(columns, header)
                if column is not None:
                    _put(plain, column, decode_value(column, cell, bodies))
            _complete(plain, text)
            return msgspec.convert(plain, LISTS[key])
        except (ValueError, msgspec.ValidationError) as error:
            raise self._error(key, number, error) from error

    @staticmethod
    def _find(columns: Mapping[str, Column], header: str) -> Column | None:
        if header.startswith("#"):
            return None
        column = columns.get(header.strip().lower())
        if column is None:
            raise ValueError(f"unknown column {header!r}; begin the name of a column of your own with #")
        return column


def _join_long(sheet: Rows | None) -> dict[str, str]:
    parts: dict[str, list[tuple[int, str]]] = {}
    for _, row in sheet.rows if sheet else ():
        key, part, text = (row.get(header) for header in ("key", "part", "text"))
        parts.setdefault(str(key), []).append((int(str(part or 0)), unescape_characters(str(text or ""))))
    return {key: "".join(text for _, text in sorted(items)) for key, items in parts.items()}


def _describe(row: Mapping[str, object]) -> dict[str, object]:
    plain: dict[str, object] = {"text": decode_text(row.get("text")) or ""}
    document: dict[str, object] = {}
    coder: dict[str, object] = {}
    for header, cell in row.items():
        if header in (DOCUMENT, "text") or header.startswith("#"):
            continue
        if header not in _DESCRIBED:
            raise ValueError(f"unknown column {header!r}; begin the name of a column of your own with #")
        value = decode_flag(cell) if header in _FLAGS else decode_text(cell)
        if value is None:
            continue
        owner = coder if header.startswith("coder.") else document
        owner[header.removeprefix("coder.")] = value
    return {**plain, "document": document, "coder": coder}


def _put(plain: dict[str, object], column: Column, value: object) -> None:
    """Put a value at its field; what is blank is left out, so that the data model's default stands."""
    if value is None:
        return
    owner, dot, part = column.field.partition(".")
    if column.kind == "or-else":
        note = plain.get("note")
        plain["note"] = OR_ELSE + str(value) + (f"\n{note}" if note is not None else "")
    elif column.field == "note" and str(plain.get("note", "")).startswith(OR_ELSE):
        plain["note"] = f"{plain['note']}\n{value}"
    elif dot:
        inner = plain.setdefault(owner, {})
        assert isinstance(inner, dict)  # noqa: S101 - only this function puts something there
        inner[part] = value
    else:
        plain[column.field] = value


def _complete(plain: dict[str, object], text: str) -> None:
    """Find the place of a quote that a person wrote without offsets, or the quote of bare offsets."""
    quote, start, end = plain.get("quote"), plain.get("start"), plain.get("end")
    if isinstance(quote, str) and start is None and end is None:
        if text.count(quote) != 1:
            raise ValueError(
                f"the quote {quote!r} stands {text.count(quote)} times in the text; give start and end"
            )
        plain["start"] = text.index(quote)
        plain["end"] = text.index(quote) + len(quote)
    elif quote is None and isinstance(start, int) and isinstance(end, int):
        plain["quote"] = text[start:end]
