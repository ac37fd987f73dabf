"""What asking knows of a published data set: its facts, actors, matters and documents, read once a data version."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, TypeVar

from kg.asking.naming import NameIndex, index_names, index_places
from kg.store.terms import Bindings, Row

__all__ = ["Concept", "Described", "Engine", "Fact", "Knowledge", "Node", "Silence", "in_chinese"]


def in_chinese(name: str) -> str:
    """Mark a Chinese name that stands in an English sentence."""
    return f"“{name}” (no English name)" if name else ""


class Engine(Protocol):
    """The part of a store's engine that asking needs."""

    @property
    def version(self) -> str:
        """The data version."""

    def select(self, text: str, bindings: Bindings | None = None) -> list[Row]:
        """Answer a SELECT as rows of terms."""


@dataclass(frozen=True, kw_only=True)
class Described:
    """A document: identifiers and the words it can be recognised by."""

    iri: str
    id: str
    title: str
    title_en: str
    place: str
    place_en: str
    level: str
    text: str
    number: str = ""
    date: str = ""
    issuer: str = ""


@dataclass(frozen=True, kw_only=True)
class Node:
    """Somebody who can act or be acted upon: a body, a category, a post, a target group or an unlisted name."""

    iri: str
    document: str
    kind: str
    zh: str
    en: str
    alt_zh: tuple[str, ...] = ()
    alt_en: tuple[str, ...] = ()
    function: str = ""
    level: str = ""
    body: str = ""
    holder: str = ""

    def name(self, language: str) -> str:
        """Name it in a language; a Chinese name in an English sentence is marked as one."""
        return self.zh if language == "zh" else self.en or in_chinese(self.zh)

    @property
    def names(self) -> tuple[str, ...]:
        """Every Chinese name, the longest first."""
        return tuple(sorted({name for name in (self.zh, *self.alt_zh) if name}, key=len, reverse=True))

    @property
    def names_en(self) -> tuple[str, ...]:
        """Every English name."""
        return tuple(name for name in (self.en, *self.alt_en) if name)


@dataclass(frozen=True, kw_only=True)
class Concept:
    """A matter or a function with every word for it."""

    iri: str
    zh: str
    en: str
    alt_zh: tuple[str, ...] = ()
    alt_en: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Name it in a language; a Chinese name in an English sentence is marked as one."""
        return self.zh if language == "zh" else self.en or in_chinese(self.zh)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One retrievable statement: what it says in both languages, who is in it in which part, what it can answer.

    ``parts`` maps a part (bearer, convener, chair, agenda_decider …) to node IRIs; ``features`` names what the fact
    can answer (frequency, deadline, threshold, steps, trigger …).
    """

    iri: str
    kind: str
    document: str
    zh: str
    en: str
    start: int = 0
    end: int = 0
    status: str = ""
    supervision: str = ""
    matter: str = ""
    action_classes: frozenset[str] = frozenset()
    provision: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Silence:
    """A question for which a document was read without finding an answer."""

    iri: str
    document: str
    about: str
    question: str
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Everything asking holds in memory about one data version."""

    version: str
    documents: tuple[Described, ...]
    nodes: Mapping[str, Node]
    matters: Mapping[str, Concept]
    functions: Mapping[str, Concept]
    facts: tuple[Fact, ...]
    silences: tuple[Silence, ...] = ()

    def index(self) -> None:
        """Build every index now, so that no question waits for one."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @cached_property
    def document_of(self) -> dict[str, Described]:
        """Documents by IRI."""
        return {document.iri: document for document in self.documents}

    @cached_property
    def vocabulary_zh(self) -> str:
        """Every Chinese text and name, as one text to look words up in."""
        names = (name for node in self.nodes.values() for name in node.names)
        titles = (document.title + document.place for document in self.documents)
        return "\n".join(dict.fromkeys([*(fact.zh for fact in self.facts), *names, *titles]))

    @cached_property
    def vocabulary_en(self) -> frozenset[str]:
        """Every English word of the facts, names and titles."""
        names = (name for node in self.nodes.values() for name in node.names_en)
        titles = (f"{document.title_en} {document.place_en}" for document in self.documents)
        text = " ".join(dict.fromkeys([*(fact.en for fact in self.facts), *names, *titles])).lower()
        return frozenset(re.findall(r"[a-z]+", text))

    @cached_property
    def fact_of(self) -> dict[str, Fact]:
        """Facts by IRI."""
        return {fact.iri: fact for fact in self.facts}

    @cached_property
    def facts_by_bearer(self) -> dict[str, list[Fact]]:
        """Duties by the node that bears them."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            for node in fact.parts.get("bearer", ()):
                found[node].append(fact)
        return dict(found)

    @cached_property
    def facts_by_document(self) -> dict[str, list[Fact]]:
        """Facts by their document, in the order of the text."""
        return _group(self.facts, lambda fact: fact.document)

    @cached_property
    def nodes_by_document(self) -> dict[str, list[Node]]:
        """Bodies, posts and others by their document."""
        return _group(self.nodes.values(), lambda node: node.document)

    @cached_property
    def silences_by_document(self) -> dict[str, list[Silence]]:
        """Recorded silences by their document."""
        return _group(self.silences, lambda silence: silence.document)

    @cached_property
    def names(self) -> NameIndex:
        """Nodes by their names."""
        return index_names(self.nodes.values())

    @cached_property
    def places(self) -> dict[str, tuple[Described, ...]]:
        """Documents by the names of their place."""
        return index_places(self.documents)

    @cached_property
    def facts_by_kind(self) -> dict[tuple[str, str], list[Fact]]:
        """Facts by document and kind."""
        return _group(self.facts, lambda fact: (fact.document, fact.kind))

    @cached_property
    def mentions(self) -> dict[str, int]:
        """Count in how many facts a node bears something, is the body of a rule, or is acted upon."""
        counts: dict[str, int] = defaultdict(int)
        for fact in self.facts:
            for part, actors in fact.parts.items():
                if part in {"bearer", "body", "target"}:
                    for actor in actors:
                        counts[actor] += 1
        return dict(counts)

    def facts_in(self, documents: Iterable[Described], kind: str | None = None) -> list[Fact]:
        """List the facts of documents, of one kind or of all."""
        if kind is None:
            return [fact for one in documents for fact in self.facts_by_document.get(one.iri, ())]
        return [fact for one in documents for fact in self.facts_by_kind.get((one.iri, kind), ())]

    def nodes_in(self, documents: Iterable[Described]) -> list[Node]:
        """List the nodes of documents."""
        return [node for document in documents for node in self.nodes_by_document.get(document.iri, ())]


Grouped = TypeVar("Grouped")
Key = TypeVar("Key", bound=Hashable)


def _group(things: Iterable[Grouped], key: Callable[[Grouped], Key]) -> dict[Key, list[Grouped]]:
    groups: dict[Key, list[Grouped]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return dict(groups)
