"""Liveness and readiness with the data's version."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from server.access import engine

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Say that the service is up and which version of the data it answers from."""
    ready = engine().ask("ASK {}")
    response = jsonify(status="ok" if ready else "failing", ready=ready, version=engine().version)
    response.headers["Cache-Control"] = "no-store"
    return response
