"""The part of the shared vocabulary that one document needs, so that checking it does not cost reading all of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["index_vocabulary", "select_vocabulary"]

_IRI = re.compile(rb"<[^<> ]+>")


def index_vocabulary(triples: bytes) -> dict[bytes, bytes]:
    """Put the N-Triples of the vocabulary under their subjects."""
    found: dict[bytes, list[bytes]] = {}
    for line in triples.splitlines(keepends=True):
        found.setdefault(line.split(b" ", 1)[0], []).append(line)
    return {subject: b"".join(lines) for subject, lines in found.items()}


def select_vocabulary(index: Mapping[bytes, bytes], document: bytes) -> bytes:
    """Give what the vocabulary says of everything that a document names, and of all that is named there in turn."""
    waiting, seen = set(_IRI.findall(document)) & index.keys(), set[bytes]()
    while waiting:
        seen |= waiting
        waiting = {iri for one in waiting for iri in _IRI.findall(index[one])} & index.keys() - seen
    return b"".join(index[iri] for iri in sorted(seen))
