"""The shapes as this room uses them: code, severity, words in two languages, and the constraint itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Node

from kg.errors import InputError
from kg.resources import data_folder

__all__ = ["SHAPES", "Severity", "Shape", "Shapes", "load_shapes"]

SHAPES = Namespace("https://w3id.org/dutygraph/shapes#")

Severity = Literal["violation", "warning", "info"]
_QUICK = frozenset({SH.targetClass, SH.severity, SH.message, SH.sparql, SH.path, SH.minCount})
_NO_MESSAGE = ("不符合规则。", "The rule is not kept.")
_SEVERITIES: dict[Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One rule: what it looks at, what it asks, and how it speaks.

    ``select`` is the constraint's SPARQL with its prefixes, or None for a core constraint, which asks for at least
    one value of ``paths`` (alternatives). ``concern`` is the file it stands in. ``at_value`` says that what is wrong
    stands where the value does, not where the focus node does; ``quick`` that the shape asks nothing more than ``select``
    or ``paths`` do, so that it need not go through pySHACL.
    """

    iri: str
    concern: str
    code: str
    severity: Severity
    targets: tuple[str, ...]
    message_zh: str
    message_en: str
    suggestion_zh: str
    suggestion_en: str
    reason_zh: str
    reason_en: str
    select: str | None = None
    paths: tuple[str, ...] = ()
    at_value: bool = False
    quick: bool = True

    @property
    def name(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


@dataclass(frozen=True, kw_only=True)
class Shapes:
    """A set of shapes: those understood one by one, the whole as RDF, and its digest."""

    all: tuple[Shape, ...]
    graph: Graph
    digest: str

    def of(self, iri: str) -> Shape:
        """Find a shape by its IRI, by that of its constraint, or as the one that a nested shape stands in."""
        owners = {str(owner) for owner in self.graph.transitive_subjects(SH.property, _node(iri))}
        for shape in self.all:
            if iri in {shape.iri, f"{shape.iri}-constraint"} or shape.iri in owners:
                return shape
        raise InputError(f"{iri}: no shape of this name", value=iri)


@cache
def load_shapes(folder: Path | None = None) -> Shapes:
    """Read every Turtle file of a folder, by default the shapes that come with the program (InputError)."""
    folder = folder or data_folder("shapes")
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise InputError(f"{folder}: holds no shapes (*.ttl)", value=str(folder))
    whole, found, digest = Graph(), [], sha256()
    for path in files:
        digest.update(path.read_bytes())
        part = _parse(path)
        whole += part
        found += list(_read(part, path.stem))
    if not found:
        raise InputError(f"{folder}: its files define no shape with a code and a severity", value=str(folder))
    return Shapes(all=tuple(found), graph=whole, digest=digest.hexdigest()[:16])


def _parse(path: Path) -> Graph:
    try:
        return Graph().parse(path, format="turtle")
    except (SyntaxError, ValueError, OSError) as error:
        raise InputError(f"{path}: is not Turtle: {error}", value=str(path)) from error


def _read(graph: Graph, concern: str) -> Iterator[Shape]:
    kinds = {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}
    named = {one for one in {*kinds, *graph.subjects(SH.targetClass)} if isinstance(one, URIRef)}
    for shape in sorted(named, key=str):
        constraint = graph.value(shape, SH.sparql)
        messages = _by_language(graph, constraint if constraint else shape, SH.message)
        suggestions = _by_language(graph, shape, SHAPES.suggestion)
        reasons = _by_language(graph, shape, SHAPES.reason)
        yield Shape(
            iri=str(shape),
            concern=concern,
            code=str(graph.value(shape, SHAPES.code) or str(shape).rsplit("#", 1)[-1]),
            severity=_SEVERITIES.get(graph.value(shape, SH.severity) or SH.Violation, "violation"),
            targets=tuple(sorted(str(target) for target in graph.objects(shape, SH.targetClass))),
            message_zh=messages.get("zh") or messages.get("en") or _NO_MESSAGE[0],
            message_en=messages.get("en") or messages.get("zh") or _NO_MESSAGE[1],
            suggestion_zh=suggestions.get("zh", ""),
            suggestion_en=suggestions.get("en", ""),
            reason_zh=reasons.get("zh", ""),
            reason_en=reasons.get("en", ""),
            select=_select(graph, constraint) if constraint else None,
            paths=() if constraint else _paths(graph, shape),
            quick=_is_quick(graph, shape),
            at_value=str(graph.value(shape, SHAPES.locate)) == "value",
        )


def _is_quick(graph: Graph, shape: URIRef) -> bool:
    """Tell whether a shape has class targets and one constraint: SPARQL, or at least one value of a plain path."""
    said = {predicate for predicate in graph.predicates(shape) if str(predicate).startswith(str(SH))}
    if not said <= _QUICK or SH.targetClass not in said:
        return False
    if SH.sparql in said:
        constraints = list(graph.objects(shape, SH.sparql))
        return SH.path not in said and len(constraints) == 1 and bool(graph.value(constraints[0], SH.select))
    one = [str(count) for count in graph.objects(shape, SH.minCount)] == ["1"]
    return one and all(part.startswith("http") for part in _paths(graph, shape))


def _node(name: str) -> Node:
    return URIRef(name) if name.startswith(("http:", "https:", "urn:")) else BNode(name)


def _by_language(graph: Graph, subject: Node, predicate: URIRef) -> dict[str, str]:
    return {getattr(text, "language", None) or "en": str(text) for text in graph.objects(subject, predicate)}


def _select(graph: Graph, constraint: Node) -> str:
    lines = []
    for ontology in graph.objects(constraint, SH.prefixes):
        for declared in graph.objects(ontology, SH.declare):
            prefix, namespace = graph.value(declared, SH.prefix), graph.value(declared, SH.namespace)
            lines.append(f"PREFIX {prefix}: <{namespace}>")
    return "\n".join([*sorted(lines), str(graph.value(constraint, SH.select)).strip()])


def _paths(graph: Graph, shape: Node) -> tuple[str, ...]:
    path = graph.value(shape, SH.path)
    if path is None:
        return ()
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        return tuple(str(part) for part in Collection(graph, alternatives))
    return (str(path),)
