"""What every engine must do: the same queries, the same answers, whatever is behind the interface."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.store.engine import Engine, Query
from kg.store.formats import FORMATS, format_named
from kg.store.memory import open_local, open_memory
from kg.store.publishing import publish
from kg.store.remote import open_endpoint
from kg.store.sandbox import SandboxSettings
from kg.store.sandboxed import SandboxedEngine
from kg.store.terms import iri, literal
from tests.server.elsewhere import oxigraph

DATA = """<a:s> <a:p> "厂务"@zh <a:g> .
<a:s> <a:p> "works"@en <a:g> .
<a:s> <a:q> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <a:g> .
<a:s> <a:q> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <a:h> .
<a:t> <a:q> "8"^^<http://www.w3.org/2001/XMLSchema#integer> <a:h> .
""".encode()


OWN = ["memory", "disk", "sandbox"]


@pytest.fixture(scope="module", params=[*OWN, "remote"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("engine")
    if request.param == "memory":
        yield open_memory(DATA)
    elif request.param == "remote":
        if not (Path(sys.executable).parent / "oxigraph").exists() and shutil.which("oxigraph") is None:
            pytest.fail("the test environment has no oxigraph")
        with oxigraph(folder, DATA) as url:
            yield open_endpoint(url)
    else:
        publish(folder / "store", DATA)
        opened = (
            open_local(folder / "store")
            if request.param == "disk"
            else SandboxedEngine(folder / "store", SandboxSettings())
        )
        yield opened
        opened.close()


def test_rows_are_terms(engine: Engine) -> None:
    rows = engine.select("SELECT ?p ?o { <a:s> ?p ?o } ORDER BY ?p ?o")

    assert rows[0] == {"p": iri("a:p"), "o": literal("works", language="en")}
    assert rows[-1] == {"p": iri("a:q"), "o": literal(7)}


def test_variables_are_bound_as_values(engine: Engine) -> None:
    rows = engine.select("SELECT ?p ?o { ?s ?p ?o }", {"s": iri("a:t")})

    assert rows == [{"p": iri("a:q"), "o": literal(8)}]


def test_a_bound_value_is_never_read_as_sparql(engine: Engine) -> None:
    text = "x\" } } # ?s ' \\ \n"

    assert engine.select("SELECT (STR(?v) AS ?x) {}", {"v": literal(text)}) == [{"x": literal(text)}]


def test_a_variable_that_is_selected_may_be_bound(engine: Engine) -> None:
    rows = engine.select("SELECT ?s ?o { ?s ?p ?o }", {"s": iri("a:t")})

    assert rows == [{"s": iri("a:t"), "o": literal(8)}]


def test_a_variable_may_be_bound_in_an_ask(engine: Engine) -> None:
    assert engine.ask("ASK { ?s ?p ?o }", {"s": iri("a:t")})
    assert not engine.ask("ASK { ?s ?p ?o }", {"s": iri("a:nothing")})


@pytest.mark.parametrize("engine", OWN, indirect=True)
def test_the_union_counts_a_triple_once(engine: Engine) -> None:
    rows = engine.select("SELECT (COUNT(*) AS ?n) { <a:s> <a:q> ?o }")

    assert rows == [{"n": literal(1)}]


def test_a_truth_value_is_asked(engine: Engine) -> None:
    assert engine.ask("ASK { <a:s> ?p ?o }")
    assert not engine.ask("ASK { <a:nothing> ?p ?o }")


def test_graphs_are_listed(engine: Engine) -> None:
    assert list(engine.graphs()) == ["a:g", "a:h"]


def test_a_data_set_may_be_given(engine: Engine) -> None:
    query = Query(
        text="SELECT ?s { ?s ?p ?o } ORDER BY ?s",
        format=format_named("csv"),
        default_graphs=("a:h",),
        named_graphs=(),
    )

    assert engine.evaluate(query).read().split() == [b"s", b"a:s", b"a:t"]


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_every_format_is_written(engine: Engine, name: str) -> None:
    chosen = format_named(name)
    text = (
        "SELECT ?o { <a:s> <a:p> ?o }" if chosen.kind == "results" else "CONSTRUCT WHERE { <a:s> <a:p> ?o }"
    )

    body = engine.evaluate(Query(text=text, format=chosen)).read()

    assert "厂务".encode() in body or b"\\u5382" in body


def test_a_query_that_is_none_is_an_error(engine: Engine) -> None:
    with pytest.raises(QueryError):
        engine.select("SELECT * { ?s ?p")


def test_a_graph_is_no_rows(engine: Engine) -> None:
    with pytest.raises((QueryError, KeyError)):
        engine.ask("SELECT ?s { ?s ?p ?o }")
