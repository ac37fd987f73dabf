"""The headers every answer carries: CORS without credentials, a strict content policy, where the documentation is."""

from __future__ import annotations

from flask import Flask, Response

__all__ = ["COMMON", "PREFLIGHT", "register_headers"]

# No credential is ever used here, so any origin may read (https://www.w3.org/TR/sparql11-protocol/#policy).
CORS = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "ETag, Link, Retry-After, Last-Modified, Dutygraph-Partial, Dutygraph-Version",
    ),
)
SECURITY = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# What a browser may send to /sparql from a page of another origin.
PREFLIGHT = (
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, QUERY, OPTIONS"),
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Language, Cache-Control, Content-Type, If-Modified-Since, If-None-Match",
    ),
    ("Access-Control-Max-Age", "86400"),
)
COMMON = (*CORS, *SECURITY, ("Content-Security-Policy", POLICY))


def register_headers(application: Flask) -> None:
    """Add the headers to every answer of every route that does not set them itself."""

    def add(response: Response) -> Response:
        for name, value in COMMON:
            response.headers.setdefault(name, value)
        return response

    application.after_request(add)
