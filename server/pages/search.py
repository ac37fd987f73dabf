"""Search and the lists of everything: facets, sortable tables, files of exactly what is seen."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request
from werkzeug.datastructures import MultiDict

from kg.exporting.tables import write_table
from kg.searching.columns import COLUMNS, FACETS
from kg.searching.search import SearchRequest
from server.negotiation import HTML, choose
from server.pages.finding import search_index
from server.pages.frame import asked_page, blueprint, href, interface, page

__all__: list[str] = []

_LISTS = {
    "/documents": "document",
    "/bodies": "body",
    "/duties": "duty",
    "/matters": "matter",
    "/procedures": "procedure",
}
_NARROWING = tuple(column.key for column in FACETS)


@dataclass(frozen=True)
class Address:
    """The address of a search, to link to its neighbours."""

    path: str
    given: MultiDict[str, str]

    def with_(self, **changes: object) -> str:
        """Link to the same search with some parameters changed; any change but of the page goes to the first page."""
        kept: dict[str, object] = {
            name: self.given.getlist(name) for name in self.given if name not in ("page", "lang", *changes)
        }
        return href(self.path, **(kept | changes))

    def toggled(self, name: str, value: str) -> str:
        """Link to the same search narrowed by one value more, or less."""
        values = self.given.getlist(name)
        return self.with_(
            **{name: [each for each in values if each != value] if value in values else [*values, value]}
        )

    def sorted_by(self, key: str) -> str:
        """Link to the same search in the order of a column, or its reverse."""
        return self.with_(sort=f"-{key}" if self.given.get("sort") == key else key)


@blueprint.get("/search")
@blueprint.get("/documents")
@blueprint.get("/bodies")
@blueprint.get("/duties")
@blueprint.get("/matters")
@blueprint.get("/procedures")
def search() -> Response:
    """Show what was found, or hand it out to a program that asks for JSON."""
    if choose(request.headers.get("Accept"), (HTML, "application/json")) != HTML:
        response = search_file("json", request.path.strip("/"))
        response.vary.add("Accept")
        return response
    asked = _asked(request.path)
    found = search_index().search(asked, interface().language)
    return page(
        "search.html",
        found=found,
        asked=asked,
        address=Address(request.path, request.args),
        known_columns=COLUMNS[asked.kind or "any"],
        fixed_kind=request.path in _LISTS,
    )


@blueprint.get("/search.<any(csv, xlsx, json):suffix>")
@blueprint.get("/<any(documents, bodies, duties, matters, procedures):name>.<any(csv, xlsx, json):suffix>")
def search_file(suffix: str, name: str = "search") -> Response:
    """Hand out what was found as a file: every row, the columns and the order that are seen."""
    asked = _asked(f"/{name}", whole=True)
    found = search_index().search(asked, interface().language)
    body, media_type = write_table(found.table, suffix, interface().language)
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def _asked(path: str, *, whole: bool = False) -> SearchRequest:
    sort = request.args.get("sort", "")
    return SearchRequest(
        words=request.args.get("q", "")[:200],
        kind=_LISTS.get(path) or request.args.get("kind") or None,
        narrowed={
            name: tuple(values)
            for name in _NARROWING
            if (values := [v for v in request.args.getlist(name) if v])
        },
        columns=tuple(request.args.getlist("column")),
        sort=sort.lstrip("-") or None,
        descending=sort.startswith("-"),
        page=asked_page(),
        size=None if whole else 50,
    )
