"""The general way to answer: the facts whose words and kind answer best, or why none does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.asking.answer import Reason
from kg.asking.choosing import (
    CLOSE,
    CLOSE_TOLD,
    ENOUGH,
    Chosen,
    choose_by_words,
    coordination_bodies,
    is_covered,
)
from kg.asking.intents import Intent, asks_who
from kg.asking.knowledge import Fact, Knowledge
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome, pick_chosen
from kg.asking.silences import find_asked, say_silent, silence_asked
from kg.asking.understanding import Asked

__all__ = ["NEEDS", "answer_by_rank", "say_nothing", "say_who"]

NEIGHBOURHOOD = 160  # how far, in characters, the other steps of a procedure may stand
TOGETHER = 0.6  # the share of a question that duties of one body must cover together
ASSIGNED = 0.75  # how near a sentence with a bearer must come to a better one without
MOST = 8  # answers given to one question, unless it asks for a list
_WHO = {"who-supervises", "who-does", "hierarchy", "what-duties"}
_ROLES = {"convener", "chair", "delegate", "agenda_proposer", "agenda_decider", "approver"}
NEEDS = {"how-often": ("frequency",), "deadline": ("deadline", "date"), "threshold": ("threshold",)}
_BAN = re.compile(r"不得|严禁|禁止|不准|不许")
_DEALT_WITH = re.compile(
    r"处理|处分|处罚|处置|惩处|查处|查办|追究|追责|问责|\b(deal(s|t)? with|punish\w*|sanction\w*|disciplin\w*|penali[sz]\w*)\b"
)
_QUANTITY = re.compile(
    r"[\d.]+(%|万|亿|元|家|人|名|分|米|公里|平方|吨|件|岁)|分之[一二三四五六七八九]|半数|[一二两三四五六七八九十百]+(人|名|家)以[上下]"
)
_BODY_WORD = re.compile(r"会$|会议|召集|主持|谁|开.{0,4}会|小组|领导|召开|碰|meet|group|leader|conven|chair")


def answer_by_rank(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """Answer with the facts that the words of the question and the kind of answer single out."""
    is_who = intent in _WHO and asks_who(asked.text)
    chosen = choose_by_words(asked, matcher, intent)
    if is_who:
        chosen = say_who(chosen, knowledge, asked.wants.roles)
        chosen = _behind_bans(chosen, knowledge) if _DEALT_WITH.search(asked.text) else chosen
    together = [] if is_covered(chosen, asked) else _covered_together(chosen)
    if together:
        return Outcome(intent=intent, facts=pick_chosen(together))
    if not is_covered(chosen, asked):
        return say_nothing(asked, intent, knowledge, matcher, chosen)
    missing = _missing_part(asked, intent, chosen)
    if missing:
        return say_silent(asked, intent, knowledge, coordination_bodies(asked, knowledge), missing)
    chosen = _prefer_assigned(chosen) if is_who else chosen
    best = _closest(chosen, intent)
    if is_who and best and best[0].fact.status in {"Lost", "Unstated"}:
        return _unassigned(best, intent)
    kept = [one for one in _without_echoes(best) if not (is_who and one.fact.status in {"Lost", "Unstated"})]
    if not kept:
        return say_nothing(asked, intent, knowledge, matcher, chosen)
    if intent == "procedure-steps" and "step" not in kept[0].fact.features:
        kept = _with_neighbours(kept, knowledge)
    actors = (actor for one in kept[:1] for actor in one.fact.parts.get("bearer", ()))
    bodies = tuple(knowledge.nodes[actor] for actor in actors if actor in knowledge.nodes)
    return Outcome(intent=intent, facts=pick_chosen(kept), bodies=bodies)


def _behind_bans(chosen: Sequence[Chosen], knowledge: Knowledge) -> list[Chosen]:
    """Who deals with a breach is not who must not commit it: the duties behind a ban, in its provision, stand for it."""
    found: dict[str, Chosen] = {}
    for one in chosen:
        if not _BAN.search(one.fact.zh):
            found.setdefault(one.fact.iri, one)
            continue
        for fact in knowledge.facts_by_document[one.fact.document]:
            is_behind = 0 <= fact.start - one.fact.end < NEIGHBOURHOOD // 2
            if fact.kind == "duty" and fact.provision == one.fact.provision and is_behind:
                found.setdefault(fact.iri, replace(one, fact=fact))
    return list(found.values()) or list(chosen)


def _covered_together(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Several things asked of one body are covered by its duties together, when by none alone."""
    groups: dict[tuple[str, tuple[str, ...]], list[Chosen]] = {}
    for one in chosen[:30]:
        bearers = one.fact.parts.get("bearer", ())
        if bearers and one.fact.kind == "duty" and one.coverage >= ENOUGH / 2:
            groups.setdefault((one.fact.document, bearers), []).append(one)
    for mine in groups.values():
        best = [max(mine, key=lambda one: one.met[word]) for word in range(len(mine[0].met))]
        if sum(one.met[word] for word, one in enumerate(best)) >= TOGETHER:
            return [one for one in mine if one in best][:4]
    return []


def _prefer_assigned(chosen: list[Chosen]) -> list[Chosen]:
    """Who is asked: a sentence about as good that names somebody comes before one that names nobody."""
    if not chosen or chosen[0].fact.status != "Unstated":
        return chosen
    near = [
        one
        for one in chosen
        if one.fact.status not in {"Lost", "Unstated"}
        and one.score >= ASSIGNED * chosen[0].score
        and one.coverage >= max(ENOUGH, ASSIGNED * chosen[0].coverage)
    ]
    return near or chosen


