"""Errors to answers: RFC 9457 problem details for programs, a page for people; the only place that decides a status."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from uuid import uuid4

import msgspec
from flask import Flask, Response, render_template, request
from jinja2 import TemplateNotFound
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestedRangeNotSatisfiable,
    default_exceptions,
)
from werkzeug.http import HTTP_STATUS_CODES

from kg import errors
from server.negotiation import NotAcceptable, wants_html

__all__ = [
    "ENVIRONMENT_KEY",
    "STATUS",
    "Problem",
    "answer_problem",
    "problem_of",
    "problem_types",
    "register_problems",
    "render_page",
]

MEDIA_TYPE = "application/problem+json"
ENVIRONMENT_KEY = "dutygraph.problem"
PASSED_ON = (
    "accept-encoding",
    "accept-post",
    "accept-query",
    "allow",
    "content-range",
    "location",
    "retry-after",
)

# The nearest ancestor in this table counts; a test checks that every error has one.
STATUS: dict[type[errors.KgError], int] = {
    errors.KgError: 400,
    errors.InputError: 400,
    errors.UnreadableDraft: 400,
    errors.QueryError: 400,
    errors.QueryRefused: 403,
    errors.QueryTooComplex: 400,
    errors.QueryTimeout: 504,
    errors.QueryTooLarge: 422,
    errors.MemoryExceeded: 422,
    errors.UnknownGraph: 400,
    errors.StoreError: 503,
    errors.StoreBusy: 503,
    errors.EndpointError: 503,
    errors.UnknownName: 404,
}

TITLES = {
    "bad-query": "the query is not SPARQL 1.1",
    "query-refused": "the query asks for something never allowed here",
    "query-too-complex": "the query nests too deep",
    "query-timeout": "the query ran past its deadline",
    "result-too-large": "the result is too large",
    "memory-exceeded": "the query needs too much memory",
    "unknown-graph": "no such graph in the data set",
    "busy": "too many queries at once",
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One problem as it is answered; ``headers`` go with it, ``more`` are further members of the JSON.

    ``instance`` names this one occurrence, in the answer and in the log (https://www.rfc-editor.org/rfc/rfc9457#section-3.1.5).
    """

    status: int
    code: str
    title: str
    detail: str
    headers: tuple[tuple[str, str], ...] = ()
    more: dict[str, str | float | list[str]] = field(default_factory=dict)
    instance: str = field(default_factory=lambda: uuid4().urn)

    def body(self) -> bytes:
        """Write the problem as RFC 9457 JSON."""
        members: dict[str, object] = {
            "type": f"/problems/{self.code}" if self.code else "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        if self.instance:
            members["instance"] = self.instance
        return msgspec.json.encode(members | self.more)


def problem_of(error: Exception) -> Problem:
    """Turn any deliberate error into the problem it is answered with."""
    if isinstance(error, errors.KgError):
        status = next(STATUS[each] for each in type(error).__mro__ if each in STATUS)
        headers: tuple[tuple[str, str], ...] = (
            (("Retry-After", str(error.retry_after)),) if isinstance(error, errors.StoreBusy) else ()
        )
        title = TITLES.get(error.code, HTTP_STATUS_CODES[status])
        return Problem(status=status, code=error.code, title=title, detail=str(error), headers=headers)
    if isinstance(error, NotAcceptable):
        more: dict[str, str | float | list[str]] = {"available": list(error.offered)}
        return Problem(
            status=406, code="not-acceptable", title="Not Acceptable", detail=str(error), more=more
        )
    if isinstance(error, HTTPException):
        status = error.code or 500
        name = HTTP_STATUS_CODES.get(status, "Error")
        headers = tuple((key, value) for key, value in error.get_headers() if key.lower() in PASSED_ON)
        code = name.lower().replace(" ", "-").replace("'", "")
        return Problem(status=status, code=code, title=name, detail=_detail(error, name), headers=headers)
    return Problem(
        status=500,
        code="internal-error",
        title="Internal Server Error",
        detail="the service failed; the failure is in its log",
    )


def _detail(error: HTTPException, name: str) -> str:
    """Say what to change where Flask's own words do not."""
    if error.description == type(error).description:
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            why = (
                "this method is not used here" if "POST" in error.valid_methods else "this is read-only here"
            )
            return f"{why}; send one of {', '.join(sorted(error.valid_methods))}"
        if isinstance(error, RequestedRangeNotSatisfiable) and error.length is not None:
            return (
                f"the part asked for is not in these {error.length} bytes; send a Range within them, or none"
            )
        if isinstance(error, NotFound):
            return "there is nothing at this address; / leads to all there is, /openapi.json lists what is for programs"
    return error.description or name


def problem_types() -> dict[str, Problem]:
    """List every kind of problem by its code, for who follows ``type`` (RFC 9457, 3.1.1)."""
    kinds = [problem_of(Exception()), *(problem_of(kind()) for kind in default_exceptions.values())]
    for error in (getattr(errors, name) for name in errors.__all__):
        says = (error.__doc__ or error.__name__).strip().partition("\n")[0]
        known = {"why": "unreadable"} if error is errors.UnreadableDraft else {}
        kinds.append(problem_of(error(says, **known)))
    return {kind.code: replace(kind, headers=(), instance="") for kind in kinds}


def register_problems(application: Flask) -> None:
    """Answer every error of every route through this module."""

    def answer(error: Exception) -> Response:
        if problem_of(error).status >= 500 and not isinstance(error, errors.KgError):
            application.logger.error("%s %s failed", request.method, request.path, exc_info=error)
        return answer_problem(error)

    application.register_error_handler(Exception, answer)


def answer_problem(error: Exception) -> Response:
    """Answer the request that is being served with the problem an error stands for."""
    problem = problem_of(error)
    # The log of the door before Flask tells which problem it was.
    request.environ[ENVIRONMENT_KEY] = problem
    return _render(problem)


def _render(problem: Problem) -> Response:
    if wants_html(request.headers.get("Accept")):
        response = Response(render_page(problem), problem.status, mimetype="text/html")
    else:
        response = Response(problem.body(), problem.status, mimetype=MEDIA_TYPE)
    for name, value in problem.headers:
        response.headers[name] = value
    response.headers.add("Vary", "Accept")
    response.headers["Cache-Control"] = "no-store"
    return response


def render_page(problem: Problem) -> str:
    """Write the page a person reads."""
    try:
        return render_template("problem.html", problem=problem)
    except TemplateNotFound:
        title, detail = escape(problem.title), escape(problem.detail)
        return (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
            f"<h1>{problem.status} {title}</h1><p>{detail}</p><p>{problem.instance}</p></html>"
        )
