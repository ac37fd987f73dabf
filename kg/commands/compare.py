"""``dutygraph compare``: the documents side by side."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.context import reported
from kg.commands.opening import open_engine, source_options
from kg.exporting.tables import Language, Table, write_table

__all__ = ["command"]


@click.command("compare")
@click.option(
    "--by",
    type=click.Choice(["function", "matter", "procedure", "meeting"]),
    default="function",
    show_default=True,
    help="What is put side by side; meeting is the meeting rules of all bodies, with what is not said.",
)
@click.option(
    "--document", "documents", multiple=True, metavar="ID", help="A document to compare; repeatable."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "xlsx", "json"]),
    default="table",
    show_default=True,
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the labels."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write.  [default: standard output]",
)
@source_options
@reported
def command(
    by: str,
    documents: tuple[str, ...],
    form: str,
    lang: str,
    out: Path | None,
    store_dir: Path | None,
    endpoint: str | None,
) -> None:
    """Put the documents side by side, by function, matter, procedure or meeting rules."""
    from kg.commands.export import write_out
    from kg.comparing.comparison import compare_table

    language: Language = "en" if lang == "en" else "zh"
    engine = open_engine(store_dir, endpoint)
    try:
        table = compare_table(engine, by, documents, language)
    finally:
        engine.close()
    data = _plain(table, language).encode() if form == "table" else write_table(table, form, language)[0]
    write_out(data, out)


def _plain(table: Table, language: Language) -> str:
    """Set a table for a terminal: a block a row, a line a value."""
    blocks = []
    for row in table.rows:
        head, *others = zip(table.columns, row.cells, strict=True)
        lines = [head[1].text or "—"]
        for column, cell in others:
            texts = [item.text for item in cell.items] or ([cell.text] if cell.silent else [])
            if texts:
                lines.append(f"  {column.label(language)}")
                lines += [f"    {text}" for text in texts]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
