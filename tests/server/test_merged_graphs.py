"""Several default graphs are one: their RDF merge, in which a triple of two of them is once."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from kg.store.publishing import publish
from tests.server.service import Service, serving

DATA = b"""<a:s> <a:p> <a:o> <a:g1> .
<a:s> <a:p> <a:o> <a:g2> .
<a:s> <a:p> "1" <a:g1> .
<a:s> <a:p> "2" <a:g2> .
_:b <a:p> "blank" <a:g2> .
<a:x> <a:p> "3" <a:g3> .
<a:s> <a:p> "1" <a:g4> .
"""
COUNT = "SELECT (COUNT(*) AS ?n) {where}{{ ?s ?p ?o }}"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("merged")
    publish(folder / "store", DATA)
    with serving(folder, store=folder / "store") as running:
        yield running


def number(reply: object) -> int:
    rows = reply.json()["results"]["bindings"]  # type: ignore[attr-defined]
    return int(rows[0]["n"]["value"])


CASES = [
    (("g1",), 2),
    (("g1", "g2"), 4),
    (("g2", "g1"), 4),
    (("g1", "g1", "g2"), 4),
    (("g1", "g3"), 3),
    (("g1", "g4"), 2),
    (("g1", "g2", "g3"), 5),
    (("g1", "g2", "g3", "g4"), 5),
]


@pytest.mark.parametrize(("names", "expected"), CASES)
def test_from_merges(shared: Service, names: tuple[str, ...], expected: int) -> None:
    clauses = "".join(f"FROM <a:{name}> " for name in names)

    assert number(shared.query(COUNT.format(where=clauses))) == expected


@pytest.mark.parametrize(("names", "expected"), CASES)
def test_the_parameters_merge(shared: Service, names: tuple[str, ...], expected: int) -> None:
    more = "".join(f"&default-graph-uri={quote(f'a:{name}', safe='')}" for name in names)

    assert number(shared.query(COUNT.format(where=""), more=more)) == expected


def test_named_graphs_stand_beside_the_merge(shared: Service) -> None:
    text = (
        "SELECT (COUNT(*) AS ?n) FROM <a:g1> FROM <a:g2> FROM NAMED <a:g3> FROM NAMED <a:g2> "
        "{ ?s ?p ?o GRAPH ?g { ?a ?b ?c } }"
    )

    assert number(shared.query(text)) == 4 * (1 + 3)


def test_a_blank_node_is_the_same_in_the_merge_and_by_name(shared: Service) -> None:
    text = "ASK FROM <a:g1> FROM <a:g2> FROM NAMED <a:g2> { ?s ?p 'blank' GRAPH <a:g2> { ?s ?p 'blank' } }"

    assert shared.query(text).json()["boolean"] is True


def test_a_graph_is_built_of_the_merge(shared: Service) -> None:
    text = "CONSTRUCT { ?s <a:n> ?n } FROM <a:g1> FROM <a:g2> { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } }"

    assert b'"3"' in shared.query(text, Accept="application/n-triples").body


def test_a_graph_outside_the_merge_is_not_seen(shared: Service) -> None:
    assert shared.query("ASK FROM <a:g1> FROM <a:g2> { ?s ?p '3' }").json()["boolean"] is False
