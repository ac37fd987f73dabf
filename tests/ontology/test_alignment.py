"""The alignment speaks of terms that exist, and stays out of what is built and served."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.graph import BASE_IRI, ONTOLOGY_IRI, build
from tests.graph.sample import sample_coding

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
MATCHES = "http://www.w3.org/2004/02/skos/core#"


def read(path: Path) -> list[tuple[NamedNode, NamedNode, object]]:
    quads = parse(path=str(path), format=RdfFormat.TURTLE)
    return [(q.subject, q.predicate, q.object) for q in quads if isinstance(q.subject, NamedNode)]


def test_every_aligned_term_is_declared() -> None:
    declared = {
        subject for path in ONTOLOGY.glob("*.ttl") if path.stem != "alignment" for subject, _, _ in read(path)
    }

    aligned = {
        s for s, _, _ in read(ONTOLOGY / "alignment.ttl") if s.value.startswith((ONTOLOGY_IRI, BASE_IRI))
    }

    assert aligned
    assert aligned - declared == set()


def test_alignment_is_by_matches_and_never_by_logic() -> None:
    predicates = {
        p.value
        for s, p, _ in read(ONTOLOGY / "alignment.ttl")
        if s.value.startswith((ONTOLOGY_IRI, BASE_IRI))
    }

    assert predicates <= {MATCHES + "closeMatch", MATCHES + "relatedMatch", MATCHES + "broadMatch"}


def test_no_alignment_is_in_a_build() -> None:
    built = {quad.predicate.value for quad in build([sample_coding()]).quads}

    assert {predicate for predicate in built if predicate.endswith("Match")} == set()
