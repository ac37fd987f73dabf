"""The clean coding, what a mutation makes of it, and the codes that are found there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.checking import check_graphs
from kg.checking.report import Report
from kg.coding.files import read_codings
from kg.coding.model import Coding
from kg.graph import build
from tests.shapes.mutations import Mutation

__all__ = ["check", "clean", "codes", "graphs_of"]


@cache
def clean() -> Coding:
    """The coding in which every rule is kept."""
    return read_codings(Path(__file__).parent / "clean.yaml")[0]


def graphs_of(mutation: Mutation | None = None) -> list[tuple[str, bytes]]:
    """Build the clean coding, or a mutation of it."""
    mutation = mutation or Mutation("", "nothing changed")
    graphs = build([mutation.change(clean())]).by_graph()
    return [
        (name, mutation.spoil(triples.decode()).encode() if name.endswith("/qinghe") else triples)
        for name, triples in graphs
    ]


@cache
def check(mutation: Mutation | None = None, folder: Path | None = None) -> Report:
    """Check the clean coding, or a mutation of it."""
    return check_graphs(graphs_of(mutation), folder=folder)


def codes(report: Report) -> set[str]:
    """The kinds of findings."""
    return {finding.code for finding in report.findings}
