"""SPARQL 1.1 Protocol and HTTP, from outside: what an answer is, its format, its headers, its validators."""

from __future__ import annotations

import csv
import gzip
import io
import json
from xml.etree import ElementTree

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from tests.server.service import Service

SELECT = "SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?s ?l LIMIT 50"
CONSTRUCT = (
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/dutygraph/ontology#PolicyDocument> ; ?p ?o }"
)
DESCRIBE = "DESCRIBE <https://w3id.org/dutygraph/id/document/national>"
ASK = "ASK { ?s ?p ?o }"

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


def count_rows(type_: str, body: bytes) -> int:
    if type_ == "text/csv":
        return len(list(csv.reader(io.StringIO(body.decode())))) - 1
    return len(list(parse_query_results(body, RESULTS[type_])))


@pytest.mark.parametrize("type_", RESULTS)
def test_rows_come_in_each_format_whole(service: Service, type_: str) -> None:
    reply = service.query(SELECT, Accept=type_)

    assert reply.status == 200
    assert reply.type == type_
    assert count_rows(type_, reply.body) == 50


@pytest.mark.parametrize("type_", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_a_truth_value_comes_in_each_format(service: Service, type_: str) -> None:
    reply = service.query(ASK, Accept=type_)

    assert reply.type == type_
    assert bool(parse_query_results(reply.body, RESULTS[type_])) is True


@pytest.mark.parametrize("type_", GRAPHS)
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_a_graph_comes_in_each_format(service: Service, type_: str, query: str) -> None:
    expected = {
        quad.triple
        for quad in parse(service.query(query, Accept="application/n-triples").body, RdfFormat.N_TRIPLES)
    }

    reply = service.query(query, Accept=type_)

    assert reply.type == type_
    assert {quad.triple for quad in parse(reply.body, GRAPHS[type_])} == expected


@pytest.mark.parametrize(
    ("query", "accept", "type_"),
    [
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "application/xml", "application/xml"),
        (SELECT, "text/csv;q=0.2, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        (SELECT, "text/csv;q=0.9, */*;q=0.1", "text/csv"),
        (SELECT, "text/*", "text/csv"),
        (SELECT, "application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        (SELECT, "text/turtle, text/csv;q=0.1", "text/csv"),
        (SELECT, "TEXT/CSV", "text/csv"),
        (SELECT, "text/csv; header=present", "text/csv"),
        (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        (ASK, None, "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, "*/*", "text/turtle"),
        (CONSTRUCT, "application/*", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
        (CONSTRUCT, "application/json", "application/json"),
        (DESCRIBE, None, "text/turtle"),
        (DESCRIBE, "text/csv, application/ld+json", "application/ld+json"),
    ],
)
def test_the_format_is_negotiated(service: Service, query: str, accept: str | None, type_: str) -> None:
    reply = service.query(query, **({"Accept": accept} if accept else {}))

    assert reply.status == 200
    assert reply.type == type_
    assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (SELECT, "text/turtle"),
        (SELECT, "image/png"),
        (CONSTRUCT, "text/csv"),
        (ASK, "*/*;q=0"),
        (SELECT, "text/html"),
    ],
)
def test_what_cannot_be_given_is_406_and_lists_what_there_is(
    service: Service, query: str, accept: str
) -> None:
    reply = service.query(query, Accept=accept)

    assert reply.status == 406
    if "html" not in accept:
        assert set(reply.json()["available"]) >= set(GRAPHS if query == CONSTRUCT else RESULTS)


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT, "SELECT * {", "ASK { SERVICE <http://a/> {} }"])
def test_head_is_get_without_the_body(service: Service, query: str) -> None:
    whole, head = service.query(query), service.query(query, method="HEAD")

    assert head.body == b""
    assert head.status == whole.status
    for name in ("content-type", "content-length"):
        assert head.headers[name] == whole.headers[name]
    assert head.headers.get("etag") == whole.headers.get("etag")


def test_options_say_what_is_allowed(service: Service) -> None:
    reply = service.send("OPTIONS", "/sparql")

    assert reply.status == 204
    assert {"GET", "HEAD", "POST", "QUERY", "OPTIONS"} <= {
        each.strip() for each in reply.headers["allow"].split(",")
    }


def test_a_preflight_from_any_origin_is_granted(service: Service) -> None:
    reply = service.send(
        "OPTIONS",
        "/sparql",
        Origin="https://notebook.example",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )

    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert "Content-Type" in reply.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.parametrize(
    "target", ["/sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B", "/health", "/", "/nowhere"]
)
def test_every_answer_carries_the_common_headers(service: Service, target: str) -> None:
    headers = service.send("GET", target).headers

    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src" in headers["content-security-policy"]


