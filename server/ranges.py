"""Parts of files (https://www.rfc-editor.org/rfc/rfc9110#section-14): one range of bytes is given, anything else is ignored."""

from __future__ import annotations

import re

from flask import Flask, request

__all__ = ["register_ranges"]

# More digits than any file has bytes are no number worth reading.
_ONE = re.compile(r"bytes=[ \t]*(?:(\d{1,18})-(\d{0,18})|-\d{1,18})[ \t]*", re.ASCII | re.IGNORECASE)


def register_ranges(application: Flask) -> None:
    """Take away a Range that nobody needs to understand, before a file is asked for a part that it would call missing."""

    def look() -> None:
        asked = request.environ.get("HTTP_RANGE")
        if asked is not None and (request.method != "GET" or not _is_one(asked)):
            del request.environ["HTTP_RANGE"]

    application.before_request(look)


def _is_one(asked: str) -> bool:
    """Tell whether a Range is one range of bytes.

    >>> [_is_one(each) for each in ("bytes=0-9", "Bytes=-5", "bytes=5-", "rows=0-9", "bytes=5-1", "bytes=0-1,3-4")]
    [True, True, True, False, False, False]
    """
    found = _ONE.fullmatch(asked)
    return found is not None and not (found[2] and int(found[1]) > int(found[2]))
