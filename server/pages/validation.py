"""The report of what is served: by document, severity and kind, each finding at its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock, Thread
from typing import cast

from flask import Flask, Response, current_app, request

from kg.browsing.findings import NARROWING, make_report, narrow
from kg.browsing.overview import read_overview
from kg.checking.report import Report
from kg.checking.writing import write_report
from kg.errors import StoreBusy
from server.access import engine
from server.negotiation import HTML, SUFFIXES, choose
from server.pages.finding import working_folder
from server.pages.frame import blueprint, interface, page
from server.pages.search import Address

__all__ = ["start_report"]

_STYLES = {"application/json": "json", "text/csv": "csv", "text/turtle": "turtle"}
_KEEPER = "dutygraph-report"
_PATIENCE = 25.0


@dataclass
class _Keeper:
    """Holds the report of one data version while it is being made and after."""

    version: str
    report: Report | None = None
    failure: Exception | None = None
    thread: Thread | None = None


_LOCK = Lock()


@blueprint.get("/validation")
@blueprint.get("/validation.<any(html, json, ttl, csv):suffix>")
def validation(suffix: str | None = None) -> Response:
    """Show the report, or hand it out."""
    media_type = SUFFIXES[suffix] if suffix else choose(request.headers.get("Accept"), (HTML, *_STYLES))
    report = _report()
    if media_type != HTML:
        response = Response(
            write_report(report, _STYLES[media_type]), content_type=f"{media_type}; charset=utf-8"
        )
        response.headers.add("Vary", "Accept")
        return response
    chosen = {name: request.args.get(name, "") for name in NARROWING}
    return page(
        "validation.html",
        report=report,
        titles=_titles(),
        chosen=chosen,
        narrowed=narrow(report, chosen, page=request.args.get("page", 1, type=int), size=40),
        asked_page=max(1, request.args.get("page", 1, type=int)),
        address=Address("/validation", request.args),
    )


def _titles() -> dict[str, str]:
    """Name the documents in the interface's language."""
    documents = read_overview(engine()).documents
    return {facts.iri.rpartition("/")[2]: facts.named.label(interface().language) for facts in documents}


def _report() -> Report:
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
