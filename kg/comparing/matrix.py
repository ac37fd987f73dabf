"""Functions or matters against documents: in each cell the clauses that a document has on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.browsing.body import in_order
from kg.browsing.facts import Facts, Value, read_facts
from kg.browsing.memory import remembered
from kg.comparing.choice import choose_documents
from kg.exporting.tables import Cell, Column, Item, Language, Row, Table
from kg.store.engine import Engine

__all__ = ["Matrix", "MatrixRow", "compare_functions", "compare_matters", "matrix_table"]


@dataclass(frozen=True)
class MatrixRow:
    """One function or matter, with the duties each document has on it."""

    head: Value
    cells: tuple[tuple[Facts, ...], ...]

    @property
    def spread(self) -> int:
        """Count the documents that have something on it."""
        return sum(1 for cell in self.cells if cell)


@dataclass(frozen=True)
class Matrix:
    """Rows against documents."""

    kind: str
    documents: tuple[Value, ...]
    rows: tuple[MatrixRow, ...]


def compare_functions(engine: Engine, asked: Sequence[str] = ()) -> Matrix:
    """Put the duties of the bodies of each function side by side."""
    return _compare(engine, "function", asked)


def compare_matters(engine: Engine, asked: Sequence[str] = ()) -> Matrix:
    """Put the duties on each matter side by side."""
    return _compare(engine, "matter", asked)


def _compare(engine: Engine, kind: str, asked: Sequence[str]) -> Matrix:
    chosen = choose_documents(engine, asked)
    heads: dict[str, Value] = {}
    cells: dict[str, list[list[Facts]]] = {}
    for place, (graph, _) in enumerate(chosen):
        for head, duty in _headed(engine, kind, graph):
            heads.setdefault(head.text, head)
            cells.setdefault(head.text, [[] for _ in chosen])[place].append(duty)
    rows = [MatrixRow(heads[key], tuple(tuple(cell) for cell in row)) for key, row in cells.items()]
    rows.sort(key=lambda row: (-row.spread, -sum(map(len, row.cells)), row.head.text))
    return Matrix(kind, tuple(named for _, named in chosen), tuple(rows))


def _headed(engine: Engine, kind: str, graph: str) -> Iterator[tuple[Value, Facts]]:
    duties = _duties(engine, graph)
    if kind == "matter":
        yield from ((matter, duty) for duty in duties for matter in duty.all("dg:matter"))
        return
    functions = _functions(engine, graph)
    for duty in duties:
        known = (functions.get(bearer.text) for bearer in duty.all("dg:bearer"))
        heads = {value.text: value for facts in known if facts for value in facts.all("dg:function")}
        yield from ((head, duty) for head in heads.values())


@remembered
def _functions(engine: Engine, graph: str) -> dict[str, Facts]:
    return read_facts(engine, "list-functions-of-document", graph=graph)


@remembered
def _duties(engine: Engine, graph: str) -> tuple[Facts, ...]:
    return in_order(read_facts(engine, "list-duties-of-document", graph=graph).values())


def matrix_table(matrix: Matrix, language: Language) -> Table:
    """Set a matrix as a table for files."""
    columns = [Column(matrix.kind, "职能" if matrix.kind == "function" else "事项", matrix.kind.capitalize())]
    for document in matrix.documents:
        slug = document.text.rpartition("/")[2]
        columns.append(Column(slug, document.zh or slug, document.en or document.zh or slug, "long"))
    rows = tuple(
        Row(
            row.head.iri,
            (
                Cell((Item(row.head.label(language), row.head.iri),)),
                *(_clauses(cell, language) for cell in row.cells),
            ),
        )
        for row in matrix.rows
    )
    return Table(matrix.kind, tuple(columns), rows)


def _clauses(duties: Sequence[Facts], language: Language) -> Cell:
    return Cell(tuple(Item(_clause(duty, language), duty.iri) for duty in duties))


def _clause(duty: Facts, language: Language) -> str:
    bearers = "、".join(value.label(language) for value in duty.all("dg:bearer"))
    provision = (duty.text("dg:provision") or "").rpartition("/")[2]
    said = duty.named.label(language)
    return f"{bearers}: {said} (§ {provision})" if bearers else f"{said} (§ {provision})"
