"""A question as read to the way it is answered: each kind of question has one way, which ends in facts or in a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.asking.chains import answer_chains
from kg.asking.choosing import choose_by_words
from kg.asking.defects import answer_defects
from kg.asking.holders import answer_duties, answer_membership, find_meant
from kg.asking.intents import Intent
from kg.asking.knowledge import Knowledge
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome, name_documents
from kg.asking.parts import split_parts
from kg.asking.posts import host_asked, posts_asked, quorum_asked
from kg.asking.ranking import answer_by_rank
from kg.asking.references import answer_reference
from kg.asking.sides import answer_side_by_side
from kg.asking.silences import silence_asked
from kg.asking.understanding import Asked
from kg.asking.words import Vocabulary

__all__ = ["decide"]

Way = Callable[[Asked, Intent, Knowledge, Matcher], Outcome]

_WAYS: dict[Intent, Way] = {
    "membership": answer_membership,
    "what-duties": answer_duties,
    "hierarchy": answer_chains,
    "reference": answer_reference,
    "compare-across-documents": answer_side_by_side,
    "which-documents": answer_side_by_side,
    "defect": answer_defects,
}


def decide(
    asked: Asked, intent: Intent | None, knowledge: Knowledge, matcher: Matcher, vocabulary: Vocabulary
) -> Outcome:
    """Answer a question, part by part where it has several parts."""
    if asked.scope.unknown_place:
        return Outcome(
            intent=intent or asked.wants.intent,
            reason="not-in-documents",
            values={
                "place": asked.scope.unknown_place,
                "documents": name_documents(knowledge.documents, asked.language, 12),
            },
        )
    parts = split_parts(asked, knowledge, vocabulary) if intent is None else []
    if not parts:
        return _decide_one(asked, intent or _intent_of(asked), knowledge, matcher)
    outcomes = [_decide_one(part, _intent_of(part), knowledge, matcher) for part in parts]
    return _merge(parts, outcomes) or _decide_one(asked, _intent_of(asked), knowledge, matcher)


def _intent_of(asked: Asked) -> Intent:
    """The heaviest kind of answer wanted; a body named with nothing else to go by is asked for its duties."""
    intent = asked.wants.intent
    if intent == "not-understood" and asked.named and asked.named[0].strength > 1:
        names = "".join(one.words for one in asked.named)
        return intent if any(unit.word not in names for unit in asked.specific) else "what-duties"
    return intent


def _decide_one(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    for way in (posts_asked, host_asked, quorum_asked):
        outcome = way(asked, intent, knowledge)
        if outcome:
            return outcome
    if intent not in {"compare-across-documents", "which-documents", "defect"}:
        silent = silence_asked(asked, intent, knowledge, matcher, "first")
        if silent:
            return silent
    if intent == "not-understood" and not asked.is_corrected:
        understood = _by_words(asked, knowledge, matcher)
        if understood:
            return understood
    return _WAYS.get(intent, answer_by_rank)(asked, intent, knowledge, matcher)


def _by_words(asked: Asked, knowledge: Knowledge, matcher: Matcher) -> Outcome | None:
    """Without any cue of a kind, only words that single out facts, or a body's name, make a question."""
    if asked.named and find_meant(asked, "what-duties", knowledge, matcher) and not asked.specific:
        return None
    chosen = choose_by_words(asked, matcher, "who-does") if asked.specific else []
    enough = 0.6 if asked.scope.named or asked.named else 0.75
    if chosen and chosen[0].coverage >= enough and (len(asked.specific) >= 2 or asked.scope.named):
        return answer_by_rank(asked, "who-does", knowledge, matcher)
    if asked.named and asked.scope.named:
        return None
    return Outcome(intent="not-understood", reason="not-understood")


def _merge(parts: list[Asked], outcomes: list[Outcome]) -> Outcome | None:
    """Give the answers of all parts; a part without one is named, not hidden."""
    answered = [outcome for outcome in outcomes if outcome.is_answered]
    if not answered:
        return next((one for one in outcomes if one.reason in {"silent", "heading-lost"}), None)
    missing = [part.text for part, outcome in zip(parts, outcomes, strict=True) if not outcome.is_answered]
    facts = {picked.iri: picked for outcome in reversed(answered) for picked in reversed(outcome.facts)}
    return replace(
        answered[0],
        facts=tuple(reversed(facts.values())),
        derived=tuple(chain for outcome in answered for chain in outcome.derived),
        missing=tuple(missing),
        message="part-missing" if missing else answered[0].message if len(answered) == 1 else None,
        values={**answered[0].values, "parts": "; ".join(f"“{text}”" for text in missing)},
    )
