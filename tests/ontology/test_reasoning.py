"""What OWL-RL must not conclude from the ontology, the reused vocabularies' own axioms and the five documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import NamedNode
from rdflib import Graph, Namespace
from rdflib.namespace import FOAF, ORG, OWL, RDF, RDFS
from rdflib.term import Literal, Node, URIRef

from kg.coding.corpus import load_corpus
from kg.coding.model import Coding
from kg.graph import ONTOLOGY_IRI, Dataset, build

HERE = Path(__file__).parent
DG = Namespace(ONTOLOGY_IRI)
DG_NODE = NamedNode(ONTOLOGY_IRI + "CoordinationBody")
# What carries no class of its own that could clash: dropping it makes the closure quick.
SILENT = ("http://www.w3.org/ns/oa#", "http://rdfs.org/ns/void#")


def to_graph(dataset: Dataset) -> Graph:
    graph = Graph()
    for triple in dataset.triples():
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if (
            predicate.value.startswith(SILENT)
            or "/evidence/" in str(subject)
            or "/emendation/" in str(subject)
        ):
            continue
        if not hasattr(value, "language"):
            graph.add((URIRef(subject.value), URIRef(predicate.value), URIRef(value.value)))  # type: ignore[union-attr]
        elif predicate.value == str(RDFS.label):
            graph.add((URIRef(subject.value), URIRef(predicate.value), Literal(value.value)))  # type: ignore[union-attr]
    return graph


def close(dataset: Dataset) -> Graph:
    graph = to_graph(dataset)
    graph.parse(HERE / "reused-axioms.ttl")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


CODINGS = {coding.document.id: coding for coding in load_corpus()}


@pytest.fixture(scope="module", params=sorted(CODINGS))
def coding(request: pytest.FixtureRequest) -> Coding:
    return CODINGS[request.param]


@pytest.fixture(scope="module")
def closed(coding: Coding) -> Graph:
    return close(build([coding]))


def members(graph: Graph, *kinds: Node) -> set[Node]:
    return {node for kind in kinds for node in graph.subjects(RDF.type, kind)}


def test_no_post_person_category_or_target_becomes_an_organisation(closed: Graph) -> None:
    organisations = members(closed, ORG.Organization, FOAF.Organization)

    others = members(closed, ORG.Post, FOAF.Person, DG.BodyCategory, DG.TargetGroup, DG.Duty, DG.Procedure)
    assert organisations & others == set()


def test_nothing_named_only_becomes_an_organisation(closed: Graph) -> None:
    assert members(closed, ORG.Organization) & members(closed, DG.NamedActor) == set()


def test_no_two_nodes_become_the_same(closed: Graph) -> None:
    same = {(a, b) for a, b in closed.subject_objects(OWL.sameAs) if a != b and isinstance(a, URIRef)}

    assert same == set()


def test_nothing_is_in_two_disjoint_classes(closed: Graph) -> None:
    pairs = set(closed.subject_objects(OWL.disjointWith))

    assert pairs
    assert {(a, b) for a, b in pairs if members(closed, a) & members(closed, b)} == set()
    assert members(closed, OWL.Nothing) == set()


def test_a_hosted_office_is_no_part_of_its_host(closed: Graph) -> None:
    hosted = set(closed.subject_objects(DG.hostedBy))
    parts = set(closed.subject_objects(ORG.subOrganizationOf))

    assert hosted & parts == set()


def test_hosting_leading_guiding_and_supervising_stay_apart(coding: Coding, closed: Graph) -> None:
    kinds = {"leads": DG.leads, "guides": DG.guides, "supervises": DG.supervises, "hosted-by": DG.hostedBy}
    coded = {name: sum(r.relation == name for r in coding.relations) for name in kinds}

    assert {name: 0 for name, count in coded.items() if not count} == {
        name: len(set(closed.subject_objects(kinds[name]))) for name, count in coded.items() if not count
    }


def test_no_body_is_above_another_unless_the_coding_says_so(coding: Coding, closed: Graph) -> None:
    said = sum(relation.relation in ("superior", "part-of") for relation in coding.relations)
    above = set(closed.subject_objects(DG.superior)) | set(closed.subject_objects(ORG.subOrganizationOf))

    assert len({pair for pair in above if pair[0] != pair[1]}) <= said * 2


def test_short_names_of_different_documents_are_different_bodies() -> None:
    everything = build(CODINGS.values())

    groups = {
        q.subject.value.split("/body/")[1].split("/")[0]
        for q in everything.quads
        if q.object == DG_NODE and "/body/" in str(q.subject)
    }
    shared = {q.graph_name for q in everything.quads if "/body/shunyi/" in str(q.subject)}
    assert {"lianyungang", "national", "shunyi"} <= groups
    assert len(shared) == 1


def test_the_trap_test_itself_sees_a_post_that_becomes_an_organisation() -> None:
    graph = to_graph(build([CODINGS["lianyungang"]]))
    graph.parse(HERE / "reused-axioms.ttl")
    post = next(iter(members(graph, DG.Post)))
    graph.add((post, DG.supervises, next(iter(members(graph, DG.Body)))))

    DeductiveClosure(OWLRL_Semantics).expand(graph)

    assert post in members(graph, ORG.Organization)
