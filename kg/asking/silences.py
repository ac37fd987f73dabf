"""What a question asks that a text may be silent about, and whether the silence was checked by a reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.asking.choosing import ENOUGH, choose_by_words, coordination_bodies
from kg.asking.knowledge import Knowledge, Node, Silence
from kg.asking.lexicons import load_lexicon
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome, Picked, name_documents
from kg.asking.understanding import Asked

__all__ = ["find_asked", "say_silent", "silence_asked"]


_GROUPS = {
    "CoordinationBody",
    "SecretariatOffice",
    "LeaderPost",
    "DeputyLeaderPost",
    "MemberPost",
    "Assembly",
}


@cache
def _questions() -> dict[str, tuple[str, tuple[re.Pattern[str], ...]]]:
    lists = load_lexicon("questions", dict[str, dict[str, str]])
    return {
        slug: (
            entry.get("when", "else"),
            tuple(re.compile(entry[key]) for key in ("zh", "en") if key in entry),
        )
        for slug, entry in lists.items()
    }


def find_asked(text: str, when: str) -> list[str]:
    """Name the questions of ontology/questions.ttl that a normalised text asks: those to look up ``first``, or ``else``."""
    return [
        slug
        for slug, (at, patterns) in _questions().items()
        if at == when and any(pattern.search(text) for pattern in patterns)
    ]


def silence_asked(
    asked: Asked, intent: str, knowledge: Knowledge, matcher: Matcher, when: str
) -> Outcome | None:
    """Answer with a checked silence about just what is asked, if a reader recorded one."""
    for slug in find_asked(asked.text, when):
        recorded = [one for one in _in_scope(asked, knowledge) if one.question == slug]
        found = _about_what_is_asked(recorded, asked, knowledge, matcher)
        if found:
            return _tell_silence(found, asked, intent, knowledge)
    return None


def _in_scope(asked: Asked, knowledge: Knowledge) -> list[Silence]:
    return [
        silence
        for document in asked.scope.documents
        for silence in knowledge.silences_by_document.get(document.iri, ())
    ]


def _about_what_is_asked(
    recorded: Sequence[Silence], asked: Asked, knowledge: Knowledge, matcher: Matcher
) -> list[Silence]:
    if not recorded:
        return []
    facts = {silence.about: silence for silence in recorded if silence.about in knowledge.fact_of}
    ranked = choose_by_words(asked, matcher, "who-does") if facts else []
    near = [one for one in ranked[:12] if one.fact.iri in facts and one.coverage >= ENOUGH]
    if near:
        return [facts[near[0].fact.iri]]
    if not asked.scope.named:
        return []
    named = {one.node.iri for one in asked.named}
    about = [silence for silence in recorded if silence.about in named]
    others = (one for one in asked.named if one.strength > 2 and one.node.iri in knowledge.facts_by_bearer)
    if about or any(one.node.kind not in _GROUPS for one in others):
        return about
    own = {node.iri for node in coordination_bodies(asked, knowledge)}
    documents = {document.iri for document in asked.scope.documents}
    return [s for s in recorded if s.about in documents] or [s for s in recorded if s.about in own]


def _tell_silence(found: Sequence[Silence], asked: Asked, intent: str, knowledge: Knowledge) -> Outcome:
    facts = tuple(Picked(fact.kind, fact.iri) for one in found if (fact := knowledge.fact_of.get(one.about)))
    bodies = tuple(knowledge.nodes[one.about] for one in found if one.about in knowledge.nodes)
    return Outcome(
        intent=intent,
        facts=facts,
        reason="silent",
        message="silent-checked",
        values=_say_where(found, asked),
        bodies=bodies[:2],
    )


def _say_where(found: Sequence[Silence], asked: Asked) -> dict[str, str]:
    paths = sorted({path for silence in found for path in silence.provisions}, key=_in_order)[:12]
    read = ("、" if asked.language == "zh" else ", ").join(paths)
    provisions = (f"第{read}项" if asked.language == "zh" else f" (provisions {read})") if paths else ""
    documents = {silence.document for silence in found}
    told = [document for document in asked.scope.documents if document.iri in documents or not documents]
    return {"document": name_documents(told, asked.language), "provisions": provisions}


def _in_order(path: str) -> list[tuple[bool, int, str]]:
    return [(not part.isdigit(), int(part) if part.isdecimal() else 0, part) for part in path.split(".")]


def say_silent(
    asked: Asked,
    intent: str,
    knowledge: Knowledge,
    bodies: Sequence[Node],
    question: str,
    *,
    facts: Sequence[Picked] = (),
) -> Outcome:
    """Nothing answers: say whether the silence was checked, and which provisions were read for it."""
    about = {node.iri for node in bodies}
    recorded = [silence for silence in _in_scope(asked, knowledge) if silence.question == question]
    found = [silence for silence in recorded if not about or silence.about in about] or recorded
    return Outcome(
        intent=intent,
        facts=tuple(facts),
        reason="silent",
        message="silent-checked" if found else "silent-unchecked",
        values=_say_where(found, asked),
        bodies=tuple(bodies[:1]),
    )
