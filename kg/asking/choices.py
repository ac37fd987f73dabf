"""What a user may pick instead of how a question was read: matters and bodies of the documents it is about."""

from __future__ import annotations

from dataclasses import dataclass

from kg.asking.answer import Answer
from kg.asking.knowledge import Concept, Knowledge, Node

__all__ = ["Choices", "find_choices"]

MOST = 80  # of a kind; a longer list is no help

_BODIES = {"TargetGroup", "BodyCategory", "NamedActor"}


@dataclass(frozen=True)
class Choices:
    """Matters and bodies to pick from, by name."""

    matters: tuple[Concept, ...]
    bodies: tuple[Node, ...]


def find_choices(answer: Answer, knowledge: Knowledge) -> Choices:
    """List the matters and the bodies of the documents that an answer was sought in."""
    wanted = set(answer.understood.documents) or {item.document for item in answer.answers}
    documents = [one for one in knowledge.documents if not wanted or one.id in wanted][:MOST]
    used = {fact.matter for fact in knowledge.facts_in(documents) if fact.matter in knowledge.matters}
    matters = sorted((knowledge.matters[iri] for iri in used), key=lambda one: one.name(answer.language))
    bodies = [
        node
        for node in knowledge.nodes_in(documents)
        if node.kind not in _BODIES and not node.body and node.iri in knowledge.mentions
    ]
    return Choices(tuple(matters[:MOST]), tuple(sorted(bodies, key=lambda one: one.name(answer.language))[:MOST]))
