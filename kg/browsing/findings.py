"""The report of what is served, made once for each data version, and its findings narrowed and paged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kg.checking.checking import check_graphs
from kg.checking.decided import GRAPH, from_triples
from kg.checking.decisions import decide
from kg.checking.report import RANK, Decision, Finding, Report
from kg.queries import read_query
from kg.store.engine import Engine, Query
from kg.store.formats import format_named
from kg.store.terms import iri

__all__ = ["NARROWING", "Narrowed", "make_report", "narrow", "report_path"]

NARROWING = ("severity", "code", "document", "state", "body")


@dataclass(frozen=True)
class Narrowed:
    """Some findings of a report: one page of them, how many there are, and what they could be narrowed by."""

    findings: tuple[Finding, ...]
    total: int
    pages: int
    choices: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def report_path(folder: Path, version: str) -> Path:
    """Name the file that keeps the report of a data version."""
    return folder / f"report-{version}.json"


def make_report(engine: Engine, folder: Path | None) -> Report:
    """Check what an engine serves, or read the report made of this data version before."""
    path = report_path(folder, engine.version) if folder else None
    if path is not None and path.exists():
        return msgspec.json.decode(path.read_bytes(), type=Report)
    report = decide(check_graphs(_graphs(engine), processes=1), _decisions(engine))
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_bytes(msgspec.json.encode(report))
        draft.replace(path)
    return report


def _decisions(engine: Engine) -> list[Decision]:
    """Read what people decided, where the data have it as a graph of its own."""
    if GRAPH.value not in engine.graphs():
        return []
    return from_triples(_triples(engine, GRAPH.value))


def _graphs(engine: Engine) -> Iterator[tuple[str, bytes]]:
    for name in engine.graphs():
        yield name, _triples(engine, name)


def _triples(engine: Engine, graph: str) -> bytes:
    ntriples = format_named("ntriples", "graph")
    asked = Query(text=read_query("construct-graph"), format=ntriples, bindings={"graph": iri(graph)})
    return engine.evaluate(asked).read()


def narrow(report: Report, chosen: Mapping[str, str], *, page: int, size: int) -> Narrowed:
    """Keep the findings that have all the chosen values."""
    wanted = {name: value for name, value in chosen.items() if name in NARROWING and value}
    kept = [
        each
        for each in report.findings
        if all(str(getattr(each, name)) == value for name, value in wanted.items())
    ]
    choices = tuple((name, _choices(kept, name)) for name in NARROWING)
    start = (max(page, 1) - 1) * size
    return Narrowed(tuple(kept[start : start + size]), len(kept), max(1, -(-len(kept) // size)), choices)


def _choices(findings: list[Finding], name: str) -> tuple[tuple[str, int], ...]:
    counted = Counter(str(value) for each in findings if (value := getattr(each, name)))
    if name == "severity":
        return tuple(sorted(counted.items(), key=lambda pair: RANK[pair[0]]))
    return tuple(counted.most_common(80))
