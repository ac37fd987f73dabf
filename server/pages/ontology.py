"""The vocabulary for people, and as RDF."""

from __future__ import annotations

from flask import Response, jsonify, request

from kg.browsing.resource import describe
from kg.browsing.vocabulary import read_vocabulary
from kg.store.engine import is_live
from server.access import engine, settings
from server.negotiation import HTML, SUFFIXES, choose
from server.pages.frame import blueprint, interface, page
from server.sparql.representation import content_type, http_date

__all__: list[str] = []

_RDF = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")


@blueprint.get("/ontology")
@blueprint.get("/ontology.<any(html, ttl, jsonld, nt, rdf):suffix>")
def ontology(suffix: str | None = None) -> Response:
    """Show the vocabulary, or hand it out as RDF."""
    media_type = SUFFIXES[suffix] if suffix else choose(request.headers.get("Accept"), (HTML, *_RDF))
    if media_type == HTML:
        return page("ontology.html", vocabulary=read_vocabulary(engine()))
    graph = f"{settings().base_iri}graph/vocabulary"
    response = Response(
        describe(engine(), graph, media_type, whole_graph=True).read(), content_type=content_type(media_type)
    )
    if not is_live(engine().version):
        response.headers["Last-Modified"] = http_date(engine().published)
    response.headers.add("Vary", "Accept")
    return response


@blueprint.get("/vocabulary.json")
def vocabulary() -> Response:
    """List the terms a query may use, for the editor's completion."""
    language = interface().language
    known = read_vocabulary(engine())
    terms = [*known.classes, *known.properties, *(term for _, group in known.concepts for term in group)]
    return jsonify(
        [
            {
                "name": term.name if term.kind != "concept" else f"<{term.iri}>",
                "label": term.named.label(language),
                "definition": next(
                    (v.text for v in term.facts.all("skos:definition") if v.language == language), ""
                ),
                "kind": {"class": "class", "property": "property"}.get(term.kind, "constant"),
            }
            for term in terms
        ]
    )
