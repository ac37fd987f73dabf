"""The only place that spells IRIs: the vocabulary's own, the reused ones, and those of the data.

Data IRIs are readable and made of what a coding itself says (ids, names, offsets), never of running numbers, so
that they survive a rebuild and a reviewer's insertion. No percent-encoding and no further slash is ever needed in
the last part: what an IRI may not hold becomes a hyphen, and a short digest keeps two such names apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

from pyoxigraph import NamedNode

from kg.errors import InputError

__all__ = [
    "BASE_IRI",
    "DCT",
    "DG",
    "ELI",
    "FOAF",
    "OA",
    "ONTOLOGY_IRI",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "P_PLAN",
    "RDF",
    "RDFS",
    "SKOS",
    "VOID",
    "XSD",
    "Names",
    "Vocabulary",
    "segment",
]  # fmt: skip

BASE_IRI = "https://w3id.org/dutygraph/id/"
_BASE = re.compile(r"https?://[^\s/<>\"{}|^`\\]+/([^\s<>\"{}|^`\\]*[/#])?")
ONTOLOGY_IRI = "https://w3id.org/dutygraph/ontology#"


class Vocabulary:
    """A namespace whose terms are written ``DG("Duty")``."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._terms: dict[str, NamedNode] = {}

    def __call__(self, local: str) -> NamedNode:
        """Return the term of this local name."""
        if local not in self._terms:
            self._terms[local] = NamedNode(self.iri + local)
        return self._terms[local]


DG = Vocabulary(ONTOLOGY_IRI)
RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#")
OWL = Vocabulary("http://www.w3.org/2002/07/owl#")
XSD = Vocabulary("http://www.w3.org/2001/XMLSchema#")
SKOS = Vocabulary("http://www.w3.org/2004/02/skos/core#")
DCT = Vocabulary("http://purl.org/dc/terms/")
ORG = Vocabulary("http://www.w3.org/ns/org#")
ELI = Vocabulary("http://data.europa.eu/eli/ontology#")
FOAF = Vocabulary("http://xmlns.com/foaf/0.1/")
OA = Vocabulary("http://www.w3.org/ns/oa#")
PROV = Vocabulary("http://www.w3.org/ns/prov#")
P_PLAN = Vocabulary("http://purl.org/net/p-plan#")
VOID = Vocabulary("http://rdfs.org/ns/void#")

PREFIXES = {
    "dct": DCT.iri, "dg": DG.iri, "eli": ELI.iri, "foaf": FOAF.iri, "oa": OA.iri, "org": ORG.iri, "owl": OWL.iri,
    "p-plan": P_PLAN.iri, "prov": PROV.iri, "rdf": RDF.iri, "rdfs": RDFS.iri, "skos": SKOS.iri, "void": VOID.iri,
    "xsd": XSD.iri,
}  # fmt: skip


@lru_cache(maxsize=65_536)
def segment(name: str) -> str:
    """Turn a name into one path segment of an IRI, unchanged where it may stand as it is.

    >>> segment("coordination-group"), segment("市总工会")
    ('coordination-group', '市总工会')
    """
    kept = "".join(c if _is_allowed(c) else "-" for c in name)
    if kept == name and name.strip(".") and "--" not in name:
        return name
    return f"{kept.strip('-.')}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}".lstrip("-")


def _is_allowed(character: str) -> bool:
    """Whether an IRI may hold the character as it is: RFC 3987 ``iunreserved`` without the tilde."""
    if character.isascii():
        return character.isalnum() or character in "-._"
    return character.isalnum() or character in "、,。;:·「」『』()《》〈〉【】“”‘’—…〇"


class Names:
    """The IRIs of the data below one base IRI."""

    def __init__(self, base_iri: str = BASE_IRI) -> None:
        if not _BASE.fullmatch(base_iri):
            raise InputError(
                f"{base_iri}: not a base for IRIs; give an absolute http(s) IRI that ends in / or #",
                value=base_iri,
            )
        self.base_iri = base_iri

    def node(self, kind: str, *parts: str) -> NamedNode:
        """Name the node of this kind: ``node("duty", "yimin", "d3.1-1")`` is ``…/duty/yimin/d3.1-1``."""
        return NamedNode(self.base_iri + "/".join((kind, *(segment(part) for part in parts))))

    def link(self, kind: str, document: str, *parts: str) -> NamedNode:
        """Name a node that stands between others, the names of its ends joined by two hyphens."""
        joined = "--".join(segment(part) for part in parts)
        return NamedNode(f"{self.base_iri}{kind}/{segment(document)}/{joined}")

    def graph(self, name: str) -> NamedNode:
        """Name a named graph: a document's, or ``vocabulary`` or ``statistics``."""
        return self.node("graph", name)

    def span(self, kind: str, document: str, start: int, end: int) -> NamedNode:
        """Name a node by the stretch of text it stands for."""
        return self.node(kind, document, f"{start}-{end}")

    def part(self, node: NamedNode, name: str) -> NamedNode:
        """Name a part of a node."""
        return NamedNode(f"{node.value}/{name}")
