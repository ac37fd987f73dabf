"""What is said of resources, as values with labels in both languages and the sentence they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.browsing.names import compact
from kg.queries import read_query
from kg.store.engine import Engine
from kg.store.terms import Row, Term, iri

__all__ = ["Facts", "Value", "read_counts", "read_facts", "value_of"]


@dataclass(frozen=True, slots=True)
class Value:
    """A literal or a resource: its text, its labels, and, where it is a piece of evidence, quote and provision."""

    text: str
    iri: str | None = None
    language: str | None = None
    zh: str | None = None
    en: str | None = None
    quote: str | None = None
    provision: str | None = None

    def label(self, language: str) -> str:
        """Name it in one language, or in the other where there is no name in that one."""
        first, second = (self.en, self.zh) if language == "en" else (self.zh, self.en)
        return first or second or (compact(self.iri) if self.iri else self.text)

    def label_language(self, language: str) -> str | None:
        """Tell in which language ``label`` answers."""
        chosen = self.en if language == "en" else self.zh
        if chosen:
            return language
        return ("zh" if self.zh else "en" if self.en else None) if self.iri else self.language


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything said of one resource, by compact property name."""

    iri: str
    values: Mapping[str, tuple[Value, ...]]

    def all(self, name: str) -> tuple[Value, ...]:
        """Give every value of a property."""
        return self.values.get(name, ())

    def one(self, name: str) -> Value | None:
        """Give the first value of a property, if any."""
        values = self.values.get(name, ())
        return values[0] if values else None

    def text(self, name: str) -> str | None:
        """Give the first value of a property as text, if any."""
        value = self.one(name)
        return value.text if value else None

    def is_a(self, *classes: str) -> bool:
        """Tell whether it has one of the types, given as compact names."""
        return any(value.iri and compact(value.iri) in classes for value in self.all("rdf:type"))

    @property
    def named(self) -> Value:
        """The resource itself with its own labels."""
        labels = [*self.all("rdfs:label"), *self.all("skos:prefLabel")]
        zh = next((each.text for each in labels if each.language == "zh"), None)
        en = next((each.text for each in labels if each.language == "en"), None)
        bare = next((each.text for each in labels if each.language is None), None)
        return Value(self.iri, self.iri, None, zh or bare, en)


def read_facts(
    engine: Engine, query: str, *, nodes: Sequence[str] | None = None, **bound: str
) -> dict[str, Facts]:
    """Run a query of nodes and their properties; IRIs in ``bound`` are given to it as values.

    ``nodes`` are the ones to read, where a query has the line ``VALUES ?node { }`` for them. A row without a property
    only names its object: so each label is read once, not at every place it is pointed to from.
    """
    text = read_query(query)
    if nodes is not None:
        named = " ".join(iri(node).n3() for node in nodes)
        text = text.replace("VALUES ?node { }", f"VALUES ?node {{ {named} }}", 1)
    rows = engine.select(text, {name: iri(value) for name, value in bound.items()})
    subject = bound.get("node")
    found: dict[str, dict[str, dict[Term, None]]] = {}
    known: dict[Term, Value] = {}
    for row in rows:
        term = row["o"]
        known[term] = _with_label(known.get(term) or value_of(term), row)
        if "p" in row:
            node = subject or row["node"].value
            found.setdefault(node, {}).setdefault(compact(row["p"].value), {})[term] = None
    return {
        node: Facts(node, {name: tuple(known[term] for term in terms) for name, terms in properties.items()})
        for node, properties in found.items()
    }


def read_counts(engine: Engine, query: str, key: str, **bound: str) -> dict[str, int]:
    """Run a query that counts ``?members`` by ``key``; what has no key is counted under the empty name."""
    rows = engine.select(read_query(query), {name: iri(value) for name, value in bound.items()})
    return {str(row.get(key, "")): int(str(row["members"])) for row in rows if "members" in row}


def value_of(term: Term) -> Value:
    """Make a value of a term."""
    return Value(term.value, term.value if term.kind == "iri" else None, term.language)


def _with_label(value: Value, row: Row) -> Value:
    label, quote, place = row.get("label"), row.get("quote"), row.get("place")
    if quote is not None and value.quote is None:
        value = replace(value, quote=str(quote), provision=str(place) if place else None)
    if label is None:
        return value
    if label.language == "en":
        return value if value.en else replace(value, en=label.value)
    return value if value.zh else replace(value, zh=label.value)
