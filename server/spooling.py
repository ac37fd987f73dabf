"""Files that are written whole before the first byte is sent: large ones on disk, all of them with their length."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import Response, request
from werkzeug.wsgi import wrap_file

__all__ = ["spooled"]

_IN_MEMORY = 8 * 1024 * 1024


def spooled(write: Callable[[BinaryIO], None], content_type: str) -> Response:
    """Answer with what a function writes into a file; if it fails, nothing has been sent yet."""
    file = cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - the answer closes it
    write(file)
    size = file.tell()
    file.seek(0)
    if size <= _IN_MEMORY:
        with file:
            return Response(file.read(), content_type=content_type)
    response = Response(wrap_file(request.environ, file), content_type=content_type, direct_passthrough=True)
    response.content_length = size
    response.call_on_close(file.close)
    return response
