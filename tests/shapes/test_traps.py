"""Shapes that would be silent when they should speak: what SHACL engines let pass, each caught by a test of ours.

The facts were found by running pySHACL; a shape with a misspelt target, without a constraint, without a severity or
without one language's message conforms, or speaks, in a way nobody notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from kg.checking.shapes import SHAPES, load_shapes
from kg.resources import data_folder
from tests.shapes.checked import check, codes
from tests.shapes.mutations import MUTATIONS

FOLDER = data_folder("shapes")
NAMES = [shape.name for shape in load_shapes().all]
OWN = re.compile(r"https://w3id\.org/dutygraph/ontology#")


def declared_terms() -> set[str]:
    ontology = Graph()
    for path in data_folder("ontology").rglob("*.ttl"):
        ontology.parse(path)
    return {str(subject) for subject in ontology.subjects()}


def faults(graph: Graph, known: set[str]) -> Iterator[str]:
    """Name what a shapes graph would pass over in silence."""
    shapes = {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}
    for shape in shapes:
        constraint = graph.value(shape, SH.sparql)
        if not isinstance(shape, URIRef):
            yield f"{shape}: has no name"
        if graph.value(shape, SH.severity) is None:
            yield f"{shape}: no severity"
        targets = [str(target) for target in graph.objects(shape, SH.targetClass)]
        yield from (
            f"{shape}: target {target} is no term"
            for target in targets
            if OWN.match(target) and target not in known
        )
        if not targets:
            yield f"{shape}: no target"
        if constraint is None and graph.value(shape, SH.minCount) is None:
            yield f"{shape}: no constraint"
        if constraint is not None and graph.value(constraint, SH.severity) is not None:
            yield f"{constraint}: severity on the constraint is ignored"
        speaker = constraint or shape
        spoken = {getattr(text, "language", None) for text in graph.objects(speaker, SH.message)}
        yield from (
            f"{shape}: no message in {language}" for language in ("zh", "en") if language not in spoken
        )
        for name in (SHAPES.suggestion, SHAPES.reason):
            said = {getattr(text, "language", None) for text in graph.objects(shape, name)}
            yield from (f"{shape}: no {name} in {language}" for language in {"zh", "en"} - said)
        if graph.value(shape, SHAPES.code) is None:
            yield f"{shape}: no code"


def test_no_shape_is_silently_incomplete() -> None:
    assert sorted(faults(load_shapes().graph, declared_terms())) == []


def test_codes_and_names_are_used_once() -> None:
    all_codes = [shape.code for shape in load_shapes().all]

    assert len(set(all_codes)) == len(all_codes)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (
            lambda g, s: g.set((s, SH.targetClass, URIRef("https://w3id.org/dutygraph/ontology#Dutty"))),
            "is no term",
        ),
        (lambda g, s: g.remove((s, SH.targetClass, None)), "no target"),
        (lambda g, s: g.remove((s, SH.severity, None)), "no severity"),
        (lambda g, s: g.remove((s, SH.sparql, None)), "no constraint"),
        (lambda g, s: g.remove((g.value(s, SH.sparql), SH.message, None)), "no message in zh"),
        (lambda g, s: g.add((g.value(s, SH.sparql), SH.severity, SH.Warning)), "is ignored"),
        (lambda g, s: g.remove((s, SHAPES.code, None)), "no code"),
    ],
    ids=[
        "misspelt target",
        "no target",
        "no severity",
        "no constraint",
        "no message",
        "severity misplaced",
        "no code",
    ],
)
def test_a_spoilt_shape_does_not_go_unnoticed(spoil: object, fault: str) -> None:
    graph = Graph() + load_shapes().graph
    spoil(graph, SHAPES["VagueTime"])  # type: ignore[operator]

    assert any(fault in one for one in faults(graph, declared_terms()))


def test_a_message_in_one_language_only_does_not_go_unnoticed() -> None:
    graph = Graph() + load_shapes().graph
    constraint = SHAPES["VagueTime-constraint"]
    for message in list(graph.objects(constraint, SH.message)):
        if isinstance(message, Literal) and message.language == "zh":
            graph.remove((constraint, SH.message, message))

    assert list(faults(graph, declared_terms())) == [f"{SHAPES['VagueTime']}: no message in zh"]


@pytest.mark.parametrize("name", NAMES)
def test_without_one_shape_a_mutation_goes_uncaught(name: str) -> None:
    shape = next(shape for shape in load_shapes().all if shape.name == name)

    caught_by_it = [m for m in MUTATIONS if {f.shape for f in check(m).findings} == {shape.iri}]

    assert caught_by_it


def test_a_shape_with_a_misspelt_target_finds_nothing_and_the_report_says_that_it_saw_nothing(
    tmp_path: Path,
) -> None:
    for path in FOLDER.glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        spoilt = text.replace("sh:targetClass dg:PolicyDocument ;", "sh:targetClass dg:PolicyDokument ;")
        (tmp_path / path.name).write_text(spoilt, encoding="utf-8")
    mutation = next(m for m in MUTATIONS if m.code == "title-mismatch")

    report = check(mutation, tmp_path)

    assert codes(report) == set()
    assert "title-mismatch" in {seen.code for seen in report.seen if not seen.focus_nodes}
