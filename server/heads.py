"""The head of an answer as it goes over the wire: https://www.rfc-editor.org/rfc/rfc9112#section-4."""

from __future__ import annotations

import time
from collections.abc import Sequence
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus

from server.headers import COMMON

__all__ = ["CLOSING", "CONTINUE", "KEPT", "dated", "head_of"]

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
CLOSING, KEPT = b"Connection: close\r\n", b"Connection: keep-alive\r\n"
_PHRASES = {each.value: each.phrase for each in HTTPStatus}


def head_of(status: int, headers: Sequence[tuple[str, str]]) -> bytes:
    """Write the status line and the fields; Date and the empty line come when it is sent.

    Raises ValueError where a field holds what would end it.
    """
    if headers[-len(COMMON) :] == COMMON:  # as nearly every answer ends
        return _lines(_status_line(status), headers[: -len(COMMON)]) + _COMMON
    return _lines(_status_line(status), headers)


@lru_cache(maxsize=64)
def _status_line(status: int) -> str:
    return f"HTTP/1.1 {status} {_PHRASES.get(status, '')}\r\n"


def _lines(start: str, headers: Sequence[tuple[str, str]]) -> bytes:
    written = "".join([start, *[f"{name}: {value}\r\n" for name, value in headers]])
    lines = len(headers) + bool(start)
    if written.count("\r") != lines or written.count("\n") != lines or "\0" in written:
        raise ValueError("a field of the answer holds a line break")
    return written.encode("latin-1")


_COMMON = _lines("", COMMON)


class _Date:
    """The field Date, written once a second (https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1)."""

    def __init__(self) -> None:
        self._second = -1
        self._field = b""

    def field(self) -> bytes:
        second = int(time.time())
        if second != self._second:
            self._second = second
            self._field = f"Date: {formatdate(second, usegmt=True)}\r\n".encode()
        return self._field


_date = _Date().field


def dated(head: bytes, more: bytes = b"") -> bytes:
    """Complete a head: add Date, further fields, and the empty line."""
    return b"".join((head, _date(), more, b"\r\n"))
