"""How a value is written in a cell so that a spreadsheet program neither runs it, rounds it nor loses it.

A blank cell is null. ``""`` is an empty text. Lists have one item a line (``\\n`` and ``\\\\`` stand for a line break and
a backslash inside an item), records one record a line with `` | `` between the fields. A character that a workbook
cannot hold is written ``␛{hex}``. A text that would be read as one of these signs is preceded by ``@@text:``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

__all__ = [
    "CELL_LIMIT",
    "Cell",
    "decode_flag",
    "decode_list",
    "decode_number",
    "decode_record",
    "decode_text",
    "encode_list",
    "encode_number",
    "encode_record",
    "encode_text",
    "escape_characters",
    "unescape_characters",
    "utf16_length",
]

Cell = str | int | float | bool | None

# Excel keeps 32,767 UTF-16 units a cell and drops the rest without a word.
CELL_LIMIT = 32_767

_PLAIN = "@@text:"
# What XML 1.0 or a spreadsheet program changes or refuses: https://www.w3.org/TR/xml/#charsets. ``_x0041_`` is how
# workbooks write a character by number (ECMA-376, ST_Xstring), so a text that looks like it is broken up; openpyxl
# drops ``x005F_`` wherever it stands.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u241b\ud800-\udfff\ufeff\ufffe\uffff]|[xX](?=[0-9A-Fa-f]{4}_)"
)
_ESCAPED = re.compile(r"␛\{([0-9A-F]{1,6})\}")
_TRUE, _FALSE = {"true", "yes", "1", "是"}, {"false", "no", "0", "否"}


def escape_characters(text: str) -> str:
    """Write what a workbook cannot hold as ``␛{hex}``."""
    return _UNSAFE.sub(lambda match: f"␛{{{ord(match.group()):X}}}", text)


def unescape_characters(text: str) -> str:
    """Undo escape_characters."""
    return _ESCAPED.sub(lambda match: chr(min(int(match.group(1), 16), 0x10FFFF)), text)


def utf16_length(text: str) -> int:
    """Count a text as a spreadsheet program does."""
    return len(text) + sum(character > "\uffff" for character in text)


def encode_text(text: str | None) -> Cell:
    """Write a text; null is a blank cell."""
    if text is None:
        return None
    if text == "":
        return '""'
    return _PLAIN + text if text.startswith("@@") or text == '""' else text


def decode_text(cell: object) -> str | None:
    """Read a text, also where the spreadsheet program made a number, a date or a truth value of it."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat()
            if (cell.hour, cell.minute, cell.second) == (0, 0, 0)
            else cell.isoformat()
        )
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    return "" if text == '""' else text.removeprefix(_PLAIN)


def decode_flag(cell: object) -> bool | None:
    """Read a truth value; None for a blank cell; ValueError for anything that is none."""
    if cell is None or isinstance(cell, bool):
        return cell
    word = str(cell).strip().lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    if word == "":
        return None
    raise ValueError(f"{cell!r} is neither TRUE nor FALSE")


def encode_number(number: float | None) -> Cell:
    """Write a number; one of more digits than a spreadsheet program keeps (15) is written as text."""
    if number is None or isinstance(number, int) or float(f"{number:.15g}") == number:
        return number
    return repr(number)


def decode_number(cell: object) -> int | float | None:
    """Read a number; None for a blank cell; ValueError for anything that is none."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        raise ValueError(f"{cell!r} is not a number")
    if isinstance(cell, int | float):
        return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell
    word = str(cell).strip()
    return int(word) if re.fullmatch(r"[+-]?\d+", word) else float(word)


def encode_list(items: Iterable[Cell]) -> Cell:
    """Write already encoded items one a line; no item is a blank cell."""
    lines = [_escape_line(str(item)) for item in items]
    return "\n".join(lines) if lines else None


def decode_list(cell: object) -> list[str]:
    """Read the items of a list, still encoded."""
    if cell is None or cell == "":
        return []
    text = cell if isinstance(cell, str) else decode_text(cell) or ""
    return [_unescape_backslashes(line) for line in text.split("\n")]


def encode_record(values: Iterable[Cell]) -> str:
    """Write already encoded values with `` | `` between; a blank stays blank."""
    return " | ".join(
        "" if value is None else _escape_line(str(value)).replace("|", "\\|") for value in values
    )


def decode_record(line: str) -> list[str | None]:
    """Read the values of a record, still encoded; blank is None."""
    parts = re.split(r"(?<!\\)((?:\\\\)*)\|", line)
    values = ["".join(parts[at : at + 2]) for at in range(0, len(parts), 2)]
    last = len(values) - 1
    trimmed = [
        value[(at > 0 and value.startswith(" ")) : len(value) - (at < last and value.endswith(" "))]
        for at, value in enumerate(values)
    ]
    return [_unescape_backslashes(value) if value else None for value in trimmed]


def _escape_line(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescape_backslashes(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match.group(1) == "n" else match.group(1), text)
