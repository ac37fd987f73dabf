"""Read a question: what kind of answer, about which documents, bodies and functions, in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.asking.actors import Named, find_actors, find_functions
from kg.asking.answer import Understanding
from kg.asking.intents import Wants, find_wants, is_relation_word, strip_cues
from kg.asking.knowledge import Concept, Knowledge, Node
from kg.asking.normal import Language, language_of, normalise
from kg.asking.places import Scope, find_scope
from kg.asking.words import Unit, Vocabulary

__all__ = ["Asked", "describe", "read_question"]

_INTENT_WORDS = {
    "who-supervises": ("谁监督", "who supervises"),
    "who-does": ("谁承担", "who does this"),
    "what-duties": ("有哪些职责", "duties of a body"),
    "membership": ("成员构成", "members"),
    "hierarchy": ("上下级与指导关系", "hierarchy"),
    "how-often": ("多久一次", "how often"),
    "deadline": ("何时/期限", "by when"),
    "threshold": ("数量或标准", "how much"),
    "procedure-steps": ("步骤程序", "steps"),
    "reference": ("文件与依据", "which document or law"),
    "disclosure": ("公开什么", "what is disclosed"),
    "compare-across-documents": ("跨文件比较", "comparison across documents"),
    "which-documents": ("哪些文件", "which documents"),
    "not-understood": ("未读懂", "not understood"),
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as read: everything that choosing facts needs."""

    question: str
    text: str
    language: Language
    wants: Wants
    scope: Scope
    named: tuple[Named, ...]
    functions: tuple[Concept, ...]
    units: tuple[Unit, ...]

    @property
    def documents(self) -> list[str] | None:
        """IRIs of the documents asked about; None for all of them."""
        return [document.iri for document in self.scope.documents] if self.scope.named else None

    @property
    def specific(self) -> tuple[Unit, ...]:
        """The words that are not common to every document of the genre."""
        return tuple(unit for unit in self.units if not unit.generic)


def read_question(question: str, knowledge: Knowledge, vocabulary: Vocabulary) -> Asked:
    """Read a question against a data set."""
    text = normalise(question)
    language = language_of(text)
    wants = find_wants(text)
    scope = find_scope(question, text, knowledge)
    named = find_actors(text, knowledge, scope, language)
    if named and not scope.named:
        scope = _scope_of_names(named, scope, knowledge)
        named = [one for one in named if one.node.document in {document.iri for document in scope.documents}]
    return Asked(
        question=question,
        text=text,
        language=language,
        wants=wants,
        scope=scope,
        named=tuple(named),
        functions=tuple(find_functions(text, knowledge, language)),
        units=_weigh(vocabulary.split(strip_cues(scope.remainder, wants), language)),
    )


def _weigh(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """What is asked (查处, supervise) must not pass for what it is asked about."""
    return tuple(replace(unit, generic=True) if is_relation_word(unit.word) else unit for unit in units)


def _scope_of_names(named: list[Named], scope: Scope, knowledge: Knowledge) -> Scope:
    """A full name that only one document uses (区总工会, 中组部) settles which document is meant."""
    exact = [one for one in named if one.words in one.node.names and len(one.words) >= 4]
    documents = {one.node.document for one in exact if one.strength == exact[0].strength}
    if len(documents) != 1 or scope.unknown_place:
        return scope
    return Scope(
        documents=tuple(document for document in knowledge.documents if document.iri in documents),
        named=True,
        remainder=scope.remainder,
    )


def describe(asked: Asked, intent: str, matters: tuple[str, ...], bodies: tuple[Node, ...]) -> Understanding:
    """Say how the question was read, in both languages."""
    word_zh, word_en = _INTENT_WORDS.get(intent, (intent, intent))
    documents = asked.scope.documents if asked.scope.named else ()
    relation = asked.wants.relations[0] if asked.wants.relations else None
    words = tuple(unit.word for unit in asked.units)
    zh = [f"理解为:{word_zh}", f"事项:{'、'.join(matters)}" if matters else ""]
    zh += [f"机构:{'、'.join(node.zh for node in bodies)}" if bodies else ""]
    zh += [f"文件:{'、'.join(document.title for document in documents)}" if documents else "文件:全部"]
    en = [f"understood as: {word_en}", f"matter: {', '.join(matters)}" if matters else ""]
    en += [f"body: {', '.join(node.en or node.zh for node in bodies)}" if bodies else ""]
    en += [
        f"documents: {', '.join(re.sub(r'^$', d.title, d.title_en) for d in documents)}"
        if documents
        else "documents: all"
    ]
    return Understanding(
        intent=intent,
        relation=relation,
        documents=tuple(document.id for document in documents),
        bodies=tuple(node.iri for node in bodies),
        matters=matters,
        words=words,
        text_zh=" · ".join(filter(None, zh)),
        text_en=" · ".join(filter(None, en)),
    )
