"""The formats a result can have: their names, media types and suffixes, and which kind of result each can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.errors import UnknownName

__all__ = ["FORMATS", "Format", "Kind", "format_named", "formats_of"]

# What a query gives: SELECT and ASK rows or a truth value, CONSTRUCT and DESCRIBE a graph.
Kind: TypeAlias = Literal["results", "graph"]


@dataclass(frozen=True, slots=True)
class Format:
    """One serialisation; ``accepted`` lists further media types that ask for it."""

    name: str
    kind: Kind
    media_type: str
    suffix: str
    iri: str
    accepted: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type with its charset where the registration has one."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


_IANA = "http://www.w3.org/ns/formats/"

# Best first within a kind: what a client that accepts anything is given.
FORMATS: tuple[Format, ...] = (
    Format("json", "results", "application/sparql-results+json", "srj", _IANA + "SPARQL_Results_JSON",
           ("application/json",)),
    Format("xml", "results", "application/sparql-results+xml", "srx", _IANA + "SPARQL_Results_XML",
           ("application/xml", "text/xml")),
    Format("csv", "results", "text/csv", "csv", _IANA + "SPARQL_Results_CSV"),
    Format("tsv", "results", "text/tab-separated-values", "tsv", _IANA + "SPARQL_Results_TSV"),
    Format("turtle", "graph", "text/turtle", "ttl", _IANA + "Turtle", ("application/x-turtle",)),
    Format("ntriples", "graph", "application/n-triples", "nt", _IANA + "N-Triples", ("text/plain",)),
    Format("rdfxml", "graph", "application/rdf+xml", "rdf", _IANA + "RDF_XML", ("application/xml", "text/xml")),
    Format("jsonld", "graph", "application/ld+json", "jsonld", _IANA + "JSON-LD", ("application/json",)),
    Format("nquads", "graph", "application/n-quads", "nq", _IANA + "N-Quads"),
    Format("trig", "graph", "application/trig", "trig", _IANA + "TriG"),
)  # fmt: skip


def formats_of(kind: Kind) -> tuple[Format, ...]:
    """List the formats that can hold a kind of result, best first."""
    return tuple(each for each in FORMATS if each.kind == kind)


def format_named(name: str, kind: Kind | None = None) -> Format:
    """Find a format by its name, suffix or media type."""
    for each in FORMATS:
        if kind in (None, each.kind) and name in (each.name, each.suffix, each.media_type, *each.accepted):
            return each
    known = ", ".join(each.name for each in FORMATS if kind in (None, each.kind))
    raise UnknownName(f"no format is called {name!r}; there are {known}", value=name)