class TestValidators:
    def test_the_same_request_has_the_same_etag(self, service: Service) -> None:
        first, second = service.query(SELECT), service.query(SELECT)

        assert first.headers["etag"] == second.headers["etag"]
        assert not first.headers["etag"].startswith("W/")

    @pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+xml"])
    def test_another_type_has_another_etag(self, service: Service, accept: str) -> None:
        assert service.query(SELECT).headers["etag"] != service.query(SELECT, Accept=accept).headers["etag"]

    def test_another_query_has_another_etag(self, service: Service) -> None:
        assert service.query(SELECT).headers["etag"] != service.query(SELECT + " ").headers["etag"]

    def test_a_packed_body_has_another_etag(self, service: Service) -> None:
        assert (
            service.query(SELECT).headers["etag"]
            != service.query(SELECT, Accept_Encoding="gzip").headers["etag"]
        )

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    @pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}'])
    def test_what_the_client_holds_is_not_sent_again(self, service: Service, method: str, form: str) -> None:
        etag = service.query(SELECT).headers["etag"]

        reply = service.query(SELECT, method=method, If_None_Match=form.format(etag))

        assert reply.status == 304
        assert reply.body == b""
        assert reply.headers["etag"] == etag

    def test_something_else_is_sent_again(self, service: Service) -> None:
        assert service.query(SELECT, If_None_Match='"other"').status == 200

    def test_a_date_not_before_the_data_is_enough(self, service: Service) -> None:
        modified = service.query(SELECT).headers["last-modified"]

        assert service.query(SELECT, If_Modified_Since=modified).status == 304
        assert service.query(SELECT, If_Modified_Since="Thu, 01 Jan 1970 00:00:00 GMT").status == 200
        assert service.query(SELECT, If_Modified_Since="yesterday").status == 200

    def test_an_etag_counts_before_a_date(self, service: Service) -> None:
        modified = service.query(SELECT).headers["last-modified"]

        assert service.query(SELECT, If_None_Match='"other"', If_Modified_Since=modified).status == 200

    @pytest.mark.parametrize(
        "query", ["SELECT (NOW() AS ?x) {}", "SELECT (RAND() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}"]
    )
    def test_what_changes_by_itself_is_never_kept(self, service: Service, query: str) -> None:
        first, second = service.query(query), service.query(query)

        assert first.body != second.body
        assert "etag" not in first.headers
        assert first.headers["cache-control"] == "no-store"


def test_a_body_is_packed_for_who_takes_it(service: Service) -> None:
    plain, packed = service.query(SELECT), service.query(SELECT, Accept_Encoding="br, gzip;q=0.5")

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body)
    assert "Accept-Encoding" in packed.headers["vary"]


@pytest.mark.parametrize("accepted", ["gzip;q=0", "identity", "br"])
def test_a_body_is_plain_for_who_does_not(service: Service, accepted: str) -> None:
    assert "content-encoding" not in service.query(SELECT, Accept_Encoding=accepted).headers


def test_an_answer_points_to_its_documentation(service: Service) -> None:
    assert 'rel="service-desc"' in service.query(ASK).headers["link"]


def test_every_body_has_its_length(service: Service) -> None:
    reply = service.query("SELECT * { ?s ?p ?o }", Accept="text/csv")

    assert int(reply.headers["content-length"]) == len(reply.body) > 1_000_000
    assert "transfer-encoding" not in reply.headers


def test_a_syntax_error_says_where_it_is(service: Service) -> None:
    reply = service.query("SELECT * WHERE { ?s ?p }")

    assert reply.status == 400
    assert "1:" in reply.json()["detail"]


def test_a_person_gets_a_page_for_an_error(service: Service) -> None:
    reply = service.query("SELECT * {", Accept="text/html,*/*;q=0.8")

    assert reply.status == 400
    assert reply.type == "text/html"


def test_unbound_variables_and_empty_rows_survive(service: Service) -> None:
    query = "SELECT ?a ?b { VALUES (?a ?b) { (UNDEF 1) (UNDEF UNDEF) } }"

    rows = service.query(query).json()["results"]["bindings"]

    assert [sorted(row) for row in rows] == [["b"], []]


def test_xml_is_well_formed_with_any_text(service: Service) -> None:
    query = "SELECT ('<&>\"\\'\\u00e9\\U0001F600' AS ?x) {}"

    tree = ElementTree.fromstring(service.query(query, Accept="application/sparql-results+xml").body)  # noqa: S314

    assert "<&>\"'" in "".join(tree.itertext())


def test_csv_quotes_as_rfc_4180(service: Service) -> None:
    body = service.query("SELECT ('a,\"b\"\\nc' AS ?x) {}", Accept="text/csv").body

    assert list(csv.reader(io.StringIO(body.decode(), newline=""))) == [["x"], ['a,"b"\nc']]
    assert json.dumps(body.decode()).count("\\r\\n") == 2
