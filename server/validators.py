"""Validators of pages and files: a tag made of the bytes themselves, and what it answers to a conditional request.

Answers of /sparql, of descriptions and of whole graphs come with validators of their own and are judged where they are made.
"""

from __future__ import annotations

import hashlib

from flask import Flask, Response, g, request
from werkzeug.exceptions import PreconditionFailed

from server.problems import answer_problem
from server.sparql.conditional import NOT_MET, verdict

__all__ = ["register_conditions", "register_tags"]

# What a 304 says nothing of, because it has no content (https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5).
_OF_CONTENT = (
    "Content-Type",
    "Content-Length",
    "Content-Encoding",
    "Content-Language",
    "Content-Disposition",
)


def register_tags(application: Flask) -> None:
    """Give every whole answer that may be kept a strong tag, and have it asked for again before it is used again."""

    def tag(response: Response) -> Response:
        if response.status_code != 200 or request.method not in ("GET", "HEAD"):
            return response
        if response.is_streamed or response.direct_passthrough or "ETag" in response.headers:
            return response
        response.headers.setdefault("Cache-Control", "no-cache")
        if "no-store" not in response.headers["Cache-Control"]:
            response.set_etag(hashlib.blake2b(response.get_data(), digest_size=16).hexdigest())
            g.is_tagged = True
        return response

    application.after_request(tag)


def register_conditions(application: Flask) -> None:
    """Answer 304 or 412 where a request holds its conditions against a tag given here."""

    def judge(response: Response) -> Response:
        if not g.get("is_tagged"):
            return response
        found = verdict(
            request.headers.get,
            request.method,
            response.headers["ETag"],
            response.headers.get("Last-Modified", ""),
        )
        if found == "refuse":
            return answer_problem(PreconditionFailed(NOT_MET))
        if found == "unchanged":
            response.status_code = 304
            response.set_data(b"")
            for name in _OF_CONTENT:
                response.headers.pop(name, None)
        return response

    application.after_request(judge)
