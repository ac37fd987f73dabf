"""Meeting rules, work procedures and what is disclosed, as statements."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.coding.model import Disclosure, Procedure
from kg.graph import literals
from kg.graph.draft import Draft
from kg.graph.names import DG, P_PLAN
from kg.graph.wording import describe_deadline, describe_frequency

__all__ = ["write_procedures"]

_DISCLOSURES = {"item": DG("DisclosureItem"), "form": DG("DisclosureForm"), "day": DG("DisclosureDay")}


def write_procedures(draft: Draft) -> None:
    """State every procedure and disclosure of the document, in its order."""
    ordered = sorted(draft.coding.procedures, key=lambda rule: (rule.start, rule.end, rule.id))
    for order, rule in enumerate(ordered, 1):
        _write_procedure(draft, rule, order)
    for disclosure in draft.coding.disclosures:
        _write_disclosure(draft, disclosure)


def _write_procedure(draft: Draft, rule: Procedure, order: int) -> None:
    node = draft.node("procedure", rule.id)
    kind = DG("MeetingRule") if rule.kind == "meeting" else DG("WorkProcedure")
    draft.describe(
        node, kind, DG("Procedure"), zh=rule.title or rule.quote, en=rule.title_en or rule.gloss_en
    )
    evidence = draft.cite(node, rule)
    draft.add(node, DG("procedureKind"), draft.concepts.by_slug("procedure-kind", rule.kind))
    draft.add(node, DG("quote"), literals.zh(rule.quote))
    draft.add(node, DG("gloss"), literals.en(rule.gloss_en))
    draft.add(node, DG("order"), literals.integer(order))
    draft.add(node, DG("provision"), draft.provision(rule.provision))
    _write_roles(draft, rule, node, evidence)
    draft.add(node, DG("trigger"), literals.zh(rule.trigger))
    draft.add(node, DG("hedge"), literals.zh(rule.frequency_hedge))
    draft.add(node, DG("fixedDate"), *(literals.date(day) for day in rule.dates))
    draft.add(node, DG("decisionRule"), literals.zh(rule.decision_rule))
    draft.add(node, DG("category"), *(literals.zh(category) for category in rule.categories))
    _write_frequency(draft, rule, node, evidence)
    _write_deadline(draft, rule, node, evidence)
    _write_thresholds(draft, rule, node, evidence)
    _write_steps(draft, rule, node, evidence)


def _write_roles(draft: Draft, rule: Procedure, node: NamedNode, evidence: NamedNode) -> None:
    roles = {
        "convener": rule.convener,
        "chair": rule.chair,
        "substitute": rule.delegate,
        "agendaProposer": rule.agenda_proposer,
        "agendaDecider": rule.agenda_decider,
        "approver": rule.approver,
    }
    draft.link(node, DG("body"), (rule.body,), evidence)
    for name, who in roles.items():
        draft.link(node, DG(name), (who,), evidence, near=rule.body)


def _write_frequency(draft: Draft, rule: Procedure, node: NamedNode, evidence: NamedNode) -> None:
    if rule.frequency is None:
        return
    frequency = draft.node("frequency", rule.id)
    in_chinese, in_english = describe_frequency(rule.frequency)
    draft.describe(frequency, DG("Frequency"), zh=in_chinese, en=in_english)
    draft.add(frequency, DG("minimum"), literals.decimal(rule.frequency.min))
    draft.add(frequency, DG("maximum"), literals.decimal(rule.frequency.max))
    draft.add(frequency, DG("period"), literals.duration(rule.frequency.period))
    draft.add(frequency, DG("unspecified"), literals.boolean(rule.frequency.unspecified))
    draft.add(frequency, DG("evidence"), evidence)
    draft.add(node, DG("frequency"), frequency)


def _write_deadline(draft: Draft, rule: Procedure, node: NamedNode, evidence: NamedNode) -> None:
    if rule.deadline is None:
        return
    deadline = draft.node("deadline", rule.id)
    in_chinese, in_english = describe_deadline(rule.deadline)
    draft.describe(deadline, DG("Deadline"), zh=in_chinese, en=in_english)
    draft.add(deadline, DG("duration"), literals.duration(rule.deadline.duration))
    draft.add(deadline, DG("workingDays"), literals.boolean(rule.deadline.working_days))
    draft.add(deadline, DG("date"), literals.date(rule.deadline.date))
    draft.add(deadline, DG("unspecified"), literals.boolean(rule.deadline.unspecified))
    draft.add(deadline, DG("evidence"), evidence)
    draft.add(node, DG("deadline"), deadline)


def _write_thresholds(draft: Draft, rule: Procedure, node: NamedNode, evidence: NamedNode) -> None:
    for number, limit in enumerate(rule.thresholds, 1):
        threshold = draft.node("threshold", rule.id, str(number))
        amount = f"{limit.value:g}{limit.unit or ''}"
        draft.describe(threshold, DG("Threshold"), zh=f"{limit.of} {limit.operator} {amount}")
        draft.add(threshold, DG("of"), literals.zh(limit.of))
        draft.add(threshold, DG("operator"), literals.text(limit.operator))
        draft.add(threshold, DG("value"), literals.decimal(limit.value))
        draft.add(threshold, DG("unit"), literals.text(limit.unit))
        draft.add(threshold, DG("grade"), literals.zh(limit.grade))
        draft.add(threshold, DG("evidence"), evidence)
        draft.add(node, DG("threshold"), threshold)


def _write_steps(draft: Draft, rule: Procedure, node: NamedNode, evidence: NamedNode) -> None:
    for step in rule.steps:
        part = draft.node("step", rule.id, str(step.order))
        draft.describe(part, DG("ProcedureStep"), zh=step.text, en=step.text_en)
        draft.add(part, DG("order"), literals.integer(step.order))
        draft.add(part, DG("actionText"), literals.zh(step.action))
        if step.action:
            draft.add(part, DG("action"), *draft.concepts.by_verb(step.action))
        draft.link(part, DG("actor"), (step.actor,), evidence, near=rule.body)
        draft.add(part, DG("evidence"), evidence)
        draft.add(part, P_PLAN("isStepOfPlan"), node)
        draft.add(node, DG("step"), part)


def _write_disclosure(draft: Draft, disclosure: Disclosure) -> None:
    place = f"{disclosure.kind}-{disclosure.start}-{disclosure.end}"
    node = draft.node("disclosure", place)
    same = [d for d in draft.coding.disclosures if f"{d.kind}-{d.start}-{d.end}" == place]
    if len(same) > 1:
        node = draft.node("disclosure", place, disclosure.label)
    draft.describe(node, _DISCLOSURES[disclosure.kind], zh=disclosure.label, en=disclosure.label_en)
    draft.add(node, DG("category"), literals.zh(disclosure.category))
    draft.add(node, DG("date"), literals.date(disclosure.date))
    draft.add(node, DG("provision"), draft.provision(disclosure.provision) or draft.leaf_at(disclosure.start))
    draft.add(node, DG("quote"), literals.zh(disclosure.quote))
    draft.cite(node, disclosure)
