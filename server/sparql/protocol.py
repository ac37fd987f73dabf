"""SPARQL 1.1 Protocol, the request side: https://www.w3.org/TR/sparql11-protocol/#query-operation, to the letter."""

from __future__ import annotations

import math
import re

from msgspec import Struct
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    MethodNotAllowed,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

from kg.errors import QueryRefused
from server.exchange import Exchange
from server.headers import TAKES_POST

__all__ = ["METHODS", "Operation", "read_operation", "read_pairs"]

METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
OF_UPDATES = ("using-graph-uri", "using-named-graph-uri")
PROTOCOL = ("query", "update", "default-graph-uri", "named-graph-uri", *OF_UPDATES)
ONCE = ("query", "timeout", "partial", "format", "output")
MOST_FIELDS = 1000
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")

Pairs = list[tuple[str, str]]


class Operation(Struct, frozen=True, kw_only=True):
    """What a request asks for: the query, its data set, and how the client wants it answered."""

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    timeout: float | None = None
    partial: bool = False
    format: str | None = None


def read_operation(exchange: Exchange, largest: int) -> Operation | None:
    """Read the operation of a request; None where it has no query and asks for the description of the service."""
    if exchange.method not in METHODS:
        raise MethodNotAllowed(METHODS, f"{exchange.method} is not used here; send GET, POST or QUERY")
    in_url = read_pairs(exchange.query_string, "the URL's query string")
    pairs = in_url if exchange.method in ("GET", "HEAD") else _of_body(exchange, in_url, largest)
    if len(pairs) == 1 and pairs[0][0] == "query":  # most requests hold a query and nothing else
        return Operation(query=_checked(pairs[0][1], largest))
    names = [name for name, _ in pairs]
    _refuse_update(names)
    for name in ONCE:
        if names.count(name) > 1:
            raise BadRequest(f"the parameter {name} is given more than once; give it once")
    if "query" not in names:
        if exchange.method in ("POST", "QUERY") or any(name in PROTOCOL for name in names):
            raise BadRequest("the parameter query is missing; give the text of a SPARQL query")
        return None
    for name in OF_UPDATES:
        if name in names:
            raise BadRequest(
                f"{name} belongs to updates; a query takes default-graph-uri and named-graph-uri"
            )
    return _operation(pairs, largest)


def _of_body(exchange: Exchange, in_url: Pairs, largest: int) -> Pairs:
    if len(exchange.body) > 3 * largest:
        raise RequestEntityTooLarge(f"the request is larger than {3 * largest:,} bytes")
    coding = (exchange.header("content-encoding") or "identity").strip().lower()
    if coding not in ("", "identity"):
        refused = UnsupportedMediaType(f"the body is packed as {coding}; send it as it is")
        raise _telling(refused, ("Accept-Encoding", "identity"))
    media_type, charset = _content_type(exchange.header("content-type"))
    if charset not in ("", "utf-8", "utf8"):
        raise UnsupportedMediaType(f"the charset {charset!r} is not read here; send UTF-8")
    if media_type == UPDATE:
        raise QueryRefused("updates are refused: the data is read-only here")
    if media_type == DIRECT:
        if any(key == "query" for key, _ in in_url):
            raise BadRequest("the query is given in the URL and in the body; give it once")
        return [*in_url, ("query", _text(exchange.body))]
    if media_type == FORM:
        misplaced = [key for key, _ in in_url if key in PROTOCOL]
        if misplaced:
            raise BadRequest(f"a form carries {misplaced[0]} in its body, not in the URL")
        return [*in_url, *read_pairs(_text(exchange.body), "the form")]
    wanted = f"send the query as {DIRECT}, or as a form, {FORM}"
    found = f"the Content-Type is {media_type}" if media_type else "there is no Content-Type"
    raise _telling(UnsupportedMediaType(f"{found}; {wanted}"), *TAKES_POST)


