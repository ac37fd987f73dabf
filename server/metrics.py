"""What the service counts, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response

from kg.store.sandboxed import SandboxedEngine
from server.access import engine, gateway

blueprint = Blueprint("metrics", __name__)

TYPE = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the counters."""
    response = Response("\n".join(_lines()) + "\n", content_type=TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines() -> Iterator[str]:
    service = gateway()
    yield from _head("dutygraph_sparql_answers_total", "counter", "Answers of /sparql by status.")
    for status, count in sorted(service.statuses.items()):
        yield f'dutygraph_sparql_answers_total{{status="{status}"}} {count}'
    yield from _one(
        "dutygraph_sparql_seconds_total", "counter", "Seconds of evaluation.", f"{service.seconds:.6f}"
    )
    yield from _one(
        "dutygraph_cache_hits_total", "counter", "Answers given from the cache.", service.cache.hits
    )
    yield from _one(
        "dutygraph_cache_misses_total", "counter", "Requests not found in the cache.", service.cache.misses
    )
    store = engine()
    if isinstance(store, SandboxedEngine):
        yield from _sandbox(store)


def _sandbox(store: SandboxedEngine) -> Iterator[str]:
    state = store.state()
    yield from _head("dutygraph_queries_total", "counter", "Public queries by how they ended.")
    for outcome, count in sorted(state.outcomes.items()):
        yield f'dutygraph_queries_total{{outcome="{outcome}"}} {count}'
    yield from _one("dutygraph_queries_running", "gauge", "Public queries running or waiting.", state.running)
    yield from _one("dutygraph_queries_waiting", "gauge", "Public queries waiting.", state.waiting)
    yield from _one("dutygraph_evaluators", "gauge", "Evaluator processes.", state.evaluators)
    yield from _one(
        "dutygraph_evaluators_replaced_total", "counter", "Evaluator processes replaced.", state.replaced
    )
    yield from _one("dutygraph_statements", "gauge", "Statements of the version served.", state.quads)
    yield from _head("dutygraph_data_info", "gauge", "The version served.")
    yield f'dutygraph_data_info{{version="{state.version}",published="{state.published}"}} 1'


def _head(name: str, kind: str, text: str) -> Iterator[str]:
    yield f"# HELP {name} {text}"
    yield f"# TYPE {name} {kind}"


def _one(name: str, kind: str, text: str, value: object) -> Iterator[str]:
    yield from _head(name, kind, text)
    yield f"{name} {value}"
