"""One field of a fact as a cell, by the kind of its column, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import get_args, get_type_hints

from kg.coding.sheets.cells import (
    Cell,
    decode_flag,
    decode_list,
    decode_number,
    decode_record,
    decode_text,
    encode_list,
    encode_number,
    encode_record,
    encode_text,
)
from kg.coding.sheets.columns import Column, record_class

__all__ = ["OR_ELSE", "decode_value", "encode_value"]

# A duty has no field for its consequence; the column Or Else is the first line of its note, when it says so.
OR_ELSE = "Or else: "

_REFERENCE = re.compile(r".* \[([^\[\]]+)\]", re.DOTALL)


def encode_value(column: Column, fact: object, bodies: Mapping[str, str]) -> Cell:
    """Write one field of a fact; ``bodies`` are the names by id, shown with every reference."""
    if column.kind == "or-else" or column.field == "note":
        return _encode_note(column, fact)
    value = _get(fact, column.field)
    match column.kind:
        case "text":
            return encode_text(value)  # type: ignore[arg-type]
        case "reference":
            return None if value is None else _encode_reference(str(value), bodies)
        case "references":
            return encode_list(_encode_reference(item, bodies) for item in value)  # type: ignore[attr-defined]
        case "list":
            return encode_list(encode_text(item) for item in value)  # type: ignore[attr-defined]
        case "records":
            return "\n".join(_encode_record(item) for item in value) or None  # type: ignore[attr-defined]
        case "integer" | "number":
            return encode_number(value)  # type: ignore[arg-type]
        case _:
            return value  # type: ignore[return-value]


def _get(fact: object, path: str) -> object:
    owner, dot, part = path.partition(".")
    value: object = getattr(fact, owner)
    return getattr(value, part) if dot and value is not None else value


def _encode_note(column: Column, fact: object) -> Cell:
    note = getattr(fact, "note", None)
    if column.header == column.field or not isinstance(note, str) or not note.startswith(OR_ELSE):
        return None if column.kind == "or-else" else encode_text(note)
    consequence, line_break, rest = note.removeprefix(OR_ELSE).partition("\n")
    return encode_text(consequence if column.kind == "or-else" else rest if line_break else None)


def _encode_reference(reference: str, bodies: Mapping[str, str]) -> Cell:
    if reference in bodies:
        labelled = f"{bodies[reference]} [{reference}]"
        if not labelled.startswith("@@") and _decode_reference(labelled, bodies) == reference:
            return labelled
    cell = encode_text(reference)
    return cell if _decode_reference(str(cell), bodies) == reference else f"@@text:{reference}"


def _decode_reference(cell: str, bodies: Mapping[str, str]) -> str:
    match = _REFERENCE.fullmatch(cell)
    if match and match.group(1) in bodies and not cell.startswith("@@"):
        return match.group(1)
    return decode_text(cell) or ""


def _encode_record(record: object) -> str:
    values = [getattr(record, field.name) for field in fields(record)]  # type: ignore[arg-type]
    return encode_record(encode_text(value) if isinstance(value, str) else value for value in values)


def decode_value(column: Column, cell: object, bodies: Mapping[str, str]) -> object:
    """Read one cell as a plain value; None is a blank cell; ValueError says what is wrong with it."""
    match column.kind:
        case "text" | "or-else":
            return decode_text(cell)
        case "reference":
            text = cell if isinstance(cell, str) else decode_text(cell)
            return _decode_reference(text, bodies) if text else None
        case "references":
            return [_decode_reference(item, bodies) for item in decode_list(cell) if item] or None
        case "list":
            return [decode_text(item) for item in decode_list(cell) if item] or None
        case "records":
            lines = str(cell).split("\n") if cell not in (None, "") else []
            return [_decode_record(column, line) for line in lines if line.strip()] or None
        case "flag":
            return decode_flag(cell)
        case _:
            return decode_number(cell)


def _decode_record(column: Column, line: str) -> dict[str, object]:
    owner = record_class(column.field)
    values = decode_record(line)
    names = [field.name for field in fields(owner)]
    if len(values) > len(names):
        raise ValueError(f"{line!r} has more than the fields {' | '.join(names)}")
    hints = get_type_hints(owner)
    record: dict[str, object] = {}
    for name, value in zip(names, values, strict=False):
        is_number = hints[name] in (int, float) or float in get_args(hints[name])
        read = decode_number(value) if is_number else decode_text(value)
        if read is not None:
            record[name] = read
    return record
