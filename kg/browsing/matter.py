"""One matter: everybody who touches it, by how, across documents."""

from __future__ import annotations

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
    """One way of touching the matter, with the duties that do."""

    relation: str
    kind: Value | None
    duties: tuple[Facts, ...]


@dataclass(frozen=True)
class MatterView:
    """Everything the page of a matter shows."""

    about: Facts
    touches: tuple[Touch, ...]
    narrower: tuple[Value, ...]
    documents: tuple[Value, ...]


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
    documents = {value.text: value for duty in duties for value in duty.all("dg:document")}
    narrower = read_facts(engine, "list-narrower-concepts", concept=about.iri)
    return MatterView(
        about,
        tuple(Touch(name, kinds[name], tuple(groups[name])) for name in touches),
        tuple(facts.named for facts in narrower.values()),
        tuple(documents.values()),
    )
