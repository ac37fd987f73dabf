"""The headers every answer carries: CORS without credentials, a strict content policy, where the documentation is."""

from __future__ import annotations

from flask import Flask, Response, request

__all__ = ["COMMON", "PREFLIGHT", "TAKES", "TAKES_POST", "register_headers"]

# No credential is ever used here, so any origin may read (https://www.w3.org/TR/sparql11-protocol/#policy).
CORS = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Accept-Post, Accept-Query, Allow, Content-Disposition, Content-Location, ETag, Link, Retry-After, "
        "Last-Modified, Dutygraph-Partial, Dutygraph-Version",
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
        "Accept, Accept-Language, Cache-Control, Content-Type, If-Match, If-Modified-Since, If-None-Match, "
        "If-Unmodified-Since, X-Requested-With, *",
    ),
    ("Access-Control-Max-Age", "86400"),
)
# What a query may be sent as: https://datatracker.ietf.org/doc/draft-ietf-httpbis-safe-method-w-body/,
# https://www.w3.org/TR/ldp/#header-accept-post
_TAKEN = "application/sparql-query, application/x-www-form-urlencoded"
TAKES = (("Accept-Query", _TAKEN), ("Accept-Ranges", "none"))
TAKES_POST = (("Accept-Post", _TAKEN), TAKES[0])
COMMON = (*CORS, *SECURITY, ("Content-Security-Policy", POLICY))


def register_headers(application: Flask) -> None:
    """Add the headers to every answer of every route that does not set them itself."""

    def add(response: Response) -> Response:
        for name, value in COMMON:
            response.headers.setdefault(name, value)
        if request.method == "OPTIONS" and "Allow" in response.headers:
            # Flask answers with an empty page; there is nothing to say but the fields (RFC 9110, 9.3.7).
            response.status_code = 204 if response.status_code == 200 else response.status_code
            if response.status_code == 204:
                response.headers.pop("Content-Type", None)
                response.headers.pop("Content-Length", None)
            response.headers.setdefault("Access-Control-Allow-Methods", response.headers["Allow"])
            for name, value in PREFLIGHT[1:]:
                response.headers.setdefault(name, value)
        return response

    application.after_request(add)