def _telling(error: HTTPException, *headers: tuple[str, str]) -> HTTPException:
    """Give the error headers that say what would be taken."""
    given = error.get_headers()
    error.get_headers = lambda *_, **__: [*given, *headers]  # type: ignore[method-assign]
    return error


def _content_type(header: str | None) -> tuple[str, str]:
    media_type, *parameters = (part.strip().lower() for part in (header or "").split(";"))
    charset = next((each[8:].strip('"') for each in parameters if each.startswith("charset=")), "")
    return media_type, charset


def _text(body: bytes) -> str:
    try:
        # Editors of Windows put a mark before the text, which is none of it (https://www.rfc-editor.org/rfc/rfc3629#section-6).
        return body.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BadRequest(f"the body is not UTF-8: {error.reason} at byte {error.start}") from error


def read_pairs(encoded: str, where: str) -> Pairs:
    """Read name=value pairs, each decoded once (https://url.spec.whatwg.org/#urlencoded-parsing)."""
    parts = encoded.split("&")
    if len(parts) > MOST_FIELDS:
        raise BadRequest(f"{where} has more than {MOST_FIELDS} parameters")
    pairs = []
    try:
        for part in parts:
            if part:
                name, _, value = part.replace("+", " ").partition("=")
                pairs.append((_decoded(name), _decoded(value)))
    except UnicodeError as error:
        broken = _BROKEN_ESCAPE.search(encoded)
        if broken is not None:
            raise BadRequest(
                f"{where} has a % at character {broken.start()} that starts no %HH; write % itself as %25"
            ) from error
        raise BadRequest(f"{where} is not UTF-8, percent-encoded") from error
    return pairs


def _decoded(text: str) -> str:
    """Decode %HH; UnicodeError where there is another % or the bytes are not UTF-8.

    >>> _decoded("%E8%81%8C%E8%B4%A3%5Cx41"), _decoded("职责%41")
    ('职责\\\\x41', '职责A')
    """
    if "%" not in text:
        return text if text.isascii() else text.encode("utf-8").decode("utf-8")  # no lone surrogates
    # An escape of Python's, read by the interpreter itself, takes a tenth of the time of urllib's loop. No other can
    # slip in: a backslash of the text is written as an escape first.
    escaped = text.encode("utf-8").replace(b"\\", b"%5C").replace(b"%", b"\\x")
    return escaped.decode("unicode_escape").encode("latin-1").decode("utf-8")


def _refuse_update(names: list[str]) -> None:
    if "update" in names:
        if "query" in names:
            raise BadRequest("the request has both query and update; a query is answered, an update refused")
        raise QueryRefused("updates are refused: the data is read-only here")


def _operation(pairs: Pairs, largest: int) -> Operation:
    given = {key: value for key, value in pairs if key in ONCE}
    # A data set is a set: a graph named twice is in it once.
    default = tuple(dict.fromkeys(value for key, value in pairs if key == "default-graph-uri"))
    named = tuple(dict.fromkeys(value for key, value in pairs if key == "named-graph-uri"))
    stated = bool(default or named)
    return Operation(
        query=_checked(given["query"], largest),
        default_graphs=default if stated else None,
        named_graphs=named if stated else None,
        timeout=_timeout(given.get("timeout")),
        partial=_partial(given.get("partial")),
        format=given.get("format") or given.get("output") or None,
    )


def _checked(text: str, largest: int) -> str:
    if not text or text.isspace():
        raise BadRequest("the query is empty; give the text of a SPARQL query")
    if len(text) > largest:
        raise RequestEntityTooLarge(f"the query has {len(text):,} characters; at most {largest:,} are read")
    return text


def _timeout(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds > 0):
        raise BadRequest(f"timeout={value} is no number of seconds above 0")
    return seconds


def _partial(value: str | None) -> bool:
    if value in (None, "refused"):
        return False
    if value == "allowed":
        return True
    raise BadRequest(f"partial={value} is neither allowed nor refused")
