"""Which documents are compared: those that are asked for, else the first few."""

from __future__ import annotations

from collections.abc import Sequence

from kg.browsing.facts import Value
from kg.browsing.memory import remembered
from kg.browsing.names import graph_of
from kg.browsing.overview import read_overview
from kg.errors import UnknownName
from kg.store.engine import Engine

__all__ = ["choose_documents"]

_AT_ONCE = 6


@remembered
def _known(engine: Engine) -> dict[str, Value]:
    return {facts.iri.rpartition("/")[2]: facts.named for facts in read_overview(engine).documents}


def choose_documents(engine: Engine, asked: Sequence[str] = ()) -> tuple[tuple[str, Value], ...]:
    """Give the graph and the name of every document that is compared."""
    known = _known(engine)
    for name in asked:
        if name not in known:
            raise UnknownName(
                f"there is no document {name!r}; there are {', '.join(list(known)[:20])}", value=name
            )
    chosen = list(dict.fromkeys(asked)) or list(known)
    return tuple((graph_of(known[name].text), known[name]) for name in chosen[:_AT_ONCE])
