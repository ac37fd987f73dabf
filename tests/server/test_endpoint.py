"""The same service over a SPARQL server elsewhere: the same protocol, the same pages, the same refusals."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path

import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

from kg.errors import EndpointError, InputError, QueryError, QueryTimeout
from kg.store.engine import Query
from kg.store.formats import format_named
from kg.store.remote import RemoteEngine, open_endpoint
from kg.store.terms import iri, literal
from tests.server.elsewhere import GRAPH, oxigraph, virtuoso
from tests.server.service import Service, await_health, free_port, serving

DOCUMENTS = "SELECT ?d { ?d a <https://w3id.org/dutygraph/ontology#PolicyDocument> } ORDER BY ?d"
DOCUMENT = "https://w3id.org/dutygraph/id/document/national"
ELSEWHERE = ["oxigraph", "oxigraph with a union", pytest.param("virtuoso", marks=pytest.mark.elsewhere)]


@pytest.fixture(scope="module", params=ELSEWHERE)
def endpoint(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, five_documents: bytes
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("elsewhere")
    if request.param == "virtuoso":
        with virtuoso(folder, five_documents) as url:
            yield url
    else:
        options = ["--union-default-graph"] if "union" in request.param else []
        with oxigraph(folder, five_documents, *options) as url:
            yield url


@pytest.fixture(scope="module")
def relayed(endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(
        tmp_path_factory.mktemp("relayed"), "--endpoint", endpoint, "--query-timeout", "5"
    ) as running:
        yield running


@pytest.fixture
def engine(endpoint: str) -> RemoteEngine:
    return open_endpoint(endpoint)


def test_a_sparql_client_gets_the_documents(relayed: Service) -> None:
    client = SPARQLWrapper(f"{relayed.url}/sparql", returnFormat=JSON)
    client.setQuery(DOCUMENTS)

    rows = client.query().convert()["results"]["bindings"]

    assert len(rows) == 5


@pytest.mark.parametrize(
    "type_",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_results_come_in_every_format(relayed: Service, type_: str) -> None:
    reply = relayed.query(DOCUMENTS, Accept=type_)

    assert reply.status == 200
    assert reply.type == type_
    assert reply.body.count(b"id/document/") == 5


@pytest.mark.parametrize(
    "type_", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"]
)
def test_graphs_come_in_every_format(relayed: Service, type_: str) -> None:
    reply = relayed.query(f"CONSTRUCT {{ <{DOCUMENT}> ?p ?o }} WHERE {{ <{DOCUMENT}> ?p ?o }}", Accept=type_)

    assert reply.status == 200
    assert reply.type == type_
    assert "全国厂务公开".encode() in reply.body or b"\\u5168" in reply.body


def test_the_data_set_of_a_request_holds_elsewhere_too(relayed: Service) -> None:
    reply = relayed.form([("query", DOCUMENTS), ("default-graph-uri", GRAPH + "national")])

    assert [row["d"]["value"] for row in reply.json()["results"]["bindings"]] == [DOCUMENT]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("DROP ALL", 403),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", 400),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 400),
        ("SELECT * { ?s ?p", 400),
        ("SELECT * " + "{" * 1000 + "}" * 1000, 400),
    ],
)
def test_the_same_is_refused(relayed: Service, query: str, status: int) -> None:
    assert relayed.form([("query", query)]).status == status


def test_nothing_of_it_is_kept(relayed: Service) -> None:
    assert "etag" not in relayed.query(DOCUMENTS).headers


def test_the_service_describes_itself(relayed: Service) -> None:
    reply = relayed.send("GET", "/sparql", Accept="text/turtle")

    assert reply.status == 200
    assert f"<{GRAPH}national>".encode() in reply.body


def test_pages_are_the_same(relayed: Service) -> None:
    assert relayed.send("GET", "/", Accept="text/html").status == 200


def test_values_are_bound_not_pasted(engine: RemoteEngine) -> None:
    rows = engine.select("SELECT ?d ?p ?o { ?d ?p ?o }", {"d": iri(DOCUMENT)})

    assert {str(row["d"]) for row in rows} == {DOCUMENT}
    assert len(rows) > 5


def test_a_bound_text_can_hold_anything(engine: RemoteEngine) -> None:
    nasty = "a\"b\\c\n} DROP ALL #'''"

    rows = engine.select("SELECT (?x AS ?y) {}", {"x": literal(nasty)})

    assert [str(row["y"]) for row in rows] == [nasty]


def test_a_syntax_error_is_the_query_s(engine: RemoteEngine) -> None:
    with pytest.raises(QueryError, match=r"not take|not SPARQL"):
        engine.select("SELECT * { ?s ?p }")


@pytest.mark.parametrize("url", ["ftp://a/", "nonsense", "http://", "file:///etc/passwd"])
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        open_endpoint(url)


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EndpointError, match="cannot be reached"):
        open_endpoint(f"http://127.0.0.1:{free_port()}/").select("SELECT * {}")


DRIPS = 40


class Breaking(BaseHTTPRequestHandler):
    """A server that answers well at first, and then as its class says."""

    mode = ""
    asked = dripped = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        type(self).asked += 1
        if self.mode == "dripping" and type(self).asked > 2:
            self.drip()
        else:
            self.answer()

    def answer(self) -> None:
        if type(self).asked == 1:
            body = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'
        elif type(self).asked == 2:
            body = b'{"head":{},"boolean":true}'
        elif self.mode == "slow":
            threading.Event().wait(3)
            body = b"{}"
        else:
            body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"a:a"}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header(
            "Content-Length", str(len(body) + (100 if self.mode == "short" else 0) * (type(self).asked > 2))
        )
        if self.mode == "anytime" and type(self).asked > 2:
            self.send_header("X-SQL-State", "S1TAT")
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        with suppress(OSError):
            for _ in range(DRIPS):
                self.wfile.write(b" ")
                type(self).dripped += 1
                threading.Event().wait(0.2)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("short", EndpointError),
        ("cut", EndpointError),
        ("anytime", QueryTimeout),
        ("slow", QueryTimeout),
        ("dripping", QueryTimeout),
    ],
)
def test_a_server_that_breaks_off_is_found_out(mode: str, error: type[Exception]) -> None:
    handler = type("Handler", (Breaking,), {"mode": mode, "asked": 0, "dripped": 0})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            remote = open_endpoint(f"http://127.0.0.1:{server.server_port}/", timeout=1.0)
            query = Query(text="SELECT ?x {}", format=format_named("json"), client="x")
            with pytest.raises(error):
                remote.evaluate(query)
        finally:
            server.shutdown()
            thread.join()
    assert handler.dripped < DRIPS  # it was hung up on


class Hanging(BaseHTTPRequestHandler):
    """A server that answers our own questions, and never one that holds the word runaway."""

    release = threading.Event()

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        if b"runaway" in asked:
            self.release.wait(30)
        ask = b"ASK" in asked
        body = b'{"head":{},"boolean":true}' if ask else b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Service]:
    Hanging.release = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Hanging) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/"
        try:
            with serving(tmp_path, "--endpoint", url, "--query-timeout", "2") as running:
                yield running
        finally:
            Hanging.release.set()
            server.shutdown()
            thread.join()


def test_the_deadline_of_the_service_holds_elsewhere_too(hanging: Service) -> None:
    reply = hanging.query("ASK { ?runaway ?p ?o }")

    assert (reply.status, reply.json()["code"]) == (504, "query-timeout")
    assert "within 2 s" in reply.json()["detail"]
    sooner = hanging.query("ASK { ?runaway ?p ?o }", more="&timeout=0.3")
    assert "within 0.3 s" in sooner.json()["detail"]


def test_runaways_elsewhere_leave_threads_for_pages(hanging: Service) -> None:
    with ThreadPoolExecutor(20) as crowd:
        runaways = [crowd.submit(hanging.query, f"ASK {{ ?runaway ?p {n} }}") for n in range(20)]
        time.sleep(0.5)
        page = hanging.send("GET", "/openapi.json")
        still = sum(not each.done() for each in runaways)

    assert (page.status, still) == (200, 20)
    assert {each.result().status for each in runaways} <= {503, 504}


def test_what_is_made_of_the_data_goes_with_the_service(tmp_path: Path, endpoint: str) -> None:
    made = tmp_path / "tmp"
    made.mkdir()
    with serving(tmp_path, "--endpoint", endpoint, TMPDIR=str(made)) as running:
        assert running.send("GET", "/search?q=%E5%B7%A5%E8%B5%84").status == 200
        (work,) = made.glob("dutygraph-*")
        assert any(work.iterdir())
        os.kill(web_process(running), signal.SIGKILL)
        await_health(running)
        assert running.send("GET", "/search?q=%E5%B7%A5%E8%B5%84").status == 200
        assert list(made.glob("dutygraph-*")) == [work]

    assert list(made.glob("dutygraph-*")) == []


def web_process(running: Service) -> int:
    return next(pid for pid, line in running.processes().items() if "server.web" in line)
