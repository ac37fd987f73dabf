"""What an operator sees: the log of every request without the text of queries, and metrics that count them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.service import Service, serving

MARK = "planted-mark-7c1"


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("watched"), "--query-timeout", "5", store=store) as running:
        yield running


def lines(service: Service, path: str) -> list[dict]:
    """The log's lines of a path, once they are written."""
    time.sleep(0.8)
    read = [line for line in service.log.read_text().splitlines() if line.startswith("{")]
    return [line for line in map(json.loads, read) if line["path"] == path]


def metrics(service: Service) -> dict[str, float]:
    text = service.send("GET", "/metrics").body.decode()
    return {
        line.rpartition(" ")[0]: float(line.rpartition(" ")[2])
        for line in text.splitlines()
        if line[0] != "#"
    }


QUERIES = {
    "SELECT triples=2 optional=1 limit=1": f"SELECT * {{ ?s a ?c OPTIONAL {{ ?s <a:{MARK}> ?o }} }} LIMIT 1",
    "ASK triples=0": f"ASK {{}} # {MARK}",
    "CONSTRUCT triples=2": f"CONSTRUCT {{ ?s <a:{MARK}> ?o }} WHERE {{ ?s <a:{MARK}> ?o }}",
    "SELECT triples=1 subselect=1 distinct=1": f"SELECT * {{ {{ SELECT DISTINCT ?s {{ ?s ?p '{MARK}' }} }} }}",
    "DESCRIBE triples=0": f"DESCRIBE <a:{MARK}>",
}


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_is_logged_by_hash_shape_and_cost_and_never_by_its_text(watched: Service, way: str) -> None:
    before = len(lines(watched, "/sparql"))
    for text in QUERIES.values():
        if way == "get":
            watched.query(text + f" #{way}")
        elif way == "form":
            watched.form([("query", text)])
        else:
            watched.send("POST", "/sparql", text.encode(), Content_Type="application/sparql-query")

    told = lines(watched, "/sparql")[before:]

    assert [line["shape"] for line in told] == list(QUERIES)
    assert all(re.fullmatch("[0-9a-f]{16}", line["query"]) for line in told)
    assert len({line["query"] for line in told}) == len(told)
    assert all(line["cost"] >= 0 for line in told)
    assert MARK not in watched.log.read_text()


def test_a_query_asked_again_and_again_is_logged_alike(watched: Service) -> None:
    text = f"SELECT * {{ ?s a <a:{MARK}> }}"
    before = len(lines(watched, "/sparql"))
    for _ in range(4):
        watched.query(text)

    told = lines(watched, "/sparql")[before:]

    assert {line["shape"] for line in told} == {"SELECT triples=1"}
    assert len({line["query"] for line in told}) == 1
    assert all(line["status"] == 200 for line in told)


@pytest.mark.parametrize(
    ("target", "path", "status"),
    [("/sparql?query=ASK%7B", "/sparql", 400), ("/nowhere-at-all", "/nowhere-at-all", 404), ("/id/no-name.ttl", "/id/no-name.ttl", 404)],
)  # fmt: skip
def test_a_problem_is_found_in_the_log_by_its_instance(
    watched: Service, target: str, path: str, status: int
) -> None:
    problem = watched.send("GET", target).json()

    told = [line for line in lines(watched, path) if line.get("instance") == problem["instance"]]

    assert [(line["status"], line["code"]) for line in told] == [(status, problem["code"])]


def test_a_line_tells_who_what_and_how_long(watched: Service) -> None:
    reply = watched.send("GET", "/documents?q=unseen")

    line = lines(watched, "/documents")[-1]

    assert line["client"] == "127.0.0.1"
    assert (line["method"], line["status"], line["bytes"]) == ("GET", 200, len(reply.body))
    assert 0 < line["seconds"] < 60
    assert abs(line["time"] - time.time()) < 60
    assert "unseen" not in json.dumps(line)


def test_the_text_of_queries_is_logged_only_where_it_is_asked_for(tmp_path: Path, store: Path) -> None:
    with serving(tmp_path, "--log-queries", store=store) as service:
        for _ in range(3):
            service.query(f"ASK {{}} # {MARK}")
        told = lines(service, "/sparql")

    assert len(told) == 3
    assert all(MARK in line["text"] for line in told)


def test_metrics_are_as_prometheus_reads_them(watched: Service) -> None:
    reply = watched.send("GET", "/metrics")

    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert reply.body.endswith(b"\n")
    known: set[str] = set()
    for line in reply.body.decode().splitlines():
        if line.startswith("# TYPE "):
            name, kind = line.split()[2:]
            assert kind in ("counter", "gauge")
            assert name not in known
            known.add(name)
        elif not line.startswith("#"):
            name = re.match(r'([a-z_]+)(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+$', line)
            assert name is not None, line
            assert name[1] in known
    assert {"dutygraph_sparql_answers_total", "dutygraph_queries_total", "dutygraph_evaluators"} <= known


@pytest.mark.parametrize(
    ("query", "counted"),
    [
        ("SELECT * { ?s ?p 1 } # counted", 'dutygraph_sparql_answers_total{status="200"}'),
        ("SELECT * { ?s ?p 2 } # counted", 'dutygraph_queries_total{outcome="complete"}'),
        ("SELECT * { # counted", 'dutygraph_sparql_answers_total{status="400"}'),
        ("DROP ALL # counted", 'dutygraph_sparql_answers_total{status="403"}'),
    ],
)
def test_an_answer_is_counted(watched: Service, query: str, counted: str) -> None:
    before = metrics(watched).get(counted, 0)

    watched.query(query)

    assert metrics(watched)[counted] == before + 1


def test_an_answer_from_the_cache_is_counted_as_one(watched: Service) -> None:
    for _ in range(2):  # what is asked once is not kept
        watched.query("ASK { ?s ?p 'counted' }")
    before = metrics(watched)

    for _ in range(3):
        watched.query("ASK { ?s ?p 'counted' }")
    after = metrics(watched)

    assert after["dutygraph_cache_hits_total"] == before["dutygraph_cache_hits_total"] + 3
    assert (
        after['dutygraph_queries_total{outcome="complete"}']
        == before['dutygraph_queries_total{outcome="complete"}']
    )


def test_health_tells_the_version_that_answers_carry(watched: Service) -> None:
    health, reply = watched.send("GET", "/health").json(), watched.query("ASK {}")

    assert health["ready"] is True
    assert health["version"] == reply.headers["dutygraph-version"]
    assert f'version="{health["version"]}"'.encode() in watched.send("GET", "/metrics").body
