"""Codings as a workbook (xlsx) and back; the same codings give the same bytes."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.coding.model import Coding
from kg.coding.sheets.reading import Rows, from_tables
from kg.coding.sheets.tables import Table, to_tables
from kg.errors import InputError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read_xlsx", "to_xlsx"]

# A workbook is a zip; one that unpacks to more than this is refused before it is unpacked.
_UNPACKED_LIMIT = 400_000_000
_WIDE = {"Original Statement": 60, "quote": 60, "text": 60, "Attributes": 28, "name": 28}
# A text that begins like this would be run when somebody edits the cell.
_RUN = re.compile(r"[=+\-@＝＋－＠\t]")
# What zipfile, zlib, the XML parser and openpyxl raise on a file that is cut, flipped or forged.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError,
    ValueError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_xlsx(codings: Sequence[Coding]) -> bytes:
    """Write codings as a workbook, one sheet a list."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for table in to_tables(codings):
        _fill(book.create_sheet(table.name), table)
    packed = io.BytesIO()
    book.save(packed)
    return _fix_dates(packed.getvalue())


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font

    for column, header in enumerate(table.headers, 1):
        cell = sheet.cell(1, column, header)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = _WIDE.get(header, 16)
    top = Alignment(vertical="top", wrap_text=True)
    for number, row in enumerate(table.rows, 2):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = value
                cell.data_type = "s"  # a formula or an error code is a text here
                cell.number_format = "@"
                cell.alignment = top
                cell.quotePrefix = bool(_RUN.match(value))
            else:
                cell.value = value
    sheet.freeze_panes = "C2"
    _offer_choices(sheet, table)


def _offer_choices(sheet: Worksheet, table: Table) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for header, choices in table.choices.items():
        listed = ",".join(choices)
        if len(listed) > 250:  # a list inside a rule holds 255 characters
            continue
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        letter = get_column_letter(table.headers.index(header) + 1)
        rule.add(f"{letter}2:{letter}{max(len(table.rows) + 500, 1000)}")
        sheet.add_data_validation(rule)


def _fix_dates(packed: bytes) -> bytes:
    fixed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def read_xlsx(data: bytes, *, origin: str) -> list[Coding]:
    """Read the codings of a workbook; InputError names ``origin``, the sheet and the row."""
    return from_tables(_read_tables(data, origin), origin)


def _read_tables(data: bytes, origin: str) -> list[Rows]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > _UNPACKED_LIMIT:
                raise InputError(f"{origin}: unpacks to more than {_UNPACKED_LIMIT:,} bytes", value=origin)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [_read_sheet(sheet.title, sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except _BROKEN as error:
        raise InputError(f"{origin}: is not a workbook (xlsx): {error}", value=origin) from error


def _read_sheet(name: str, lines: object) -> Rows:
    headers: list[str] = []
    rows: list[tuple[int, dict[str, object]]] = []
    for number, values in enumerate(lines, 1):  # type: ignore[arg-type,var-annotated]
        if number == 1:
            headers = [str(value) if value is not None else "" for value in values]
        elif any(value is not None for value in values):
            pairs = zip(headers, values, strict=False)
            rows.append((number, {header: value for header, value in pairs if header}))
    return Rows(name=name, rows=tuple(rows))
