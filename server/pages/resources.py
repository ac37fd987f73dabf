"""Every data IRI: its page, or its RDF, by content negotiation or by suffix.

What is asked for is answered under the IRI itself with status 200 and ``Content-Location``: a redirect would cost
every program a round trip and tell it nothing that ``Link`` does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Response, redirect, request

from kg.browsing.body import own_kinds, read_body
from kg.browsing.facts import Facts
from kg.browsing.linked import linked_data
from kg.browsing.matter import read_matter
from kg.browsing.names import address_of
from kg.browsing.pieces import Span
from kg.browsing.procedure import read_procedure
from kg.browsing.reader import Reading, mark, read_document
from kg.browsing.resource import describe, read_about, read_resource
from kg.browsing.vocabulary import property_names
from kg.comparing.network import neighbourhood_of
from kg.errors import UnknownName
from kg.searching.search import SearchRequest
from kg.store.engine import is_live
from kg.store.terms import is_iri
from server.access import engine, settings
from server.negotiation import HTML, SUFFIXES, choose, split_suffix
from server.pages.finding import search_index
from server.pages.frame import blueprint, href, interface, local, page
from server.sparql.representation import content_type, http_date

__all__: list[str] = []

_TOUCHES = 50  # duties listed of each way of touching a matter
_OFFERED = (HTML, "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
_ENDINGS = {media_type: suffix for suffix, media_type in SUFFIXES.items() if media_type in _OFFERED}


@blueprint.get("/id/<path:path>")
def resource(path: str) -> Response:
    """Answer for a data IRI."""
    name, asked = split_suffix(path)
    if asked not in (None, *_OFFERED):
        name, asked = path, None
    media_type = asked or choose(request.headers.get("Accept"), _OFFERED)
    iri = _known(name)
    response = _page(iri) if media_type == HTML else _data(iri, media_type)
    response.headers.add("Vary", "Accept")
    own = local(iri) or ""
    for other, suffix in _ENDINGS.items():
        response.headers.add("Link", f'<{_ascii(own)}.{suffix}>; rel="alternate"; type="{other}"')
    response.headers.add("Link", f'<{_ascii(iri)}>; rel="canonical"')
    response.headers["Content-Location"] = _ascii(f"{own.partition('?')[0]}.{_ENDINGS[media_type]}")
    return response


def _known(name: str) -> str:
    """Give the IRI of a name; what no IRI can be written with, and a graph that is not there, name nothing."""
    iri = settings().base_iri + name
    if not is_iri(iri):
        raise UnknownName(f"nothing is known of {iri}: it is no IRI", value=iri)
    address = address_of(iri, settings().base_iri)
    if address is not None and address.kind == "graph" and iri not in engine().graphs():
        raise UnknownName(f"there is no graph {iri}; /sparql without a query lists them", value=iri)
    return iri


def _ascii(text: str) -> str:
    from werkzeug.urls import iri_to_uri

    return iri_to_uri(text)


def _data(iri: str, media_type: str) -> Response:
    address = address_of(iri, settings().base_iri)
    whole = address is not None and address.kind == "graph"
    if not whole:
        read_about(engine(), iri)
    result = describe(engine(), iri, media_type, whole_graph=whole)
    response = Response(result.read(), content_type=content_type(media_type))
    if not is_live(engine().version):
        response.headers["Last-Modified"] = http_date(engine().published)
    return response


def _page(iri: str) -> Response:
    address = address_of(iri, settings().base_iri)
    if address and address.kind == "graph":
        shared = {"vocabulary": "/ontology", "statistics": "/"}
        target = shared.get(address.document or "", f"/id/document/{address.document}")
        return redirect(href(target), 303)  # type: ignore[return-value]
    if address and address.document and iri == f"{settings().base_iri}document/{address.document}":
        return _document(iri, address.document)
    about = read_about(engine(), iri)
    show = _PAGES.get(address.kind if address else "", _resource)
    return show(about)


def _shared(about: Facts) -> dict[str, object]:
    names = property_names(engine())
    own = local(about.iri, lang=None) or ""
    return {
        "iri": about.iri,
        "alternates": [
            (media_type, f"{own.partition('?')[0]}.{suffix}") for media_type, suffix in _ENDINGS.items()
        ],
        "linked_data": linked_data(about),
        "property_name": lambda name: names[name].label(interface().language) if name in names else name,
    }


def _document(iri: str, document: str) -> Response:
    reading = read_document(engine(), document, settings().base_iri)
    start, _, end = request.args.get("at", "").partition("-")
    if start.isdigit() and end.isdigit():
        reading = mark(reading, Span(int(start), int(end), "at", ""))
    return _reader(reading)


def _reader(reading: Reading) -> Response:
    return page(
        "document.html",
        reading=reading,
        as_source=request.args.get("view") == "source",
        open_all=request.args.get("notes") == "all",
        **_shared(
            replace(reading.about, values={k: v for k, v in reading.about.values.items() if k != "dg:text"})
        ),
    )


def _body(about: Facts) -> Response:
    view = read_body(engine(), about.iri)
    duties = [duty for group in view.duties for duty in group.duties]
    ties = neighbourhood_of(about.iri, view.relations, [*duties, *view.towards])
    return page("body.html", view=view, ties=ties, kinds=own_kinds(about), **_shared(about))


def _matter(about: Facts) -> Response:
    touching = search_index().group(
        SearchRequest(kind="duty", narrowed={"matter": (about.iri,)}, size=_TOUCHES), "supervision"
    )
    return page("matter.html", view=read_matter(engine(), about.iri, touching), **_shared(about))


def _procedure(about: Facts) -> Response:
    return page("procedure.html", view=read_procedure(engine(), about.iri), **_shared(about))


def _resource(about: Facts) -> Response:
    return page(
        "resource.html", view=read_resource(engine(), about.iri), kinds=own_kinds(about), **_shared(about)
    )


_PAGES: dict[str, Callable[[Facts], Response]] = {
    "body": _body,
    "category": _body,
    "target": _body,
    "actor": _body,
    "matter": _matter,
    "procedure": _procedure,
}
