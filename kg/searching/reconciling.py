"""Which body or matter a name in somebody's table stands for."""

from __future__ import annotations

from dataclasses import dataclass

from kg.browsing.facts import Value
from kg.searching.grams import likeness
from kg.searching.search import SearchIndex

__all__ = ["RECONCILED", "Candidate", "reconcile"]

RECONCILED = ("body", "matter")
_CONSIDERED = 60


@dataclass(frozen=True)
class Candidate:
    """One thing a name may stand for; ``score`` runs to 100, ``match`` when it is this and nothing else."""

    iri: str
    kind: str
    named: Value
    score: float
    match: bool = False


def reconcile(
    index: SearchIndex, name: str, *, kinds: tuple[str, ...] = RECONCILED, limit: int = 5
) -> list[Candidate]:
    """Find what a name may stand for, the likeliest first."""
    found = [
        Candidate(iri, kind, value, _score(name, value))
        for kind in kinds
        for iri, value in index.candidates(name, kind, _CONSIDERED)
    ]
    found.sort(key=lambda each: (-each.score, each.iri))
    exact = [each for each in found if each.score == 100]
    if len(exact) == 1:
        found[0] = Candidate(exact[0].iri, exact[0].kind, exact[0].named, 100, match=True)
    return found[: max(1, limit)]


def _score(name: str, value: Value) -> float:
    names = [each for each in (value.zh, value.en) if each]
    if any(each.strip().lower() == name.strip().lower() for each in names):
        return 100.0
    return round(min(99.0, 100 * max((likeness(name, each) for each in names), default=0.0)), 1)
