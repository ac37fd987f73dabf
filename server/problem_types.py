"""Where the ``type`` of a problem leads: what this kind of problem is, for programs and for people."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from server.negotiation import wants_html
from server.problems import problem_types, render_page

blueprint = Blueprint("problem_types", __name__)


@blueprint.get("/problems/<code>")
def problem_type(code: str) -> Response:
    """Describe one kind of problem: https://www.rfc-editor.org/rfc/rfc9457#section-3.1.1."""
    problem = problem_types().get(code)
    if problem is None:
        raise NotFound(f"there is no kind of problem called {code}; docs/endpoint.md lists them")
    if wants_html(request.headers.get("Accept")):
        response = Response(render_page(problem), mimetype="text/html")
    else:
        response = Response(problem.body(), mimetype="application/json")
    response.vary.add("Accept")
    return response
