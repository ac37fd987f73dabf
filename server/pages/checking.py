"""A draft of one's own: its reading and its findings. Nothing of it is stored."""

from __future__ import annotations

from flask import Response, jsonify, request

from kg.browsing.reader import Reading, read_document
from kg.checking.checking import check_graphs
from kg.checking.report import Report
from kg.checking.report import to_plain as plain_report
from kg.checking.writing import write_report
from kg.coding.files import to_json, to_plain, to_yaml
from kg.coding.model import Coding
from kg.drafting import read_draft
from kg.graph import build
from kg.store.memory import open_memory
from server.negotiation import HTML, choose
from server.pages.frame import blueprint, page

__all__: list[str] = []

_WRITERS = {"yaml": (to_yaml, "application/yaml"), "json": (to_json, "application/json")}


@blueprint.get("/check")
def check_form() -> Response:
    """Show where a draft can be pasted or uploaded."""
    return page("check.html")


@blueprint.post("/check")
def check() -> Response:
    """Read a draft and show what is found."""
    codings = read_draft(_given())
    wanted = request.form.get("as", "")
    if wanted in _WRITERS:
        return _file(codings, wanted)
    report = _check(codings)
    if wanted == "findings":
        return _handed(write_report(report, "csv"), "text/csv", "findings.csv")
    if choose(request.headers.get("Accept"), (HTML, "application/json")) == HTML:
        drafts = [_reading(coding) for coding in codings]
        response = page("check.html", drafts=drafts, report=report, text=request.form.get("text", ""))
    else:
        response = jsonify(codings=[to_plain(coding) for coding in codings], report=plain_report(report))
    response.headers["Cache-Control"] = "no-store"
    return response


def _given() -> bytes:
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        return bytes(upload.read())
    text = request.form.get("text")
    return text.encode("utf-8", "replace") if text is not None else request.get_data()


def _file(codings: list[Coding], wanted: str) -> Response:
    writer, media_type = _WRITERS[wanted]
    return _handed(writer(codings), media_type, f"coding.{wanted}")


def _handed(text: str, media_type: str, name: str) -> Response:
    response = Response(text, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _check(codings: list[Coding]) -> Report:
    return check_graphs(
        build([coding for coding in codings if coding.document.genre]).by_graph(), processes=1
    )


def _reading(coding: Coding) -> Reading | None:
    if not coding.document.genre:
        return None
    engine = open_memory(build([coding]).serialize(), version=coding.document.sha256)
    return read_document(engine, coding.document.id)
