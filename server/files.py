"""Files as HTTP wants them given, where Flask reads a request otherwise.

Of ranges (https://www.rfc-editor.org/rfc/rfc9110#section-14) one of bytes is answered, and anything else is ignored; of
the conditions under which a file is given at all (section 13.1) Flask knows neither ``*`` nor If-Unmodified-Since.
"""

from __future__ import annotations

import re

from flask import Flask, Response, g, request
from werkzeug.exceptions import PreconditionFailed

from server.problems import answer_problem
from server.sparql.conditional import NOT_MET, verdict

__all__ = ["register_files"]

# More digits than any file has bytes are no number worth reading.
_ONE = re.compile(r"bytes=[ \t]*(?:(\d{1,18})-(\d{0,18})|-\d{1,18})[ \t]*", re.ASCII | re.IGNORECASE)
_CONDITIONS = {"if-match": "HTTP_IF_MATCH", "if-unmodified-since": "HTTP_IF_UNMODIFIED_SINCE"}


def register_files(application: Flask) -> None:
    """Take from a request for a file what Flask reads otherwise, and hold the file against its conditions."""

    def look() -> None:
        if request.endpoint != "static":
            return
        environ = request.environ
        asked = environ.get("HTTP_RANGE")
        if asked is not None and (request.method != "GET" or not _is_one(asked)):
            del environ["HTTP_RANGE"]
        g.conditions = {name: environ.pop(key) for name, key in _CONDITIONS.items() if key in environ}

    def judge(response: Response) -> Response:
        if not g.get("conditions") or response.status_code not in (200, 206, 304):
            return response
        tag, modified = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
        if verdict(g.conditions.get, request.method, tag, modified) != "refuse":
            return response
        response.close()
        return answer_problem(PreconditionFailed(NOT_MET))

    application.before_request(look)
    application.after_request(judge)


def _is_one(asked: str) -> bool:
    """Tell whether a Range is one range of bytes.

    >>> [_is_one(each) for each in ("bytes=0-9", "Bytes=-5", "bytes=5-", "rows=0-9", "bytes=5-1", "bytes=0-1,3-4")]
    [True, True, True, False, False, False]
    """
    found = _ONE.fullmatch(asked)
    return found is not None and not (found[2] and int(found[1]) > int(found[2]))
