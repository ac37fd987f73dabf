"""The response side of the protocol: which format, which validators, compressed or not."""

from __future__ import annotations

import gzip
import hashlib
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from kg.store.engine import Query, Result
from kg.store.formats import Format, Kind, formats_of
from server.exchange import Answer, Exchange
from server.headers import COMMON
from server.negotiation import choose

__all__ = [
    "LINKS",
    "VARY",
    "chosen_format",
    "etag_of",
    "http_date",
    "is_unchanged",
    "represent",
    "takes_gzip",
]

VARY = ("Vary", "Accept, Accept-Encoding")
LINKS = (
    "Link",
    '</openapi.json>; rel="service-desc", </.well-known/void>; rel="describedby", </>; rel="help"',
)
WORTH_PACKING = 1024
PACKED_AT_MOST = 32 * 1024 * 1024


@lru_cache(maxsize=1024)
def chosen_format(kind: Kind, accept: str | None) -> tuple[Format, str]:
    """Pick the format a client likes most, and the content type to call it by."""
    offered = formats_of(kind)
    names = {each.media_type: each for each in offered}
    aliases = {alias: each for each in offered for alias in each.accepted}
    media_type = choose(accept, [*names, *(alias for alias in aliases if alias not in names)])
    chosen = names.get(media_type) or aliases[media_type]
    return chosen, content_type(media_type)


def content_type(media_type: str) -> str:
    """Add the charset where a media type has one."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def etag_of(query: Query, version: str, type_: str) -> str:
    """Make the strong validator of an answer: data version, query, data set, parameters and type."""
    parts = (
        version,
        query.text,
        query.default_graphs,
        query.named_graphs,
        query.timeout,
        query.partial,
        type_,
    )
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(maxsize=64)
def http_date(published: str) -> str:
    """Write when a version was published as Last-Modified does."""
    from datetime import UTC

    return format_datetime(datetime.fromisoformat(published).astimezone(UTC), usegmt=True)


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Say whether an Accept-Encoding lets gzip through."""
    for part in accepted.lower().split(","):
        coding, _, quality = part.strip().partition(";")
        if coding.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def is_unchanged(exchange: Exchange, etag: str, modified: str) -> bool:
    """Say whether the client holds this representation already (RFC 9110, 13.1)."""
    if exchange.method not in ("GET", "HEAD", "QUERY"):
        return False
    known = exchange.header("if-none-match")
    if known is not None:
        tags = {each.strip().removeprefix("W/").strip('"').removesuffix("-gz") for each in known.split(",")}
        return etag in tags
    since = exchange.header("if-modified-since")
    if since is None or exchange.method == "QUERY":
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(modified)
    except (TypeError, ValueError):
        return False


def unchanged(etag: str, modified: str) -> Answer:
    """Answer 304."""
    headers = (
        ("ETag", f'"{etag}"'),
        ("Last-Modified", modified),
        ("Cache-Control", "no-cache"),
        VARY,
        LINKS,
        *COMMON,
    )
    return Answer(status=304, headers=headers)


def represent(exchange: Exchange, result: Result, type_: str, *, etag: str | None, modified: str) -> Answer:
    """Turn a whole result into an answer with its validators, compressed where the client takes that."""
    headers = [("Content-Type", type_), VARY, LINKS, ("Dutygraph-Version", result.version)]
    if result.partial is not None:
        headers.append(("Dutygraph-Partial", result.partial.replace("\n", " ")))
    body, suffix = result.body, ""
    if (
        result.spool is None
        and WORTH_PACKING <= len(body) <= PACKED_AT_MOST
        and takes_gzip(exchange.header("accept-encoding") or "")
    ):
        body, suffix = gzip.compress(body, 4, mtime=0), "-gz"
        headers.append(("Content-Encoding", "gzip"))
    if etag is None or result.partial is not None:
        headers.append(("Cache-Control", "no-store"))
    else:
        headers += [("ETag", f'"{etag}{suffix}"'), ("Last-Modified", modified), ("Cache-Control", "no-cache")]
    size = len(body) if result.spool is None else result.size
    headers += [("Content-Length", str(size)), *COMMON]
    spool = result if result.spool is not None else None
    return Answer(status=200, headers=tuple(headers), body=body, spool=spool, seconds=result.seconds)
