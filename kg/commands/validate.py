"""``dutygraph validate``: documents, codings or RDF against the shapes, as a report a person can act on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from kg.commands.context import EXIT_NEGATIVE, Failure, read_bytes, reported

__all__ = ["command"]

STYLES = ("text", "json", "html", "markdown", "csv", "turtle", "sarif")
_RDF = frozenset({".ttl", ".trig", ".nq", ".nt", ".rdf", ".jsonld"})


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]...")
@click.option(
    "--store",
    "store_dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Check a published store.",
)
@click.option(
    "--shapes",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Shapes of your own instead of the program's.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(STYLES),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["violation", "warning", "info", "never"]),
    default="violation",
    show_default=True,
    help="Exit 1 when a finding is at least this severe.",
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Decisions about findings (YAML); shown, and reopened when their sentence changed.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="An earlier report (JSON): say which findings are new and which are resolved.",
)
@reported
def command(
    files: tuple[Path, ...],
    store_dir: Path | None,
    folder: Path | None,
    style: str,
    fail_on: str,
    decisions: Path | None,
    since: Path | None,
) -> None:
    """Check FILEs (texts, codings, RDF), a store, or with neither the five documents against the shapes."""
    if files and store_dir is not None:
        raise Failure("FILE and --store both say what to check; give one of them")
    from kg.checking.checking import check_graphs
    from kg.checking.decisions import compare_with, decide, read_decisions
    from kg.checking.writing import write_report

    kept = store_dir / "findings" if store_dir is not None and os.access(store_dir, os.W_OK) else None
    report = check_graphs(_graphs(files, store_dir), folder=folder, kept=kept)
    if decisions is not None:
        report = decide(report, read_decisions(decisions))
    if since is not None:
        report = compare_with(report, since)
    click.echo(write_report(report, style, colour=style == "text" and sys.stdout.isatty()), nl=False)
    if fail_on != "never" and report.reaches(fail_on):
        raise SystemExit(EXIT_NEGATIVE)


def _graphs(files: tuple[Path, ...], store_dir: Path | None) -> Iterable[tuple[str, bytes]]:
    if store_dir is not None:
        from kg.store.opening import open_store

        return _graphs_of_store(open_store(store_dir))
    from kg.commands.inputs import read_inputs
    from kg.graph import build

    rdf = [path for path in files if path.suffix.lower() in _RDF]
    if rdf and len(rdf) < len(files):
        raise Failure(f"{rdf[0]}: RDF is checked on its own; give texts and codings in another run")
    if rdf:
        from kg.graph.dataset import read_dataset

        return read_dataset([(path, read_bytes(path)) for path in rdf]).by_graph()
    return build(read_inputs(files)).by_graph()


def _graphs_of_store(engine: object) -> Iterable[tuple[str, bytes]]:
    from kg.store.engine import Engine, Query
    from kg.store.formats import format_named

    assert isinstance(engine, Engine)  # noqa: S101
    # The vocabulary first: the documents can then be checked one after the other.
    for graph in sorted(engine.graphs(), key=lambda name: not name.endswith("/vocabulary")):
        query = Query(
            text=f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}",
            format=format_named("ntriples"),
        )
        yield graph, engine.evaluate(query).read()
