"""One matter: everybody who touches it, by how, across documents."""

from __future__ import annotations

from dataclasses import dataclass

from kg.browsing.body import in_order
from kg.browsing.facts import Facts, Value, read_counts, read_facts
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


@remembered
def read_matter(engine: Engine, matter: str) -> MatterView:
    """Read who does what about a matter."""
    about = read_about(engine, matter)
    duties = in_order(read_facts(engine, "list-duties-of-matter", matter=about.iri).values())
    groups: dict[str, list[Facts]] = {}
    kinds: dict[str, Value | None] = {}
    for duty in duties:
        kind = duty.one("dg:supervisionKind")
        relation = kind.text.rpartition("/")[2] if kind else "does"
        groups.setdefault(relation, []).append(duty)
        kinds[relation] = kind
    touches = sorted(groups, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    counted = read_counts(engine, "count-duties-of-matter", "kind", matter=about.iri)
    totals = {name.rpartition("/")[2] or "does": count for name, count in counted.items()}
    documents = {value.text: value for duty in duties for value in duty.all("dg:document")}
    narrower = read_facts(engine, "list-narrower-concepts", concept=about.iri)
    return MatterView(
        about,
        tuple(
            Touch(name, kinds[name], tuple(groups[name]), max(totals.get(name, 0), len(groups[name])))
            for name in touches
        ),
        tuple(facts.named for facts in narrower.values()),
        tuple(documents.values()),
    )
