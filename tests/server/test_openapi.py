"""The JSON routes are as /openapi.json says: every route is in it, and whatever is sent gets an answer it describes."""

from __future__ import annotations

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from kg.store.memory import open_memory
from server.application import create_application
from server.settings import Settings
from tests.server.service import ROOT, Service

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
# Routes that hand out no JSON of ours: pages, RDF, files for other programs.
NO_JSON = {
    "/", "/<any(documents, bodies, duties, matters, procedures):name>.<any(csv, xlsx, json):suffix>", "/.well-known/void",
    "/bodies", "/calendar.ics", "/cite", "/compare", "/documents", "/downloads", "/downloads/dutygraph.<suffix>", "/duties",
    "/examples.ttl", "/favicon.ico", "/graph-store", "/id/<path:path>", "/matters", "/metrics", "/network",
    "/network.<any(graphml, gexf):suffix>", "/network.svg", "/ontology", "/ontology.<any(html, ttl, jsonld, nt, rdf):suffix>",
    "/opensearch.xml", "/procedures", "/query", "/robots.txt", "/search", "/sitemap.xml", "/sitemap-<int(min=1, max=100000):number>.xml",
    "/static/<path:filename>", "/validation",
}  # fmt: skip
WRITTEN = {
    "/search.json": "/search.<any(csv, xlsx, json):suffix>",
    "/compare.json": "/compare.<any(csv, xlsx, json):suffix>",
    "/validation.json": "/validation.<any(html, json, ttl, csv):suffix>",
    "/problems/{code}": "/problems/<code>",
}
LISTS = {f"/{name}.json" for name in ("documents", "bodies", "duties", "matters", "procedures")}


OPERATIONS = [
    (path, method)
    for path, item in yaml.safe_load((ROOT / "server" / "openapi.yaml").read_text(encoding="utf-8"))[
        "paths"
    ].items()
    for method in item
]


@pytest.fixture(scope="module")
def api(service: Service) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{service.url}/openapi.json")


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_sent_is_answered_as_described(
    api: schemathesis.BaseSchema, path: str, method: str
) -> None:
    # The same every time, so that a change that breaks nothing is never stopped by chance; test_fuzz.py plays dice.
    @settings(
        max_examples=30,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=api[path][method].as_strategy())
    def send(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS, timeout=30)

    send()


def test_every_route_is_described_or_hands_out_no_json(service: Service) -> None:
    paths = service.send("GET", "/openapi.json").json()["paths"]
    application = create_application(Settings(), open_memory(b"<a:s> <a:p> <a:o> <a:g> .\n"))
    routes = {str(rule) for rule in application.url_map.iter_rules()}

    described = {WRITTEN.get(path, path) for path in paths if path not in LISTS}

    assert described | NO_JSON == routes
    assert paths.keys() >= LISTS


def test_every_operation_says_what_may_go_wrong(service: Service) -> None:
    described = service.send("GET", "/openapi.json").json()
    operations = {
        (path, method): told for path, item in described["paths"].items() for method, told in item.items()
    }

    assert len(operations) > 15
    for told in operations.values():
        assert told["operationId"]
        assert told["summary"]
        assert told["tags"][0] in {tag["name"] for tag in described["tags"]}
        assert "200" in told["responses"]
    assert len({told["operationId"] for told in operations.values()}) == len(operations)
    reading = [
        told["responses"]
        for (path, method), told in operations.items()
        if method == "get" and path != "/health"
    ]
    assert all({"304", "412", "503", "504"} <= responses.keys() for responses in reading)


def references(told: object) -> set[str]:
    if isinstance(told, dict):
        own = {told["$ref"]} if isinstance(told.get("$ref"), str) else set()
        return own.union(*(references(each) for each in told.values()))
    return set().union(*(references(each) for each in told)) if isinstance(told, list) else set()


def test_every_reference_leads_somewhere_and_every_component_is_used(service: Service) -> None:
    described = service.send("GET", "/openapi.json").json()
    components = {
        f"#/components/{kind}/{name}" for kind, named in described["components"].items() for name in named
    }

    assert references(described) == components
    assert described.keys() == {"openapi", "info", "tags", "paths", "components", "servers"}
