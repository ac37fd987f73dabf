"""``dutygraph ask``: a question in Chinese or English, answered with its sentences and its SPARQL."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from kg.asking.answer import Answer, Item
from kg.commands.context import EXIT_NEGATIVE, reported
from kg.commands.opening import open_engine, source_options

__all__ = ["command"]


@click.command("ask")
@click.argument("question")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@source_options
@reported
def command(question: str, style: str, store_dir: Path | None, endpoint: str | None) -> None:
    """Answer QUESTION with the sentences behind the answer, or say why nothing answers it (exit 1)."""
    from kg.asking.answer import to_plain
    from kg.asking.answering import Asker

    engine = open_engine(store_dir, endpoint)
    try:
        answer = Asker(engine).answer(question)
    finally:
        engine.close()
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(to_plain(answer)), indent=1))
    else:
        click.echo(_say(answer))
    if not answer.answered:
        raise SystemExit(EXIT_NEGATIVE)


def _say(answer: Answer) -> str:
    zh = answer.language == "zh"
    lines = [answer.understood.text_zh if zh else answer.understood.text_en, "", answer.message]
    for number, item in enumerate(answer.answers, 1):
        lines += ["", f"{number}. {item.text_zh if zh else item.text_en}", *_quote(item)]
    if answer.query:
        lines += ["", "SPARQL:", answer.query.strip()]
    return "\n".join(lines)


def _quote(item: Item) -> list[str]:
    return [
        f"   「{evidence.quote}」 — {evidence.document}{f' {evidence.provision}' if evidence.provision else ''}"
        for evidence in item.evidence[:2]
    ]
