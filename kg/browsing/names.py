"""The short names of vocabularies, and what kind of thing one of our own IRIs names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["PREFIXES", "Address", "address_of", "compact", "graph_of", "provision_in_words"]

PREFIXES = {
    "dg": "https://w3id.org/dutygraph/ontology#",
    "dgi": "https://w3id.org/dutygraph/id/",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "p-plan": "http://purl.org/net/p-plan#",
    "pko": "https://w3id.org/pko#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One of our IRIs taken apart: ``body/lianyungang/office`` is kind, document, rest."""

    kind: str
    document: str | None
    rest: str | None


@lru_cache(maxsize=65536)
def compact(iri: str) -> str:
    """Write an IRI with its prefix, where it has a known one."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def address_of(iri: str, base: str = PREFIXES["dgi"]) -> Address | None:
    """Take one of our own IRIs apart; None for anybody else's."""
    if not iri.startswith(base):
        return None
    kind, _, tail = iri[len(base) :].partition("/")
    document, _, rest = tail.partition("/")
    return Address(kind, document or None, rest or None)


def graph_of(document: str) -> str:
    """Name the graph that holds what a document says."""
    return document.replace("/document/", "/graph/", 1)


_UNNUMBERED = re.compile(r"(?:(?P<above>.+)\.)?(?:(?P<heading>h)|p(?P<count>\d*))")


def provision_in_words(path: str, language: str) -> str:
    """Name a provision for a reader: 3.8.2 is § 3.8.2, the second paragraph under it § 3.8.2 第2段.

    >>> provision_in_words("3.8.p2", "zh"), provision_in_words("3.8.h", "en"), provision_in_words("h", "en")
    ('§ 3.8 第2段', '§ 3.8 heading', 'title')
    """
    found = _UNNUMBERED.fullmatch(path)
    if found is None:
        return f"§ {path}"
    above, count = found["above"], found["count"] or "1"
    if found["heading"]:
        named = ("标题", "heading") if above else ("题名", "title")
    else:
        named = (f"第{count}段", f"¶ {count}")
    word = named[language == "en"]
    return f"§ {above} {word}" if above else word
