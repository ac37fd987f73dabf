"""The table IG Parser writes: its columns, a statement as rows, and rows read back by header name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kg.coding.sheets.grammar import SYMBOLS, Component, Statement, write_script

__all__ = ["HEADERS", "ReadRow", "Row", "read_rows", "table_rows", "write_row"]

_WITH_REFERENCE = {"A,p", "Bdir", "Bdir,p", "Bind", "Bind,p", "Cac", "Cex", "E,p", "P", "P,p"}
_SEPARATOR = "|"


def _headers() -> Iterator[str]:
    yield from ("Statement ID", "Original Statement", "IG Script Encoding", "Statement Annotation")
    for symbol, name in SYMBOLS.items():
        if symbol == "O":
            continue
        yield name
        if symbol in _WITH_REFERENCE:
            yield f"{name} Reference"
        yield f"{symbol} (Annotation)"
    yield from ("Or Else Reference", "Logical Linkage (Statements)", "Logical Linkage (Components)")


# The order IG Parser 0.7 writes, with annotations, original statement and IG Script switched on.
HEADERS: tuple[str, ...] = tuple(_headers())

Row = dict[str, str]


def table_rows(statement: Statement, number: str, linkage: str = "") -> list[Row]:
    """Write a statement as rows: combinations one a row (``650.1``, ``650.2``), nested statements after it."""
    nested: list[Row] = []
    shared: Row = {
        "Statement Annotation": statement.annotation or "",
        "Logical Linkage (Statements)": linkage,
    }
    combined: list[Component] = []
    for component in statement.components:
        name = SYMBOLS[component.symbol]
        if component.nested is not None:
            inner = (
                f"{{{number}}}.{1 + sum(row['Statement ID'].startswith(f'{{{number}}}') for row in nested)}"
            )
            shared[f"{name} Reference"] = ",".join(filter(None, [shared.get(f"{name} Reference"), inner]))
            nested += table_rows(component.nested, inner)
            continue
        if len(component.contents) > 1:
            combined.append(component)
        shared[name] = "; ".join(filter(None, [shared.get(name), component.contents[0]]))
        shared[f"{component.symbol} (Annotation)"] = component.annotation or ""
    rows = list(_combine(shared, combined, number))
    for row in rows:
        row["Original Statement"] = statement.original
        row["IG Script Encoding"] = write_script(statement)
    return [*rows, *nested]


def _combine(shared: Row, combined: Sequence[Component], number: str) -> Iterator[Row]:
    choices = list(product(*(range(len(component.contents)) for component in combined)))
    ids = [f"{number}.{at}" for at in range(1, len(choices) + 1)] if combined else [number]
    for own, choice in zip(ids, choices, strict=True):
        row = {**shared, "Statement ID": own}
        links = []
        for at, component in enumerate(combined):
            row[SYMBOLS[component.symbol]] = component.contents[choice[at]]
            for other in range(len(component.contents)):
                same = [
                    name
                    for name, theirs in zip(ids, choices, strict=True)
                    if theirs[at] == other != choice[at]
                ]
                if same:
                    links.append(f"[{component.operator}].{component.symbol}.[{','.join(same)}]")
        row["Logical Linkage (Components)"] = ";".join(links)
        yield row


def write_row(row: Mapping[str, str], headers: Sequence[str] = HEADERS) -> str:
    """Write a row as IG Parser does: ids after an apostrophe, a separator after every cell, no quoting."""
    cells = [("'" if header == "Statement ID" else "") + row.get(header, "") for header in headers]
    return _SEPARATOR.join(cells) + _SEPARATOR


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """A row as read: its id without the apostrophe, and its cells by header."""

    id: str
    cells: Mapping[str, str]

    def get(self, header: str) -> str | None:
        """Return a cell; None when it is blank or there is no such column."""
        return self.cells.get(header, "").strip() or None

    @property
    def base(self) -> str:
        """The id of the statement this row is one combination of."""
        return re.sub(r"(?<!\})\.\d+$", "", self.id)


def read_rows(source: str) -> list[ReadRow]:
    """Read the rows of a table by header name; lines after a blank line or beginning with # are no rows."""
    lines = source.removeprefix("\ufeff").splitlines()
    if not lines:
        return []
    headers = [header.strip() for header in lines[0].split(_SEPARATOR)]
    rows = []
    for line in lines[1:]:
        if not line.strip() or line.startswith("#"):
            continue
        cells = dict(zip(headers, line.split(_SEPARATOR), strict=False))
        rows.append(ReadRow(id=cells.get("Statement ID", "").strip().removeprefix("'"), cells=cells))
    return rows
