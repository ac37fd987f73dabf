"""Who stands above whom: stated relations first, then what follows from a chain of them, marked as derived.

A chain joins statements of one document about the very same bodies. Nothing is ever joined because names look alike.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

from kg.asking.choosing import coordination_bodies
from kg.asking.intents import Intent
from kg.asking.knowledge import Fact, Knowledge, Node
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome, pick
from kg.asking.ranking import answer_by_rank
from kg.asking.silences import say_silent
from kg.asking.understanding import Asked

__all__ = ["answer_chains", "find_chains"]

LONGEST = 4  # statements in a chain
MOST = 6  # chains told of one question
# Relations that pass authority on, and whether the subject stands above the object.
_ABOVE = {"leads": True, "superior": False, "guides": True, "subOrganizationOf": False, "reportsTo": False}
_GROUPS = {"CoordinationBody", "SecretariatOffice", "SubBody"}
_UP = re.compile(
    r"(谁|哪(个|家)(单位|机构)?)(来|在|最终|真正|直接|最后)?领导(?!小组|人|干部|班子|组)|(归|受|由|被|听)(谁|哪)[^,?]{0,8}(领导|管|指挥|指导)|上级|上头|向谁(报告|汇报|负责)|\b(superior|report(s)? to|answer(s)? to|under whose|under whom|whose leadership|(who|which body) (leads|heads up|is above|guides) (the|this))\b"
)
_INDIRECT = re.compile(
    r"最终|归根|间接|层层|一级一级|往上|一直到|顶头|总的来说.{0,4}领导|链|\b(ultimate(ly)?|indirect(ly)?|chain|all the way|at the top|in the end|finally)\b"
)


def answer_chains(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """Answer with stated relations; where the question asks who stands above in the end, with chains as well."""
    outcome = answer_by_rank(asked, intent, knowledge, matcher)
    relations = knowledge.facts_in(asked.scope.documents, "relation")
    below = [one.node for one in asked.named] or coordination_bodies(asked, knowledge)
    if _UP.search(asked.text) and asked.scope.named:
        outcome = _straight_above(outcome, asked, below, relations, knowledge)
    if not _INDIRECT.search(asked.text):
        return outcome
    chains = tuple(find_chains((node.iri for node in below), relations))[:MOST]
    if not chains:
        return outcome
    return Outcome(
        intent=intent,
        facts=outcome.facts if outcome.is_answered else (),
        derived=chains,
        bodies=outcome.bodies,
    )


def _straight_above(
    outcome: Outcome, asked: Asked, below: list[Node], relations: list[Fact], knowledge: Knowledge
) -> Outcome:
    """Who stands above a group is a relation of that group; what the group itself leads does not answer."""
    groups = {node.iri: node for node in below if node.kind in _GROUPS}
    if not groups:
        return outcome
    above = _above(relations)
    stated = list({fact.iri: fact for iri in groups for _, fact in above.get(iri, ())}.values())
    stated.sort(key=lambda fact: min(rank for rank, name in enumerate(_ABOVE) if name in fact.features))
    if stated:
        return Outcome(intent=outcome.intent, facts=pick(stated), bodies=tuple(groups.values()))
    borne = [knowledge.fact_of[one.iri] for one in outcome.facts[:1] if one.iri in knowledge.fact_of]
    if outcome.is_answered and not any(groups.keys() & set(fact.parts.get("bearer", ())) for fact in borne):
        return outcome
    return say_silent(asked, outcome.intent, knowledge, list(groups.values()), "superior")


def _above(relations: Iterable[Fact]) -> dict[str, list[tuple[str, Fact]]]:
    """For each node, who stands above it, by which statement."""
    above: dict[str, list[tuple[str, Fact]]] = {}
    for fact in relations:
        over = next((is_above for name, is_above in _ABOVE.items() if name in fact.features), None)
        if over is None:
            continue
        subject, target = fact.parts.get("subject", ()), fact.parts.get("object", ())
        lower, upper = (target, subject) if over else (subject, target)
        for one in lower:
            above.setdefault(one, []).extend((other, fact) for other in upper)
    return above


def find_chains(below: Iterable[str], relations: Iterable[Fact]) -> Iterable[tuple[Fact, ...]]:
    """Follow authority upwards from nodes; yields chains of at least two statements, the nearest first."""
    above = _above(relations)
    for start in dict.fromkeys(below):
        yield from _climb(start, above)


def _climb(start: str, above: dict[str, list[tuple[str, Fact]]]) -> Iterable[tuple[Fact, ...]]:
    seen = {start}
    queue: deque[tuple[str, tuple[Fact, ...]]] = deque([(start, ())])
    while queue:
        node, chain = queue.popleft()
        for upper, fact in above.get(node, ()):
            if upper in seen or len(chain) >= LONGEST:
                continue
            seen.add(upper)
            longer = (*chain, fact)
            if len(longer) > 1:
                yield longer
            queue.append((upper, longer))
