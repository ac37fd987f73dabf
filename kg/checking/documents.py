"""Check one document: its graph with the shared vocabulary against the shapes, into findings with their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Store

from kg.checking.evaluating import (
    Violation,
    count_focus_nodes,
    evaluate_by_reference,
    evaluate_quickly,
    load_graphs,
)
from kg.checking.locating import AROUND, Described, Place, find_document, find_places
from kg.checking.report import RANK, Finding
from kg.checking.shapes import Shape, load_shapes

__all__ = ["Checked", "check_document", "identify"]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What checking one document's graph found."""

    document: str
    title: str
    findings: tuple[Finding, ...]
    seen: tuple[tuple[str, int], ...]


def check_document(graph: bytes, vocabulary: bytes, folder: Path | None = None) -> Checked:
    """Check one document's graph (N-Triples) with the shared vocabulary against the shapes of a folder."""
    shapes = load_shapes(folder)
    store = load_graphs(graph, vocabulary)
    known = [shape for shape in shapes.all if shape.quick]
    violations = list(evaluate_quickly(store, known))
    if len(known) < len(shapes.all):
        quick = {shape.iri for shape in known}
        reference = evaluate_by_reference([graph, vocabulary], shapes)
        violations += [one for one in reference if shapes.of(one.shape).iri not in quick]
    document = find_document(store)
    places = find_places(store, _nodes(violations))
    findings = {
        finding.id: finding
        for one in violations
        for finding in [_finding(one, shapes.of(one.shape), places, document)]
    }
    return Checked(
        document=document.id if document else "",
        title=document.title if document else "",
        findings=tuple(sorted(findings.values(), key=_order)),
        seen=tuple(_count(store, shapes.all)),
    )


def _count(store: Store, shapes: Iterable[Shape]) -> Iterator[tuple[str, int]]:
    counted: dict[tuple[str, ...], int] = {}
    for shape in shapes:
        if shape.targets not in counted:
            counted[shape.targets] = count_focus_nodes(store, shape)
        yield shape.iri, counted[shape.targets]


def _nodes(violations: Iterable[Violation]) -> set[str]:
    return {
        node
        for one in violations
        for node in (one.focus, one.value)
        if node.startswith(("http:", "https:", "urn:"))
    }


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return (
        RANK[finding.severity],
        finding.start if finding.start is not None else 1 << 30,
        finding.code,
        finding.id,
    )


def _finding(
    one: Violation, shape: Shape, places: Mapping[str, Place], document: Described | None
) -> Finding:
    nowhere = Place(labels={})
    focus, value = places.get(one.focus, nowhere), places.get(one.value, nowhere)
    first, second = (value, focus) if shape.at_value else (focus, value)
    place = first if first.start is not None or second.start is None else second
    shown = _show(place, document)
    sure = [p.confidence for p in (focus, value) if p.confidence is not None]
    words = {
        language: {"this": _label(focus, one.focus, language), "value": _label(value, one.value, language)}
        for language in ("zh", "en")
    }
    return Finding(
        id=identify(one, shape),
        shape=shape.iri,
        severity=shape.severity,
        code=shape.code,
        document=document.id if document else "",
        focus=one.focus,
        focus_label=words["zh"]["this"],
        path="|".join(shape.paths) or None,
        value=one.value or None,
        message_zh=_say(shape.message_zh, words["zh"]),
        message_en=_say(shape.message_en, words["en"]),
        suggestion_zh=_say(shape.suggestion_zh, words["zh"]),
        suggestion_en=_say(shape.suggestion_en, words["en"]),
        reason_zh=shape.reason_zh,
        reason_en=shape.reason_en,
        provision=place.provision,
        numbering=document.spell(place.provision) if document else "",
        quote=shown.quote,
        start=place.start,
        end=None if place.start is None or shown.quote is None else place.start + len(shown.quote),
        before=shown.before,
        after=shown.after,
        body=focus.body,
        confidence=min(sure) if sure else None,
    )


@dataclass(frozen=True)
class _Shown:
    quote: str | None = None
    before: str = ""
    after: str = ""


def _show(place: Place, document: Described | None) -> _Shown:
    """Cut the sentence out of the text, with some of what stands around it."""
    if document is None or place.start is None or place.end is None:
        return _Shown()
    text, start = document.text, place.start
    quote = text[start : place.end]
    if place.whole:
        quote = quote.split("\n", 1)[0]
    end = start + len(quote)
    return _Shown(quote, text[max(0, start - AROUND) : start], text[end : end + AROUND])


def identify(one: Violation, shape: Shape) -> str:
    """Name a finding by shape, focus, value and path, so that a rebuild of the same data gives the same name."""
    parts = "\n".join([shape.iri, one.focus, one.value, "|".join(shape.paths)])
    return sha256(parts.encode()).hexdigest()[:16]


def _label(place: Place, node: str, language: str) -> str:
    label = place.labels.get(language) or place.labels.get("zh") or place.labels.get("en")
    return label or node.rsplit("/", 1)[-1]


def _say(message: str, words: Mapping[str, str]) -> str:
    return message.replace("{$this}", words["this"]).replace("{?value}", words["value"])
