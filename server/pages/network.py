"""Bodies and their relations: counts, a drawing, the same as a list, and files for network tools."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from kg.browsing.overview import read_overview
from kg.comparing.drawing import draw, grow_tree
from kg.comparing.network import VIEWS, Network, read_neighbourhood, read_network
from kg.errors import UnknownName
from kg.exporting.networks import NETWORK_FORMATS, write_network
from kg.store.terms import is_iri
from server.access import engine
from server.pages.frame import blueprint, interface, page

__all__: list[str] = []


@blueprint.get("/network")
def network() -> Response:
    """Show a network."""
    whole, shown = _networks()
    return page(
        "network.html",
        whole=whole,
        shown=shown,
        view=_view(),
        drawing=draw(shown, interface().language) if shown.edges else None,
        tree=grow_tree(shown) if _view() == "hierarchy" and shown.edges else None,
        documents=read_overview(engine()).documents[:200],
        document=_document(),
    )


@blueprint.get("/network.svg")
def network_picture() -> Response:
    """Hand out the drawing as a picture."""
    _, shown = _networks()
    response = make_response(
        render_template(
            "parts/network.svg", shown=shown, drawing=draw(shown, interface().language), alone=True
        )
    )
    response.content_type = "image/svg+xml; charset=utf-8"
    return response


@blueprint.get("/network.<any(graphml, gexf):suffix>")
def network_file(suffix: str) -> Response:
    """Hand out a network for network tools."""
    _, shown = _networks()
    response = Response(write_network(shown, suffix), content_type=NETWORK_FORMATS[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="network.{suffix}"'
    return response


def _networks() -> tuple[Network, Network]:
    body = request.args.get("body")
    if body and not is_iri(body):
        raise UnknownName(f"there is no body {body!r}: give its IRI", value=body)
    whole = read_neighbourhood(engine(), body) if body else read_network(engine(), _document())
    relations = request.args.getlist("relation")
    return whole, whole.only(relations or VIEWS[_view()])


def _view() -> str:
    view = request.args.get("view", "all")
    if view not in VIEWS:
        raise UnknownName(f"there is no view {view!r}; there are {', '.join(VIEWS)}", value=view)
    return view


def _document() -> str:
    asked = request.args.get("document")
    documents = read_overview(engine()).documents
    for facts in documents:
        if asked is None or asked in (facts.iri, facts.iri.rpartition("/")[2]):
            return facts.iri
    raise UnknownName(f"there is no document {asked!r} here", value=asked)
