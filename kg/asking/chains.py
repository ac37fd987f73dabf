"""Who stands above whom: stated relations first, then what follows from a chain of them, marked as derived.

A chain joins statements of one document about the very same bodies. Nothing is ever joined because names look alike.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

from kg.asking.choosing import coordination_bodies
from kg.asking.intents import Intent
from kg.asking.knowledge import Fact, Knowledge
from kg.asking.matching import Matcher
from kg.asking.outcome import Outcome
from kg.asking.ranking import answer_by_rank
from kg.asking.understanding import Asked

__all__ = ["answer_chains", "find_chains"]

LONGEST = 4  # statements in a chain
MOST = 6  # chains told of one question
# Relations that pass authority on, and whether the subject stands above the object.
_ABOVE = {"leads": True, "guides": True, "superior": False, "subOrganizationOf": False, "reportsTo": False}
_INDIRECT = re.compile(
    r"最终|归根|间接|层层|一级一级|往上|一直到|顶头|总的来说.{0,4}领导|链|\b(ultimate(ly)?|indirect(ly)?|chain|all the way|at the top|in the end|finally)\b"
)


def answer_chains(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """Answer with stated relations; where the question asks who stands above in the end, with chains as well."""
    outcome = answer_by_rank(asked, intent, knowledge, matcher)
    if not _INDIRECT.search(asked.text):
        return outcome
    below = [one.node.iri for one in asked.named] or [
        node.iri for node in coordination_bodies(asked, knowledge)
    ]
    relations = knowledge.facts_in(asked.scope.documents, "relation")
    chains = tuple(find_chains(below, relations))[:MOST]
    if not chains:
        return outcome
    return Outcome(
        intent=intent,
        facts=outcome.facts if outcome.is_answered else (),
        derived=chains,
        bodies=outcome.bodies,
    )


def find_chains(below: Iterable[str], relations: Iterable[Fact]) -> Iterable[tuple[Fact, ...]]:
    """Follow authority upwards from nodes; yields chains of at least two statements, the nearest first."""
    above: dict[str, list[tuple[str, Fact]]] = {}
    for fact in relations:
        over = next((is_above for name, is_above in _ABOVE.items() if name in fact.features), None)
        if over is None:
            continue
        subject, target = fact.parts.get("subject", ()), fact.parts.get("object", ())
        lower, upper = (target, subject) if over else (subject, target)
        for one in lower:
            above.setdefault(one, []).extend((other, fact) for other in upper)
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
