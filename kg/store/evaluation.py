"""Evaluate and serialise one query with the embedded engine; imports nothing but it, to start within milliseconds.

A query comes as a plain tuple, ``Flat``, because it crosses to the evaluator processes by ``marshal``.
"""

from __future__ import annotations

from itertools import combinations
from typing import IO, TypeAlias, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
)

from kg.store.csv_text import write_csv
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
    format_name = query[1]
    results = _results(store, query)
    if format_name == "csv" and isinstance(results, QuerySolutions):
        write_csv(results, lambda: cast(QuerySolutions, _results(store, query)), out)
        return
    if has_xml(format_name):
        out = cast(IO[bytes], XmlText(out))
    results.serialize(out, RESULTS.get(format_name) or GRAPHS[format_name])  # type: ignore[arg-type]


def _results(store: Store, query: Flat) -> QuerySolutions | QueryBoolean | QueryTriples:
    text, _, bindings, default_graphs, named_graphs = query
    default = None if default_graphs is None else _graphs(default_graphs)
    if default_graphs is not None and named_graphs is not None and len(default_graphs) > 1:
        store, default = _merged(store, default_graphs, named_graphs)
    return store.query(
        text,
        substitutions={Variable(name): _term(*term) for name, term in bindings} or None,
        default_graph=default,
        named_graphs=None if named_graphs is None else [NamedNode(each) for each in named_graphs],
    )


def _merged(
    store: Store, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]
) -> tuple[Store, list[NamedNode | BlankNode | DefaultGraph]]:
    """Give a store and a default graph of it that is the RDF merge of several graphs.

    The engine counts a triple once a graph that holds it; the merge holds it once
    (https://www.w3.org/TR/sparql11-query/#specifyingDataset). Graphs that share no triple are their own merge, all
    graphs together are the store's own default graph; others are copied, within the limits of this process.
    """
    names = [NamedNode(each) for each in dict.fromkeys(default_graphs)]
    if not any(_share(store, one, other) for one, other in combinations(names, 2)):
        return store, list(names)
    if set(store.named_graphs()) <= set(names):
        return store, [DefaultGraph()]
    merged = Store()
    for name in names:
        quads = store.quads_for_pattern(None, None, None, name)
        merged.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for each in dict.fromkeys(named_graphs):
        merged.extend(store.quads_for_pattern(None, None, None, NamedNode(each)))
    return merged, [DefaultGraph()]


def _share(store: Store, one: NamedNode, other: NamedNode) -> bool:
    """Whether two graphs hold a triple both."""
    return bool(store.query(f"ASK {{ GRAPH {one} {{ ?s ?p ?o }} GRAPH {other} {{ ?s ?p ?o }} }}"))


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
