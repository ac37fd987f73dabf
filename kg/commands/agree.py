"""The command ``agree``: how far two codings of one document agree, and where they do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.context import reported
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.coding.model import Coding

__all__ = ["command"]


@click.command(name="agree")
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@reported
def command(first: Path, second: Path, style: str) -> None:
    """Compare two CODINGs of one document, the FIRST measured against the SECOND.

    Per component: counts, precision, recall, F1, percent agreement, Cohen's kappa and Krippendorff's alpha, then
    every disagreement with its place and both quotes. Files of several documents are compared document by document.
    """
    from kg.coding.agreement import compare_codings, to_plain_agreement, to_terminal

    agreements = [compare_codings(one, other) for one, other in _pair_documents(first, second)]
    if style == "text":
        click.echo("\n".join(to_terminal(agreement) for agreement in agreements), nl=False)
    else:
        plain = [to_plain_agreement(agreement) for agreement in agreements]
        click.echo(json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=1))


def _pair_documents(first: Path, second: Path) -> list[tuple[Coding, Coding]]:
    from kg.coding.sheets import read_any_coding

    ours, theirs = read_any_coding(first), read_any_coding(second)
    if not ours or not theirs:
        empty = second if ours else first
        raise InputError(
            f"{empty}: holds no coding; give a file written by `dutygraph code`", value=str(empty)
        )
    if len(ours) == len(theirs) == 1:
        return [(ours[0], theirs[0])]
    known = {coding.document.id: coding for coding in theirs}
    pairs = [(coding, known[coding.document.id]) for coding in ours if coding.document.id in known]
    if not pairs:
        raise InputError(f"{first} and {second} have no document id in common", value=str(first))
    return pairs
