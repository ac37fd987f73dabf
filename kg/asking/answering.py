"""A question to its answer: read it, decide what answers, fetch that with its sentences, and word it."""

from __future__ import annotations

import re
from threading import Lock

from kg.asking.answer import Answer, Understanding
from kg.asking.deciding import decide
from kg.asking.details import Detail, fetch_details
from kg.asking.intents import Intent
from kg.asking.knowledge import Engine, Knowledge
from kg.asking.lexicons import load_lexicon
from kg.asking.loading import load_knowledge
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome
from kg.asking.telling import tell, tell_chain, tell_count
from kg.asking.understanding import Asked, correct, describe, read_question
from kg.asking.words import Vocabulary

__all__ = ["Asker"]


class Asker:
    """Answers questions on one store; reads what it must know of a data version once."""

    def __init__(self, engine: Engine, knowledge: Knowledge | None = None) -> None:
        self._engine = engine
        self._prepared: tuple[Knowledge, Matcher, Vocabulary] | None = None
        self._preparing = Lock()
        if knowledge is not None:
            self._prepared = _index(knowledge)

    def prepare(self) -> tuple[Knowledge, Matcher, Vocabulary]:
        """Read and index the data set, again when a new version was published; one thread does, others wait."""
        prepared = self._prepared
        if prepared is not None and prepared[0].version == self._engine.version:
            return prepared
        with self._preparing:
            if self._prepared is None or self._prepared[0].version != self._engine.version:
                self._prepared = _index(load_knowledge(self._engine))
            return self._prepared

    def answer(
        self,
        question: str,
        *,
        intent: Intent | None = None,
        matter: str | None = None,
        body: str | None = None,
    ) -> Answer:
        """Answer a question in its own language.

        ``intent``, ``matter`` and ``body`` (by IRI or name) correct how it was read; what is not there corrects nothing.
        """
        knowledge, matcher, vocabulary = self.prepare()
        asked = read_question(question, knowledge, vocabulary)
        asked = correct(asked, knowledge, matter=matter, body=body)
        outcome = decide(asked, intent, knowledge, matcher, vocabulary)
        return self._compose(asked, outcome, knowledge)

    def _compose(self, asked: Asked, outcome: Outcome, knowledge: Knowledge) -> Answer:
        order = {picked.iri: rank for rank, picked in enumerate(outcome.facts)}
        chained = {fact.iri: fact.kind for chain in outcome.derived for fact in chain}
        wanted = {picked.iri: picked.kind for picked in outcome.facts} | chained
        details, query = self._fetch(wanted)
        scores = {picked.iri: picked.score for picked in outcome.facts}
        items = [
            tell(details[iri], knowledge, asked.language, scores[iri])
            for iri in sorted(order, key=order.__getitem__)
            if iri in details
        ]
        if outcome.is_counted and items:
            items.insert(0, tell_count(items, asked.language))
        items += [
            tell_chain([details[fact.iri] for fact in chain], knowledge, asked.language)
            for chain in outcome.derived
            if all(fact.iri in details for fact in chain)
        ]
        return Answer(
            question=asked.question,
            language=asked.language,
            intent=outcome.intent,
            answered=outcome.reason is None and bool(items),
            message=_message(asked, outcome, len(items)),
            reason=outcome.reason or (None if items else "unknown-matter"),
            understood=_understood(asked, outcome, knowledge),
            answers=tuple(items),
            query=query,
        )

    def _fetch(self, wanted: dict[str, str]) -> tuple[dict[str, Detail], str]:
        found: dict[str, Detail] = {}
        queries = []
        for kind in dict.fromkeys(wanted.values()):
            facts = [iri for iri, of in wanted.items() if of == kind]
            details, query = fetch_details(self._engine, kind, facts)
            queries.append(query)
            found.update((detail.iri, detail) for detail in details)
        return found, "\n".join(queries)


def _index(knowledge: Knowledge) -> tuple[Knowledge, Matcher, Vocabulary]:
    knowledge.index()
    return knowledge, Matcher(knowledge), _vocabulary_of(knowledge)


# A draft coding may name a thing with its number before it (一次全体会议); nobody asks for it so.
_NUMBERED = re.compile(r"[一二两三四五六七八九十\d]+(次|个|名|份|项|日|天|批|场|届|年)")


def _vocabulary_of(knowledge: Knowledge) -> Vocabulary:
    names = [name for node in knowledge.nodes.values() for name in node.names]
    names += [matter.zh for matter in knowledge.matters.values()]
    names = [name for name in names if not _NUMBERED.match(name)]
    synonyms: dict[str, list[str]] = {}
    for matter in knowledge.matters.values():
        if not _NUMBERED.match(matter.zh):
            synonyms.setdefault(matter.zh, [])
        for word in matter.alt_zh:
            synonyms.setdefault(word, []).append(matter.zh)
    return Vocabulary(names, synonyms)


def _understood(asked: Asked, outcome: Outcome, knowledge: Knowledge) -> Understanding:
    facts = [knowledge.fact_of[one.iri] for one in outcome.facts if one.iri in knowledge.fact_of]
    found = [knowledge.matters[fact.matter] for fact in facts[:3] if fact.matter in knowledge.matters]
    return describe(asked, outcome.intent, tuple(dict.fromkeys(found)), outcome.bodies)


_BLANK = dict.fromkeys(("document", "provisions", "matters", "place", "documents", "members", "parts"), "")


def _message(asked: Asked, outcome: Outcome, count: int) -> str:
    templates = load_lexicon("messages", dict[str, dict[str, str]])
    name = outcome.message or outcome.reason or ("answered" if count else "unknown-matter")
    values = {**_BLANK, "count": str(count), **outcome.values}
    return templates[name][asked.language].format_map(values)
