"""Liveness and readiness with the data's version, without asking an evaluator."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from kg.store.sandboxed import SandboxedEngine
from server.access import engine

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Say that the service is up, which version of the data it answers from, and which limits hold."""
    store = engine()
    if isinstance(store, SandboxedEngine):
        state = store.state()
        ready = state.evaluators > 0
        response = jsonify(
            status="ok" if ready else "starting",
            ready=ready,
            version=state.version,
            published=state.published,
            statements=state.quads,
            evaluators=state.evaluators,
            limits=state.limits,
        )
    else:
        ready = True
        response = jsonify(status="ok", ready=True, version=store.version, published=store.published)
    response.status_code = 200 if ready else 503
    response.headers["Cache-Control"] = "no-store"
    return response
