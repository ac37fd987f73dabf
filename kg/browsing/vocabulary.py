"""The vocabulary as it is served: every term with its names, definition, kind and use in the data."""

from __future__ import annotations

from dataclasses import dataclass

from kg.browsing.facts import Facts, Value, read_facts
from kg.browsing.memory import remembered
from kg.browsing.names import compact
from kg.queries import read_query
from kg.store.engine import Engine
from kg.store.keeping import kept

__all__ = ["Term", "Vocabulary", "level_ranks", "property_names", "read_vocabulary", "term_names"]


@dataclass(frozen=True)
class Term:
    """One class, property or concept: what is said of it, and how often the data use it."""

    facts: Facts
    kind: str
    uses: int

    @property
    def iri(self) -> str:
        """Give the term's IRI."""
        return self.facts.iri

    @property
    def name(self) -> str:
        """Give the term's short name."""
        return compact(self.facts.iri)

    @property
    def use_query(self) -> str:
        """Give the SPARQL that lists where the data use the term."""
        pattern = {
            "class": f"?used a <{self.iri}>",
            "property": f"?subject <{self.iri}> ?object",
            "concept": f"?subject ?property <{self.iri}>",
        }[self.kind]
        return f"SELECT * WHERE {{ {pattern} }} LIMIT 200"

    @property
    def named(self) -> Value:
        """Give the term with its labels."""
        return self.facts.named


@dataclass(frozen=True)
class Vocabulary:
    """All terms: classes, properties, and concepts by their scheme."""

    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    concepts: tuple[tuple[Value, tuple[Term, ...]], ...]


@remembered
@kept("vocabulary", 1, Vocabulary)
def read_vocabulary(engine: Engine) -> Vocabulary:
    """Read the vocabulary with the number of its uses."""
    terms = read_facts(engine, "list-terms")
    uses = {
        str(row["term"]): int(str(row["uses"])) for row in engine.select(read_query("count-uses-of-terms"))
    }
    made = [Term(facts, _kind(facts), uses.get(facts.iri, 0)) for facts in terms.values()]
    made.sort(key=lambda term: (not term.name.startswith("dg:"), term.name))
    schemes: dict[str, list[Term]] = {}
    names: dict[str, Value] = {}
    for term in made:
        if term.kind == "concept":
            scheme = term.facts.one("skos:inScheme") or term.facts.one("skos:topConceptOf") or term.named
            schemes.setdefault(scheme.text, []).append(term)
            names[scheme.text] = scheme
    return Vocabulary(
        tuple(term for term in made if term.kind == "class"),
        tuple(term for term in made if term.kind == "property"),
        tuple((names[key], tuple(group)) for key, group in sorted(schemes.items())),
    )


@remembered
def property_names(engine: Engine) -> dict[str, Value]:
    """Name every property of the vocabulary by its short name."""
    vocabulary = read_vocabulary(engine)
    return {term.name: term.named for term in (*vocabulary.properties, *vocabulary.classes)}


@remembered
def term_names(engine: Engine) -> dict[str, Value]:
    """Name every term of the vocabulary by its IRI."""
    vocabulary = read_vocabulary(engine)
    concepts = (term for _, group in vocabulary.concepts for term in group)
    return {term.iri: term.named for term in (*vocabulary.classes, *vocabulary.properties, *concepts)}


@remembered
def level_ranks(engine: Engine) -> dict[str, int]:
    """Rank the levels of administration by their IRIs, the highest first."""
    ranks = {
        term.iri: term.facts.text("dg:rank")
        for _, group in read_vocabulary(engine).concepts
        for term in group
    }
    return {iri: int(rank) for iri, rank in ranks.items() if rank}


def _kind(facts: Facts) -> str:
    if facts.is_a("owl:Class", "rdfs:Class"):
        return "class"
    if facts.is_a("skos:Concept"):
        return "concept"
    return "property"
