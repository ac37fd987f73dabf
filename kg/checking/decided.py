"""Decisions about findings as a named graph of their own, apart from what documents say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import get_args

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.checking.report import Decision, Verdict
from kg.checking.shapes import SHAPES
from kg.errors import InputError
from kg.graph.dataset import format_of
from kg.graph.names import BASE_IRI, DCT, PREFIXES, RDF

__all__ = ["GRAPH", "from_graph", "from_triples", "to_graph"]

GRAPH = NamedNode(f"{BASE_IRI}graph/decisions")
_PLAIN = {
    "verdict": NamedNode(SHAPES["verdict"]),
    "who": DCT("creator"),
    "when": DCT("date"),
    "why": NamedNode(SHAPES["why"]),
    "basis": NamedNode(SHAPES["basis"]),
}
_ABOUT = NamedNode(SHAPES["finding"])


def to_graph(decisions: Sequence[Decision], path: PurePath) -> bytes:
    """Write decisions as quads of the graph of decisions, in the format of a file name."""
    quads = sorted(_quads(decisions), key=str)
    written = serialize(quads, format=format_of(path), prefixes={**PREFIXES, "dgs": str(SHAPES)})
    assert isinstance(written, bytes)  # noqa: S101 - no output was given, so it returns the bytes
    return written


def _quads(decisions: Sequence[Decision]) -> Iterator[Quad]:
    for one in decisions:
        node = NamedNode(f"{BASE_IRI}decision/{one.finding}")
        yield Quad(node, RDF("type"), NamedNode(SHAPES["Decision"]), GRAPH)
        yield Quad(node, _ABOUT, NamedNode(f"{BASE_IRI}finding/{one.finding}"), GRAPH)
        for name, predicate in _PLAIN.items():
            yield Quad(node, predicate, Literal(getattr(one, name)), GRAPH)


def from_graph(data: bytes, path: PurePath) -> list[Decision]:
    """Read the decisions of the graph of decisions; what else a file holds is left alone (InputError)."""
    try:
        return _read((quad for quad in parse(data, format=format_of(path)) if quad.graph_name == GRAPH), path)
    except SyntaxError as error:
        raise InputError(f"{path}: is not RDF: {error}", value=str(path)) from error


def from_triples(data: bytes) -> list[Decision]:
    """Read the decisions of the graph of decisions, given alone as N-Triples (InputError)."""
    return _read(parse(data, format=RdfFormat.N_TRIPLES), PurePath(GRAPH.value))


def _read(quads: Iterable[Quad], path: PurePath) -> list[Decision]:
    said: dict[str, dict[str, str]] = {}
    names = {predicate: name for name, predicate in _PLAIN.items()}
    for quad in quads:
        facts = said.setdefault(str(quad.subject), {})
        if quad.predicate == _ABOUT and isinstance(quad.object, NamedNode):
            facts["finding"] = quad.object.value.rsplit("/", 1)[-1]
        elif quad.predicate in names and isinstance(quad.object, Literal):
            facts[names[quad.predicate]] = quad.object.value
    return [_decision(facts, path) for _, facts in sorted(said.items())]


def _decision(facts: dict[str, str], path: PurePath) -> Decision:
    missing = {"finding", *_PLAIN} - facts.keys()
    verdict = next((one for one in get_args(Verdict) if one == facts.get("verdict")), None)
    if missing or verdict is None:
        what = f"no {', '.join(sorted(missing))}" if missing else f"the verdict {facts['verdict']}"
        raise InputError(f"{path}: a decision has {what}", value=str(path))
    return Decision(
        finding=facts["finding"], verdict=verdict, who=facts["who"], when=facts["when"], why=facts["why"],
        basis=facts["basis"],
    )  # fmt: skip
