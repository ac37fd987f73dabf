"""CSV has as many fields in every row as there are variables."""

from __future__ import annotations

import csv
import io

import pytest
from pyoxigraph import Store

from kg.store.csv_text import CsvText
from kg.store.evaluation import evaluate

ROWS = """SELECT ?x ?y {
  VALUES (?x ?y) { (<http://e/a,b> "c,\\"d\\"\\n") (UNDEF "x"@en) (1.50 UNDEF) (<http://e/,> <http://e/a,,b>) }
}"""


def table(query: str) -> list[list[str]]:
    out = io.BytesIO()
    evaluate(Store(), (query, "csv", (), None, None), out)
    return list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))


def test_an_iri_with_a_comma_is_one_field() -> None:
    assert table(ROWS) == [
        ["x", "y"],
        ["http://e/a,b", 'c,"d"\n'],
        ["", "x"],
        ["1.5", ""],
        ["http://e/,", "http://e/a,,b"],
    ]


def test_so_it_is_where_it_is_all_there_is() -> None:
    assert table("SELECT (<http://e/a,b> AS ?x) {}") == [["x"], ["http://e/a,b"]]


def test_a_blank_node_beside_it_is_written_as_ever() -> None:
    assert table("SELECT (BNODE() AS ?x) (<a:b,c> AS ?y) {}")[1][0].startswith("_:")


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
@pytest.mark.parametrize(
    ("body", "columns", "is_sound"),
    [
        (b'x,y\r\n"a,""b""\n",\r\n,""\r\n', 2, True),
        (b'x,y\r\n"a,""b""\n",\r\n,"",""""\r\n', 2, False),
        (b"x\r\n\r\n", 1, True),
        (b"x\r\na,b\r\n", 1, False),
        (b"\r\n\r\n", 0, True),
    ],
)
def test_fields_are_counted_in_whatever_pieces_they_come(
    body: bytes, columns: int, is_sound: bool, size: int
) -> None:
    counted = CsvText(io.BytesIO())

    for start in range(0, len(body), size):
        counted.write(body[start : start + size])

    assert counted.has_columns(columns) == is_sound
