"""The documents side by side, the meeting rules in one table, the calendar."""

from __future__ import annotations

from flask import Response, request

from kg.browsing.overview import read_overview
from kg.comparing.calendar import write_calendar
from kg.comparing.comparison import compare_table
from kg.comparing.matrix import compare_functions, compare_matters
from kg.comparing.meetings import compare_meetings
from kg.errors import UnknownName
from kg.exporting.tables import write_table
from server.access import engine
from server.negotiation import HTML, choose
from server.pages.frame import blueprint, interface, page

__all__: list[str] = []

_SIDE_BY_SIDE = 200  # documents a reader may choose among

_MATRICES = {"function": compare_functions, "matter": compare_matters}


@blueprint.get("/compare")
def compare() -> Response:
    """Show a comparison, or hand it out to a program that asks for JSON."""
    if choose(request.headers.get("Accept"), (HTML, "application/json")) != HTML:
        response = compare_file("json")
        response.vary.add("Accept")
        return response
    by = request.args.get("by", "function")
    asked = tuple(request.args.getlist("document"))
    documents = read_overview(engine()).documents
    shared = {"by": by, "documents": documents[:_SIDE_BY_SIDE], "asked": asked}
    if by in _MATRICES:
        return page("compare.html", matrix=_MATRICES[by](engine(), asked), **shared)
    if by == "meeting":
        return page(
            "compare.html", table=compare_meetings(engine(), asked, language=interface().language), **shared
        )
    if by == "procedure":
        return page("compare.html", table=compare_table(engine(), by, asked, interface().language), **shared)
    raise UnknownName(
        f"there is no comparison by {by!r}; there are function, matter, meeting, procedure", value=by
    )


@blueprint.get("/compare.<any(csv, xlsx, json):suffix>")
def compare_file(suffix: str) -> Response:
    """Hand out a comparison as a file."""
    by = request.args.get("by", "function")
    table = compare_table(engine(), by, tuple(request.args.getlist("document")), interface().language)
    body, media_type = write_table(table, suffix, interface().language)
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="compare-{by}.{suffix}"'
    return response


@blueprint.get("/calendar.ics")
def calendar() -> Response:
    """Hand out the calendar of recurring duties."""
    body = write_calendar(engine(), tuple(request.args.getlist("document")), language=interface().language)
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="duties.ics"'
    return response
