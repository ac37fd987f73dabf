"""One body: what it is, who belongs to it, whom it oversees and who oversees it, what it must do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.browsing.facts import Facts, Value, read_counts, read_facts
from kg.browsing.memory import remembered
from kg.browsing.names import PREFIXES
from kg.browsing.resource import read_about
from kg.browsing.vocabulary import level_ranks
from kg.store.engine import Engine

__all__ = ["BodyView", "DutyGroup", "group_duties", "in_order", "own_kinds", "read_body"]


@dataclass(frozen=True)
class DutyGroup:
    """The duties that share their first action."""

    action: Value | None
    duties: tuple[Facts, ...]


@dataclass(frozen=True)
class BodyView:
    """Everything the page of a body shows."""

    about: Facts
    members: tuple[Facts, ...]
    belongs_to: tuple[Facts, ...]
    posts: tuple[Facts, ...]
    relations: tuple[Facts, ...]
    duties: tuple[DutyGroup, ...]
    towards: tuple[Facts, ...]
    procedures: tuple[Facts, ...]
    findings: tuple[Facts, ...]
    counterparts: tuple[Facts, ...]
    peers: dict[str, int]

    @property
    def member_roles(self) -> frozenset[str | None]:
        """Name the roles in which its members belong to it; where all have one, a reader need not be told again."""
        return frozenset(each.text("dg:roleName") for each in self.members)

    @property
    def counterparts_by_level(self) -> tuple[tuple[Value | None, tuple[Facts, ...]], ...]:
        """Group the counterparts by their level, in the order they stand in."""
        groups: dict[Value | None, list[Facts]] = {}
        for each in self.counterparts:
            groups.setdefault(each.one("dg:level"), []).append(each)
        return tuple((level, tuple(group)) for level, group in groups.items())

    @property
    def count(self) -> int:
        """Count the duties it bears."""
        return sum(len(group.duties) for group in self.duties)

    @property
    def peer_count(self) -> int:
        """Count the counterparts, of which only the first are listed."""
        return max(len(self.counterparts), sum(self.peers.values()) if len(self.peers) == 1 else 0)


@remembered
def read_body(engine: Engine, body: str) -> BodyView:
    """Read what is said of a body, in a handful of questions."""
    memberships = in_order(read_facts(engine, "list-memberships-of-body", body=body).values())
    return BodyView(
        about=read_about(engine, body),
        members=tuple(each for each in memberships if each.text("org:organization") == body),
        belongs_to=tuple(each for each in memberships if each.text("org:member") == body),
        posts=in_order(read_facts(engine, "list-posts-of-body", body=body).values()),
        relations=in_order(read_facts(engine, "list-relations-of-body", body=body).values()),
        duties=group_duties(read_facts(engine, "list-duties-of-body", body=body).values()),
        towards=in_order(read_facts(engine, "list-duties-towards-body", body=body).values()),
        procedures=in_order(read_facts(engine, "list-procedures-of-body", body=body).values()),
        findings=in_order(read_facts(engine, "list-findings-about-resource", about=body).values()),
        counterparts=_by_level(engine, read_facts(engine, "list-counterparts-of-body", body=body).values()),
        peers=read_counts(engine, "count-counterparts-of-body", "function", body=body),
    )


def _by_level(engine: Engine, bodies: Iterable[Facts]) -> tuple[Facts, ...]:
    ranks = level_ranks(engine)
    return tuple(
        sorted(in_order(bodies), key=lambda each: ranks.get(each.text("dg:level") or "", len(ranks) + 1))
    )


def group_duties(duties: Iterable[Facts]) -> tuple[DutyGroup, ...]:
    """Group duties by their first action, the largest group first."""
    groups: dict[str, list[Facts]] = {}
    actions: dict[str, Value | None] = {}
    for duty in in_order(duties):
        action = duty.one("dg:action")
        key = action.text if action else ""
        groups.setdefault(key, []).append(duty)
        actions[key] = action
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] == "", -len(pair[1]), pair[0]))
    return tuple(DutyGroup(actions[key], tuple(group)) for key, group in ordered)


def in_order(facts: Iterable[Facts]) -> tuple[Facts, ...]:
    """Order statements as their documents have them."""

    def place(each: Facts) -> tuple[str, int, str]:
        order = each.text("dg:order") or "0"
        return each.text("dg:document") or "", int(order) if order.isdigit() else 0, each.iri

    return tuple(sorted(facts, key=place))


def own_kinds(about: Facts) -> tuple[Value, ...]:
    """Name the types of a thing, leaving out borrowed and general ones where it has one of its own."""
    own = [kind for kind in about.all("rdf:type") if kind.iri and kind.iri.startswith(PREFIXES["dg"])]
    special = [kind for kind in own if not kind.text.endswith("#Body")]
    return tuple(special or own or about.all("rdf:type"))
