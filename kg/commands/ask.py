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
    """Quote the words themselves, and what stands apart from them: the heading that names the body, another sentence."""
    first, *others = item.evidence or (None,)
    apart = [one for one in others if one and first and (one.end <= first.start or one.start >= first.end)]
    return [
        f"   「{one.quote}」 — {one.document}{f' {one.provision}' if one.provision else ''}"
        for one in (first, *apart[:3])
        if one
    ]
