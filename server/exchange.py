"""A request and its answer as plain values, so that the same code serves the Flask route and the door before it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kg.store.engine import Result

__all__ = ["Answer", "Exchange"]

Headers = tuple[tuple[str, str], ...]


class Exchange(Struct, frozen=True, kw_only=True):
    """What came in: header names are in lower case; ``client`` is who asks, ``origin`` scheme and host asked for."""

    method: str
    path: str
    query_string: str
    headers: dict[str, str] = {}
    body: bytes = b""
    client: str = ""
    origin: str = "http://localhost"

    def header(self, name: str) -> str | None:
        """Give a header's value, or None."""
        return self.headers.get(name)


class Answer(Struct, frozen=True, kw_only=True):
    """What goes out: always whole; a large body stays in ``spool`` until it is sent. ``seconds`` is what it cost.

    ``code`` and ``instance`` are those of the problem it tells, for the log.
    """

    status: int
    headers: Headers = ()
    body: bytes = b""
    spool: Result | None = None
    seconds: float = 0.0
    code: str = ""
    instance: str = ""

    @property
    def size(self) -> int:
        """Length of the body in bytes."""
        return len(self.body) if self.spool is None else self.spool.size

    def drop(self) -> None:
        """Let go of a body that is not sent."""
        if self.spool is not None and self.spool.spool is not None:
            self.spool.spool.close()

    def chunks(self) -> Iterator[bytes]:
        """Hand out the body in pieces."""
        return iter((self.body,)) if self.spool is None else self.spool.chunks()
