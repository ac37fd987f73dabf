"""One matter: everybody who touches it, by how, across documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.browsing.body import in_order
from kg.browsing.facts import Facts, Value, read_facts
from kg.browsing.memory import remembered
from kg.browsing.resource import read_about
from kg.store.engine import Engine

__all__ = ["MatterView", "Touch", "read_matter"]

# A duty's way of touching its matter, strongest first; plain doing comes last.
_ORDER = ("supervises", "assesses", "sanctions", "guides", "leads", "supports", "does")


@dataclass(frozen=True)
class Touch:
    """One way of touching the matter, with the first duties that do and how many do."""

    relation: str
    kind: Value | None
    duties: tuple[Facts, ...]
    total: int


@dataclass(frozen=True)
class MatterView:
    """Everything the page of a matter shows."""

    about: Facts
    touches: tuple[Touch, ...]
    narrower: tuple[Value, ...]
    documents: tuple[Value, ...]

    @property
    def total(self) -> int:
        """Count the duties on the matter, of which only the first are listed."""
        return sum(touch.total for touch in self.touches)

    @property
    def is_whole(self) -> bool:
        """Tell whether every duty is listed."""
        return all(touch.total == len(touch.duties) for touch in self.touches)


def read_matter(engine: Engine, matter: str, touching: Mapping[str, tuple[int, Sequence[str]]]) -> MatterView:
    """Read who does what about a matter.

    ``touching`` tells, by kind of oversight (an IRI; empty for plain doing), how many duties are about the matter or
    one under it, and which are the first: counting them takes a search index, not a query over the whole graph.
    """
    about = read_about(engine, matter)
    facts = _read_statements(engine, tuple(duty for _, duties in touching.values() for duty in duties))
    groups = {
        kind.rpartition("/")[2] or "does": (total, in_order(facts[duty] for duty in duties if duty in facts))
        for kind, (total, duties) in touching.items()
    }
    ordered = sorted(groups, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    documents = {value.text: value for duty in in_order(facts.values()) for value in duty.all("dg:document")}
    return MatterView(
        about,
        tuple(
            Touch(name, _kind(name, groups[name][1]), groups[name][1], groups[name][0]) for name in ordered
        ),
        _read_narrower(engine, about.iri),
        tuple(documents.values()),
    )


@remembered
def _read_statements(engine: Engine, nodes: tuple[str, ...]) -> dict[str, Facts]:
    return read_facts(engine, "describe-statements", nodes=nodes)


@remembered
def _read_narrower(engine: Engine, matter: str) -> tuple[Value, ...]:
    narrower = read_facts(engine, "list-narrower-concepts", concept=matter)
    return tuple(each.named for each in narrower.values())


def _kind(relation: str, duties: Sequence[Facts]) -> Value | None:
    kinds = (kind for duty in duties for kind in duty.all("dg:supervisionKind"))
    return next((kind for kind in kinds if kind.text.rpartition("/")[2] == relation), None)
