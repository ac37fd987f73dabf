"""The routes of the SPARQL service."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import BadRequest

from kg.store.engine import Query
from kg.store.formats import format_named
from server.access import engine
from server.negotiation import wants_html

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query."""
    text = request.values.get("query")
    if text is None:
        if wants_html(request.headers.get("Accept")):
            return Response(render_template("sparql.html"), mimetype="text/html")
        raise BadRequest("the parameter query is missing")
    form = format_named("json")
    result = engine().evaluate(Query(text=text, format=form))
    return Response(result.read(), content_type=form.content_type)
