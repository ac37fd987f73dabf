"""CSV as RFC 4180 has it: the engine writes an IRI with a comma in it without quotation marks, which makes it two fields.

Whether it did is told from the commas of the whole result; only then is the result written again, here, row by row
(https://www.w3.org/TR/sparql11-results-csv-tsv/#csv-terms).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO, cast

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions

__all__ = ["CsvText", "write_csv"]

_TO_QUOTE = frozenset('",\r\n')


class CsvText:
    """Passes what it is given on to ``out``, and counts what stands outside of quotation marks."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._quoted = False
        self._commas = self._lines = 0

    def write(self, data: bytes) -> int:
        """Take the next piece."""
        pieces = data.split(b'"')
        # Every quotation mark, doubled ones too, turns "inside quotes" on or off.
        for piece in pieces[self._quoted :: 2]:
            self._commas += piece.count(b",")
            self._lines += piece.count(b"\n")
        self._quoted ^= len(pieces) % 2 == 0
        self._out.write(data)
        return len(data)

    def flush(self) -> None:
        """Pass it on."""
        self._out.flush()

    def has_columns(self, columns: int) -> bool:
        """Say whether the lines have so many fields, taken together."""
        return self._commas == self._lines * max(columns - 1, 0)


def write_csv(solutions: QuerySolutions, again: Callable[[], QuerySolutions], out: IO[bytes]) -> None:
    """Write a result; ``again`` gives it a second time, which is seldom needed."""
    counted, columns = CsvText(out), len(solutions.variables)
    solutions.serialize(cast(IO[bytes], counted), QueryResultsFormat.CSV)
    if not counted.has_columns(columns):
        out.seek(0)
        out.truncate()
        _write_rows(again(), out)


def _write_rows(solutions: QuerySolutions, out: IO[bytes]) -> None:
    out.write(_line(variable.value for variable in solutions.variables))
    for solution in solutions:
        out.write(_line(map(_text, solution)))


def _line(fields: Iterable[str]) -> bytes:
    return (",".join(map(_field, fields)) + "\r\n").encode()


def _field(text: str) -> str:
    """Write a field.

    >>> _field("http://e/a,b"), _field("a b")
    ('"http://e/a,b"', 'a b')
    """
    if _TO_QUOTE.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _text(term: object) -> str:
    if isinstance(term, (NamedNode, Literal)):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return "" if term is None else str(term)
