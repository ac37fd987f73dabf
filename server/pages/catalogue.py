"""What machines and visitors look for at fixed places: downloads, citation, sitemap, robots, icons, the API's description."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

import yaml
from flask import Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import BadRequest

from kg.browsing.resource import read_about
from kg.errors import UnknownName
from kg.exporting.references import REFERENCE_FORMATS, Reference, write_reference
from kg.exporting.whole import EXPORT_FORMATS, export
from server.access import clients, engine, settings
from server.negotiation import split_suffix
from server.pages.finding import search_index
from server.pages.frame import blueprint, interface, page

__all__: list[str] = []

_ROOMS = ("/", "/documents", "/bodies", "/matters", "/compare", "/network", "/ontology", "/validation")
_MAPPED = ("document", "body", "matter", "procedure")
_IN_ONE_MAP = 2_000  # the protocol allows 50,000; a list of so many takes too long to make


@blueprint.get("/downloads")
def downloads() -> Response:
    """Show what can be downloaded."""
    return page("downloads.html", formats=EXPORT_FORMATS)


@blueprint.get("/downloads/dutygraph.<suffix>")
def download(suffix: str) -> Response:
    """Hand out the whole graph."""
    found = [(name, media_type) for name, (media_type, own) in EXPORT_FORMATS.items() if own == suffix]
    if not found:
        raise UnknownName(f"there is no download with the suffix {suffix!r}", value=suffix)
    name, media_type = found[0]
    response = Response(export(engine(), name, language=interface().language), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="dutygraph.{suffix}"'
    return response


@blueprint.get("/cite")
def cite() -> Response:
    """Show how a page is cited, or hand out the reference in one format."""
    reference = _reference(request.args.get("page", "/"))
    kind = request.args.get("format")
    if kind is None:
        written = {name: write_reference(reference, name) for name in REFERENCE_FORMATS}
        return page("cite.html", reference=reference, written=written)
    if kind not in REFERENCE_FORMATS:
        raise UnknownName(
            f"no reference format is called {kind!r}; there are {', '.join(REFERENCE_FORMATS)}", value=kind
        )
    media_type, suffix = REFERENCE_FORMATS[kind]
    response = Response(write_reference(reference, kind), content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="reference.{suffix}"'
    return response


def _reference(path: str) -> Reference:
    if not path.startswith("/") or path.startswith("//"):
        raise BadRequest("page must be a path of this site, such as /id/document/national")
    ui, origin = interface(), _origin()
    shared = {
        "version": engine().version,
        "released": engine().published[:10],
        "accessed": datetime.now(UTC).date().isoformat(),
        "language": ui.language,
    }
    address, _, query = path.partition("?")
    if not address.startswith("/id/"):
        return Reference(title=_title(address, query), url=origin + path, **shared)
    about = read_about(engine(), settings().base_iri + split_suffix(address.removeprefix("/id/"))[0])
    issuer = about.one("dg:issuer") or about.one("dg:issuerName")
    return Reference(
        title=about.named.label(ui.language),
        url=about.iri,
        author=issuer.label(ui.language) if issuer else None,
        number=about.text("eli:id_local"),
        issued=about.text("eli:date_document"),
        **shared,
    )


def _title(address: str, query: str) -> str:
    """Name a page that is no data: the room of the site, and what was looked for there."""
    ui = interface()
    key = f"nav.{address.strip('/').split('/')[0]}"
    room = ui.say(key) if ui.has(key) else ui.say("site.name")
    given = parse_qs(query)
    sought = [*given.get("q", ()), *given.get("by", ()), *given.get("document", ())]
    return room + ui.say("site.colon") + ", ".join(sought) if sought else room


def _origin() -> str:
    return clients().origin(request.environ.get("REMOTE_ADDR", ""), request.scheme, request.headers.get)


@blueprint.get("/sitemap.xml")
def sitemap_index() -> Response:
    """List the lists of pages for search engines: https://www.sitemaps.org/protocol.html#index."""
    parts = max(1, -(-search_index().count(_MAPPED) // _IN_ONE_MAP))
    return _xml("sitemap-index.xml", parts=parts)


@blueprint.get("/sitemap-<int(min=1, max=100000):number>.xml")
def sitemap(number: int) -> Response:
    """List some of the pages for search engines."""
    iris = search_index().iris(_MAPPED, _IN_ONE_MAP, (number - 1) * _IN_ONE_MAP)
    if number != 1 and not iris:
        raise UnknownName(
            f"there is no sitemap {number}; /sitemap.xml names those there are", value=str(number)
        )
    names = [iri.removeprefix(settings().base_iri) for iri in iris]
    return _xml("sitemap.xml", paths=_ROOMS if number == 1 else (), names=names)


def _xml(template: str, **values: object) -> Response:
    response = make_response(render_template(template, origin=_origin(), **values))
    response.content_type = "application/xml; charset=utf-8"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell search engines what to leave alone."""
    rules = ["/sparql", "/query", "/check", "/graph-store", "/search", "/ask", "/reconcile"]
    lines = [
        "User-agent: *",
        *(f"Disallow: {rule}" for rule in rules),
        f"Sitemap: {_origin()}/sitemap.xml",
        "",
    ]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Hand out the icon to those who only know this address."""
    return Response(
        files("server").joinpath("static", "favicon.svg").read_bytes(), content_type="image/svg+xml"
    )


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers."""
    response = make_response(render_template("opensearch.xml", origin=_origin()))
    response.content_type = "application/opensearchdescription+xml; charset=utf-8"
    return response


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe the JSON routes."""
    return jsonify(_description() | {"servers": [{"url": _origin()}]})


@cache
def _description() -> dict[str, Any]:
    text = files("server").joinpath("openapi.yaml").read_text(encoding="utf-8")
    # What is written once and used in several places stands under names of its own, which nobody else needs.
    return {name: told for name, told in yaml.safe_load(text).items() if not name.startswith("x-")}
