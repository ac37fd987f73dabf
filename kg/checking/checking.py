"""Check a data set: every document's graph with the shared vocabulary against the shapes, into one report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.checking.evaluating import (
    Violation,
    count_focus_nodes,
    evaluate_by_reference,
    evaluate_quickly,
    load_graphs,
)
from kg.checking.locating import AROUND, Described, Place, find_document, find_places
from kg.checking.report import RANK, Finding, Report, Seen
from kg.checking.shapes import Shape, Shapes, load_shapes

__all__ = ["Checked", "check_document", "check_graphs"]

PARALLEL_FROM = 24  # documents; below, starting processes costs more than it saves


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
    known = [shape for shape in shapes.all if shape.select is not None or shape.paths]
    violations = list(evaluate_quickly(store, known))
    if len(known) < len(shapes.all):
        others = {shape.iri for shape in shapes.all} - {shape.iri for shape in known}
        violations += [
            one for one in evaluate_by_reference([graph, vocabulary], shapes) if one.shape in others
        ]
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
        seen=tuple((shape.iri, count_focus_nodes(store, shape)) for shape in shapes.all),
    )


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


def check_graphs(
    graphs: Iterable[tuple[str, bytes]], *, folder: Path | None = None, processes: int | None = None
) -> Report:
    """Check every document graph of a data set, given as IRI and N-Triples; the graph ``vocabulary`` is shared."""
    documents, vocabulary = [], b""
    for name, triples in graphs:
        if name.endswith("/graph/vocabulary"):
            vocabulary = triples
        elif not name.endswith(("/graph/statistics", "/graph/decisions")):
            documents.append(triples)
    checked = _check_all(documents, vocabulary, folder, processes)
    return gather(checked, load_shapes(folder))


def _check_all(
    documents: Sequence[bytes], vocabulary: bytes, folder: Path | None, processes: int | None
) -> list[Checked]:
    workers = (
        processes
        if processes is not None
        else (os.cpu_count() or 1)
        if len(documents) >= PARALLEL_FROM
        else 1
    )
    if workers <= 1:
        return [check_document(graph, vocabulary, folder) for graph in documents]
    with ProcessPoolExecutor(workers) as pool:
        shared = [vocabulary] * len(documents), [folder] * len(documents)
        return list(pool.map(check_document, documents, *shared, chunksize=8))


def gather(checked: Sequence[Checked], shapes: Shapes) -> Report:
    """Put the findings of several documents together."""
    seen = {shape.iri: 0 for shape in shapes.all}
    for one in checked:
        for iri, count in one.seen:
            seen[iri] += count
    return Report(
        documents=tuple(one.document for one in checked),
        titles={one.document: one.title for one in checked},
        findings=tuple(finding for one in checked for finding in one.findings),
        seen=tuple(
            Seen(shape=shape.iri, code=shape.code, focus_nodes=seen[shape.iri]) for shape in shapes.all
        ),
    )
