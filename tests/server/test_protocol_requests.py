"""SPARQL 1.1 Protocol, from outside: what is a query, and what is refused with which status.

The cases of the W3C test suite (https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/) are marked by its
names in the ids; the others follow https://www.w3.org/TR/sparql11-protocol/.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from tests.server.service import Service

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK = "ASK {}"
GRAPH = "https://w3id.org/dutygraph/id/graph/"
LIANYUNGANG, NATIONAL = GRAPH + "lianyungang", GRAPH + "national"
IN_DEFAULT = "ASK { ?s a ?c }"
DOCUMENTS = "SELECT ?d { ?d a <https://w3id.org/dutygraph/ontology#PolicyDocument> } ORDER BY ?d"
NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def get(*pairs: tuple[str, str]) -> str:
    return f"/sparql?{urlencode(pairs)}"


def names(reply) -> list[str]:
    rows = reply.json()["results"]["bindings"]
    return [next(iter(row.values()))["value"].rpartition("/")[2] for row in rows]


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY"])
def test_a_query_is_answered_by_each_method(service: Service, method: str) -> None:
    if method == "GET":
        reply = service.send("GET", get(("query", ASK)))
    else:
        reply = service.send(method, "/sparql", ASK.encode(), Content_Type=DIRECT)

    assert reply.status == 200
    assert reply.json()["boolean"] is True


def test_a_query_is_answered_as_a_form(service: Service) -> None:
    reply = service.form([("query", ASK)])

    assert reply.status == 200
    assert reply.json()["boolean"] is True


@pytest.mark.parametrize("type_", [f"{FORM}; charset=UTF-8", f"{FORM};charset=utf-8", FORM.upper()])
def test_a_form_may_name_its_charset(service: Service, type_: str) -> None:
    reply = service.send("POST", "/sparql", b"query=ASK%20%7B%7D", Content_Type=type_)

    assert reply.status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_bad_query_method(service: Service, method: str) -> None:
    reply = service.send(method, get(("query", ASK)))

    assert reply.status == 405
    assert "GET" in reply.headers["allow"]


CASES = {
    "bad_multiple_queries": ("GET", get(("query", ASK), ("query", "SELECT * {}")), None, None, 400),
    "the same query twice": ("GET", get(("query", ASK), ("query", ASK)), None, None, 400),
    "bad_query_wrong_media_type": ("POST", "/sparql", ASK.encode(), "text/plain", 415),
    "bad_query_missing_form_type": ("POST", "/sparql", b"query=ASK%20%7B%7D", None, 415),
    "bad_query_missing_direct_type": ("POST", "/sparql", ASK.encode(), None, 415),
    "bad_query_non_utf8": ("POST", "/sparql", ASK.encode("utf-16"), f"{DIRECT}; charset=UTF-16", 415),
    "UTF-16 without saying so": ("POST", "/sparql", ASK.encode("utf-16"), DIRECT, 400),
    "bad_query_syntax": ("GET", get(("query", "ASK {")), None, None, 400),
    "no query at all": ("GET", get(("query", "hello")), None, None, 400),
    "an empty query": ("GET", "/sparql?query=", None, None, 400),
    "a query of spaces": ("GET", "/sparql?query=%20%0A", None, None, 400),
    "a query only of a comment": ("GET", get(("query", "# ASK {}")), None, None, 400),
    "an undeclared prefix": ("GET", get(("query", "ASK { a:b a a:c }")), None, None, 400),
    "two forms in one": ("GET", get(("query", "ASK {} ASK {}")), None, None, 400),
    "a form without query": ("POST", "/sparql", b"a=b", FORM, 400),
    "an empty form": ("POST", "/sparql", b"", FORM, 400),
    "an empty direct query": ("POST", "/sparql", b"", DIRECT, 400),
    "two queries in a form": ("POST", "/sparql", b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
    "query in the URL and in a form": ("POST", get(("query", ASK)), b"query=ASK%7B%7D", FORM, 400),
    "query in the URL of a form": ("POST", get(("query", ASK)), b"", FORM, 400),
    "query in the URL and direct": ("POST", get(("query", ASK)), ASK.encode(), DIRECT, 400),
    "data set in the URL of a form": ("POST", get(("default-graph-uri", NATIONAL)), b"query=ASK%7B%7D", FORM, 400),
    "data set without query": ("GET", get(("default-graph-uri", NATIONAL)), None, None, 400),
    "a graph that is not there": ("GET", get(("query", ASK), ("default-graph-uri", "http://a/")), None, None, 400),
    "a named graph that is not there": ("GET", get(("query", ASK), ("named-graph-uri", "http://a/")), None, None, 400),
    "an empty graph": ("GET", get(("query", ASK), ("default-graph-uri", "")), None, None, 400),
    "a broken escape": ("GET", "/sparql?query=ASK%20%7B%7D%zz", None, None, 400),
    "half an escape": ("GET", "/sparql?query=ASK%20%7B%7D%2", None, None, 400),
    "escaped bytes that are not UTF-8": ("GET", "/sparql?query=ASK%20%7B%7D%23%FF", None, None, 400),
    "overlong UTF-8": ("GET", "/sparql?query=ASK%20%7B%7D%23%C0%AF", None, None, 400),
    "a surrogate in UTF-8": ("GET", "/sparql?query=ASK%20%7B%7D%23%ED%A0%80", None, None, 400),
    "a form that is not UTF-8": ("POST", "/sparql", b"query=ASK%20%7B%7D%23\xff", FORM, 400),
    "a direct query that is not UTF-8": ("POST", "/sparql", b"ASK {} # \xff", DIRECT, 400),
    "NUL in a query": ("GET", "/sparql?query=ASK%20%7B%7D%00", None, None, 400),
    "a form in another charset": ("POST", "/sparql", b"query=ASK%7B%7D", f"{FORM}; charset=latin-1", 415),
    "JSON": ("POST", "/sparql", b'{"query": "ASK {}"}', "application/json", 415),
    "a multipart form": ("POST", "/sparql", b"--a--", "multipart/form-data; boundary=a", 415),
    "a timeout that is no number": ("GET", get(("query", ASK), ("timeout", "soon")), None, None, 400),
    "a timeout of nothing": ("GET", get(("query", ASK), ("timeout", "0")), None, None, 400),
    "an endless timeout": ("GET", get(("query", ASK), ("timeout", "inf")), None, None, 400),
    "two timeouts": ("GET", get(("query", ASK), ("timeout", "1"), ("timeout", "2")), None, None, 400),
    "partial that is neither": ("GET", get(("query", ASK), ("partial", "maybe")), None, None, 400),
    "an unknown format": ("GET", get(("query", ASK), ("format", "pdf")), None, None, 406),
    "a format of the other kind": ("GET", get(("query", ASK), ("format", "turtle")), None, None, 406),
    "a query of two megabytes": ("POST", "/sparql", b"ASK {} #" + b"a" * 2_000_000, DIRECT, 413),
    "update by GET": ("GET", get(("update", "CLEAR ALL")), None, None, 403),
    "update_post_form": ("POST", "/sparql", b"update=CLEAR%20ALL", FORM, 403),
    "update_post_direct": ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403),
    "bad_multiple_updates": ("POST", "/sparql", b"update=CLEAR%20ALL&update=CLEAR%20ALL", FORM, 403),
    "query and update": ("POST", "/sparql", b"update=CLEAR%20ALL&query=ASK%7B%7D", FORM, 400),
    "update text as query": ("GET", get(("query", "INSERT DATA { <a:a> <a:b> <a:c> }")), None, None, 403),
    "update text as direct query": ("POST", "/sparql", b"DROP ALL", DIRECT, 403),
    "an update after prefixes": ("GET", get(("query", "PREFIX a: <a:> DELETE WHERE { ?s a:b ?o }")), None, None, 403),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_malformed_request_is_a_problem_that_says_what_to_change(service: Service, case: str) -> None:
    method, target, body, type_, status = CASES[case]

    reply = service.send(method, target, body, **({"Content_Type": type_} if type_ else {}))

    assert reply.status == status
    assert reply.type == "application/problem+json"
    assert reply.json()["status"] == status
    assert len(reply.json()["detail"]) > 20


class TestDataSet:
    """default-graph-uri and named-graph-uri, by GET, form and direct POST."""

    @pytest.fixture(params=["get", "form", "direct", "query"])
    def ask(self, request: pytest.FixtureRequest, service: Service):
        def send(text: str, *dataset: tuple[str, str]):
            if request.param == "get":
                return service.send("GET", get(("query", text), *dataset))
            if request.param == "form":
                return service.form([("query", text), *dataset])
            method = "POST" if request.param == "direct" else "QUERY"
            return service.send(method, get(*dataset), text.encode(), Content_Type=DIRECT)

        return send

    def test_without_one_the_default_graph_is_the_union(self, ask) -> None:
        assert len(names(ask(DOCUMENTS))) == 5

    def test_query_dataset_default_graph(self, ask) -> None:
        reply = ask(DOCUMENTS, ("default-graph-uri", LIANYUNGANG))

        assert names(reply) == ["lianyungang"]

    def test_query_dataset_default_graphs(self, ask) -> None:
        reply = ask(DOCUMENTS, ("default-graph-uri", LIANYUNGANG), ("default-graph-uri", NATIONAL))

        assert names(reply) == ["lianyungang", "national"]

    def test_query_dataset_named_graphs(self, ask) -> None:
        reply = ask(NAMED, ("named-graph-uri", LIANYUNGANG), ("named-graph-uri", NATIONAL))

        assert names(reply) == ["lianyungang", "national"]

    def test_with_named_graphs_only_the_default_graph_is_empty(self, ask) -> None:
        reply = ask(IN_DEFAULT, ("named-graph-uri", LIANYUNGANG))

        assert reply.json()["boolean"] is False

    def test_with_default_graphs_only_no_graph_is_named(self, ask) -> None:
        assert names(ask(NAMED, ("default-graph-uri", LIANYUNGANG))) == []

    def test_query_dataset_full(self, ask) -> None:
        text = "SELECT ?g { ?d a <https://w3id.org/dutygraph/ontology#PolicyDocument> GRAPH ?g { ?e a <https://w3id.org/dutygraph/ontology#PolicyDocument> } FILTER(?d != ?e) }"

        reply = ask(text, ("default-graph-uri", LIANYUNGANG), ("named-graph-uri", NATIONAL))

        assert names(reply) == ["national"]

    def test_query_multiple_dataset(self, ask) -> None:
        text = DOCUMENTS.replace(" {", f" FROM <{NATIONAL}> {{", 1)

        reply = ask(text, ("default-graph-uri", LIANYUNGANG))

        assert names(reply) == ["lianyungang"]


def test_from_chooses_among_the_graphs_of_the_data_set(service: Service) -> None:
    reply = service.query(
        f"PREFIX g: <{GRAPH}> " + DOCUMENTS.replace(" {", " FROM g:national FROM g:shunyi {", 1)
    )

    assert names(reply) == ["national", "shunyi"]


def test_from_named_chooses_among_the_graphs_of_the_data_set(service: Service) -> None:
    reply = service.query(f"BASE <{GRAPH}> " + NAMED.replace(" {", " FROM NAMED <national> {", 1))

    assert names(reply) == ["national"]


def test_unknown_parameters_are_ignored(service: Service) -> None:
    assert service.send("GET", get(("query", ASK), ("view", "x"), ("a", "1"), ("a", "2"))).status == 200


def test_a_plus_in_a_form_is_a_space_and_an_escaped_plus_is_a_plus(service: Service) -> None:
    reply = service.send("GET", "/sparql?query=SELECT+(1%2B2+AS+%3Fx)+%7B%7D")

    assert reply.json()["results"]["bindings"][0]["x"]["value"] == "3"


def test_a_query_is_decoded_once(service: Service) -> None:
    reply = service.query("SELECT ('%41+%2B' AS ?x) {}")

    assert reply.json()["results"]["bindings"][0]["x"]["value"] == "%41+%2B"


def test_chinese_text_comes_back_as_it_went_in(service: Service) -> None:
    text = "SELECT ('厂务公开🙂' AS ?x) {}"

    by_get, by_post = service.query(text), service.send("POST", "/sparql", text.encode(), Content_Type=DIRECT)

    for reply in (by_get, by_post):
        assert reply.json()["results"]["bindings"][0]["x"]["value"] == "厂务公开🙂"


def test_a_client_may_shorten_its_deadline(service: Service) -> None:
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

    reply = service.query(long, more="&timeout=0.5")

    assert reply.status == 504
    assert reply.seconds < 1.5
    assert reply.json()["code"] == "query-timeout"
    assert "0.5 s" in reply.json()["detail"]


def test_the_format_may_be_named_in_the_url(service: Service) -> None:
    assert service.query(ASK, more="&format=xml", Accept="text/csv").type == "application/sparql-results+xml"


def test_a_trailing_question_mark_in_the_path_is_no_query(service: Service) -> None:
    assert service.send("GET", "/sparql?", Accept="text/turtle").status == 200


def test_a_long_url_is_read(service: Service) -> None:
    text = "SELECT ('" + quote("字" * 3000) + "' AS ?x) {}"

    assert service.query(text).status == 200
