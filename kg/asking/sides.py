"""Documents side by side: for each document asked about, the facts that answer best in it."""

from __future__ import annotations

from kg.asking.choosing import CLOSE, ENOUGH, Chosen, choose_by_words, duties_of
from kg.asking.intents import Intent
from kg.asking.knowledge import Described, Knowledge
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome, Picked, pick, pick_chosen
from kg.asking.posts import find_hosted
from kg.asking.ranking import NEEDS, say_nothing, say_who
from kg.asking.understanding import Asked
from kg.asking.words import stems

__all__ = ["answer_side_by_side"]

MOST = 4  # facts told of one document
_STRICT = {"sanctions", "assesses"}  # powers that nothing else may stand in for
DOCUMENTS = 12  # documents told of one question


def answer_side_by_side(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """Answer a comparison with the best facts of each document."""
    hosted = find_hosted(asked, knowledge) if "host" in asked.wants.roles else []
    if hosted:
        return Outcome(intent=intent, facts=pick(hosted[: MOST * DOCUMENTS]))
    kind = _compared_kind(asked)
    chosen = choose_by_words(asked, matcher, kind)
    if kind in NEEDS:
        chosen = [one for one in chosen if any(part in one.fact.features for part in NEEDS[kind])]
    if kind in {"who-does", "who-supervises"}:
        chosen = say_who(chosen, knowledge, asked.wants.roles)
    if intent == "which-documents":
        most = max((one.coverage for one in chosen), default=0.0)
        chosen = [one for one in chosen if one.coverage >= max(ENOUGH, CLOSE * most)]
    facts: list[Picked] = []
    ranks = {one.fact.document: -one.score for one in reversed(chosen)}
    documents = asked.scope.documents
    if not asked.scope.named and not asked.functions:
        documents = tuple(document for document in documents if document.iri in ranks)
    for document in sorted(documents[:200], key=lambda one: ranks.get(one.iri, 0.0))[:DOCUMENTS]:
        facts += _best_of(document, chosen, asked, knowledge)
    order = {document.iri: rank for rank, document in enumerate(asked.scope.documents)}
    facts.sort(key=lambda one: order[knowledge.fact_of[one.iri].document])
    if not facts:
        return say_nothing(asked, intent, knowledge, matcher, chosen)
    return Outcome(intent=intent, facts=tuple(facts))


def _best_of(
    document: Described, chosen: list[Chosen], asked: Asked, knowledge: Knowledge
) -> tuple[Picked, ...]:
    mine = [
        one
        for one in chosen
        if one.fact.document == document.iri and one.fact.status not in {"Lost", "Unstated"}
    ]
    if asked.functions:
        mine = _with_function(mine, document, asked, knowledge)
    enough = 0.0 if asked.functions else ENOUGH * 0.7
    near = [one for one in mine if one.score >= CLOSE * mine[0].score and one.coverage >= enough]
    return pick_chosen(near[:MOST])


def _compared_kind(asked: Asked) -> Intent:
    for intent, _ in asked.wants.intents:
        if intent not in {"compare-across-documents", "which-documents", "what-duties"}:
            return intent
    return "who-does"


def _with_function(
    chosen: list[Chosen], document: Described, asked: Asked, knowledge: Knowledge
) -> list[Chosen]:
    """What bodies of the asked function do: what the other words say of them, else their duties in order."""
    functions = {concept.iri for concept in asked.functions}
    nodes = [node for node in knowledge.nodes_in((document,)) if node.function in functions]
    bearers = {node.iri for node in nodes}
    relations = set(asked.wants.relations)
    names = [f"{node.zh} {' '.join(stems(' '.join(node.names_en)))}" for node in nodes]
    others = [unit for unit in asked.specific if not any(unit.word in name for name in names)]
    ranked = [one for one in chosen if bearers & set(one.fact.parts.get("bearer", ()))] if others else []
    if not ranked:
        ranked = [Chosen(fact, 0.5, 0.5) for fact in duties_of(nodes, knowledge)]
    if relations:
        fitting = [
            one for one in ranked if one.fact.supervision in relations or one.fact.action_classes & relations
        ]
        return fitting if fitting or relations & _STRICT else ranked
    return ranked
