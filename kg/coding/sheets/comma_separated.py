"""Codings as one comma-separated file and back: every list in it, told apart by the column ``list``.

One file, because it goes through a pipe and into one table; the rows of ``duties`` are the coding sheet of
Institutional Grammar. It begins with a byte order mark, without which Excel takes UTF-8 for something else. A cell
that a spreadsheet program would run (``=``, ``+``, ``-``, ``@`` and their full-width forms, tab) is preceded by an
apostrophe, and so is one that begins with an apostrophe; reading takes one apostrophe away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from kg.coding.model import Coding
from kg.coding.sheets.cells import Cell
from kg.coding.sheets.reading import Rows, from_tables
from kg.coding.sheets.tables import DOCUMENT, to_tables
from kg.errors import InputError

__all__ = ["read_csv", "to_csv"]

_LIST = "list"
_GUARDED = re.compile(r"[=+\-@＝＋－＠\t']")

# Where the comma is the decimal sign, Excel separates by semicolons.
_SEPARATED = re.compile(r'"?list"?([,;\t])')


def to_csv(codings: Sequence[Coding]) -> str:
    """Write codings as comma-separated values (RFC 4180) with a byte order mark."""
    tables = to_tables(codings)
    by_name = {table.name: table for table in tables}
    ordered = [by_name["duties"], *(table for table in tables if table.name != "duties")]
    headers = list(
        dict.fromkeys([_LIST, DOCUMENT, *(header for table in ordered for header in table.headers)])
    )
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(headers)
    for table in tables:
        for row in table.rows:
            cells = dict(zip(table.headers, row, strict=True))
            writer.writerow([table.name, *(_guard(cells.get(header)) for header in headers[1:])])
    return "\ufeff" + target.getvalue()


def _guard(cell: Cell) -> str:
    if cell is None:
        return ""
    text = str(cell).upper() if isinstance(cell, bool) else str(cell)
    return f"'{text}" if _GUARDED.match(text) else text


def _decode(data: bytes) -> str:
    """Decode as UTF-8, else as Excel in China saves a plain CSV; the digest of the text tells whether that was right."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def read_csv(data: bytes, *, origin: str) -> list[Coding]:
    """Read the codings of a comma-separated file; InputError names ``origin``, the list and the row."""
    try:
        text = _decode(data)
        separated = _SEPARATED.match(text)
        separator = separated.group(1) if separated else ","
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"{origin}: is not a comma-separated file in UTF-8: {error}", value=origin
        ) from error
    headers = lines[0] if lines else []
    if _LIST not in headers:
        raise InputError(
            f"{origin}: has no column {_LIST!r}; give a file written by `dutygraph code`", value=origin
        )
    rows: dict[str, list[tuple[int, dict[str, object]]]] = {}
    for number, line in enumerate(lines[1:], 2):
        cells: dict[str, object] = {
            header: value.removeprefix("'")
            for header, value in zip(headers, line, strict=False)
            if header and value
        }
        name = str(cells.pop(_LIST, ""))
        if cells:
            rows.setdefault(name, []).append((number, cells))
    return from_tables([Rows(name=name, rows=tuple(items)) for name, items in rows.items()], origin)
