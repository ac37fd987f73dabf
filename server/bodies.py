"""The body of a request, read whole or refused: https://www.rfc-editor.org/rfc/rfc9112#section-8."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

__all__ = ["read_body"]

LARGEST_BODY = 16 * 1024 * 1024
LARGEST_DRAINED = 256 * 1024 * 1024


async def read_body(headers: Mapping[str, str], protocol: Any) -> bytes | HTTPException:
    """Read the body, or say why it is not taken.

    A browser shows an answer only to what it could send: a body too large is read to its end and thrown away. One in
    chunks may break off, which the web server tells as it tells a trailer, by an empty piece more than the one at
    the end. What may be half a query is not evaluated: a trailer counts only where the request announced it.
    """
    if "content-length" in headers and int(headers["content-length"] or 0) <= LARGEST_BODY:
        return cast(bytes, await protocol())
    pieces, size, empty = bytearray(), 0, 0
    async for piece in protocol:
        size += len(piece)
        empty += not piece
        if size > LARGEST_DRAINED:
            break
        if size <= LARGEST_BODY:
            pieces += piece
    if size > LARGEST_BODY:
        return RequestEntityTooLarge("the request body is too large")
    if empty > 1 and "trailer" not in headers:
        return BadRequest(
            "the body breaks off before its last chunk, or has a trailer that no Trailer field announces"
        )
    return bytes(pieces)
