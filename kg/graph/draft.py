"""The graph of one document in the making: where the modules of each concern write, and cite what they read."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from kg.coding.model import Coding
from kg.graph import literals
from kg.graph.actors import Actor, Actors
from kg.graph.concepts import Concepts
from kg.graph.names import DG, OA, RDF, RDFS, Names

__all__ = ["Draft", "Fact"]

# As much context on either side as the Web Annotation model suggests to find a quote again.
_CONTEXT = 32


class Fact(Protocol):
    """What every coded fact has: its place in the text, and, machine-coded, its rule and confidence."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def confidence(self) -> float | None: ...


class Draft:
    """One document's named graph; its methods name nodes, state triples and make evidence."""

    def __init__(self, coding: Coding, names: Names, concepts: Concepts) -> None:
        self.coding = coding
        self.names = names
        self.concepts = concepts
        self.actors = Actors(coding, names)
        self.id = coding.document.id
        self.document = names.node("document", self.id)
        self._graph = names.graph(self.id)
        self._quads: set[Quad] = set()
        self._leaves = self._find_leaves()
        self._starts = [start for start, _, _ in self._leaves]
        self._mentions: dict[Actor, set[NamedNode]] = defaultdict(set)

    def _find_leaves(self) -> list[tuple[int, int, str]]:
        parents = {provision.parent for provision in self.coding.provisions}
        leaves = (p for p in self.coding.provisions if p.path not in parents)
        return sorted((leaf.start, leaf.end, leaf.path) for leaf in leaves)

    def node(self, kind: str, *parts: str) -> NamedNode:
        """Name a node of this document."""
        return self.names.node(kind, self.id, *parts)

    def add(self, subject: NamedNode, predicate: NamedNode, *values: NamedNode | Literal | None) -> None:
        """State the predicate of the subject with each value that is known."""
        for value in values:
            if value is not None:
                self._quads.add(Quad(subject, predicate, value, self._graph))

    def describe(
        self, subject: NamedNode, *kinds: NamedNode, zh: str | None = None, en: str | None = None
    ) -> None:
        """State the classes and the labels of a node, and that it belongs to this document."""
        self.add(subject, RDF("type"), *kinds)
        self.add(subject, RDFS("label"), literals.zh(zh), literals.en(en))
        self.add(subject, DG("document"), self.document)

    def cite(self, subject: NamedNode, fact: Fact) -> NamedNode:
        """State the evidence of a fact, and how the machine came by it, if it did."""
        evidence = self.evidence(fact.start, fact.end)
        self.add(subject, DG("evidence"), evidence)
        self.add(subject, DG("rule"), literals.text(fact.rule))
        self.add(subject, DG("confidence"), literals.decimal(fact.confidence))
        return evidence

    def evidence(self, start: int, end: int) -> NamedNode:
        """Make the evidence of a stretch of the text: its words, its place, its provision."""
        text = self.coding.text
        node = self.names.span("evidence", self.id, start, end)
        quote, position = self.names.part(node, "quote"), self.names.part(node, "position")
        self.add(node, RDF("type"), OA("SpecificResource"))
        self.add(node, RDFS("label"), literals.zh(text[start:end][:60]))
        self.add(node, OA("hasSource"), self.document)
        self.add(node, OA("hasSelector"), quote, position)
        self.add(node, DG("provision"), self.leaf_at(start))
        self.add(quote, RDF("type"), OA("TextQuoteSelector"))
        self.add(quote, OA("exact"), Literal(text[start:end]))
        self.add(quote, OA("prefix"), Literal(text[max(0, start - _CONTEXT) : start]))
        self.add(quote, OA("suffix"), Literal(text[end : end + _CONTEXT]))
        self.add(position, RDF("type"), OA("TextPositionSelector"))
        self.add(position, OA("start"), literals.integer(start))
        self.add(position, OA("end"), literals.integer(end))
        return node

    def leaf_at(self, offset: int) -> NamedNode | None:
        """Return the leaf provision that holds the character at an offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or not self._leaves[index][0] <= offset <= self._leaves[index][1]:
            return None
        return self.provision(self._leaves[index][2])

    def provision(self, path: str | None) -> NamedNode | None:
        """Name the provision of a path."""
        return self.node("provision", path) if path else None

    def place(self, name: str | None, name_en: str | None = None) -> NamedNode | None:
        """Name and label the administrative division of a name."""
        if not name:
            return None
        node = self.names.node("place", name)
        self.add(node, RDF("type"), DG("AdministrativeDivision"))
        self.add(node, RDFS("label"), literals.zh(name), literals.en(name_en))
        return node

    def mention(
        self, reference: str | None, evidence: NamedNode, *, near: str | None = None, target: bool = False
    ) -> tuple[Actor, ...]:
        """Return whom a reference means, and keep the evidence for those described nowhere else."""
        if not reference:
            return ()
        actors = self.actors.resolve(reference, near=near, target=target)
        for actor in actors:
            if actor.kind in ("named", "target"):
                self._mentions[actor].add(evidence)
        return actors

    def link(
        self,
        subject: NamedNode,
        predicate: NamedNode,
        references: Iterable[str | None],
        evidence: NamedNode,
        *,
        near: str | None = None,
        target: bool = False,
    ) -> None:
        """State the predicate of the subject with everyone the references mean."""
        for reference in references:
            for actor in self.mention(reference, evidence, near=near, target=target):
                self.add(subject, predicate, actor.node)

    def write_undescribed(self) -> None:
        """Describe those whom the text only names, by the evidence of what names them."""
        for actor, evidence in self._mentions.items():
            kind = DG("TargetGroup") if actor.kind == "target" else DG("NamedActor")
            self.describe(actor.node, kind, zh=actor.label)
            self.add(actor.node, DG("evidence"), *evidence)

    def quads(self) -> Iterator[Quad]:
        """Give all that has been stated."""
        yield from self._quads
