"""The chosen facts in full: one SPARQL query a kind of fact, with the facts bound as IRIs, and their evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.asking.answer import Evidence
from kg.asking.knowledge import Engine, Knowledge
from kg.asking.wording import say_date
from kg.queries import read_query
from kg.store.terms import Row, Term, iri

__all__ = ["QUERIES", "Detail", "bind_facts", "fetch_details", "find_evidence"]

QUERIES = {
    "duty": "answer-duties",
    "procedure": "answer-procedures",
    "membership": "answer-memberships",
    "relation": "answer-relations",
    "citation": "answer-citations",
    "disclosure": "answer-disclosures",
    "document": "answer-documents",
    "post": "answer-posts",
    "defect": "answer-defects",
}


@dataclass(frozen=True)
class Detail:
    """Everything a query told of one fact: the distinct terms of each variable, in order."""

    iri: str
    kind: str
    terms: Mapping[str, tuple[Term, ...]]

    def all(self, name: str, language: str | None = None) -> tuple[str, ...]:
        """List the values of a variable; with ``language`` those tagged so (untagged ones count as Chinese)."""
        terms = self.terms.get(name, ())
        return tuple(term.value for term in terms if language is None or (term.language or "zh") == language)

    def one(self, name: str, language: str | None = None) -> str:
        """Give the first value of a variable, or an empty string."""
        values = self.all(name, language)
        return values[0] if values else ""

    def flag(self, name: str) -> bool:
        """Tell whether a boolean variable is true."""
        return self.one(name) in {"true", "1"}

    def local(self, name: str) -> str:
        """Give the last part of an IRI-valued variable."""
        return re.split(r"[#/]", self.one(name))[-1]


_PREFIX = re.compile(r"PREFIX (\w+):")


def bind_facts(query: str, facts: Sequence[str]) -> str:
    """Bind ``?fact`` in a query to IRIs, written as SPARQL terms, so that the query can be pasted as it is."""
    values = " ".join(iri(fact).n3() for fact in facts)
    bound = query.replace("WHERE {\n", f"WHERE {{\n  VALUES ?fact {{ {values} }}\n", 1)
    unused = [name for name in _PREFIX.findall(bound) if len(re.findall(rf"\b{name}:", bound)) < 2]
    return re.sub(rf"PREFIX (?:{'|'.join(unused)}): <[^>]*>\n", "", bound) if unused else bound


def fetch_details(engine: Engine, kind: str, facts: Sequence[str]) -> tuple[list[Detail], str]:
    """Ask the store for the facts of one kind, in the order given; hands back the query as well."""
    text = read_query(QUERIES[kind])
    details = []
    for fact in facts:
        # One bound query a fact is an index lookup at any size; VALUES joined to the pattern scans every fact.
        rows = engine.select(text, {"fact": iri(fact)})
        variables: dict[str, dict[Term, None]] = defaultdict(dict)
        for row in rows:
            _collect(variables, row)
        if rows:
            details.append(Detail(fact, kind, {name: tuple(terms) for name, terms in variables.items()}))
    return details, bind_facts(text, facts)


def _collect(variables: dict[str, dict[Term, None]], row: Row) -> None:
    for name, term in row.items():
        variables[name][term] = None


def _find_imprint(detail: Detail, knowledge: Knowledge) -> tuple[Evidence, ...]:
    """Give the lines of a document that show its number and its date."""
    document = knowledge.document_of[detail.iri]
    marks = [
        detail.one("number"),
        say_date(detail.one("date"))[0].split("(")[0] if detail.one("date") else "",
    ]
    spans: dict[tuple[int, int], None] = {}
    for mark in filter(None, marks):
        for match in re.finditer(rf"[^\n]*{re.escape(mark)}[^\n]*", document.text):
            spans[match.span()] = None
    return tuple(
        Evidence(document=document.id, provision=None, quote=document.text[first:last], start=first, end=last)
        for first, last in spans
    )


_SENTENCE_END = "。;；!！?？\n"


def find_evidence(detail: Detail, knowledge: Knowledge) -> tuple[Evidence, ...]:
    """Give the words a fact was read from, the whole sentence around them, and the heading that names its bearer."""
    if detail.kind == "document":
        return _find_imprint(detail, knowledge)
    document = knowledge.document_of.get(detail.one("document"))
    if document is None or not detail.one("start"):
        return ()
    start, end = int(detail.one("start")), int(detail.one("end"))
    path = detail.one("path") or None
    spans = [(start, end), _widen(document.text, start, end)]
    if detail.one("headingStart"):
        spans.append((int(detail.one("headingStart")), int(detail.one("headingEnd"))))
    return tuple(
        Evidence(document=document.id, provision=path, quote=document.text[first:last], start=first, end=last)
        for first, last in dict.fromkeys(spans)
    )


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] not in "。!！?？\n":
        start -= 1
    while end < len(text) and text[end - 1] not in _SENTENCE_END:
        end += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
