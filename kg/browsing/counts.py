"""How many triples a data version holds: in all, and by graph, class and property."""

from __future__ import annotations

from dataclasses import dataclass

from kg.browsing.memory import remembered
from kg.store.engine import Engine
from kg.store.keeping import kept

__all__ = ["Counts", "count_dataset"]

PER_GRAPH = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
TOTAL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CLASSES = "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c"
PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many triples a version holds, in all, a graph, a class and a property."""

    triples: int
    graphs: tuple[tuple[str, int], ...]
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]


@remembered
@kept("counts", 1, Counts)
def count_dataset(engine: Engine) -> Counts:
    """Count the data set, once a version."""
    return Counts(
        triples=int(str(engine.select(TOTAL)[0]["n"])),
        graphs=_pairs(engine, PER_GRAPH, "g"),
        classes=_pairs(engine, CLASSES, "c"),
        properties=_pairs(engine, PROPERTIES, "p"),
    )


def _pairs(engine: Engine, text: str, name: str) -> tuple[tuple[str, int], ...]:
    return tuple((str(row[name]), int(str(row["n"]))) for row in engine.select(text) if name in row)
