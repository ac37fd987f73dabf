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


_NAMED, _NAMED_EN = 24, 60  # characters of a quote or a gloss that stands for a statement


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
    asked = draft.concepts.label(question, language) or silence.question
    zh, en = _name(draft, silence.about)
    return f"{zh}:{asked}(文中未写)" if language == "zh" else f"{en}: {asked} (the text does not say)"


def _name(draft: Draft, reference: str) -> tuple[str, str]:
    """Name in words what a silence is about, in both languages: a body, the document, a duty or a procedure."""
    body = draft.actors.find(reference)
    if body is not None:
        return body.label, body.label_en or body.label
    if reference == "document":
        return "本文件", "this document"
    for duty in draft.coding.duties:
        if duty.id == reference:
            return _short(duty.quote), _short(duty.gloss_en or duty.quote, _NAMED_EN)
    for rule in draft.coding.procedures:
        if rule.id == reference:
            zh = rule.title or _short(rule.quote)
            return zh, rule.title_en or zh
    return reference, reference


def _short(text: str, length: int = _NAMED) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length] + "…"
