"""The graph of the five documents: no statement without evidence, no evidence that the text does not hold."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.coding.corpus import load_corpus
from kg.coding.model import Coding
from kg.graph import Dataset, build
from kg.graph.names import DG, OA, RDF

PREFIXES = """
PREFIX dg: <https://w3id.org/dutygraph/ontology#> PREFIX dgi: <https://w3id.org/dutygraph/id/>
PREFIX org: <http://www.w3.org/ns/org#> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

# What stands for a stretch of text by its own offsets, or is the record of the reading itself.
PLACED = {DG("Provision"), DG("Emendation"), DG("UncodedPassage")}
RECORDS = {
    DG("PolicyDocument"),
    DG("Coder"),
    DG("CodingActivity"),
    DG("AdministrativeDivision"),
    DG("Silence"),
}
EVIDENCE = {OA("SpecificResource"), OA("TextQuoteSelector"), OA("TextPositionSelector")}


@pytest.fixture(scope="module")
def codings() -> list[Coding]:
    return load_corpus()


@pytest.fixture(scope="module")
def dataset(codings: list[Coding]) -> Dataset:
    return build(codings)


@pytest.fixture(scope="module")
def store(dataset: Dataset) -> Store:
    store = Store()
    store.extend(dataset.quads)
    return store


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found]


def document_quads(dataset: Dataset, codings: list[Coding]) -> list[tuple[NamedNode, NamedNode, object]]:
    graphs = {NamedNode(f"https://w3id.org/dutygraph/id/graph/{coding.document.id}") for coding in codings}
    return [
        (q.subject, q.predicate, q.object)
        for q in dataset.quads
        if q.graph_name in graphs and isinstance(q.subject, NamedNode)
    ]


def test_no_statement_is_without_evidence(dataset: Dataset, codings: list[Coding]) -> None:
    quads = document_quads(dataset, codings)
    kinds: dict[NamedNode, set[object]] = {}
    for subject, predicate, value in quads:
        if predicate == RDF("type"):
            kinds.setdefault(subject, set()).add(value)
    evidenced = {subject for subject, predicate, _ in quads if predicate == DG("evidence")}
    graphs = {s for s in kinds if "/graph/" in s.value}

    exempt = PLACED | RECORDS | EVIDENCE
    without = {s.value for s, _, _ in quads if s not in evidenced and not kinds.get(s, set()) & exempt} - {
        graph.value for graph in graphs
    }

    assert without == set()


def test_every_direct_relation_is_borne_out_by_a_statement_with_evidence(store: Store) -> None:
    unproven = rows(
        store,
        """SELECT ?subject ?relation ?object {
             ?subject ?relation ?object
             FILTER (?relation IN (dg:leads, dg:guides, dg:supervises, dg:coordinates, dg:supports, dg:reportsTo, dg:superior,
               org:subOrganizationOf, dg:hostedBy, dg:appoints, dg:entrusts, dg:convenes))
             FILTER NOT EXISTS { ?statement rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; dg:evidence ?e } }""",
    )

    assert unproven == []


def test_no_evidence_quotes_what_is_not_in_the_text_at_its_offsets(
    store: Store, codings: list[Coding]
) -> None:
    texts = {coding.document.id: coding.text for coding in codings}

    found = rows(
        store,
        """SELECT ?document ?quote ?start ?end ?prefix ?suffix {
             ?e oa:hasSource ?document ; oa:hasSelector ?words, ?place .
             ?words oa:exact ?quote ; oa:prefix ?prefix ; oa:suffix ?suffix . ?place oa:start ?start ; oa:end ?end }""",
    )

    wrong = []
    for document, quote, start, end, prefix, suffix in found:
        text, first, last = texts[document.rsplit("/", 1)[1]], int(start), int(end)
        if (
            text[first:last] != quote
            or not text[:first].endswith(prefix)
            or not text[last:].startswith(suffix)
        ):
            wrong.append((document, quote))
    assert found
    assert wrong == []


def test_the_text_in_the_graph_is_the_text_of_the_digest(store: Store, codings: list[Coding]) -> None:
    found = rows(
        store,
        "SELECT ?id ?text ?digest { ?d <http://purl.org/dc/terms/identifier> ?id ; dg:text ?text ; dg:sha256 ?digest }",
    )

    assert {name for name, _, _ in found} == {coding.document.id for coding in codings}
    assert [name for name, text, digest in found if sha256(text.encode()).hexdigest() != digest] == []


