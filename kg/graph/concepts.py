"""The vocabulary as the graph needs it: its own triples, and the concept that a word or slug stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.coding.script import fold
from kg.graph import literals
from kg.graph.names import BASE_IRI, RDF, RDFS, SKOS, Names
from kg.resources import data_folder

__all__ = ["Concepts", "Term"]

Term = tuple[NamedNode, NamedNode, NamedNode | Literal]

_JOINED = re.compile(r"以及|[、,和与及并]")
_APART = frozenset({"alignment"})

# The scheme a kind of concept belongs to, where its name is not simply the plural.
_SCHEMES = {"modality": "modalities", "supervision": "supervision"}


@cache
def _written() -> tuple[Quad, ...]:
    files = sorted(path for path in data_folder("ontology").glob("*.ttl") if path.stem not in _APART)
    return tuple(quad for path in files for quad in parse(path=str(path), format=RdfFormat.TURTLE))


def _vocabulary(base_iri: str) -> Iterator[Term]:
    for quad in _written():
        subject, value = _moved(quad.subject, base_iri), _moved(quad.object, base_iri)
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            yield subject, quad.predicate, value
            if quad.predicate == SKOS("prefLabel"):
                yield subject, RDFS("label"), value


def _moved(term: object, base_iri: str) -> object:
    if base_iri != BASE_IRI and isinstance(term, NamedNode) and term.value.startswith(BASE_IRI):
        return NamedNode(base_iri + term.value.removeprefix(BASE_IRI))
    return term


class Concepts:
    """The SKOS concepts known, and those a document adds.

    A concept's ``skos:prefLabel`` is its ``rdfs:label`` as well, so that one query labels anything.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._triples = list(_vocabulary(names.base_iri))
        self._known = {subject for subject, predicate, _ in self._triples if predicate == RDF("type")}
        self._words: dict[tuple[str, str], NamedNode] = {}
        self._labels: dict[tuple[NamedNode, str], str] = {}
        for predicate in (SKOS("prefLabel"), SKOS("altLabel"), SKOS("hiddenLabel")):
            self._index(predicate)
        for subject, predicate, value in self._triples:
            if predicate == RDFS("label") and isinstance(value, Literal) and value.language:
                self._labels[subject, value.language] = value.value

    def _index(self, predicate: NamedNode) -> None:
        for subject, given, value in self._triples:
            if given == predicate and isinstance(value, Literal):
                kind = subject.value.removeprefix(self._names.base_iri).split("/")[0]
                self._words.setdefault((kind, value.value), subject)

    def triples(self) -> list[Term]:
        """Give the vocabulary's triples, those of added concepts included."""
        return list(self._triples)

    def label(self, node: NamedNode, language: str) -> str | None:
        """Give the label of a term or concept in a language, if it has one."""
        return self._labels.get((node, language))

    def by_slug(self, kind: str, slug: str) -> NamedNode:
        """Return the concept of a slug, which is added when the scheme lacks it."""
        node = self._names.node(kind, slug)
        if node not in self._known and (kind, slug) in self._words:
            return self._words[kind, slug]  # another slug in use for the same, kept as skos:hiddenLabel
        if node not in self._known:
            self._add(kind, node, slug, literals.en(slug.replace("-", " ")))
        return node

    def by_word(self, kind: str, word: str) -> NamedNode:
        """Return the concept that a Chinese word stands for, which is added when no label matches."""
        word = "".join(word.split())
        found = self._words.get((kind, word)) or self._words.get((kind, fold(word)))
        if found is None:
            found = self._names.node(kind, word)
            self._add(kind, found, None, literals.zh(word))
            if kind == "action" and (wider := self._find_inside(kind, word)):
                self._triples.append((found, SKOS("broader"), wider))
            self._words[kind, word] = found
        return found

    def by_verb(self, verb: str) -> tuple[NamedNode, ...]:
        """Return the actions a verb stands for: several where known ones are joined (指导和检查), else one."""
        word = "".join(verb.split())
        if ("action", word) not in self._words:
            parts = [self._words.get(("action", part)) for part in _JOINED.split(fold(word))]
            if len(parts) > 1 and all(parts):
                return tuple(part for part in parts if part)
        return (self.by_word("action", word),)

    def _find_inside(self, kind: str, word: str) -> NamedNode | None:
        """Return the concept of the longest known word inside a longer one, the last where they are equally long."""
        sizes = range(len(word) - 1, 1, -1)
        inside = ((kind, word[at : at + size]) for size in sizes for at in range(len(word) - size, -1, -1))
        return next((self._words[key] for key in inside if key in self._words), None)

    def _add(self, kind: str, node: NamedNode, slug: str | None, label: Literal | None) -> None:
        self._known.add(node)
        scheme = self._names.node("scheme", _SCHEMES.get(kind, kind + "s"))
        self._triples += [(node, RDF("type"), SKOS("Concept")), (node, SKOS("inScheme"), scheme)]
        if label is not None:
            self._triples += [(node, SKOS("prefLabel"), label), (node, RDFS("label"), label)]
        if slug is not None:
            self._triples.append((node, SKOS("notation"), Literal(slug)))
