"""``dutygraph export``: the graph for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.context import Failure, reported
from kg.commands.opening import open_engine, source_options

__all__ = ["command"]

FORMATS = ("turtle", "trig", "nquads", "jsonld", "rdfxml", "graphml", "gexf", "csv", "xlsx")


@click.command("export")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="The format to write.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write.  [default: standard output]",
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of tables."
)
@source_options
@reported
def command(form: str, out: Path | None, lang: str, store_dir: Path | None, endpoint: str | None) -> None:
    """Write the whole graph as RDF, as a network of bodies, or as tables (CSV: duties; XLSX: a sheet for every kind)."""
    from kg.exporting.whole import export

    engine = open_engine(store_dir, endpoint)
    try:
        data = export(engine, form, language="en" if lang == "en" else "zh")
    finally:
        engine.close()
    write_out(data, out)


def write_out(data: bytes, out: Path | None) -> None:
    """Write bytes to a file, or to standard output; an unwritable file is a Failure that names it."""
    if out is None or str(out) == "-":
        click.echo(data, nl=False)
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Failure(f"{out}: cannot be written: {error.strerror or error}") from error
