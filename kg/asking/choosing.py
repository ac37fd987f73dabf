"""Choose the facts that answer: relevance to the words, weighed by what kind of answer is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.asking.intents import Intent
from kg.asking.knowledge import Fact, Knowledge, Node
from kg.asking.matching import Match, Matcher
from kg.asking.understanding import Asked
from kg.asking.words import Unit, word_classes

__all__ = ["Chosen", "choose_by_words", "coordination_bodies", "duties_of", "is_covered"]

# A fact answers only when it meets this share of the question's informative words; set on the tuned questions.
ENOUGH = 0.40
UNPLACED = 0.5
FOREIGN = 0.48  # where the question also names a thing that is in none of them
# Facts this close to the best are given as well.
CLOSE = 0.88
# Where a value is asked for, several statements of it may stand in one document.
CLOSE_TOLD = 0.78

# What a fact must be able to tell for a kind of question, and what it counts when it can.
_FEATURES: dict[str, tuple[str, ...]] = {
    "how-often": ("frequency",),
    "deadline": ("deadline", "date"),
    "threshold": ("threshold",),
    "procedure-steps": ("step", "category"),
}
# What a thing goes through on its way to be allowed: a duty of that kind is a step, coded as one or not.
_STEP = re.compile(
    r"申请|申报|报批|送审|会审|初审|复审|审核|审批|审定|核准|批准|同意后|会签|签发|备案|公示|表决"
)
_ROLE_PARTS = ("convener", "chair", "delegate", "agenda_proposer", "agenda_decider", "approver")


@dataclass(frozen=True)
class Chosen:
    """A fact with its score and how much of the question it covers."""

    fact: Fact
    score: float
    coverage: float
    met: tuple[float, ...] = ()


def is_covered(chosen: Sequence[Chosen], asked: Asked) -> bool:
    """Tell whether the best fact meets enough of the question to count as an answer.

    A question that names no document, or no body of one, must be met more fully: it may be about anything.
    """
    if not chosen:
        return False
    is_placed = asked.scope.named or bool(asked.named) or asked.language == "zh"
    enough = ENOUGH if is_placed else UNPLACED
    if _has_foreign(chosen, asked):
        enough = max(enough, FOREIGN)
    return max(one.coverage for one in chosen[:3]) >= enough


def _has_foreign(chosen: Sequence[Chosen], asked: Asked) -> bool:
    """Tell whether a question names a thing that no fact of the asked documents speaks of."""
    if len(chosen[0].met) != len(asked.units):
        return False
    return any(
        _is_thing(unit, asked.language) and not any(one.met[place] > 0 for one in chosen if one.met)
        for place, unit in enumerate(asked.units)
    )


def _is_thing(unit: Unit, language: str) -> bool:
    """A noun of the word list, or an English word known in Chinese; anything else may be a way of speaking."""
    if unit.generic:
        return False
    return word_classes().get(unit.word, "").startswith("n") if language == "zh" else bool(unit.bridged)


def choose_by_words(
    asked: Asked, matcher: Matcher, intent: Intent, *, units: Sequence[Unit] | None = None
) -> list[Chosen]:
    """Rank the facts of the asked documents by words, kind of answer, relation, parts and named bodies."""
    matches = matcher.find(asked.units if units is None else units, asked.language, asked.documents)
    if asked.is_corrected:
        matches = _about_what_was_picked(matches, asked, matcher)
    named = {one.node.iri for one in asked.named}
    chosen = [
        Chosen(match.fact, _score(match, asked, intent, named), match.coverage, match.met)
        for match in matches
        if _is_fit(match.fact, intent)
    ]
    return sorted(chosen, key=lambda one: (-one.score, one.fact.document, one.fact.start))


def _about_what_was_picked(matches: Sequence[Match], asked: Asked, matcher: Matcher) -> list[Match]:
    """What a user picked is what is asked about, whatever the other words are."""
    found = {match.fact.iri: match for match in matches}
    documents = set(asked.documents or ())
    return [
        Match(fact, found[fact.iri].relevance if fact.iri in found else 0.0, 1.0)
        for fact in matcher.facts
        if (not documents or fact.document in documents)
        and (asked.matter is None or fact.matter == asked.matter)
        and (asked.body is None or any(asked.body in actors for actors in fact.parts.values()))
    ]


def _is_fit(fact: Fact, intent: Intent) -> bool:
    if (fact.kind == "defect") != (intent == "defect"):
        return False
    if fact.kind == "citation" and intent == "procedure-steps":
        return False
    if fact.kind in {"membership", "disclosure", "citation"}:
        return intent in {
            "membership",
            "reference",
            "deadline",
            "which-documents",
            "procedure-steps",
            "disclosure",
        }
    if fact.kind == "relation":
        return intent in {"hierarchy", "who-does"}
    return True


def _score(match: Match, asked: Asked, intent: Intent, named: set[str]) -> float:
    fact = match.fact
    score = 0.45 * match.relevance + 0.75 * match.coverage
    score += _score_relation(fact, asked, intent)
    score += 0.4 if intent == fact.kind == "disclosure" else 0.0
    wanted = _FEATURES.get(intent)
    if wanted:
        score += 0.35 if any(feature in fact.features for feature in wanted) else -0.15
        score -= 0.12 if intent == "how-often" and "period" not in fact.features else 0.0
    if intent == "procedure-steps" and fact.kind == "duty" and _STEP.search(fact.zh):
        score += 0.15
    for role in asked.wants.roles:
        if role in _ROLE_PARTS:
            score += 0.30 if role in fact.parts else -0.05
        elif role in fact.features:
            score += 0.20
        elif role == "sub_body" and "subOrganizationOf" in fact.features:
            score += 0.40
    if named and named & {actor for part in ("bearer", "body") for actor in fact.parts.get(part, ())}:
        score += 0.15
    return score


def _score_relation(fact: Fact, asked: Asked, intent: Intent) -> float:
    relations = asked.wants.relations
    if intent == "who-does" and fact.supervision and fact.supervision in relations:
        return 0.10
    if intent not in {"who-supervises", "hierarchy", "compare-across-documents"} or not relations:
        return 0.0
    if fact.supervision in relations:
        return 0.20 if fact.supervision == relations[0] else 0.15
    if fact.action_classes & set(relations):
        return 0.12
    return -0.10 if fact.kind == "duty" and not fact.supervision else 0.0


def coordination_bodies(asked: Asked, knowledge: Knowledge) -> list[Node]:
    """Give the coordination body or office that the question names, or the asked documents' own."""
    wanted = "SecretariatOffice" if _asks_office(asked) else "CoordinationBody"
    explicit = [one.node for one in asked.named if one.node.kind == wanted]
    if explicit:
        return explicit
    own = [node for node in knowledge.nodes_in(asked.scope.documents) if node.kind == wanted]
    return _described_first(own, knowledge)


_OFFICE = re.compile(r"\b(secretariat|office)\b(?! of a)")


def _asks_office(asked: Asked) -> bool:
    text = asked.text.replace("协调小组办公室", "办公室")
    return "办公室" in text or bool(_OFFICE.search(text))


def _described_first(nodes: Iterable[Node], knowledge: Knowledge) -> list[Node]:
    """A document's own body is the one it gives duties, members or procedures; a superior merely named is not."""
    return sorted(nodes, key=lambda node: (node.document, -knowledge.mentions.get(node.iri, 0), node.iri))


def duties_of(nodes: Sequence[Node], knowledge: Knowledge) -> list[Fact]:
    """List the duties that these nodes bear, in the order of their documents."""
    facts = {fact.iri: fact for node in nodes for fact in knowledge.facts_by_bearer.get(node.iri, ())}
    return sorted(facts.values(), key=lambda fact: (fact.document, fact.start))
