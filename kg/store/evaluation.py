"""Evaluate and serialise one query with the embedded engine; imports nothing but it, to start within milliseconds.

A query comes as a plain tuple, ``Flat``, because it crosses to the evaluator processes by ``marshal``.
"""

from __future__ import annotations

from typing import IO, TypeAlias, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Variable,
)

from kg.store.xml_text import XmlText, has_xml

__all__ = ["GRAPHS", "RESULTS", "Flat", "evaluate", "warm"]

FlatTerm: TypeAlias = tuple[str, str, str | None, str | None]
# text, name of the format, bindings, default graphs, named graphs
Flat: TypeAlias = tuple[
    str, str, tuple[tuple[str, FlatTerm], ...], tuple[str, ...] | None, tuple[str, ...] | None
]  # fmt: skip

RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
}


def evaluate(store: Store, query: Flat, out: IO[bytes]) -> None:
    """Write the serialised result of a query to ``out``; the engine's own errors pass through."""
    text, format_name, bindings, default_graphs, named_graphs = query
    results = store.query(
        text,
        substitutions={Variable(name): _term(*term) for name, term in bindings} or None,
        default_graph=None if default_graphs is None else _graphs(default_graphs),
        named_graphs=None if named_graphs is None else [NamedNode(each) for each in named_graphs],
    )
    engine_format = RESULTS.get(format_name) or GRAPHS[format_name]
    if has_xml(format_name):
        out = cast(IO[bytes], XmlText(out))
    results.serialize(out, engine_format)  # type: ignore[arg-type]


def _graphs(iris: tuple[str, ...]) -> list[NamedNode | BlankNode | DefaultGraph]:
    return [NamedNode(each) for each in iris]


def _term(
    kind: str, value: str, language: str | None, datatype: str | None
) -> NamedNode | BlankNode | Literal:
    if kind == "iri":
        return NamedNode(value)
    if kind == "blank":
        return BlankNode(value)
    if language:
        return Literal(value, language=language)
    return Literal(value, datatype=NamedNode(datatype)) if datatype else Literal(value)


def warm(store: Store) -> None:
    """Run one small query of each form, so that whatever opens lazily is open before the limits are set."""
    for text, name in (
        ("SELECT * { ?s ?p ?o } LIMIT 1", "json"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", "turtle"),
    ):
        evaluate(store, (text, name, (), None, None), cast(IO[bytes], _Nowhere()))


class _Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)

    def flush(self) -> None:
        return
