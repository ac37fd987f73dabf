"""The ontology loads in an OWL tool, every axiom of it, and nothing in it leaves OWL 2 RL (queries/profile-*.rq)."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pyhornedowl
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse, serialize

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for path in (ROOT / "ontology").glob("*.ttl") if path.stem != "alignment")
OWL, RDF = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def as_rdf_xml(*modules: Path) -> str:
    """Put modules into the one RDF serialisation that every OWL tool reads, without their import statements."""
    triples = {q.triple for path in modules for q in parse(path=str(path), format=RdfFormat.TURTLE)}
    kept = [t for t in triples if t.predicate.value != OWL + "imports"]
    written = serialize(kept, format=RdfFormat.RDF_XML)
    assert isinstance(written, bytes)
    return written.decode()


def declared(kind: str) -> set[str]:
    """List what the files declare as this kind of OWL entity."""
    return {
        quad.subject.value
        for path in MODULES
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if quad.predicate.value == RDF + "type"
        and quad.object == NamedNode(OWL + kind)
        and isinstance(quad.subject, NamedNode)
    }


@pytest.mark.parametrize(
    "module", [path for path in MODULES if path.stem in ("core", "dutygraph")], ids=lambda p: p.stem
)
def test_a_module_that_stands_alone_loads_alone(module: Path) -> None:
    loaded = pyhornedowl.open_ontology(as_rdf_xml(module), serialization="rdf")

    assert loaded.get_iri() is not None


def test_the_alignment_loads_as_annotations() -> None:
    loaded = pyhornedowl.open_ontology(as_rdf_xml(ROOT / "ontology/alignment.ttl"), serialization="rdf")

    kinds = {type(each.component).__name__ for each in loaded.get_axioms()}
    assert kinds == {"AnnotationAssertion", "DeclareAnnotationProperty", "OntologyAnnotation"}


def test_an_owl_tool_knows_every_declared_entity() -> None:
    # One ontology header is what OWL allows a file; the whole is loaded under that of dutygraph.ttl.
    triples = [
        quad.triple
        for path in MODULES
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if path.stem == "dutygraph"
        or not str(quad.subject).startswith("<https://w3id.org/dutygraph/ontology/")
    ]
    written = serialize(
        [t for t in triples if t.predicate.value != OWL + "imports"], format=RdfFormat.RDF_XML
    )
    assert isinstance(written, bytes)

    loaded = pyhornedowl.open_ontology(written.decode(), serialization="rdf")

    assert loaded.get_classes() == declared("Class")
    assert loaded.get_object_properties() == declared("ObjectProperty")
    assert loaded.get_data_properties() == declared("DatatypeProperty")
    assert loaded.get_annotation_properties() == declared("AnnotationProperty")
    assert loaded.get_named_individuals() == declared("NamedIndividual")


def test_an_owl_tool_reads_every_subclass_and_disjointness_as_an_axiom() -> None:
    written = {
        quad.predicate.value.rsplit("#", 1)[1]: 0
        for path in MODULES
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if quad.predicate.value.endswith(("#subClassOf", "#disjointWith"))
    }
    for path in MODULES:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            name = quad.predicate.value.rsplit("#", 1)[-1]
            if name in written:
                written[name] += 1

    axioms = [
        type(each.component).__name__
        for each in pyhornedowl.open_ontology(as_rdf_xml(*MODULES), serialization="rdf").get_axioms()
    ]

    assert axioms.count("SubClassOf") == written["subClassOf"]
    assert axioms.count("DisjointClasses") == written["disjointWith"]


def test_an_owl_tool_finds_every_import_beside_the_file() -> None:
    catalog = ElementTree.parse(ROOT / "ontology/catalog-v001.xml").getroot()  # noqa: S314 - our own file
    places = {entry.attrib["name"]: ROOT / "ontology" / entry.attrib["uri"] for entry in catalog}

    imported = {
        quad.object.value
        for path in (ROOT / "ontology").glob("*.ttl")
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if quad.predicate.value == OWL + "imports" and isinstance(quad.object, NamedNode)
    }
    assert imported
    assert [iri for iri in imported if not places[iri].is_file()] == []
    assert [
        iri
        for iri, path in places.items()
        if f"<{iri}> a owl:Ontology" not in path.read_text(encoding="utf-8")
    ] == []
