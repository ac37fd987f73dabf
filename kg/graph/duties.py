"""Duties as statements."""

from __future__ import annotations

from kg.coding.model import Duty
from kg.graph import literals
from kg.graph.draft import Draft
from kg.graph.names import DG

__all__ = ["write_duties"]

_STATUSES = {"stated": DG("Stated"), "implied": DG("Implied"), "unstated": DG("Unstated"), "lost": DG("Lost")}
_OVERSIGHT = frozenset({"supervises", "assesses", "sanctions"})


def write_duties(draft: Draft) -> None:
    """State every duty of the document, in its order."""
    ordered = sorted(draft.coding.duties, key=lambda duty: (duty.start, duty.end, duty.id))
    for order, duty in enumerate(ordered, 1):
        _write_duty(draft, duty, order)


def _write_duty(draft: Draft, duty: Duty, order: int) -> None:
    node = draft.node("duty", duty.id)
    classes = [DG("Duty")]
    if duty.supervision in _OVERSIGHT:
        classes.append(DG("SupervisionDuty"))
    if duty.power:
        classes.append(DG("Power"))
    draft.describe(node, *classes, zh=duty.quote, en=duty.gloss_en)
    evidence = draft.cite(node, duty)
    draft.add(node, DG("quote"), literals.zh(duty.quote))
    draft.add(node, DG("order"), literals.integer(order))
    draft.add(node, DG("provision"), draft.provision(duty.provision))
    draft.add(node, DG("bearerStatus"), _STATUSES[duty.bearer_status])
    draft.link(node, DG("bearer"), duty.bearers, evidence)
    draft.link(node, DG("partner"), duty.partners, evidence)
    draft.link(node, DG("target"), duty.targets, evidence, target=True)
    if duty.bearer_start is not None and duty.bearer_end is not None:
        draft.add(node, DG("bearerEvidence"), draft.evidence(duty.bearer_start, duty.bearer_end))
    _write_content(draft, duty)


def _write_content(draft: Draft, duty: Duty) -> None:
    node, concepts = draft.node("duty", duty.id), draft.concepts
    draft.add(node, DG("action"), *(action for verb in duty.actions for action in concepts.by_verb(verb)))
    draft.add(node, DG("actionText"), *(literals.zh(verb) for verb in duty.actions))
    if duty.matter:
        draft.add(node, DG("matter"), concepts.by_word("matter", duty.matter))
    if duty.supervision:
        draft.add(node, DG("supervisionKind"), concepts.by_slug("supervision", duty.supervision))
    draft.add(node, DG("modality"), concepts.by_slug("modality", duty.deontic))
    draft.add(node, DG("modalityMarker"), literals.zh(duty.deontic_marker))
    draft.add(node, DG("hedge"), literals.zh(duty.hedge))
    draft.add(node, DG("object"), literals.zh(duty.object))
    draft.add(node, DG("condition"), literals.zh(duty.condition))
    draft.add(node, DG("note"), literals.text(duty.note))
    draft.add(node, DG("joint"), literals.boolean(duty.joint))
    draft.add(node, DG("alternative"), literals.boolean(duty.alternative))
    draft.add(node, DG("truncated"), literals.boolean(duty.truncated))
