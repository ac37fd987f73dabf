"""A query is read just far enough to be refused, and never misread."""

from __future__ import annotations

import pytest

from kg.errors import QueryError, QueryRefused, QueryTooComplex
from kg.store.binding import bind
from kg.store.query_text import DEEPEST, read_query
from kg.store.spooling import RowCounter
from kg.store.terms import iri, literal


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("SELECT * {}", "SELECT", "results"),
        ("  ask{}", "ASK", "results"),
        ("# SELECT\nPREFIX ask: <a:> CONSTRUCT {} {}", "CONSTRUCT", "graph"),
        ("BASE <a:> PREFIX : <b#> DESCRIBE <x>", "DESCRIBE", "graph"),
        ("PREFIX select: <ask> ASK {}", "ASK", "results"),
    ],
)
def test_the_form_is_told(text: str, form: str, kind: str) -> None:
    shape = read_query(text)

    assert (shape.form, shape.kind) == (form, kind)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <a:b> {}' }",
        'SELECT * { ?s ?p """a"SERVICE"\\"""" }',
        "SELECT * { ?s ?p ?o } # SERVICE <a:b> {}",
        "SELECT * { <a:SERVICE> ex:SERVICE ?SERVICE, $service, 'a'@service, _:SERVICE }",
        "SELECT * { ?s ex:a.SERVICE ?o }",
        "SELECT ?insert { ?s <a:delete> ?load }",
    ],
)
def test_a_word_that_is_no_keyword_is_none(text: str) -> None:
    assert read_query(text).form == "SELECT"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <a:b> {} }",
        "SELECT * { ?s a<a:b>.SERVICE<a:b>{} }",
        "SELECT * { ?s ?p '\\\\' SERVICE <a:b> {} }",
        "SELECT * { ?s ?p 'a\\'' . SERVICE <a:b> {} #'\n}",
        "SELECT * { # '\n SERVICE <a:b> {} # '\n }",
        "SELECT * { ?s ?p '''a''\\'''' . SERVICE <a:b> {} }",
        "SELECT * { \\u0053ERVICE <a:b> {} }",
        "SELECT * { ?s ?p a.SERVICE<a:b>{} }",
        "SELECT * { FILTER(?a<?b) SERVICE <a:b> {} }",
    ],
)
def test_service_is_found_wherever_it_stands(text: str) -> None:
    with pytest.raises(QueryRefused):
        read_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA {}",
        "prefix a: <b:> delete where {}",
        "LOAD <a:b>",
        "WITH <a:b> DELETE {} WHERE {}",
        "# ASK\nCLEAR ALL",
    ],
)
def test_an_update_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused):
        read_query(text)


@pytest.mark.parametrize("text", ["", "   ", "# ASK {}", "hello", "<a:b>", "ASK\0{}"])
def test_what_is_no_query_is_an_error(text: str) -> None:
    with pytest.raises(QueryError):
        read_query(text)


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]", ("<<", ">>")])
def test_nesting_has_a_bound(opening: str, closing: str) -> None:
    read_query(f"SELECT * {{ {opening * (DEEPEST - 1)}{closing * (DEEPEST - 1)} }}")

    with pytest.raises(QueryTooComplex):
        read_query(f"SELECT * {{ {opening * DEEPEST}{closing * DEEPEST} }}")


def test_the_graphs_of_from_are_told() -> None:
    shape = read_query(
        "BASE <http://a/b/> PREFIX g: <http://g/> SELECT * FROM <c> FROM NAMED g:d FROM g:e { GRAPH <x> {} }"
    )

    assert shape.default_graphs == ("http://a/b/c", "http://g/e")
    assert shape.named_graphs == ("http://g/d",)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "CONSTRUCT { _:a ?p ?o } { ?s ?p ?o }",
        "CONSTRUCT { [] ?p ?o } { ?s ?p ?o }",
    ],
)
def test_what_changes_by_itself_is_volatile(text: str) -> None:
    assert read_query(text).volatile


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("SELECT * { ?x ?p ?xy }", "SELECT * { <a:b> ?p ?xy }"),
        ("SELECT ?x { $x ?p '?x' } # ?x", "SELECT (<a:b> AS ?x) { <a:b> ?p '?x' } # ?x"),
        ("SELECT (STR(?x) AS ?y) { } ORDER BY ?x", "SELECT (STR(<a:b>) AS ?y) { } ORDER BY (<a:b>)"),
        (
            "CONSTRUCT { ?x ?p ?o } WHERE { ?x ?p ?o FILTER(?x != ?o) }",
            "CONSTRUCT { <a:b> ?p ?o } WHERE { <a:b> ?p ?o FILTER(<a:b> != ?o) }",
        ),
    ],
)
def test_a_value_takes_the_place_of_whole_variables_only(text: str, bound: str) -> None:
    assert bind(text, {"x": iri("a:b")}) == bound


def test_a_bound_literal_is_escaped() -> None:
    assert (
        bind("ASK { ?s ?p ?v }", {"v": literal('a"\\\n', language="en")}) == 'ASK { ?s ?p "a\\"\\\\\\n"@en }'
    )


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("csv", b'x,y\r\n1,"a\r\n""b"""\r\n2,\r\n3,"\n\n"\r\n'),
        ("tsv", b'?x\t?y\n1\t"a\\n"\n2\t\n3\t"b"\n'),
        (
            "xml",
            b"<sparql><head/><results><result></result><result/><result></result><result></result></results></sparql>".replace(
                b"<result/>", b""
            ),
        ),
    ],
)
def test_rows_are_counted_in_whatever_pieces_they_come(name: str, body: bytes, size: int) -> None:
    counter = RowCounter(name)

    for start in range(0, len(body), size):
        counter.add(body[start : start + size])

    assert counter.rows == 3
