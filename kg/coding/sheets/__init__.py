"""Codings as sheets: a workbook, a comma-separated file, the table of IG Parser; and sheets back to codings."""

from kg.coding.sheets.comma_separated import to_csv
from kg.coding.sheets.files import read_any_coding, read_sheets
from kg.coding.sheets.igreading import Imported, import_statements
from kg.coding.sheets.igscript import to_igscript
from kg.coding.sheets.workbook import to_xlsx

__all__ = [
    "Imported",
    "import_statements",
    "read_any_coding",
    "read_sheets",
    "to_csv",
    "to_igscript",
    "to_xlsx",
]
