"""Answers asked for again and again, ready to be sent without reading the request further than its address."""

from __future__ import annotations

from dataclasses import dataclass

from server.exchange import Answer, Exchange
from server.heads import head_of
from server.labels import label_of, shape_of
from server.sparql.representation import unchanged

__all__ = ["HotAnswer", "HotAnswers", "HotKey", "ReadyAnswer"]

HotKey = tuple[str, str | None, str | None]  # query string, Accept, Accept-Encoding
MOST = 2000
LONGEST = 4096  # bytes of a message that is remembered
LARGEST = 1024 * 1024
CAPACITY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """What is sent to everybody who sends the same bytes; ``told`` are its members in the log."""

    version: str
    status: int
    head: bytes
    body: bytes
    forwarded_for: str | None
    forwarded: str | None
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class HotAnswer:
    """One answer as it goes over the wire, with the 304 that stands for it and what the log calls it."""

    version: str
    etag: str
    head: bytes
    body: bytes
    head_unchanged: bytes
    label: str
    shape: str

    def ready(self, exchange: Exchange, *, is_known: bool) -> ReadyAnswer:
        """Give it as it is sent: whole, or as unchanged to who knows it."""
        status, head, body = (304, self.head_unchanged, b"") if is_known else (200, self.head, self.body)
        told = (
            f'"method":"GET","path":"/sparql","status":{status},"bytes":{len(body)},"query":"{self.label}",'
            f'"shape":"{self.shape}","cost":0'
        )
        return ReadyAnswer(
            version=self.version,
            status=status,
            head=head,
            body=body,
            forwarded_for=exchange.header("x-forwarded-for"),
            forwarded=exchange.header("forwarded"),
            text=exchange.query_string,
            told=told,
        )


class HotAnswers:
    """What was asked for at least twice; all of it is dropped when it grows too large, and comes back by itself."""

    def __init__(self) -> None:
        self._answers: dict[HotKey, HotAnswer] = {}
        self.ready: dict[bytes, ReadyAnswer] = {}
        self._bytes = 0
        self.get = self._answers.get

    def remember(self, message: bytes, ready: ReadyAnswer) -> None:
        """Send this at once when the same bytes come again."""
        if len(self.ready) >= MOST:
            self.ready.clear()
        if len(message) <= LONGEST:
            self.ready[message] = ready

    def keep(self, exchange: Exchange, answer: Answer, version: str) -> None:
        """Keep an answer that came from the cache, if it can be told apart by the key alone."""
        headers = dict(answer.headers)
        etag = headers.get("ETag", "")
        if (
            exchange.method != "GET"
            or answer.status != 200
            or not etag
            or answer.size > LARGEST
            or answer.spool is not None
        ):
            return
        if len(self._answers) >= MOST or self._bytes + answer.size > CAPACITY:
            self._answers.clear()
            self.ready.clear()
            self._bytes = 0
        key = (exchange.query_string, exchange.header("accept"), exchange.header("accept-encoding"))
        same = unchanged(etag, headers.get("Last-Modified", ""))
        self._answers[key] = HotAnswer(
            version=version,
            etag=etag,
            head=head_of(200, answer.headers),
            body=answer.body,
            head_unchanged=head_of(304, same.headers),
            label=label_of(exchange),
            shape=shape_of(exchange),
        )
        self._bytes += answer.size
