"""One procedure: its steps in order, who acts, when and how often."""

from __future__ import annotations

from dataclasses import dataclass

from kg.browsing.body import in_order
from kg.browsing.facts import Facts, read_facts
from kg.browsing.memory import remembered
from kg.browsing.resource import read_about
from kg.store.engine import Engine

__all__ = ["ProcedureView", "read_procedure"]


@dataclass(frozen=True)
class ProcedureView:
    """Everything the page of a procedure shows."""

    about: Facts
    steps: tuple[Facts, ...]
    frequency: Facts | None
    deadline: Facts | None
    thresholds: tuple[Facts, ...]
    findings: tuple[Facts, ...]


@remembered
def read_procedure(engine: Engine, procedure: str) -> ProcedureView:
    """Read a procedure with its parts."""
    about = read_about(engine, procedure)
    parts = read_facts(engine, "list-parts-of-procedure", procedure=about.iri).values()
    frequency = [part for part in parts if part.is_a("dg:Frequency")]
    deadline = [part for part in parts if part.is_a("dg:Deadline")]
    return ProcedureView(
        about=about,
        steps=in_order(part for part in parts if part.is_a("dg:ProcedureStep")),
        frequency=frequency[0] if frequency else None,
        deadline=deadline[0] if deadline else None,
        thresholds=in_order(part for part in parts if part.is_a("dg:Threshold")),
        findings=in_order(read_facts(engine, "list-findings-about-resource", about=about.iri).values()),
    )