def test_every_duty_of_every_coding_is_in_the_graph_with_its_parts(
    store: Store, codings: list[Coding]
) -> None:
    found = rows(
        store,
        """SELECT ?duty ?status ?quote { ?duty a dg:Duty ; dg:bearerStatus ?status ; dg:quote ?quote ; dg:provision ?p ;
             dg:modality ?m ; dg:document ?d }""",
    )

    coded = {
        (
            f"https://w3id.org/dutygraph/id/duty/{coding.document.id}/{duty.id}",
            duty.bearer_status.capitalize(),
            duty.quote,
        )
        for coding in codings
        for duty in coding.duties
    }
    assert {(duty, status.rsplit("#", 1)[1], quote) for duty, status, quote in found} == coded


def test_nothing_is_pointed_at_that_is_not_described(dataset: Dataset, codings: list[Coding]) -> None:
    described = {q.subject for q in dataset.quads}
    base = "https://w3id.org/dutygraph/id/"

    dangling = {
        (predicate.value, value.value)
        for _, predicate, value in document_quads(dataset, codings)
        if isinstance(value, NamedNode) and value.value.startswith(base) and value not in described
    }

    assert dangling == set()


def test_every_property_and_class_used_is_one_the_ontology_declares(
    dataset: Dataset, codings: list[Coding]
) -> None:
    own = "https://w3id.org/dutygraph/ontology#"
    declared = {
        q.subject for q in dataset.quads if q.predicate == RDF("type") and isinstance(q.subject, NamedNode)
    }

    used = {predicate for _, predicate, _ in document_quads(dataset, codings)} | {
        value for _, predicate, value in document_quads(dataset, codings) if predicate == RDF("type")
    }

    assert {
        term.value
        for term in used
        if isinstance(term, NamedNode) and term.value.startswith(own) and term not in declared
    } == set()


def test_every_text_for_people_is_tagged_zh_or_en(dataset: Dataset) -> None:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")

    wrong = {
        str(q.object)
        for q in dataset.quads
        if q.predicate == label
        and isinstance(q.object, Literal)
        and q.object.language not in ("zh", "en")
        and "/coder/" not in str(q.subject)
    }

    assert wrong == set()


def test_every_concept_the_five_documents_use_is_named_in_both_languages(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?concept (GROUP_CONCAT(DISTINCT lang(?label)) AS ?languages) {
             { ?fact dg:action ?concept } UNION { ?fact dg:matter ?concept } UNION { ?fact dg:function ?concept }
             UNION { ?fact dg:level ?concept } UNION { ?fact dg:defectKind ?concept } UNION { ?fact dg:question ?concept }
             UNION { ?fact dg:procedureKind ?concept } UNION { ?fact dg:modality ?concept }
             OPTIONAL { ?concept skos:prefLabel ?label } } GROUP BY ?concept""",
    )

    assert len(found) > 100
    assert [concept for concept, languages in found if set(languages.split()) != {"zh", "en"}] == []


@pytest.mark.parametrize(("axiom", "end"), [("domain", 0), ("range", 2)])
def test_no_node_gets_a_class_from_a_property_that_it_was_not_given(
    dataset: Dataset, codings: list[Coding], axiom: str, end: int
) -> None:
    schema = NamedNode(f"http://www.w3.org/2000/01/rdf-schema#{axiom}")
    below = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    wanted = {q.subject: q.object for q in dataset.quads if q.predicate == schema}
    above: dict[object, set[object]] = {}
    for quad in dataset.quads:
        if quad.predicate == below:
            above.setdefault(quad.subject, set()).add(quad.object)
    kinds: dict[object, set[object]] = {}
    for quad in dataset.quads:
        if quad.predicate == RDF("type"):
            kinds.setdefault(quad.subject, set()).update(climb(quad.object, above))

    wrong = {
        (triple[1].value, str(triple[end]))
        for triple in document_quads(dataset, codings)
        if triple[1] in wanted
        and isinstance(triple[end], NamedNode)
        and wanted[triple[1]] not in kinds.get(triple[end], set())
    }

    assert wrong == set()


def climb(kind: object, above: dict[object, set[object]]) -> set[object]:
    return {kind}.union(*(climb(higher, above) for higher in above.get(kind, ())))


def test_no_label_names_a_thing_by_its_address(store: Store) -> None:
    labels = rows(store, "SELECT ?label WHERE { ?node rdfs:label ?label }")

    assert labels
    assert [label for (label,) in labels if re.match(r"([dp]\d[\d.]*-\d+|document)\s*:", label)] == []
