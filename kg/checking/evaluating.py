"""Evaluate shapes over one document's graph: on Oxigraph where a shape is understood, else with pySHACL.

The quick way asks each SHACL-SPARQL constraint once for all its focus nodes, by binding ``$this`` to the target
classes (https://www.w3.org/TR/shacl/#sparql-constraints), and each minimum count as a query of its own; a test holds
it to the report of pySHACL, the reference, on every document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    Variable,
)
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.checking.shapes import Shape, Shapes
from kg.errors import InputError

__all__ = [
    "Violation",
    "count_focus_nodes",
    "evaluate_by_reference",
    "evaluate_quickly",
    "load_graphs",
    "solve",
]

Value = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, order=True)
class Violation:
    """A shape, the node it fails on, and the offending value (IRI or text) where the shape names one."""

    shape: str
    focus: str
    value: str = ""


def load_graphs(*graphs: bytes) -> Store:
    """Load N-Triples (a document's graph, the vocabulary) into one graph in memory."""
    store = Store()
    for graph in graphs:
        store.bulk_load(input=graph, format=RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
    return store


def solve(store: Store, query: str, bindings: Mapping[Variable, NamedNode] | None = None) -> QuerySolutions:
    """Run a SELECT of our own."""
    solutions = store.query(query, substitutions=dict(bindings) if bindings else None)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - our own queries are SELECTs
    return solutions


def _targets(shape: Shape) -> str:
    return " UNION ".join(f"{{ ?this a <{target}> }}" for target in shape.targets)


def _compile(shape: Shape) -> str:
    """Write a shape as one SELECT over all its focus nodes."""
    if shape.select is not None:
        return re.sub(
            r"WHERE\s*\{", f"WHERE {{ {_targets(shape)}", shape.select.replace("$this", "?this"), count=1
        )
    if not shape.paths:
        raise InputError(
            f"{shape.iri}: a constraint of this kind is not known; use pySHACL for it", value=shape.iri
        )
    path = "|".join(f"<{part}>" for part in shape.paths)
    return f"SELECT DISTINCT ?this WHERE {{ {_targets(shape)} FILTER NOT EXISTS {{ ?this {path} ?_value }} }}"


def _text(term: Value | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else ""


def evaluate_quickly(store: Store, shapes: Iterable[Shape]) -> Iterator[Violation]:
    """Give every violation of the shapes in a loaded graph."""
    for shape in shapes:
        solutions = solve(store, _compile(shape))
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            value = solution["value"] if "value" in names else None
            yield Violation(shape.iri, _text(solution["this"]), _text(value))


def count_focus_nodes(store: Store, shape: Shape) -> int:
    """Count the nodes a shape looks at; a shape that sees nothing proves nothing."""
    solutions = solve(store, f"SELECT (COUNT(DISTINCT ?this) AS ?count) WHERE {{ {_targets(shape)} }}")
    return int(_text(next(iter(solutions))["count"]))


def evaluate_by_reference(
    graphs: Iterable[bytes], shapes: Shapes, *, meta_shacl: bool = False
) -> list[Violation]:
    """Give every violation as pySHACL finds it.

    pySHACL drops the language of a SPARQL constraint's messages and falls back silently; only the shape, the focus
    and the value of each result are read from its report.
    """
    from pyshacl import validate

    data = Graph()
    for graph in graphs:
        data.parse(data=graph.decode(), format="nt")
    _, report, text = validate(
        data,
        shacl_graph=shapes.graph,
        advanced=False,
        inference="none",
        allow_warnings=True,
        meta_shacl=meta_shacl,
    )
    if not isinstance(report, Graph):
        raise InputError(f"pySHACL could not validate: {text}", value=str(text))
    return sorted({_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)})


def _violation(report: Graph, result: Node) -> Violation:
    focus = str(report.value(result, SH.focusNode))
    value = report.value(result, SH.value)
    # Where a SPARQL constraint binds no ?value the report repeats the focus node.
    spoken = "" if value is None or str(value) == focus else str(value)
    return Violation(str(report.value(result, SH.sourceShape)), focus, spoken)
