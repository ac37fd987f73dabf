"""``dutygraph code``: read policy documents and write their machine coding."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

import click

from kg.coding.coder import code_documents
from kg.coding.files import to_json, to_yaml
from kg.coding.model import Coding
from kg.commands.context import EXIT_USAGE, read_bytes, reported

__all__ = ["FORMATS", "command"]

FORMATS = ("yaml", "json", "csv", "xlsx", "igscript")


@click.command(name="code")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="yaml", show_default=True)
@reported
def command(files: tuple[Path, ...], form: str) -> None:
    """Read policy documents (- for standard input) and write the coding of each.

    A text that sets up or regulates no body gives an empty coding, and exit 2 when there is no other.
    One file may be a compilation of several documents, headed 第一篇: 第二篇: and so on.
    """
    codings = _code(files)
    write(codings, form)
    _report_foreign(codings)


def _report_foreign(codings: list[Coding]) -> None:
    """Say on one line which texts are not of the genre; when none is, nothing usable was given (exit 2)."""
    foreign = [coding.document.id for coding in codings if not coding.document.genre]
    if foreign:
        click.echo(
            f"dutygraph: {', '.join(foreign)}: not of the genre: sets up or regulates no body, so nothing is coded",
            err=True,
        )
    if len(foreign) == len(codings):
        raise SystemExit(EXIT_USAGE)


def _code(files: tuple[Path, ...]) -> list[Coding]:
    """Code every file, with a progress bar where a person watches."""
    codings: list[Coding] = []
    hidden = len(files) < 2 or not sys.stderr.isatty()
    with click.progressbar(files, label="coding", file=sys.stderr, hidden=hidden) as watched:
        for path in watched:
            codings += code_documents(read_bytes(path), "" if str(path) == "-" else str(path))
    return codings


def write(codings: list[Coding], form: str) -> None:
    """Write codings to standard output in one of the formats."""
    if form in ("yaml", "json"):
        writers: dict[str, Callable[[Iterable[Coding]], str]] = {"yaml": to_yaml, "json": to_json}
        click.echo(writers[form](codings), nl=form == "json")
        return
    # Spreadsheets and IG Script bring libraries of their own, which the usual formats need not wait for.
    sheets = import_module("kg.coding.sheets")
    writer: Callable[[list[Coding]], str | bytes] = getattr(sheets, f"to_{form}")
    written = writer(codings)
    data = written if isinstance(written, bytes) else written.encode("utf-8", "surrogatepass")
    click.echo(data, nl=False)
