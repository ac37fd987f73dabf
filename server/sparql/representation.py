"""The response side of the protocol: which format, which validators, compressed or not."""

from __future__ import annotations

import gzip
import hashlib
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache

from kg.store.engine import Query, Result
from kg.store.formats import Format, Kind, formats_of
from server.exchange import Answer, Exchange
from server.headers import COMMON, TAKES
from server.negotiation import NotAcceptable, choose, parse_codings

__all__ = [
    "LINKS",
    "VARY",
    "chosen_format",
    "content_type",
    "etag_of",
    "http_date",
    "named_format",
    "represent",
    "takes_gzip",
    "unchanged",
]

VARY = ("Vary", "Accept, Accept-Encoding")
LINKS = (
    "Link",
    '</openapi.json>; rel="service-desc", </.well-known/void>; rel="describedby", </>; rel="help"',
)
PACKING_LEVEL = 4  # of gzip's nine: most of the saving for a fraction of the time
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


def named_format(kind: Kind, name: str) -> tuple[Format, str]:
    """Find the format a request names by format=, by its name, its suffix or its media type."""
    offered = formats_of(kind)
    for each in offered:
        if name.lower() in (each.name, each.suffix, each.media_type, *each.accepted):
            return each, content_type(each.media_type)
    raise NotAcceptable([each.name for each in offered], asked_by=f"format={name}")


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
def takes_gzip(accepted: str, *, worth: bool) -> bool:
    """Say whether to pack a body for who sent this Accept-Encoding; ``worth``: whether that saves anything.

    A body not worth packing is packed all the same where its plain form is refused (RFC 9110, 12.5.3).
    """
    codings = parse_codings(accepted)
    other = codings.get("*")
    packed = max(codings.get("gzip", -1.0), codings.get("x-gzip", -1.0))
    packed = packed if packed >= 0 else (other or 0.0)
    plain = codings.get("identity", other)
    if packed <= 0:
        return False
    return plain == 0 or (worth and packed >= (codings.get("identity") or 0.0))


def unchanged(etag: str | None, modified: str) -> Answer:
    """Answer 304 for a representation with this tag, as it would have been sent."""
    headers: list[tuple[str, str]] = [("ETag", etag), ("Cache-Control", "no-cache")] if etag else []
    headers += [("Last-Modified", modified)] if modified else []
    headers += [] if etag else [("Cache-Control", "no-store")]
    return Answer(status=304, headers=(*headers, VARY, LINKS, *COMMON))


def represent(exchange: Exchange, result: Result, type_: str, *, etag: str | None, modified: str) -> Answer:
    """Turn a whole result into an answer with its validators, compressed where the client takes that."""
    headers = [("Content-Type", type_), VARY, LINKS, ("Dutygraph-Version", result.version)]
    headers += TAKES if exchange.path == "/sparql" else TAKES[1:]
    if result.partial is not None:
        headers.append(("Dutygraph-Partial", result.partial.replace("\n", " ")))
    body, suffix = result.body, ""
    accepted = exchange.header("accept-encoding")
    if (
        accepted
        and result.spool is None
        and len(body) <= PACKED_AT_MOST
        and takes_gzip(accepted, worth=len(body) >= WORTH_PACKING)
    ):
        body, suffix = gzip.compress(body, PACKING_LEVEL, mtime=0), "-gz"
        headers.append(("Content-Encoding", "gzip"))
    if etag is None or result.partial is not None:
        headers.append(("Cache-Control", "no-store"))
    else:
        headers += [("ETag", f'"{etag}{suffix}"'), ("Last-Modified", modified), ("Cache-Control", "no-cache")]
    size = len(body) if result.spool is None else result.size
    headers += [("Content-Length", str(size)), *COMMON]
    spool = result if result.spool is not None else None
    return Answer(status=200, headers=tuple(headers), body=body, spool=spool, seconds=result.seconds)
