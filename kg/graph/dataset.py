"""What a build makes: quads in one fixed order, and their serialisations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.errors import InputError, UnknownName
from kg.graph.names import BASE_IRI, PREFIXES

__all__ = ["FORMATS", "Dataset", "format_of", "read_dataset"]

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".turtle": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nquads": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".ntriples": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".rdfxml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


def format_of(path: PurePath) -> RdfFormat:
    """Tell the RDF format by a file name's suffix; an unknown one is UnknownName."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        known = ", ".join(sorted(FORMATS))
        raise UnknownName(f"{path}: the suffix is none of {known}", value=path.suffix) from None


_TYPE = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
# https://www.w3.org/TR/xml/#charsets: the engine writes them and no XML reader takes them.
_NOT_IN_XML = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


@dataclass(frozen=True)
class Dataset:
    """The quads of a build, sorted, each once."""

    quads: tuple[Quad, ...]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Dataset:
        """Sort quads and drop doubles: the same set gives the same bytes."""
        return cls(tuple(_sort(quads)))

    def graphs(self) -> tuple[NamedNode, ...]:
        """List the named graphs."""
        names = {quad.graph_name for quad in self.quads if isinstance(quad.graph_name, NamedNode)}
        return tuple(sorted(names, key=lambda name: name.value))

    def by_graph(self) -> Iterator[tuple[str, bytes]]:
        """Give each named graph's IRI with its triples as N-Triples."""
        for name, quads in groupby(self.quads, key=lambda quad: quad.graph_name):
            written = serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES)
            if isinstance(name, NamedNode) and isinstance(written, bytes):
                yield name.value, written

    def triples(self) -> tuple[Triple, ...]:
        """Merge all graphs into one, each triple once, sorted."""
        merged = (Quad(quad.subject, quad.predicate, quad.object) for quad in self.quads)
        return tuple(quad.triple for quad in _sort(merged))

    def serialize(self, format: RdfFormat = RdfFormat.N_QUADS) -> bytes:  # noqa: A002 - pyoxigraph's own word
        """Write the quads, or the merged triples where the format has no graphs."""
        rows = self.quads if format.supports_datasets else self.triples()
        prefixes = PREFIXES if format not in (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES) else None
        written = serialize(rows, format=format, prefixes=prefixes)
        assert isinstance(written, bytes)  # noqa: S101 - no output was given, so it returns the bytes
        if format == RdfFormat.RDF_XML and (found := _NOT_IN_XML.search(written)):
            code = f"U+{ord(found[0].decode()):04X}"
            raise InputError(f"RDF/XML cannot hold the character {code}; choose another format", value=code)
        return written


def read_dataset(files: Iterable[tuple[PurePath, bytes]]) -> Dataset:
    """Read RDF files, named with their content, into one dataset; InputError says which cannot be read.

    Triples without a graph (Turtle, N-Triples, RDF/XML) go to the graph of the document their subject belongs to, or
    to the shared vocabulary where they belong to none.
    """
    quads: list[Quad] = []
    for path, data in files:
        if b"<!DOCTYPE" in data[:4096]:
            raise InputError(f"{path}: has a DOCTYPE; write the RDF without entities", value=str(path))
        try:
            quads += parse(data, format=format_of(path))
        except (SyntaxError, ValueError) as error:
            raise InputError(f"{path}: is not {format_of(path).name}: {error}", value=str(path)) from error
    return Dataset.of(_place_quads(quads))


def _place_quads(quads: list[Quad]) -> Iterator[Quad]:
    suffix = re.compile(r"^(.*/)document/([^/]+)$")
    documents = {
        match.group(2): f"{match.group(1)}graph/{match.group(2)}"
        for quad in quads
        if isinstance(quad.subject, NamedNode) and (match := suffix.match(quad.subject.value))
    }
    bases = {graph.rsplit("/", 1)[0] for graph in documents.values()}
    vocabulary = NamedNode(f"{min(bases, default=BASE_IRI + 'graph')}/vocabulary")
    for quad in quads:
        if not isinstance(quad.graph_name, DefaultGraph):
            yield quad
            continue
        parts = quad.subject.value.split("/") if isinstance(quad.subject, NamedNode) else []
        own = next((documents[part] for part in parts if part in documents), None)
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(own) if own else vocabulary)


def _sort(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Give each quad once, graph by graph, in the order of its N-Quads line with rdf:type first, as people write it."""
    graphs: dict[str, set[Quad]] = defaultdict(set)
    for quad in quads:
        graphs[str(quad.graph_name)].add(quad)
    for name in sorted(graphs):
        yield from sorted(graphs[name], key=lambda quad: str(quad).replace(_TYPE, " !", 1))
