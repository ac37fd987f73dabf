"""Addresses as they are written: one with a slash too many is sent to the one that is, one that is no UTF-8 is not found."""

from __future__ import annotations

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect

__all__ = ["register_addresses"]


def register_addresses(application: Flask) -> None:
    """Look at the address before any route does."""

    def look() -> Response | None:
        if not _is_utf8(request.environ.get("PATH_INFO", "")):
            raise NotFound("the address is not UTF-8, percent-encoded; nothing here has such a name")
        if isinstance(request.routing_exception, NotFound) and request.path.endswith("/"):
            return _without_slash(request.path.rstrip("/"))
        return None

    application.url_map.strict_slashes = True
    application.before_request(look)

    def _without_slash(path: str) -> Response | None:
        try:
            application.create_url_adapter(request).match(path, method=request.method)  # type: ignore[union-attr]
        except RequestRedirect:
            return None
        except HTTPException as error:
            if isinstance(error, NotFound):
                return None
        query = request.environ.get("QUERY_STRING", "")
        # 308 and not 301, which lets a client turn a POST into a GET (https://www.rfc-editor.org/rfc/rfc9110#section-15.4.9).
        return redirect(path + (f"?{query}" if query else ""), 308)  # type: ignore[return-value]


def _is_utf8(path: str) -> bool:
    """Tell whether a path as WSGI hands it on, a character a byte, is UTF-8.

    The web server puts U+FFFD where it is not, which nothing here has in its name.
    """
    try:
        return "\ufffd" not in path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
