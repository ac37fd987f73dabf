"""Preconditions of a request against the answer it would get: https://www.rfc-editor.org/rfc/rfc9110#section-13."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from werkzeug.exceptions import PreconditionFailed

from server.exchange import Answer, Exchange
from server.sparql.representation import takes_gzip, unchanged

__all__ = ["CONDITIONS", "NOT_MET", "conditional", "holds_exactly", "verdict"]

SELECTING = frozenset({"GET", "HEAD", "QUERY"})
CONDITIONS = frozenset({"if-match", "if-unmodified-since", "if-none-match", "if-modified-since"})
NOT_MET = "the answer is not the one If-Match or If-Unmodified-Since asks for"
# The one form of a date that names no zone, because it is always UTC (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).
_ASCTIME = re.compile(r"\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}")
_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def conditional(exchange: Exchange, answer: Answer) -> Answer:
    """Give the answer, 304 where the client holds it already, or raise 412; in the order of RFC 9110, 13.2.2.

    What would fail fails without a look at its conditions (13.2.1): they are held only against a good answer.
    """
    if answer.status != 200 or exchange.method not in SELECTING:
        return answer
    if CONDITIONS.isdisjoint(exchange.headers):
        return answer
    headers = dict(answer.headers)
    etag, modified = headers.get("ETag"), headers.get("Last-Modified", "")
    found = verdict(exchange.header, exchange.method, etag, modified)
    if found == "send":
        return answer
    answer.drop()
    if found == "refuse":
        raise PreconditionFailed(NOT_MET)
    return unchanged(etag, modified)


def verdict(
    header: Callable[[str], str | None], method: str, etag: str | None, modified: str
) -> Literal["send", "unchanged", "refuse"]:
    """Say what becomes of an answer with these validators: it is sent, held already (304), or not wanted (412)."""
    if not _is_met(header, etag, modified):
        return "refuse"
    return "unchanged" if _is_held(header, method, etag, modified) else "send"


def holds_exactly(exchange: Exchange, etag: str) -> bool:
    """Say, before anything is evaluated, whether the client names the very answer it would be sent."""
    known = exchange.header("if-none-match")
    if known is None or exchange.method not in SELECTING or "if-match" in exchange.headers:
        return False
    if "if-unmodified-since" in exchange.headers:
        return False
    packed = takes_gzip(exchange.header("accept-encoding") or "", worth=True)
    return (f'"{etag}-gz"' if packed else f'"{etag}"') in {tag for _, tag in _TAG.findall(known)}


def _is_met(header: Callable[[str], str | None], etag: str | None, modified: str) -> bool:
    wanted = header("if-match")
    if wanted is not None:
        # Strong comparison (8.8.3.2): a weak tag is never the same.
        return wanted.strip() == "*" or any(not weak and tag == etag for weak, tag in _TAG.findall(wanted))
    until, changed = _date(header("if-unmodified-since")), _date(modified)
    return until is None or changed is None or changed <= until


def _is_held(header: Callable[[str], str | None], method: str, etag: str | None, modified: str) -> bool:
    known = header("if-none-match")
    if known is not None:
        return known.strip() == "*" or any(tag == etag for _, tag in _TAG.findall(known))
    if method == "QUERY":
        return False
    since, changed = _date(header("if-modified-since")), _date(modified)
    return since is not None and changed is not None and changed <= since


def _date(value: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(value or "")
    except (TypeError, ValueError):
        return None
    if date.tzinfo is None and _ASCTIME.fullmatch((value or "").strip()):
        return date.replace(tzinfo=UTC)
    return date if date.tzinfo is not None else None
