"""Pages and files packed for clients that take it (RFC 9110, 8.4.1.3); /sparql packs its own answers."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

from server.sparql.representation import PACKING_LEVEL, WORTH_PACKING, takes_gzip

__all__ = ["register_packing"]

# What is text; pictures, workbooks and archives are packed already.
PACKED = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/rdf+xml",
    "image/svg+xml",
)


def register_packing(application: Flask) -> None:
    """Pack every whole answer that is text and worth it."""

    def pack(response: Response) -> Response:
        if response.is_streamed or response.direct_passthrough or "Content-Encoding" in response.headers:
            return response
        text = (response.mimetype or "").startswith(PACKED) or (response.mimetype or "").endswith(
            ("+json", "+xml")
        )
        if response.status_code != 200 or not text or (response.content_length or 0) < WORTH_PACKING:
            return response
        response.vary.add("Accept-Encoding")
        if not takes_gzip(request.headers.get("Accept-Encoding", ""), worth=True):
            return response
        tag, weak = response.get_etag()
        response.set_data(gzip.compress(response.get_data(), PACKING_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        if tag is not None:
            # Another representation, so another strong validator (RFC 9110, 8.8.3).
            response.set_etag(f"{tag}-gz", weak=bool(weak))
        return response

    application.after_request(pack)
