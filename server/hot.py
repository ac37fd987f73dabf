"""Answers asked for again and again, ready to be sent without reading the request further than its address."""

from __future__ import annotations

from dataclasses import dataclass

from server.exchange import Answer, Exchange
from server.labels import label_of, shape_of
from server.sparql.representation import unchanged

__all__ = ["HotAnswer", "HotAnswers", "HotKey", "ReadyAnswer"]

HotKey = tuple[str, str | None, str | None]  # query string, Accept, Accept-Encoding
Words = tuple[object, ...]  # a request, word by word
MOST = 2000
LONGEST = 4096  # characters of a request that is remembered word by word
LARGEST = 1024 * 1024
CAPACITY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """What is sent to everybody who asks in the same words; ``told`` are its members in the log."""

    version: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    forwarded_for: str | None
    forwarded: str | None
    told: str


@dataclass(frozen=True, slots=True)
class HotAnswer:
    """One answer as the web server takes it, with the 304 that stands for it and what the log calls it."""

    version: str
    etag: str
    headers: list[tuple[str, str]]
    body: bytes
    headers_unchanged: list[tuple[str, str]]
    label: str
    shape: str

    def ready(self, *, is_known: bool, forwarded_for: str | None, forwarded: str | None) -> ReadyAnswer:
        """Give it as it is sent: whole, or as unchanged to who knows it."""
        status, headers, body = (
            (304, self.headers_unchanged, b"") if is_known else (200, self.headers, self.body)
        )
        told = (
            f'"method":"GET","path":"/sparql","status":{status},"bytes":{len(body)},"query":"{self.label}",'
            f'"shape":"{self.shape}","cost":0'
        )
        return ReadyAnswer(self.version, status, headers, body, forwarded_for, forwarded, told)


class HotAnswers:
    """What was asked for at least twice; all of it is dropped when it grows too large, and comes back by itself."""

    def __init__(self) -> None:
        self._answers: dict[HotKey, HotAnswer] = {}
        self.ready: dict[Words, ReadyAnswer] = {}
        self._bytes = 0
        self.get = self._answers.get

    def remember(self, words: Words, ready: ReadyAnswer) -> None:
        """Send this at once when the same words come again."""
        if len(self.ready) >= MOST:
            self.ready.clear()
        if len(repr(words)) <= LONGEST:
            self.ready[words] = ready

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
            headers=list(answer.headers),
            body=answer.body,
            headers_unchanged=list(same.headers),
            label=label_of(exchange),
            shape=shape_of(exchange),
        )
        self._bytes += answer.size
