"""Names for many IRIs at once: from the vocabulary and from the search index, without a query for each."""

from __future__ import annotations

from collections.abc import Iterable

from kg.browsing.facts import Value
from kg.browsing.vocabulary import term_names
from kg.searching.search import SearchIndex
from kg.store.engine import Engine

__all__ = ["names_of"]


def names_of(engine: Engine, index: SearchIndex, iris: Iterable[str]) -> dict[str, Value]:
    """Give every IRI that has a name with its names."""
    known = term_names(engine)
    wanted = set(iris)
    found = {iri: known[iri] for iri in wanted if iri in known}
    return found | index.names(sorted(wanted - set(found)))
