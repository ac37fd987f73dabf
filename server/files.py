"""Files as HTTP wants them given, where Flask reads a request otherwise.

Of ranges (https://www.rfc-editor.org/rfc/rfc9110#section-14) one of bytes is answered, and anything else is ignored.
"""

from __future__ import annotations

import re

from flask import Flask, Response, request
from werkzeug.exceptions import PreconditionFailed

from server.problems import answer_problem
from server.sparql.conditional import NOT_MET

__all__ = ["register_files"]

# More digits than any file has bytes are no number worth reading.
_ONE = re.compile(r"bytes=[ \t]*(?:(\d{1,18})-(\d{0,18})|-\d{1,18})[ \t]*", re.ASCII | re.IGNORECASE)


def register_files(application: Flask) -> None:
    """Take from a request for a file what is true of any file, or need not be understood; tell of a condition not met."""

    def look() -> None:
        if request.endpoint != "static":
            return
        environ = request.environ
        asked = environ.get("HTTP_RANGE")
        if asked is not None and (request.method != "GET" or not _is_one(asked)):
            del environ["HTTP_RANGE"]
        if (
            environ.get("HTTP_IF_MATCH", "").strip() == "*"
        ):  # counts before If-Unmodified-Since (section 13.2.2)
            del environ["HTTP_IF_MATCH"]
            environ.pop("HTTP_IF_UNMODIFIED_SINCE", None)

    def judge(response: Response) -> Response:
        if (
            request.endpoint == "static" and response.status_code == 412
        ):  # with the file, or nothing, as its body
            return answer_problem(PreconditionFailed(NOT_MET))
        return response

    application.before_request(look)
    application.after_request(judge)


def _is_one(asked: str) -> bool:
    """Tell whether a Range is one range of bytes.

    >>> [_is_one(each) for each in ("bytes=0-9", "Bytes=-5", "bytes=5-", "rows=0-9", "bytes=5-1", "bytes=0-1,3-4")]
    [True, True, True, False, False, False]
    """
    found = _ONE.fullmatch(asked)
    return found is not None and not (found[2] and int(found[1]) > int(found[2]))
