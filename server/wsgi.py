"""Calls the Flask application as a WSGI server does: https://peps.python.org/pep-3333/."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from typing import Any

from flask import Flask
from msgspec import Struct, structs

from server.exchange import Exchange
from server.messages import STAND_IN, Request
from server.problems import ENVIRONMENT_KEY, Problem

__all__ = ["Page", "call", "environ_of"]

LARGEST_WHOLE = 8 * 1024 * 1024  # bytes; a larger body is taken from Flask piece by piece


class Page(Struct, frozen=True, kw_only=True):
    """What Flask answered: ``body`` is whole, or where it is large the pieces it comes in; ``problem`` is what it tells."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | Iterable[bytes]
    problem: Problem | None = None

    def close(self) -> None:
        """Let Flask clean up behind a body that is taken piece by piece, to its end or not."""
        close = getattr(self.body, "close", None)
        if close is not None:
            close()


def environ_of(request: Request, exchange: Exchange, address: str) -> dict[str, Any]:
    """Write a request as Flask reads it; ``address`` is where it came from."""
    host, _, port = (exchange.headers.get("host") or "localhost").partition(":")
    environ: dict[str, Any] = {
        # Flask would read it in capitals, but "get" is another method than "GET" (RFC 9110, 9.1).
        "REQUEST_METHOD": exchange.method if exchange.method.isupper() else STAND_IN.decode(),
        "SCRIPT_NAME": "",
        # The escapes of the path are decoded already; WSGI wants a character a byte.
        "PATH_INFO": exchange.path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": exchange.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": f"HTTP/{request.version}",
        "REMOTE_ADDR": address,
        "CONTENT_LENGTH": str(len(exchange.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": exchange.origin.partition(":")[0],
        "wsgi.input": io.BytesIO(exchange.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in exchange.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    environ.pop("HTTP_CONTENT_LENGTH", None)
    # No other protocol is spoken here, and the offer of one may be ignored (RFC 9110, 7.8).
    environ.pop("HTTP_UPGRADE", None)
    return environ


def call(application: Flask, environ: dict[str, Any]) -> Page:
    """Have a request answered."""
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
        # Date is given to every answer when it is sent; a file brings one of its own.
        started[:] = [int(status[:3]), [field for field in headers if field[0] != "Date"]]
        return started.append

    pieces = application.wsgi_app(environ, start_response)
    status, headers = started[:2]
    length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
    page = Page(status=status, headers=headers, body=pieces, problem=environ.get(ENVIRONMENT_KEY))
    if length > LARGEST_WHOLE:
        return page
    try:
        return structs.replace(page, body=b"".join(pieces))
    finally:
        page.close()
