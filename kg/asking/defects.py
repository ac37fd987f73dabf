"""What is wrong with the text itself: lost headings, two names for one body, members without duties."""

from __future__ import annotations

import re
from functools import cache

from kg.asking.choosing import ENOUGH, choose_by_words
from kg.asking.intents import Intent
from kg.asking.knowledge import Knowledge
from kg.asking.lexicons import load_lexicon
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome, pick
from kg.asking.ranking import say_nothing
from kg.asking.silences import say_silent
from kg.asking.understanding import Asked

__all__ = ["answer_defects"]

MOST = 20


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], ...]]:
    lists = load_lexicon("defects", dict[str, dict[str, str]])
    return {kind: tuple(re.compile(pattern) for pattern in cues.values()) for kind, cues in lists.items()}


def answer_defects(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """Tell the recorded defects of the kind asked about, the best matching first."""
    recorded = knowledge.facts_in(asked.scope.documents, "defect")
    kinds = {kind for kind, cues in _kinds().items() if any(cue.search(asked.text) for cue in cues)}
    fitting = [fact for fact in recorded if kinds & fact.features]
    chosen = [one for one in choose_by_words(asked, matcher, intent) if one.fact.kind == "defect"]
    rank = {one.fact.iri: one.score for one in chosen if one.coverage >= ENOUGH}
    close = [fact for fact in fitting if fact.iri in rank]
    facts = sorted(
        close or (fitting if asked.scope.named or asked.wants.weight("which-documents") else []),
        key=lambda fact: -rank.get(fact.iri, 0.0),
    )
    if not facts and not kinds:
        facts = [one.fact for one in chosen if one.fact.iri in rank] or (
            recorded if asked.scope.named else []
        )
    if facts:
        return Outcome(intent=intent, facts=pick(facts[:MOST]))
    if asked.scope.named:
        return say_silent(asked, intent, knowledge, (), "other")
    return say_nothing(asked, intent, knowledge, matcher, chosen)
