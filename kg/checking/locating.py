"""Where a finding stands: the label, the sentence with its surroundings, the provision, the body it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolution, Store, Variable

from kg.checking.evaluating import solve
from kg.queries import read_query

__all__ = ["Place", "find_document", "find_places"]

AROUND = 40  # characters shown on each side of a quote

_DOCUMENT = """
PREFIX dg: <https://w3id.org/dutygraph/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?document ?id ?title ?text WHERE {
  ?document a dg:PolicyDocument ; dct:identifier ?id ; rdfs:label ?title ; dg:text ?text .
  FILTER (LANG(?title) = "zh")
}
"""

_NUMBERS = """
PREFIX dg: <https://w3id.org/dutygraph/ontology#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?path ?number WHERE { ?provision dg:path ?path ; eli:number ?number }
"""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What is known of a node: labels by language, its span in the text, its provision, its body, its confidence.

    ``whole`` says that the node is a provision with all under it, of which only the first line need be shown.
    """

    labels: Mapping[str, str]
    start: int | None = None
    end: int | None = None
    provision: str | None = None
    body: str = ""
    confidence: float | None = None
    whole: bool = False


@dataclass(frozen=True)
class Described:
    """The document of a graph; ``numbers`` are its provisions' numbers as written, by path."""

    iri: str
    id: str
    title: str
    text: str
    numbers: Mapping[str, str]

    def spell(self, path: str | None) -> str:
        """Write a provision's place as the document numbers it: 3.1.2 is 三、(一)2、."""
        parts = path.split(".") if path else []
        above = [".".join(parts[: depth + 1]) for depth in range(len(parts))]
        return "".join(self.numbers.get(one, "") for one in above)


def find_document(store: Store) -> Described | None:
    """Find the document that a graph describes."""
    for solution in solve(store, _DOCUMENT):
        iri, id_, title, text = (_text(solution, name) for name in ("document", "id", "title", "text"))
        return Described(iri, id_, title, text, _numbers(store))
    return None


def _numbers(store: Store) -> dict[str, str]:
    return {_text(one, "path"): _text(one, "number") for one in solve(store, _NUMBERS)}


def _text(solution: QuerySolution, name: str) -> str:
    term = solution[name]
    return term.value if isinstance(term, NamedNode | Literal) else ""


def find_places(store: Store, nodes: Iterable[str]) -> dict[str, Place]:
    """Look nodes up, one after the other; a node without evidence has labels only."""
    query = read_query("locate-findings")
    return {
        node: _place(list(solve(store, query, {Variable("node"): NamedNode(node)}))) for node in set(nodes)
    }


def _place(solutions: list[QuerySolution]) -> Place:
    labels: dict[str, str] = {}
    spans: list[tuple[int, int, str]] = []
    body, confidence, whole = "", None, False
    for solution in solutions:
        label = solution["label"]
        if isinstance(label, Literal):
            labels.setdefault(label.language or "zh", label.value)
        if _text(solution, "start"):
            spans.append(
                (int(_text(solution, "start")), int(_text(solution, "end")), _text(solution, "path"))
            )
        whole = whole or bool(_text(solution, "kind"))
        named = solution["body"]
        if isinstance(named, Literal) and named.language == "zh":
            body = body or named.value
        confidence = float(_text(solution, "confidence")) if _text(solution, "confidence") else confidence
    if not spans:
        return Place(labels=labels, body=body, confidence=confidence)
    start, end, path = min(spans)
    return Place(
        labels=labels,
        start=start,
        end=end,
        provision=path or None,
        body=body,
        confidence=confidence,
        whole=whole,
    )
