"""How much of what a graph holds, counted once at build: VoID class partitions per document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.graph import literals
from kg.graph.names import DG, PROV, RDF, VOID, Names

__all__ = ["count_statements"]


def count_statements(quads: Iterable[Quad], names: Names) -> Iterator[Quad]:
    """Count, for every document, its triples and the members of each of the vocabulary's classes."""
    graph = names.graph("statistics")
    totals: Counter[str] = Counter()
    members: dict[str, Counter[NamedNode]] = defaultdict(Counter)
    for quad in quads:
        document = _document_of(quad, names)
        if document is None:
            continue
        totals[document] += 1
        if quad.predicate == RDF("type") and isinstance(quad.object, NamedNode):
            members[document][quad.object] += 1
    for document, total in totals.items():
        node = names.node("statistics", document)
        yield Quad(node, RDF("type"), VOID("Dataset"), graph)
        yield Quad(node, PROV("wasDerivedFrom"), names.graph(document), graph)
        yield Quad(node, DG("document"), names.node("document", document), graph)
        yield _number(node, "triples", total, graph)
        for kind, count in members[document].items():
            partition = names.part(node, _local(kind))
            yield Quad(node, VOID("classPartition"), partition, graph)
            yield Quad(partition, VOID("class"), kind, graph)
            yield _number(partition, "entities", count, graph)


def _document_of(quad: Quad, names: Names) -> str | None:
    prefix = names.base_iri + "graph/"
    if not isinstance(quad.graph_name, NamedNode) or not quad.graph_name.value.startswith(prefix):
        return None
    name = quad.graph_name.value.removeprefix(prefix)
    return None if name in ("vocabulary", "statistics") else name


def _number(subject: NamedNode, local: str, count: int, graph: NamedNode) -> Quad:
    value = literals.integer(count)
    assert value is not None  # noqa: S101 - a count is never unknown
    return Quad(subject, VOID(local), value, graph)


def _local(kind: NamedNode) -> str:
    return kind.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
