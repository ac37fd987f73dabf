"""Bodies and their relations as a network; every edge knows the sentence it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.browsing.body import in_order
from kg.browsing.facts import Facts, Value, read_facts
from kg.browsing.memory import remembered
from kg.browsing.names import compact, graph_of
from kg.errors import UnknownName
from kg.store.engine import Engine

__all__ = [
    "HIERARCHY",
    "VIEWS",
    "Edge",
    "Network",
    "join",
    "neighbourhood_of",
    "read_neighbourhood",
    "read_network",
]

OVERSIGHT = frozenset({"dg:supervises", "dg:assesses", "dg:sanctions", "dg:guides", "dg:leads"})
HIERARCHY = frozenset(
    {"org:subOrganizationOf", "dg:hostedBy", "dg:superior", "dg:reportsTo", "org:reportsTo"}
)
# How the relations of one body are told, the strongest first.
_ORDER = (
    "dg:leads", "dg:guides", "dg:supervises", "dg:assesses", "dg:sanctions", "dg:coordinates", "dg:superior",
    "org:reportsTo", "dg:reportsTo", "org:subOrganizationOf", "dg:hostedBy",
)  # fmt: skip
VIEWS: dict[str, frozenset[str] | None] = {"all": None, "oversight": OVERSIGHT, "hierarchy": HIERARCHY}


@dataclass(frozen=True)
class Edge:
    """One relation, read from ``source`` to ``target``, with what states it."""

    iri: str
    source: str
    target: str
    relation: str
    predicate: Value
    quote: str | None
    evidence: str | None
    provision: str | None
    document: Value | None


@dataclass(frozen=True)
class Network:
    """Bodies and the relations between them."""

    nodes: dict[str, Value]
    edges: tuple[Edge, ...]

    @property
    def counts(self) -> tuple[tuple[str, Value, int], ...]:
        """Count the edges of each relation."""
        counted = Counter(edge.relation for edge in self.edges)
        named = {edge.relation: edge.predicate for edge in self.edges}
        return tuple((name, named[name], count) for name, count in counted.most_common())

    def grouped(
        self, *, source: str | None = None, target: str | None = None
    ) -> list[tuple[str, list[Edge]]]:
        """Group the edges from ``source`` or to ``target`` by relation: leading and oversight first."""
        groups: dict[str, list[Edge]] = {}
        for edge in self.edges:
            if source in (None, edge.source) and target in (None, edge.target):
                groups.setdefault(edge.relation, []).append(edge)
        place = {name: number for number, name in enumerate(_ORDER)}
        return sorted(groups.items(), key=lambda pair: (place.get(pair[0], len(_ORDER)), pair[0]))

    def only(self, relations: Iterable[str] | None) -> Network:
        """Keep some relations and the bodies they join."""
        if relations is None:
            return self
        kept = frozenset(relations)
        edges = tuple(edge for edge in self.edges if edge.relation in kept)
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        return Network({iri: value for iri, value in self.nodes.items() if iri in ends}, edges)


@remembered
def read_network(engine: Engine, document: str) -> Network:
    """Read the relations that a document states."""
    graph = graph_of(document)
    stated = _network(read_facts(engine, "list-relations-of-document", graph=graph).values())
    network = _with_duties(
        stated, in_order(read_facts(engine, "list-duties-of-document", graph=graph).values())
    )
    if not network.edges and not read_facts(engine, "describe-resource", node=document):
        raise UnknownName(f"there is no document {document!r} here", value=document)
    return network


@remembered
def read_neighbourhood(engine: Engine, body: str) -> Network:
    """Read the relations of one body."""
    duties = [
        *read_facts(engine, "list-duties-of-body", body=body).values(),
        *read_facts(engine, "list-duties-towards-body", body=body).values(),
    ]
    return neighbourhood_of(body, read_facts(engine, "list-relations-of-body", body=body).values(), duties)


def neighbourhood_of(body: str, relations: Iterable[Facts], duties: Iterable[Facts]) -> Network:
    """Join what relations and duties of oversight say of one body and its neighbours."""
    network = _with_duties(_network(relations), in_order(duties))
    edges = tuple(edge for edge in network.edges if body in (edge.source, edge.target))
    ends = {body} | {end for edge in edges for end in (edge.source, edge.target)}
    return Network({iri: value for iri, value in network.nodes.items() if iri in ends}, edges)


def _network(statements: Iterable[Facts]) -> Network:
    nodes: dict[str, Value] = {}
    edges = []
    for facts in sorted(statements, key=lambda each: each.iri):
        subject, predicate, target = (
            facts.one("rdf:subject"),
            facts.one("rdf:predicate"),
            facts.one("rdf:object"),
        )
        if subject is None or predicate is None or target is None:
            continue
        nodes.setdefault(subject.text, subject)
        nodes.setdefault(target.text, target)
        evidence = facts.one("dg:evidence")
        edges.append(
            Edge(
                facts.iri,
                subject.text,
                target.text,
                compact(predicate.text),
                predicate,
                evidence.quote if evidence else None,
                evidence.iri if evidence else None,
                evidence.provision if evidence else None,
                facts.one("dg:document"),
            )
        )
    return Network(nodes, tuple(edges))


def _with_duties(network: Network, duties: Iterable[Facts]) -> Network:
    """Add what duties of oversight say of their bearers and targets, where no relation says it already."""
    nodes, edges = (
        dict(network.nodes),
        {(edge.source, edge.target, edge.relation): edge for edge in network.edges},
    )
    for duty in duties:
        kind = duty.one("dg:supervisionKind")
        if kind is None:
            continue
        relation = f"dg:{kind.text.rpartition('/')[2]}"
        for bearer in duty.all("dg:bearer"):
            for target in duty.all("dg:target"):
                nodes.setdefault(bearer.text, bearer)
                nodes.setdefault(target.text, target)
                edges.setdefault(
                    (bearer.text, target.text, relation), _duty_edge(duty, (bearer, target), relation, kind)
                )
    return Network(nodes, tuple(edges.values()))


def _duty_edge(duty: Facts, ends: tuple[Value, Value], relation: str, kind: Value) -> Edge:
    evidence = duty.one("dg:evidence")
    return Edge(
        f"{duty.iri}#{ends[0].text.rpartition('/')[2]}--{ends[1].text.rpartition('/')[2]}",
        ends[0].text,
        ends[1].text,
        relation,
        kind,
        duty.text("dg:quote"),
        evidence.iri if evidence else None,
        duty.text("dg:provision"),
        duty.one("dg:document"),
    )


def join(networks: Sequence[Network]) -> Network:
    """Put networks together."""
    nodes = {iri: value for network in networks for iri, value in network.nodes.items()}
    edges = {edge.iri: edge for network in networks for edge in network.edges}
    return Network(nodes, tuple(edges.values()))
