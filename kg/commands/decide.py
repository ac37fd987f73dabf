"""``dutygraph decide``: record what a person decided about a finding of a report."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import cast, get_args

import click

from kg.checking.report import Verdict
from kg.commands.context import reported

__all__ = ["command"]

VERDICTS = get_args(Verdict)


@click.command("decide")
@click.argument("finding")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]...")
@click.option("--why", required=True, help="The reason, in a sentence.")
@click.option("--who", required=True, help="Who decides.")
@click.option(
    "--decisions",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("decisions.yaml"),
    show_default=True,
    help="Where decisions are kept (.yaml, or .trig and .nq as a graph of their own).",
)
@reported
def command(finding: str, verdict: str, files: tuple[Path, ...], why: str, who: str, path: Path) -> None:
    """Decide FINDING (its id, or the beginning of it) in the report about FILEs, or about the five documents."""
    from kg.checking.checking import check_graphs
    from kg.checking.decisions import read_decisions, record_decision, write_decisions
    from kg.commands.inputs import read_inputs
    from kg.graph import build

    report = check_graphs(build(read_inputs(files)).by_graph())
    earlier = read_decisions(path) if path.exists() else []
    today = datetime.now(UTC).date().isoformat()
    decisions = record_decision(
        report, earlier, finding, verdict=cast(Verdict, verdict), who=who, when=today, why=why
    )
    write_decisions(decisions, path)
    click.echo(f"{decisions[-1].finding}: {verdict}, in {path}")
