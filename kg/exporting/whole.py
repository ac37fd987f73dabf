"""The whole graph for other tools: RDF in five formats, networks, a table, a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import UnknownName
from kg.exporting.tables import Language, Table, write_csv, write_workbook
from kg.queries import read_query
from kg.store.engine import Engine, Query
from kg.store.formats import format_named
from kg.store.keeping import folder_of
from kg.store.terms import iri

__all__ = ["EXPORT_FORMATS", "export"]

# name: media type and suffix
EXPORT_FORMATS = {
    "turtle": ("text/turtle", "ttl"),
    "trig": ("application/trig", "trig"),
    "nquads": ("application/n-quads", "nq"),
    "jsonld": ("application/ld+json", "jsonld"),
    "rdfxml": ("application/rdf+xml", "rdf"),
    "graphml": ("application/graphml+xml", "graphml"),
    "gexf": ("application/gexf+xml", "gexf"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
}
_SHEETS = (
    "duty", "body", "procedure", "matter", "document", "disclosure", "citation", "provision", "defect", "silence",
)  # fmt: skip


def export(engine: Engine, form: str, *, language: Language = "zh") -> bytes:
    """Write everything an engine serves in one of EXPORT_FORMATS; CSV holds the duties, XLSX a sheet for every kind."""
    if form not in EXPORT_FORMATS:
        raise UnknownName(f"no export is called {form!r}; there are {', '.join(EXPORT_FORMATS)}", value=form)
    if form in ("graphml", "gexf"):
        return _network(engine, form)
    if form == "csv":
        return write_csv(next(_tables(engine, language, ("duty",))), language)
    if form == "xlsx":
        return write_workbook(_tables(engine, language, _SHEETS), language)
    return _rdf(engine, form)


def _rdf(engine: Engine, form: str) -> bytes:
    from pyoxigraph import RdfFormat, parse, serialize

    formats = {
        "turtle": RdfFormat.TURTLE,
        "trig": RdfFormat.TRIG,
        "jsonld": RdfFormat.JSON_LD,
        "rdfxml": RdfFormat.RDF_XML,
    }
    nquads = b"".join(_nquads(engine))
    if form == "nquads":
        return nquads
    from kg.graph.names import PREFIXES

    quads = parse(nquads, RdfFormat.N_QUADS)
    if formats[form].supports_datasets:
        return serialize(quads, format=formats[form], prefixes=PREFIXES) or b""
    triples = sorted({quad.triple for quad in quads}, key=str)
    return serialize(triples, format=formats[form], prefixes=PREFIXES) or b""


def _nquads(engine: Engine) -> Iterator[bytes]:
    ntriples = format_named("ntriples", "graph")
    for name in engine.graphs():
        asked = Query(text=read_query("construct-graph"), format=ntriples, bindings={"graph": iri(name)})
        ending = f" {iri(name).n3()} .\n".encode()
        for line in sorted(engine.evaluate(asked).read().splitlines()):
            yield line.rstrip(b" .") + ending


def _network(engine: Engine, form: str) -> bytes:
    from kg.browsing.overview import read_overview
    from kg.comparing.network import join, read_network
    from kg.exporting.networks import write_network

    return write_network(
        join([read_network(engine, facts.iri) for facts in read_overview(engine).documents]), form
    )


def _tables(engine: Engine, language: Language, kinds: tuple[str, ...]) -> Iterator[Table]:
    from kg.searching.columns import COLUMNS
    from kg.searching.index import build_index
    from kg.searching.search import SearchIndex, SearchRequest

    with ExitStack() as stack:
        folder = folder_of(engine) or Path(stack.enter_context(TemporaryDirectory()))
        index = SearchIndex(build_index(engine, folder))
        for kind in kinds:
            columns = tuple(column.key for column in COLUMNS[kind])
            yield index.search(SearchRequest(kind=kind, columns=columns, size=None), language).table
