"""Read a question: what kind of answer, about which documents, bodies and functions, in which words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.asking.actors import Named, find_actors, find_functions
from kg.asking.answer import Understanding
from kg.asking.intents import Wants, find_wants, is_relation_word, strip_cues
from kg.asking.knowledge import Concept, Knowledge, Node, in_chinese
from kg.asking.normal import Language, language_of, normalise
from kg.asking.places import Scope, blank_scope, find_scope, scope_of_topic
from kg.asking.words import Unit, Vocabulary, stem

__all__ = ["Asked", "correct", "describe", "find_units", "read_question"]

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
    "defect": ("文本本身的问题", "what is wrong with the text"),
    "not-understood": ("未读懂", "not understood"),
}


_GROUPS = {"CoordinationBody", "SecretariatOffice"}  # a short name (药事会, 安委会) is the document's own
_COMPARED = 3  # documents that a comparison may name by their bodies


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
    matter: str | None = None  # the matter a user picked
    body: str | None = None  # the body a user picked

    @property
    def is_corrected(self) -> bool:
        """Tell whether a user picked what the question is about."""
        return bool(self.matter or self.body)

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
    if wants.intent == "compare-across-documents" and len(scope.documents) == 1:
        scope = _with_named_documents(text, scope, knowledge, language)
    units = _weigh(vocabulary.split(strip_cues(scope.remainder, wants), language, is_placed=scope.named))
    if wants.intent not in {"compare-across-documents", "which-documents"}:
        scope = scope_of_topic(text, scope, units)
    named = find_actors(text, knowledge, scope, language)
    if named and not scope.named:
        scope = _scope_of_names(named, scope, knowledge)
        documents = {document.iri for document in scope.documents}
        named = [one for one in named if one.node.document in documents]
    return Asked(
        question=question,
        text=text,
        language=language,
        wants=wants,
        scope=scope,
        named=tuple(named),
        functions=tuple(find_functions(text, knowledge, language)),
        units=_settle(units, scope),
    )


def find_units(clause: str, asked: Asked, wants: Wants, vocabulary: Vocabulary) -> tuple[Unit, ...]:
    """Give the content words of one clause of a question."""
    text = blank_scope(clause, asked.scope)
    units = _weigh(vocabulary.split(strip_cues(text, wants), asked.language, is_placed=asked.scope.named))
    return _settle(units, asked.scope)


def correct(asked: Asked, knowledge: Knowledge, *, matter: str | None, body: str | None) -> Asked:
    """Take over what a user picked, by IRI or by name, instead of how the question was read."""
    node = _find_body(body, asked, knowledge) if body else None
    if node is not None:
        documents = tuple(one for one in knowledge.documents if one.iri == node.document)
        scope = replace(asked.scope, documents=documents, named=True, unknown_place=None)
        asked = replace(asked, scope=scope, named=(Named(node, float(len(node.zh)), node.zh),), body=node.iri)
    picked = _find_matter(matter, knowledge) if matter else None
    if picked is not None:
        asked = replace(asked, scope=replace(asked.scope, unknown_place=None), matter=picked.iri)
    return asked


def _find_body(name: str, asked: Asked, knowledge: Knowledge) -> Node | None:
    if name in knowledge.nodes:
        return knowledge.nodes[name]
    scope = Scope(documents=knowledge.documents, named=False)
    found = find_actors(normalise(name), knowledge, scope, language_of(name))
    asked_of = {document.iri for document in asked.scope.documents}
    return next((one.node for one in found if one.node.document in asked_of), None)


def _find_matter(name: str, knowledge: Knowledge) -> Concept | None:
    if name in knowledge.matters:
        return knowledge.matters[name]
    wanted = normalise(name)
    every = sorted(knowledge.matters.values(), key=lambda one: one.iri)
    exact = (one for one in every if wanted in (one.zh, one.en.lower()))
    called = (one for one in every if wanted in (*one.alt_zh, *(word.lower() for word in one.alt_en)))
    return next(exact, None) or next(called, None)


def _weigh(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """What is asked (查处, supervise), and how often (每季度, monthly), must not pass for what it is asked about."""
    return tuple(
        replace(unit, generic=True) if is_relation_word(unit.word) or unit.word in _PERIODS else unit
        for unit in units
    )


_PERIODS = {"每天", "每日", "每周", "每月", "每季度", "季度", "每半年", "半年", "每年", "每学期"} | {
    stem(word) for word in ("daily", "week", "weekly", "month", "monthly", "quarter", "quarterly")
}


def _settle(units: tuple[Unit, ...], scope: Scope) -> tuple[Unit, ...]:
    """A word that has said which document is meant says little more about what is asked of it."""
    return tuple(replace(unit, generic=True) if unit.word in scope.topics else unit for unit in units)


def _with_named_documents(text: str, scope: Scope, knowledge: Knowledge, language: Language) -> Scope:
    """A comparison with one place also speaks of the documents whose bodies it names in full (乡纪委和全国纪委)."""
    every = find_actors(text, knowledge, Scope(documents=knowledge.documents, named=False), language)
    full = {one.node.document for one in every if one.words in one.node.names and len(one.words) >= 3}
    more = [document for document in knowledge.documents if document.iri in full]
    if not more or len(more) > _COMPARED:
        return scope
    return replace(scope, documents=tuple(dict.fromkeys([*scope.documents, *more])))


def _scope_of_names(named: list[Named], scope: Scope, knowledge: Knowledge) -> Scope:
    """A full name that only one document uses (区总工会, 中组部) settles which document is meant."""
    exact = [
        one
        for one in named
        if one.words in one.node.names and len(one.words) >= (3 if one.node.kind in _GROUPS else 4)
    ]
    documents = {one.node.document for one in exact if one.strength == exact[0].strength}
    if len(documents) != 1 or scope.unknown_place:
        return scope
    return Scope(
        documents=tuple(document for document in knowledge.documents if document.iri in documents),
        named=True,
        remainder=scope.remainder,
    )


def describe(
    asked: Asked, intent: str, matters: tuple[Concept, ...], bodies: tuple[Node, ...]
) -> Understanding:
    """Say how the question was read, in both languages."""
    relation = asked.wants.relations[0] if asked.wants.relations else None
    documents = asked.scope.documents if asked.scope.named else ()
    return Understanding(
        intent=intent,
        relation=relation,
        documents=tuple(document.id for document in documents),
        bodies=tuple(node.iri for node in bodies),
        matters=tuple(matter.name(asked.language) for matter in matters),
        words=tuple(unit.word for unit in asked.units),
        text_zh=_say_reading(asked, intent, matters, bodies, "zh"),
        text_en=_say_reading(asked, intent, matters, bodies, "en"),
    )


# The words around a reading, in both languages.
_LABELS = {
    "zh": ("理解为:", "事项:", "机构:", "文件:", "全部", "、"),
    "en": ("understood as: ", "matter: ", "body: ", "documents: ", "all", ", "),
}


def _say_reading(
    asked: Asked, intent: str, matters: tuple[Concept, ...], bodies: tuple[Node, ...], language: Language
) -> str:
    kind, matter, body, document, every, comma = _LABELS[language]
    words = dict(zip(("zh", "en"), _INTENT_WORDS.get(intent, (intent, intent)), strict=True))
    titles = [
        document.title if language == "zh" else document.title_en or in_chinese(document.title)
        for document in (asked.scope.documents if asked.scope.named else ())
    ]
    pieces = [
        kind + words[language],
        matter + comma.join(one.name(language) for one in matters) if matters else "",
        body + comma.join(node.name(language) for node in bodies) if bodies else "",
        document + (comma.join(titles) or every),
    ]
    return " · ".join(filter(None, pieces))
