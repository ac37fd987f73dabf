"""The reconciliation service over bodies and matters (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/)."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest

from kg.searching.columns import KIND_NAMES
from kg.searching.reconciling import RECONCILED, Candidate, reconcile
from server.access import clients, settings
from server.pages.finding import search_index
from server.pages.frame import blueprint, interface

__all__: list[str] = []

_MOST = 50


class _Asked(msgspec.Struct):
    query: str
    type: str | list[str] | None = None
    limit: int = 5


@blueprint.route("/reconcile", methods=["GET", "POST"])
def reconciliation() -> Response:
    """Describe the service, or answer a batch of names."""
    text = request.values.get("queries")
    if text is None:
        return jsonify(_manifest())
    try:
        asked = msgspec.json.decode(text, type=dict[str, _Asked])
    except msgspec.DecodeError as error:
        raise BadRequest(f"queries is not a batch of reconciliation queries: {error}") from error
    if len(asked) > _MOST:
        raise BadRequest(f"at most {_MOST} names at once")
    return jsonify({key: {"result": [_plain(each) for each in _find(one)]} for key, one in asked.items()})


@blueprint.get("/reconcile/suggest")
def suggest() -> Response:
    """Suggest what a beginning of a name may stand for."""
    found = reconcile(search_index(), request.args.get("prefix", "")[:100], limit=10)
    return jsonify(result=[_plain(each) for each in found])


def _find(asked: _Asked) -> list[Candidate]:
    given = asked.type if isinstance(asked.type, list) else [asked.type] if asked.type else []
    kinds = tuple(kind for kind in RECONCILED if kind in given) or RECONCILED
    return reconcile(search_index(), asked.query[:200], kinds=kinds, limit=min(asked.limit, 25))


def _plain(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.iri.removeprefix(settings().base_iri),
        "name": candidate.named.label(interface().language),
        "description": candidate.named.label(interface().other),
        "score": candidate.score,
        "match": candidate.match,
        "type": [_type(candidate.kind)],
    }


def _type(kind: str) -> dict[str, str]:
    return {"id": kind, "name": KIND_NAMES[kind][interface().language == "en"]}


def _manifest() -> dict[str, Any]:
    origin = clients().origin(request.environ.get("REMOTE_ADDR", ""), request.scheme, request.headers.get)
    return {
        "versions": ["0.2"],
        "name": "dutygraph",
        "identifierSpace": settings().base_iri,
        "schemaSpace": "https://w3id.org/dutygraph/ontology#",
        "defaultTypes": [_type(kind) for kind in RECONCILED],
        "view": {"url": f"{origin}/id/{{{{id}}}}"},
        "suggest": {"entity": {"service_url": origin, "service_path": "/reconcile/suggest"}},
    }
