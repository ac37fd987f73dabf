"""``dutygraph query``: run a SPARQL query and print its result."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

import click

from kg.commands.context import EXIT_NEGATIVE, Failure, read_bytes, reported
from kg.commands.opening import open_engine, source_options
from kg.store.engine import Engine, Query
from kg.store.formats import FORMATS, format_named
from kg.store.query_text import QueryShape, read_query
from kg.store.rows import read_boolean, read_rows
from kg.store.terms import Row

__all__ = ["command"]

WIDEST = 60  # columns of the screen one cell of a table may take


@click.command("query")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "format_name",
    metavar="FORMAT",
    help=f"table, {', '.join(each.name for each in FORMATS)}.  [default: table for rows, turtle for a graph]",
)
@source_options
@reported
def command(file: Path, format_name: str | None, store_dir: Path | None, endpoint: str | None) -> None:
    """Run the SPARQL query in FILE (- reads standard input) on a store, an endpoint, or the five documents.

    An ASK that is false exits with 1.
    """
    text = _text(file)
    shape = read_query(text)
    if format_name not in (None, "table"):
        format_named(format_name, shape.kind)
    engine = open_engine(store_dir, endpoint)
    try:
        _print(engine, text, shape, format_name)
    finally:
        engine.close()


def _text(file: Path) -> str:
    data = read_bytes(file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{file}: is not UTF-8 text: {error.reason} at byte {error.start}") from error


def _print(engine: Engine, text: str, shape: QueryShape, format_name: str | None) -> None:
    is_table = format_name == "table" or (format_name is None and shape.kind == "results")
    if shape.kind == "graph" and is_table:
        raise Failure(f"{shape.form} gives a graph, not a table; choose turtle or another format of graphs")
    chosen = format_named("json" if is_table else format_name or "turtle", shape.kind)
    result = engine.evaluate(Query(text=text, format=chosen))
    if shape.form == "ASK":
        body = result.read()
        holds = read_boolean(engine.evaluate(Query(text=text, format=format_named("json"))).read())
        click.echo(("true" if holds else "false") if is_table else body)
        if not holds:
            click.get_current_context().exit(EXIT_NEGATIVE)
    elif is_table:
        for line in _table(read_rows(result.read())):
            click.echo(line)
    else:
        for piece in result.chunks():
            click.echo(piece, nl=False)


def _table(rows: list[Row]) -> Iterable[str]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_cell(str(row[name])) if name in row else "" for name in names] for row in rows]
    widths = [max([_width(name), *(_width(line[at]) for line in cells)]) for at, name in enumerate(names)]
    yield "  ".join(_padded(name, width) for name, width in zip(names, widths, strict=True)).rstrip()
    yield "  ".join("-" * width for width in widths)
    for line in cells:
        yield "  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
    yield f"({len(rows)} row{'s' if len(rows) != 1 else ''})"


def _cell(value: str) -> str:
    line = " ".join(value.split())
    if _width(line) <= WIDEST:
        return line
    used = list(accumulate(map(_width, line), initial=1))  # the ellipsis takes the first column
    return line[: sum(width <= WIDEST for width in used[1:])] + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
