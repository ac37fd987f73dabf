"""Which document or law: a document's own number, date and issuer, or what the matching sentences cite."""

from __future__ import annotations

import re

from kg.asking.choosing import CLOSE, ENOUGH, choose_by_words
from kg.asking.intents import Intent
from kg.asking.knowledge import Described, Fact, Knowledge
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome, Picked, pick
from kg.asking.ranking import answer_by_rank
from kg.asking.silences import say_silent
from kg.asking.understanding import Asked

__all__ = ["answer_reference"]

MOST = 8
_CITED = re.compile(
    r"依据|根据|按照|照哪|照着|办法|条例|哪部|哪几部|哪些法|什么法|法律|通知|指导意见|\b(which|law|laws|regulations?|acts?)\b"
)
_CITES = re.compile(r"引用|援引|提到[^,?]{0,6}法|\b(cites?|cited|refers? to|mentions?)\b")
# What a question asks of the document itself, and where the description keeps it.
_OWN = {
    "number": re.compile(r"文号|字号|编号|document number|reference number"),
    "date": re.compile(
        r"第几次|哪次会议|印发|印的|发布|发的|出台|制定于|制发|哪天|哪年|何时|什么时候|日期|通过|\b(issued|adopted|date|when|passed)\b"
    ),
    "issuer": re.compile(
        r"谁(发|印|制定|出|制发)的?|哪(个|家).{0,6}(发|印|制定|出台)|发文(机关|单位)|落款|署名|盖(的)?章|\b(who (issued|signs|signed)|issuer|issued by|signed by)\b"
    ),
}


def answer_reference(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """Tell what is cited, or the document's own marks; a mark the document lacks is told to be missing."""
    cited = _cited(asked, intent, knowledge, matcher)
    facts = [Picked("citation", fact, score) for fact, score in cited.items()]
    if not facts and asked.scope.named and _CITES.search(asked.text):
        facts = list(pick(knowledge.facts_in(asked.scope.documents, "citation")))
    wanted = [mark for mark, cue in _OWN.items() if cue.search(asked.text)]
    if asked.scope.named and (wanted or not facts):
        documents = asked.scope.documents
        own = [Picked("document", document.iri) for document in documents]
        if facts and _CITED.search(asked.text):
            facts = [*facts, *own]
        elif wanted and not any(_has(document, mark) for document in documents for mark in wanted):
            return say_silent(asked, intent, knowledge, (), wanted[0], facts=own)
        else:
            facts = [*own, *facts]
    if facts:
        return Outcome(intent=intent, facts=tuple(facts[:MOST]))
    return answer_by_rank(asked, intent, knowledge, matcher)


def _has(document: Described, mark: str) -> bool:
    return bool({"number": document.number, "date": document.date, "issuer": document.issuer}[mark])


def _cited(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> dict[str, float]:
    """Citations in the best matching sentences."""
    chosen = [one for one in choose_by_words(asked, matcher, intent) if one.coverage >= ENOUGH]
    cited: dict[str, float] = {}
    for one in chosen:
        if cited and one.score < CLOSE * chosen[0].score:
            break
        for fact in knowledge.facts_by_document.get(one.fact.document, ()):
            if fact.kind == "citation" and (fact.iri == one.fact.iri or _overlap(fact, one.fact)):
                cited.setdefault(fact.iri, one.score)
    return cited


def _overlap(citation: Fact, fact: Fact) -> bool:
    return citation.start < fact.end and fact.start < citation.end
