"""What a build of codings holds, on a small coding in which every kind of fact occurs once."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, QuerySolutions, RdfFormat, Store, parse
from rdflib import Graph

from kg.coding.model import Silence
from kg.errors import InputError
from kg.graph import FORMATS, Dataset, build
from tests.graph.sample import TEXT, sample_coding

ROOT = Path(__file__).resolve().parents[2]
PREFIXES = """
PREFIX dg: <https://w3id.org/dutygraph/ontology#> PREFIX dgi: <https://w3id.org/dutygraph/id/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX org: <http://www.w3.org/ns/org#> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return build([sample_coding()])


@pytest.fixture(scope="module")
def store(dataset: Dataset) -> Store:
    store = Store()
    store.extend(dataset.quads)
    return store


def ask(store: Store, pattern: str) -> bool:
    return bool(store.query(f"{PREFIXES} ASK {{ {pattern} }}", use_default_graph_as_union=True))


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple("" if term is None else getattr(term, "value", str(term)) for term in row) for row in found]


def node(path: str) -> str:
    return f"<https://w3id.org/dutygraph/id/{path}>"


def test_a_duty_says_who_does_what_about_what_to_whom(store: Store) -> None:
    assert ask(
        store,
        f"""{node("duty/sample/d1.1-2")} a dg:Duty, dg:SupervisionDuty ; dg:bearer {node("body/sample/group")} ;
            dg:bearerStatus dg:Stated ; dg:action dgi:action\\/urge ; dg:matter {node("matter/试验事项")} ;
            dg:supervisionKind dgi:supervision\\/supervises ; dg:target {node("target/sample/企业")} ;
            dg:provision {node("provision/sample/1.1")} ; dg:quote "督促企业落实《劳动法》"@zh .""",
    )


def test_guiding_is_no_supervision_duty(store: Store) -> None:
    assert not ask(store, f"{node('duty/sample/d1.1-1')} a dg:SupervisionDuty")


def test_a_lost_bearer_is_told_from_an_unwritten_one(store: Store) -> None:
    assert ask(store, f"{node('duty/sample/d1.2-1')} dg:bearerStatus dg:Lost")
    assert not ask(store, f"{node('duty/sample/d1.2-1')} dg:bearer ?who")


def test_a_bearer_may_be_given_by_name(store: Store) -> None:
    assert ask(
        store, f"{node('duty/sample/d4.p1-1')} dg:bearer {node('body/sample/discipline')} ; a dg:Power"
    )


def test_a_chair_named_by_title_is_the_post_of_the_body_that_meets(store: Store) -> None:
    assert ask(
        store,
        f"""{node("procedure/sample/p2.1-1")} dg:convener ?post .
            ?post a dg:LeaderPost ; org:postIn {node("body/sample/group")} ; dg:holderDescription "市委副书记"@zh""",
    )


def test_alternatives_joined_by_or_are_each_named(store: Store) -> None:
    found = rows(
        store,
        f"SELECT ?role {{ {node('procedure/sample/p2.1-1')} dg:agendaDecider/dg:roleName ?role . FILTER(lang(?role) = 'zh') }}",
    )

    assert sorted(found) == [("副组长",), ("组长",)]


def test_an_unknown_verb_becomes_a_concept_of_no_document(store: Store) -> None:
    assert ask(
        store,
        f"""GRAPH dgi:graph\\/vocabulary {{ {node("action/跑腿")} a skos:Concept ; rdfs:label "跑腿"@zh }}
            {node("duty/sample/d1.1-2")} dg:action {node("action/跑腿")}""",
    )


def test_a_relation_between_bodies_is_stated_directly_and_with_its_duty(store: Store) -> None:
    assert ask(
        store,
        f"""{node("body/sample/discipline")} dg:supervises {node("body/sample/union")} .
            ?statement a dg:RelationStatement ; rdf:subject {node("body/sample/discipline")} ;
              rdf:predicate dg:supervises ; rdf:object {node("body/sample/union")} ;
              prov:wasDerivedFrom {node("duty/sample/d4.p1-1")} ; dg:evidence ?evidence""",
    )


def test_a_relation_to_a_category_is_only_a_statement_because_a_category_is_no_organisation(
    store: Store,
) -> None:
    assert ask(
        store, f"?statement rdf:predicate dg:guides ; rdf:object {node('category/sample/lower-bodies')}"
    )
    assert not ask(store, f"?anyone dg:guides {node('category/sample/lower-bodies')}")


def test_a_hosted_office_is_no_part_of_its_host(store: Store) -> None:
    assert ask(store, f"{node('body/sample/office')} dg:hostedBy {node('body/sample/union')}")
    assert not ask(store, f"{node('body/sample/office')} org:subOrganizationOf {node('body/sample/union')}")


def test_frequency_deadline_and_threshold_are_typed_values(store: Store) -> None:
    assert ask(
        store,
        f'{node("procedure/sample/p2.1-1")} dg:frequency [ dg:minimum 1.0 ; dg:period "P1Y"^^xsd:duration ]',
    )
    assert ask(
        store,
        f'{node("procedure/sample/p2.2-1")} dg:deadline [ dg:duration "P10D"^^xsd:duration ; dg:workingDays true ]',
    )
    assert ask(
        store, f'{node("procedure/sample/p2.2-1")} dg:threshold [ dg:operator ">=" ; dg:of "到会人数"@zh ]'
    )


