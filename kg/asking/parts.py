"""A question with several parts (how often, and who chairs?) to its parts, each with what the whole says of place and matter."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.asking.actors import find_actors
from kg.asking.intents import find_wants
from kg.asking.knowledge import Knowledge
from kg.asking.understanding import Asked, find_units
from kg.asking.words import Vocabulary

__all__ = ["split_parts"]

_BREAK = {
    "zh": re.compile(r"[,，;；?？。!！]|还有(?=谁|哪|几|多|怎|什|由)|以及(?=谁|哪|几|多|怎|什|由)|并且|而且"),
    "en": re.compile(
        r"[;?.!]|,? and (?=who|whom|what|when|which|where|how|by|can|may|must|is|are|does|do|should|on which|in which|could|will)|, (?=who|what|when|which|where|how|can|may|must|is|are|does|do)|,? or (?=who|what|when|how)"
    ),
}
_ASKS = {
    "zh": re.compile(
        r"谁|哪|几|多少|多久|多长|什么|啥|怎|如何|吗|能不能|可不可以|能否|可否|是否|是不是|要不要|有没有|算不算|何时|何人|隔多"
    ),
    "en": re.compile(
        r"\b(who|whom|whose|what|when|which|where|how|can|may|must|is|are|does|do|did|should|could|will)\b"
    ),
}
# Whole questions that speak of several things at once and must not be taken apart.
_WHOLE = {"compare-across-documents", "which-documents", "defect"}
_REFERS = re.compile(r"^(它|他|她|这|那|其|该|此)|\b(it|they|that|this|he|she)\b")


def split_parts(asked: Asked, knowledge: Knowledge, vocabulary: Vocabulary) -> list[Asked]:
    """Split a question into parts that each ask something of their own; empty when it has only one."""
    if asked.wants.intent in _WHOLE or asked.is_corrected:
        return []
    clauses = [clause.strip() for clause in _BREAK[asked.language].split(asked.text)]
    clauses = [clause for clause in clauses if len(clause) > 1]
    asking = [clause for clause in clauses if _ASKS[asked.language].search(clause)]
    if len(asking) < 2:
        return []
    asking = [clause for clause in asking if _says_something(clause, asked, vocabulary)]
    own = [_part(clause, clauses, asked, knowledge, vocabulary) for clause in asking]
    distinct = {(part.wants.intent, part.wants.roles, part.wants.relations) for part in own}
    return own if len(own) > 1 and (len(distinct) > 1 or all(part.specific for part in own)) else []


def _says_something(clause: str, asked: Asked, vocabulary: Vocabulary) -> bool:
    """A bare question word (…, and who is it?) is no part of its own."""
    wants = find_wants(clause)
    units = find_units(clause, asked, wants, vocabulary)
    kinds = {intent for intent, _ in wants.intents} - {"who-does"}
    return bool(wants.roles or wants.relations or kinds or any(not unit.generic for unit in units))


def _part(
    clause: str, clauses: list[str], asked: Asked, knowledge: Knowledge, vocabulary: Vocabulary
) -> Asked:
    """Read one clause; what it leaves unsaid is taken from the clauses that ask nothing, then from the first one."""
    wants = find_wants(clause)
    units = find_units(clause, asked, wants, vocabulary)
    told = [other for other in clauses if not _ASKS[asked.language].search(other)]
    specific = [unit for unit in units if not unit.generic]
    context = list(told)
    if clause != clauses[0] and (len(specific) < 2 or _REFERS.search(clause)):
        context.append(clauses[0])
    for other in context:
        if other != clause:
            lent = find_units(other, asked, wants, vocabulary)
            units = (*units, *(unit for unit in lent if not _ASKS[asked.language].search(unit.word)))
    named = find_actors(clause, knowledge, asked.scope, asked.language) or list(asked.named)
    return replace(
        asked,
        text=clause,
        wants=wants,
        named=tuple(named),
        units=tuple({unit.word: unit for unit in units}.values()),
    )
