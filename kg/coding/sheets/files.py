"""Which reader a file of codings needs."""

from __future__ import annotations

from pathlib import Path

from kg.coding.files import read_codings
from kg.coding.model import Coding
from kg.coding.sheets.comma_separated import read_csv
from kg.coding.sheets.workbook import read_xlsx
from kg.errors import InputError

__all__ = ["read_any_coding", "read_sheets"]

_ZIP = b"PK\x03\x04"


def read_sheets(data: bytes, *, origin: str) -> list[Coding]:
    """Read the codings of a workbook or a comma-separated file; ``origin`` names it in errors (InputError)."""
    return read_xlsx(data, origin=origin) if data.startswith(_ZIP) else read_csv(data, origin=origin)


def read_any_coding(path: Path) -> list[Coding]:
    """Read codings from a file by its suffix: ``.xlsx`` and ``.csv`` sheets, else YAML or JSON."""
    if path.suffix.lower() not in (".xlsx", ".csv"):
        return read_codings(path)
    try:
        return read_sheets(path.read_bytes(), origin=str(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}", value=str(path)) from error