def _closest(chosen: Sequence[Chosen], intent: Intent) -> list[Chosen]:
    close = CLOSE_TOLD if intent in NEEDS else CLOSE
    top = chosen[0]
    near = [one for one in chosen if one.score >= close * top.score and one.coverage >= ENOUGH * 0.8]
    return near[:MOST]


def _without_echoes(best: Sequence[Chosen]) -> list[Chosen]:
    """Drop what only says again, as a relation or as a duty, what a better fact says by the same words."""
    kept: list[Chosen] = []
    for one in best:
        fact = one.fact
        echoed = any(
            other.fact.document == fact.document
            and other.fact.kind != fact.kind
            and other.fact.start <= fact.start
            and fact.end <= other.fact.end
            for other in kept
        )
        if not echoed:
            kept.append(one)
    return kept


def _unassigned(best: Sequence[Chosen], intent: Intent) -> Outcome:
    """The sentence is there, but the text does not say, or lost, whose task it is."""
    lost = best[0].fact.status == "Lost"
    reason: Reason = "heading-lost" if lost else "silent"
    same = [one for one in best if one.fact.status == best[0].fact.status]
    message = None if lost else "silent-bearer"
    return Outcome(intent=intent, facts=pick_chosen(same), reason=reason, message=message)


def say_who(chosen: Sequence[Chosen], knowledge: Knowledge, roles: Sequence[str]) -> list[Chosen]:
    """Who is told by duties, relations and named parts of procedures; a bare rule gives way to the duties on its words."""
    found: dict[str, Chosen] = {}
    for one in chosen:
        fact = one.fact
        inside = _duties_within(fact, knowledge) if fact.kind == "procedure" else []
        if inside and not set(roles) & set(fact.parts):
            if len(inside) == 1:
                found.setdefault(inside[0].iri, replace(one, fact=inside[0], score=one.score - 0.02))
        elif fact.kind == "procedure" and not _ROLES & set(fact.parts):
            continue
        elif fact.parts or fact.status:
            known = found.get(fact.iri)
            if known is None or known.score < one.score:
                found[fact.iri] = one
    return sorted(found.values(), key=lambda one: (-one.score, one.fact.document, one.fact.start))


def _duties_within(fact: Fact, knowledge: Knowledge) -> list[Fact]:
    """The duties whose words lie in the words of a rule: they, not the rule, say who bears them."""
    every = knowledge.facts_by_document.get(fact.document, [])
    first = bisect_left(every, fact.start, key=lambda one: one.start)
    last = bisect_left(every, fact.end, key=lambda one: one.start)
    return [one for one in every[first:last] if one.kind == "duty" and one.end <= fact.end + 1]


def _with_neighbours(kept: list[Chosen], knowledge: Knowledge) -> list[Chosen]:
    """Steps stand together: the other procedures and duties of the best fact's own provision, in their order."""
    best = kept[0]
    beside = [
        fact
        for fact in knowledge.facts_by_document[best.fact.document]
        if fact.provision == best.fact.provision
        and fact.kind in {"procedure", "duty"}
        and abs(fact.start - best.fact.start) < NEIGHBOURHOOD
    ]
    known = {one.fact.iri for one in kept}
    more = (Chosen(fact, best.score / 2, best.coverage) for fact in beside if fact.iri not in known)
    return [*kept, *more][: 2 * MOST]


def _missing_part(asked: Asked, intent: Intent, chosen: Sequence[Chosen]) -> str | None:
    """Name what the asked documents never state, when the question asks for exactly that."""
    if not asked.scope.named:
        return None
    near = [one for one in chosen if one.coverage >= ENOUGH * 0.6]
    if intent == "how-often" and not any("frequency" in one.fact.features for one in near):
        return "frequency"
    if intent == "threshold" and not any(_tells_quantity(one.fact) for one in chosen[:2]):
        return "threshold"
    if "trigger" in asked.wants.roles and not any("trigger" in one.fact.features for one in near):
        return "extra-meeting"
    parts = [
        role
        for role in asked.wants.roles
        if role in {"convener", "chair", "agenda_decider", "agenda_proposer"}
    ]
    if parts and not any(part in one.fact.parts for part in parts for one in near):
        return "agenda" if parts[0].startswith("agenda") else parts[0]
    return None


def _tells_quantity(fact: Fact) -> bool:
    return bool({"threshold", "category"} & fact.features) or bool(_QUANTITY.search(fact.zh))


def say_nothing(
    asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher, chosen: Sequence[Chosen]
) -> Outcome:
    """No fact covers the question: the text is silent on a known body, or the matter is unknown."""
    content = [unit for unit in asked.specific if not _BODY_WORD.search(unit.word)]
    if asked.scope.named and not content and find_asked(asked.text, "else"):
        silent = silence_asked(asked, intent, knowledge, matcher, "else")
        if silent:
            return silent
    if not asked.specific and not asked.named:
        return Outcome(intent="not-understood", reason="not-understood")
    near = [knowledge.matters[one.fact.matter] for one in chosen[:12] if one.fact.matter in knowledge.matters]
    every = sorted(knowledge.matters.values(), key=lambda concept: concept.iri)
    names = dict.fromkeys(concept.name(asked.language) for concept in [*near, *every[:20]])
    separator = "、" if asked.language == "zh" else ", "
    nearest = separator.join([name for name in names if name][:5])
    return Outcome(intent=intent, reason="unknown-matter", values={"matters": nearest or "—"})
