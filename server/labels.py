"""How a query is called in the log: by its hash and its outline, never by its text."""

from __future__ import annotations

import hashlib

from werkzeug.exceptions import HTTPException

from kg.errors import KgError
from kg.store.query_outline import LONGEST, outline
from server.exchange import Exchange
from server.sparql.protocol import read_operation

__all__ = ["label_of", "shape_of"]


def label_of(exchange: Exchange) -> str:
    """Name a query without telling its text."""
    text = exchange.query_string.encode() + b"\n" + exchange.body
    return hashlib.blake2b(text, digest_size=8).hexdigest()


def shape_of(exchange: Exchange) -> str:
    """Say what a request holds: the outline of its query, or that it has none that could be read."""
    if len(exchange.query_string) + len(exchange.body) > 3 * LONGEST:
        return f"longer than {LONGEST}"
    try:
        operation = read_operation(exchange, LONGEST)
    except (KgError, HTTPException):
        return "unread"
    return outline(operation.query) if operation is not None else "none"
