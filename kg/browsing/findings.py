"""The report of what is served, made once for each data version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from kg.checking.checking import check_each
from kg.checking.decided import GRAPH, from_triples
from kg.checking.report import Decision
from kg.checking.report_file import ReportFile, write_report_file
from kg.queries import read_query
from kg.store.engine import Engine, Query
from kg.store.formats import format_named
from kg.store.keeping import forget_old
from kg.store.terms import iri

__all__ = ["make_report"]

_FORM = 1  # counted up whenever a report is written otherwise, so that none of an earlier program is taken for ours
_MAKING = Lock()


def make_report(engine: Engine, folder: Path, *, processes: int | None = 1) -> ReportFile:
    """Check what an engine serves, unless the report of this data version lies in the folder.

    Whoever comes while another thread checks waits for that one's. ``processes`` None means one for each core.
    """
    path = folder / f"report-{_FORM}-{engine.version}.sqlite"
    with _MAKING:
        if not path.exists():
            write_report_file(path, check_each(_graphs(engine), processes=processes), _decisions(engine))
            forget_old(folder, "report-*.sqlite")
    return ReportFile(path)


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