def test_every_evidence_quotes_the_text_at_its_offsets(store: Store) -> None:
    found = rows(
        store,
        "SELECT ?quote ?start ?end { ?e oa:hasSelector [ oa:exact ?quote ], [ oa:start ?start ; oa:end ?end ] }",
    )

    assert found
    assert [quote for quote, start, end in found if TEXT[int(start) : int(end)] != quote] == []


def test_every_fact_has_evidence(store: Store) -> None:
    without = rows(
        store,
        """SELECT DISTINCT ?node ?class { GRAPH ?g { ?node a ?class ; dg:document ?d }
           FILTER NOT EXISTS { ?node dg:evidence ?e }
           FILTER (?class NOT IN (dg:Provision, dg:Emendation, dg:UncodedPassage, dg:Silence, <http://rdfs.org/ns/void#Dataset>)) }""",
    )

    assert without == []


def test_no_node_is_blank(dataset: Dataset) -> None:
    assert [quad for quad in dataset.quads if BlankNode in (type(quad.subject), type(quad.object))] == []


def test_two_builds_in_two_processes_are_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from hashlib import sha256; from kg.graph import build, FORMATS\n"
        "from tests.graph.sample import sample_coding\n"
        "dataset = build([sample_coding('b'), sample_coding('a')])\n"
        "print([sha256(dataset.serialize(f)).hexdigest() for f in FORMATS.values()])"
    )

    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_every_format_reads_back_as_what_was_written(dataset: Dataset, suffix: str) -> None:
    written_format = FORMATS[suffix]
    written = dataset.serialize(written_format)

    read = set(parse(written, format=written_format))

    if written_format.supports_datasets:
        assert read == set(dataset.quads)
    else:
        assert {quad.triple for quad in read} == set(dataset.triples())


def test_the_base_iri_moves_all_data_and_no_term() -> None:
    moved = build([sample_coding()], base_iri="https://example.org/kg/")

    names = {
        t.value for q in moved.quads for t in (q.subject, q.object, q.graph_name) if isinstance(t, NamedNode)
    }
    assert not [name for name in names if name.startswith("https://w3id.org/dutygraph/id/")]
    assert "https://example.org/kg/duty/sample/d1.1-1" in names
    assert "https://example.org/kg/action/supervise" in names
    assert "https://w3id.org/dutygraph/ontology#Duty" in names


def test_two_codings_of_one_document_are_refused() -> None:
    with pytest.raises(InputError, match="sample: coded 2 times"):
        build([sample_coding(), sample_coding()])


def test_a_rebuild_with_another_document_changes_nothing_in_the_first(dataset: Dataset) -> None:
    both = build([sample_coding(), sample_coding("another")])

    graph = NamedNode("https://w3id.org/dutygraph/id/graph/sample")
    assert [q for q in both.quads if q.graph_name == graph] == [
        q for q in dataset.quads if q.graph_name == graph
    ]


def test_serialising_as_nquads_is_sorted_lines(dataset: Dataset) -> None:
    written = dataset.serialize(RdfFormat.N_QUADS)

    assert sha256(written).hexdigest() == sha256(Dataset.of(reversed(dataset.quads)).serialize()).hexdigest()


@pytest.mark.parametrize("key", ["duties", "procedures", "bodies", "provisions"])
def test_one_id_for_two_facts_is_refused(key: str) -> None:
    coding = sample_coding()
    doubled = replace(coding, **{key: getattr(coding, key) * 2})

    with pytest.raises(InputError, match=f"sample: {key} holds .* more than once"):
        build([doubled])


def test_half_a_surrogate_pair_is_refused_in_one_line() -> None:
    coding = sample_coding()

    with pytest.raises(InputError, match="sample: cannot be said in RDF"):
        build([replace(coding, text=coding.text + "\ud800")])


@pytest.mark.parametrize(
    "name", ["a b", 'a"b<c>', "{x}|\\^`", "..", "a/b", "%41", "#x", "a\nb", "\u200b", "—", "--"]
)
def test_any_name_gets_an_iri_of_its_own_that_every_format_can_hold(name: str) -> None:
    coding = sample_coding()
    odd = replace(coding, duties=tuple(replace(duty, targets=(name, name + "!")) for duty in coding.duties))

    built = build([odd])

    targets = {q.object for q in built.quads if q.predicate.value.endswith("#target")}
    assert len(targets) == 2
    assert all("%" not in str(target) for target in targets)
    assert set(parse(built.serialize(RdfFormat.TRIG), format=RdfFormat.TRIG)) == set(built.quads)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ufffe"])
def test_rdf_xml_that_no_reader_would_take_is_refused(character: str) -> None:
    coding = sample_coding()
    built = build([replace(coding, text=coding.text + character)])

    with pytest.raises(InputError, match="RDF/XML cannot hold the character U\\+"):
        built.serialize(RdfFormat.RDF_XML)


def test_rdf_xml_is_read_by_another_library(dataset: Dataset) -> None:
    read = Graph().parse(data=dataset.serialize(RdfFormat.RDF_XML), format="xml")

    assert len(read) == len(dataset.triples())


def test_a_silence_about_something_uncoded_keeps_its_name() -> None:
    coding = replace(sample_coding(), silences=(Silence(about="督导组", question="leader"),))
    store = Store()
    store.extend(build([coding]).quads)

    assert ask(
        store,
        f'{node("silence/sample/督导组-leader")} dg:affectedName "督导组" ; dg:question {node("question/leader")}',
    )
