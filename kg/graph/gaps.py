"""What is wrong with the source and what it does not say, as statements."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.coding.model import Defect, Silence
from kg.graph import literals
from kg.graph.draft import Draft
from kg.graph.names import DG, OA

__all__ = ["write_gaps"]


def write_gaps(draft: Draft) -> None:
    """State the defects and silences of the document."""
    facts = _coded_nodes(draft)
    for defect in draft.coding.defects:
        _write_defect(draft, defect, facts)
    for silence in draft.coding.silences:
        _write_silence(draft, silence, facts)


def _coded_nodes(draft: Draft) -> dict[str, NamedNode]:
    """Map the ids by which defects and silences speak of facts to their nodes."""
    coding = draft.coding
    nodes = {provision.path: draft.node("provision", provision.path) for provision in coding.provisions}
    nodes |= {duty.id: draft.node("duty", duty.id) for duty in coding.duties}
    nodes |= {rule.id: draft.node("procedure", rule.id) for rule in coding.procedures}
    return nodes | {"document": draft.document, coding.document.id: draft.document}


def _find(draft: Draft, reference: str, facts: dict[str, NamedNode]) -> tuple[NamedNode, ...]:
    if reference in facts:
        return (facts[reference],)
    return tuple(actor.node for actor in draft.actors.known(reference))


def _write_defect(draft: Draft, defect: Defect, facts: dict[str, NamedNode]) -> None:
    place = f"{defect.kind}-{defect.start}-{defect.end}"
    same = [d for d in draft.coding.defects if f"{d.kind}-{d.start}-{d.end}" == place]
    number = () if len(same) == 1 else (str(same.index(defect) + 1),)
    node = draft.node("defect", place, *number)
    draft.describe(node, DG("SourceDefect"), zh=defect.message_zh, en=defect.message_en)
    draft.add(node, DG("defectKind"), draft.concepts.by_slug("defect-kind", defect.kind))
    draft.add(node, DG("severity"), literals.text(defect.severity))
    draft.add(node, DG("message"), literals.zh(defect.message_zh), literals.en(defect.message_en))
    draft.add(node, DG("provision"), draft.provision(defect.provision) or draft.leaf_at(defect.start))
    for reference in defect.affects:
        affected = _find(draft, reference, facts)
        draft.add(node, DG("affects"), *affected)
        if not affected:
            draft.add(node, DG("affectedName"), literals.text(reference))
    draft.add(node, OA("hasTarget"), draft.cite(node, defect))


def _write_silence(draft: Draft, silence: Silence, facts: dict[str, NamedNode]) -> None:
    node = draft.node("silence", f"{silence.about}-{silence.question}")
    question = draft.concepts.by_slug("question", silence.question)
    about = _find(draft, silence.about, facts)
    draft.describe(
        node, DG("Silence"), zh=_ask(draft, silence, question, "zh"), en=_ask(draft, silence, question, "en")
    )
    draft.add(node, DG("about"), *about)
    if not about:
        draft.add(node, DG("affectedName"), literals.text(silence.about))
    draft.add(node, DG("question"), question)
    draft.add(node, DG("provisionRead"), *(draft.provision(path) for path in silence.provisions))
    draft.add(node, DG("note"), literals.text(silence.note))


def _ask(draft: Draft, silence: Silence, question: NamedNode, language: str) -> str | None:
    asked = draft.concepts.label(question, language)
    body = draft.actors.find(silence.about)
    if language == "zh":
        return f"{body.label if body else silence.about}:{asked or silence.question}(文中未写)"
    about = (body.label_en or body.label) if body else silence.about
    return f"{about}: {asked or silence.question} (the text does not say)"
