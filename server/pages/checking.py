"""A draft of one's own: its reading and its findings. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, jsonify, request

from kg.browsing.reader import Reading, read_document
from kg.checking.checking import check_graphs
from kg.checking.report import Report
from kg.checking.report import to_plain as plain_report
from kg.checking.writing import write_report
from kg.coding.files import to_json, to_plain, to_yaml
from kg.coding.model import Coding
from kg.coding.sheets import to_xlsx
from kg.drafting import encoding_of, read_draft
from kg.errors import UnreadableDraft
from kg.graph import build
from kg.store.memory import open_memory
from server.negotiation import HTML, choose
from server.pages.frame import blueprint, page
from server.problems import problem_of

__all__: list[str] = []

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CODINGS: dict[str, tuple[Callable[[list[Coding]], str | bytes], str]] = {
    "yaml": (to_yaml, "application/yaml; charset=utf-8"),
    "json": (to_json, "application/json"),
    "xlsx": (to_xlsx, _XLSX),
}
_FINDINGS = {"csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8"}


@blueprint.get("/check")
def check_form() -> Response:
    """Show where a draft can be pasted or uploaded."""
    return page("check.html")


@blueprint.post("/check")
def check() -> Response:
    """Read a draft and show what is found."""
    given = _given()
    is_for_people = choose(request.headers.get("Accept"), (HTML, "application/json")) == HTML
    try:
        codings = read_draft(given)
    except UnreadableDraft as error:
        if not is_for_people:
            raise
        return _refusal(error)
    wanted, _, form = request.form.get("as", "").partition(".")
    if wanted == "coding" and form in _CODINGS:
        writer, media_type = _CODINGS[form]
        return _handed(writer(codings), media_type, f"coding.{form}")
    report = _check(codings)
    if wanted == "findings" and form in _FINDINGS:
        return _handed(write_report(report, form), _FINDINGS[form], f"findings.{form}")
    if is_for_people:
        return _unkept(_shown(codings, report, encoding_of(given)))
    return _unkept(jsonify(codings=[to_plain(coding) for coding in codings], report=plain_report(report)))


def _shown(codings: list[Coding], report: Report, encoding: str | None) -> Response:
    """Show what was read; the text goes back into the form, so that it can be put right and checked again."""
    text = request.form.get("text") or "\n".join(coding.text for coding in codings)
    drafts = [_reading(coding) for coding in codings]
    return page("check.html", drafts=drafts, report=report, text=text, encoding=encoding)


def _refusal(error: UnreadableDraft) -> Response:
    """Say on the form why a draft cannot be read; what was pasted is still there."""
    response = page("check.html", refusal=error, text=request.form.get("text", ""))
    response.status_code = problem_of(error).status
    return _unkept(response)


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _given() -> bytes:
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        return bytes(upload.read())
    text = request.form.get("text")
    return text.encode("utf-8", "replace") if text is not None else request.get_data()


def _handed(content: str | bytes, media_type: str, name: str) -> Response:
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _unkept(response)


def _check(codings: list[Coding]) -> Report:
    return check_graphs(
        build([coding for coding in codings if coding.document.genre]).by_graph(), processes=1
    )


def _reading(coding: Coding) -> Reading | None:
    if not coding.document.genre:
        return None
    engine = open_memory(build([coding]).serialize(), version=coding.document.sha256)
    return read_document(engine, coding.document.id)
