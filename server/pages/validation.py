"""The report of what is served: by document, severity and kind, each finding at its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Lock, Thread
from typing import cast

from flask import Flask, Response, current_app, request

from kg.browsing.findings import make_report
from kg.browsing.overview import read_overview
from kg.checking.report_file import NARROWING, ReportFile
from kg.checking.writing import write_into
from kg.errors import StoreBusy
from server.access import engine
from server.negotiation import HTML, SUFFIXES, choose
from server.pages.finding import working_folder
from server.pages.frame import asked_page, blueprint, interface, page
from server.pages.search import Address
from server.spooling import spooled

__all__ = ["start_report"]

_STYLES = {"application/json": "json", "text/csv": "csv", "text/turtle": "turtle"}
_KEEPER = "dutygraph-report"
_PATIENCE = 25.0
_ON_A_PAGE = 40


@dataclass
class _Keeper:
    """Holds the report of one data version while it is being made and after."""

    version: str
    report: ReportFile | None = None
    failure: Exception | None = None
    thread: Thread | None = None


_LOCK = Lock()


@blueprint.get("/validation")
@blueprint.get("/validation.<any(html, json, ttl, csv):suffix>")
def validation(suffix: str | None = None) -> Response:
    """Show the report, or hand it out: whole, or narrowed as the page is."""
    media_type = SUFFIXES[suffix] if suffix else choose(request.headers.get("Accept"), (HTML, *_STYLES))
    report = _report()
    chosen = {name: request.args.get(name, "") for name in NARROWING}
    narrowed = report.narrowed(chosen)
    if media_type != HTML:
        response = spooled(
            partial(write_into, report=narrowed, style=_STYLES[media_type]), f"{media_type}; charset=utf-8"
        )
        response.headers.add("Vary", "Accept")
        return response
    number = asked_page()
    return page(
        "validation.html",
        report=report,
        titles=_titles(),
        chosen=chosen,
        narrowed=narrowed.page(number, _ON_A_PAGE),
        asked_page=number,
        address=Address("/validation", request.args),
    )


def _titles() -> dict[str, str]:
    """Name the documents in the interface's language."""
    documents = read_overview(engine()).documents
    return {facts.iri.rpartition("/")[2]: facts.named.label(interface().language) for facts in documents}


def _report() -> ReportFile:
    """Give the report; the first one to ask has it made, and nobody waits for ever."""
    keeper = start_report()
    if keeper.thread is not None:
        keeper.thread.join(_PATIENCE)
    if keeper.failure is not None:
        raise keeper.failure
    if keeper.report is None:
        busy = "the report of this version of the data is still being made; ask again in a minute"
        raise StoreBusy(busy, retry_after=60)
    return keeper.report


def start_report() -> _Keeper:
    """Have the report of what is served made, unless that is under way or done."""
    version = engine().version
    with _LOCK:
        keeper = cast("_Keeper | None", current_app.extensions.get(_KEEPER))
        if keeper is None or keeper.version != version or keeper.failure is not None:
            keeper = current_app.extensions[_KEEPER] = _Keeper(version)
            application = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
            keeper.thread = Thread(target=_make, args=(keeper, application), daemon=True)
            keeper.thread.start()
    return keeper


def _make(keeper: _Keeper, application: Flask) -> None:
    try:
        with application.app_context():
            keeper.report = make_report(engine(), working_folder())
    except Exception as error:
        keeper.failure = error
