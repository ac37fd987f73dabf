"""The quick evaluation gives the report that pySHACL, the reference, gives."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from rdflib import Graph, URIRef

from kg.checking.evaluating import evaluate_by_reference, evaluate_quickly, load_graphs
from kg.checking.shapes import Shapes, load_shapes
from kg.coding.corpus import load_corpus
from kg.graph import build
from tests.shapes.checked import graphs_of
from tests.shapes.mutations import MUTATIONS, Mutation


def _thin(triples: bytes) -> bytes:
    """Keep of the vocabulary what the shapes ask of it, so that the reference has less to read."""
    asked = (b"#notation>", b"#broader>", b"#rank>", b"#type>")
    return b"".join(
        line for line in triples.splitlines(keepends=True) if line.split(b" ", 2)[1].endswith(asked)
    )


def _without_counts(graphs: list[tuple[str, bytes]]) -> list[bytes]:
    return [triples for name, triples in graphs if not name.endswith("/statistics")]


@cache
def _only(code: str) -> Shapes:
    """The shapes of one code, with all that they refer to."""
    whole = load_shapes()
    shapes = tuple(shape for shape in whole.all if shape.code == code)
    graph = Graph()
    for triple in whole.graph:
        owner = str(triple[0]).removesuffix("-constraint")
        if "#" not in owner or owner in {shape.iri for shape in shapes} or not isinstance(triple[0], URIRef):
            graph.add(triple)
    return replace(whole, all=shapes, graph=graph)


def test_the_clean_coding_conforms_by_the_reference_with_the_shapes_themselves_checked() -> None:
    graphs = _without_counts(graphs_of())

    assert evaluate_by_reference(graphs, load_shapes(), meta_shacl=True) == []


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m.code}: {m.name}")
def test_on_a_mutation_the_quick_way_finds_what_the_reference_finds(mutation: Mutation) -> None:
    document, vocabulary = _without_counts(graphs_of(mutation))
    graphs, shapes = [document, _thin(vocabulary)], _only(mutation.code)

    quick = sorted(set(evaluate_quickly(load_graphs(*graphs), shapes.all)))

    assert quick == evaluate_by_reference(graphs, shapes)
    assert quick


@pytest.mark.slow
def test_on_a_real_document_the_quick_way_finds_what_the_reference_finds() -> None:
    coding = next(coding for coding in load_corpus() if coding.document.id == "yimin")
    graphs = _without_counts(list(build([coding]).by_graph()))
    shapes = load_shapes()

    quick = sorted(set(evaluate_quickly(load_graphs(*graphs), shapes.all)))

    assert quick == evaluate_by_reference(graphs, shapes)
