"""Service description, VoID, and reading whole graphs."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.store.formats import FORMATS
from tests.server.service import Service

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
GRAPH = "https://w3id.org/dutygraph/id/graph/"
TYPES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}


def described(service: Service, target: str = "/sparql", type_: str = "text/turtle") -> Store:
    store = Store()
    store.load(service.send("GET", target, Accept=type_).body, TYPES[type_])
    return store


def objects(store: Store, property_: str) -> set[str]:
    return {quad.object.value for quad in store.quads_for_pattern(None, NamedNode(property_), None)}


@pytest.mark.parametrize("type_", TYPES)
def test_returns_rdf(service: Service, type_: str) -> None:
    reply = service.send("GET", "/sparql", Accept=type_)

    assert reply.status == 200
    assert reply.type == type_
    assert len(described(service, type_=type_)) > 20


def test_has_endpoint_triple(service: Service) -> None:
    store = described(service)

    services = {quad.subject for quad in store.quads_for_pattern(None, None, NamedNode(SD + "Service"))}
    endpoints = list(store.quads_for_pattern(None, NamedNode(SD + "endpoint"), None))

    assert [quad.subject in services for quad in endpoints] == [True]
    assert endpoints[0].object == NamedNode(f"{service.url}/sparql")


def test_the_endpoint_is_where_it_was_asked(service: Service) -> None:
    reply = service.send("GET", "/sparql", Accept="text/turtle", Host="data.example.org")

    assert b"<http://data.example.org/sparql>" in reply.body


def test_a_forwarded_host_from_anyone_is_not_believed(service: Service) -> None:
    reply = service.send(
        "GET", "/sparql", Accept="text/turtle", X_Forwarded_Host="evil.example", X_Forwarded_Proto="https"
    )

    assert b"evil.example" not in reply.body


def test_conforms_to_the_schema_of_service_descriptions(service: Service) -> None:
    store = described(service)

    for property_ in ("supportedLanguage", "resultFormat", "feature", "defaultDataset", "availableGraphs"):
        assert objects(store, SD + property_)
    assert objects(store, SD + "supportedLanguage") == {SD + "SPARQL11Query"}
    assert SD + "BasicFederatedQuery" not in objects(store, SD + "feature")


def test_every_format_that_is_served_is_named(service: Service) -> None:
    assert objects(described(service), SD + "resultFormat") == {each.iri for each in FORMATS}


def test_every_graph_is_named_with_its_size(service: Service) -> None:
    store = described(service)

    assert {GRAPH + name for name in ("lianyungang", "shunyi", "national", "yimin", "zongyang")} <= objects(
        store, SD + "name"
    )
    assert all(int(each) > 0 for each in objects(store, VOID + "triples"))


def test_a_browser_without_a_query_is_not_given_rdf(service: Service) -> None:
    reply = service.send("GET", "/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")

    assert reply.type == "text/html"


def test_void_describes_the_data_set(service: Service) -> None:
    store = described(service, "/.well-known/void")

    assert objects(store, VOID + "sparqlEndpoint") == {f"{service.url}/sparql"}
    assert objects(store, VOID + "uriSpace") == {"https://w3id.org/dutygraph/id/"}
    assert "https://w3id.org/dutygraph/ontology#Duty" in objects(store, VOID + "class")


def test_every_download_that_dcat_names_is_there(service: Service) -> None:
    named = objects(described(service, "/.well-known/void"), "http://www.w3.org/ns/dcat#downloadURL")

    assert len(named) > 5
    for address in sorted(named):
        reply = service.send("HEAD", address.removeprefix(service.url))
        assert reply.status == 200, address


class TestGraphStore:
    def test_a_graph_is_read_by_its_name(self, service: Service) -> None:
        count = service.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}yimin> {{ ?s ?p ?o }} }}")

        store = described(
            service, f"/graph-store?graph={quote(GRAPH, safe='')}yimin", "application/n-triples"
        )

        assert len(store) == int(count.json()["results"]["bindings"][0]["n"]["value"]) > 100

    def test_the_default_graph_is_all_of_them(self, service: Service) -> None:
        count = service.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

        store = described(service, "/graph-store?default", "application/n-triples")

        assert len(store) == int(count.json()["results"]["bindings"][0]["n"]["value"])

    @pytest.mark.parametrize(
        ("target", "status"),
        [
            ("/graph-store", 400),
            ("/graph-store?default&graph=http://a/", 400),
            ("/graph-store?graph=a", 400),
            ("/graph-store?graph=http://a/", 404),
        ],
    )
    def test_what_names_no_graph_is_a_problem(self, service: Service, target: str, status: int) -> None:
        assert service.send("GET", target).status == status

    @pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
    def test_nothing_can_be_written(self, service: Service, method: str) -> None:
        reply = service.send(method, "/graph-store?default", b"", Content_Type="text/turtle")

        assert reply.status == 405
        assert "GET" in reply.headers["allow"]

    def test_a_format_that_cannot_hold_a_graph_is_406(self, service: Service) -> None:
        assert service.send("GET", "/graph-store?default", Accept="text/csv").status == 406
