"""Which documents a question speaks of: by place, by level, by the bodies it names; and places that are not here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.asking.knowledge import Described, Knowledge
from kg.asking.naming import PLACE_SUFFIX, slices
from kg.asking.normal import fold_script
from kg.asking.words import Unit, word_classes

__all__ = ["Scope", "blank_scope", "find_scope", "is_told_by", "scope_of_topic"]


# How people speak of a level when they name no place.
_LEVELS = {
    "national": r"全国(?!性)|中央(?!财政)|国家级|国家层面|国家一级|国家这一级|国家(?=和|与|、|跟|的(规则|规定|文件|做法)|这边|那边)|\b(national(ly|wide)?|central level|at the centre)\b",
    "provincial": r"省里|省级|省一级|\bprovincial level\b",
    "city": r"市里|市级|市一级|市这一级|\b(city|municipal) level\b|\bthe city\b",
    "district": r"区里|区级|区一级|县里|县级|\b(district|county) level\b|\bthe district\b",
    "township": r"乡里|镇里|乡镇这一级|乡级|乡镇级|乡一级|\btownship level\b|\bthe township\b",
    "village": r"村里|村级|\bvillage level\b",
    "school": r"这所学校|学校里|校内|学校的?(协调)?小组|二中|中学里|\b(the|a|this) (middle |high )?school('s)?\b",
}

# A pinyin syllable, so that an unknown Chengdu is told from an unknown word (GB/T 28039 spelling of place names).
_SYLLABLE = r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|o|e|i|u)"
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{2,4}}")
_PLACE_AFTER = re.compile(
    r"\b(?:in|of|for|at|under|by|the|does|must|should|has|have|did|is|are)\s+([A-Z][a-z]{3,})"
)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The documents a question is about (all when ``named`` is False), and a place it names that is not here."""

    documents: tuple[Described, ...]
    named: bool
    unknown_place: str | None = None
    remainder: str = ""
    places: tuple[str, ...] = ()  # the words that named the documents
    topics: tuple[str, ...] = ()  # the words that a document's title settled


@cache
def _gazetteer() -> frozenset[str]:
    """Chinese place names, from the word list of the jieba segmenter (part of speech ``ns``)."""
    return frozenset(word for word, tag in word_classes().items() if tag == "ns")


# A word that opens with what asks for a number or a choice (几关, 哪县) names no place, whatever the word list says.
_ASKING = frozenset("几哪何多")


def _unknown_chinese(text: str, known: str) -> str | None:
    places = _gazetteer()
    for length in (5, 4, 3, 2):
        for i in range(len(text) - length + 1):
            word = text[i : i + length]
            if word[0] in _ASKING:
                continue
            bare = PLACE_SUFFIX.sub("", word)
            if (word in places or (bare != word and bare in places)) and len(bare) >= 2 and bare not in known:
                return word
    return None


# The country is no place that tells documents apart, though spelt like one.
_COUNTRY = {"china"}


def _foreign_english(question: str) -> list[str]:
    """The capitalised words of a question that stand where a place stands and are spelt like a Chinese one."""
    words = (match.group(1) for match in _PLACE_AFTER.finditer(question))
    return [word for word in words if _PINYIN.fullmatch(word.lower()) and word.lower() not in _COUNTRY]


def _mentioning(word: str, knowledge: Knowledge) -> list[Described]:
    """The documents that mention a place which is not their own (Beijing, in a document of one of its districts)."""
    mentioned = {fact.document for fact in knowledge.facts if word in fact.en}
    return [document for document in knowledge.documents if document.iri in mentioned]


def _by_level(text: str, documents: tuple[Described, ...]) -> tuple[list[Described], str]:
    found, rest = [], text
    for level, pattern in _LEVELS.items():
        if not re.search(pattern, text):
            continue
        at_level = [document for document in documents if document.level == level]
        if at_level:
            found += at_level
            rest = re.sub(pattern, " ", rest)
    return found, rest


def _named_documents(text: str, knowledge: Knowledge) -> list[tuple[Described, list[str]]]:
    """The documents whose place the text names, each with those names, the longest first."""
    index = knowledge.places
    keys = dict.fromkeys([*slices(text, 12), *re.findall(r"[a-z]+", text)])
    named: dict[str, tuple[Described, list[str]]] = {}
    for name in sorted((key for key in keys if key in index), key=len, reverse=True):
        if name.isascii() and not re.search(rf"\b{re.escape(name)}\b", text):
            continue
        for document in index[name]:
            named.setdefault(document.iri, (document, []))[1].append(name)
    return [named[iri] for iri in sorted(named)]


def find_scope(question: str, text: str, knowledge: Knowledge) -> Scope:
    """Find the documents that ``text`` (the normalised question) names by place or level."""
    found: dict[str, Described] = {}
    rest, places = text, list[str]()
    for document, hits in _named_documents(text, knowledge):
        if document.iri not in found:
            found[document.iri] = document
            places += hits
            rest = re.sub("|".join(re.escape(name) + r"(省|市|县|区|乡|镇)?" for name in hits), " ", rest)
    by_level, rest = _by_level(rest, knowledge.documents)
    for document in by_level:
        found.setdefault(document.iri, document)
    unknown = None
    if not found:
        unknown = _unknown_chinese(rest, knowledge.vocabulary_zh)
        for word in _foreign_english(question):
            mentioning = _mentioning(word, knowledge) if word.lower() in knowledge.vocabulary_en else []
            found.update((document.iri, document) for document in mentioning)
            rest = rest.replace(word.lower(), " ") if mentioning else rest
            unknown = unknown or (None if mentioning else word)
    documents = tuple(found.values()) or knowledge.documents
    return Scope(
        documents=documents, named=bool(found), unknown_place=unknown, remainder=rest, places=tuple(places)
    )


# What a question calls a body of the genre, or its document, when it says which by its field (the flood headquarters).
_GROUP = re.compile(
    r"领导小组|协调小组|小组|联席会议|联席会|委员会|指挥部|安委会|理事会|专班|文件|规则|章程|通知|制度"
    r"|\b(group|committee|conference|headquarters|council|board|document|rules|charter|circular|notice|regulations)\b"
)


# What a title says of its own form, or of any body, tells no document from another.
_FORM = re.compile(
    r"关于|印发|文件|意见|通知|规则|办法|制度|方案|章程|职责|分工|工作|成员|单位|名单|办公室|领导小组|协调小组|小组|联席会议|会议|委员会"
)


def scope_of_topic(text: str, scope: Scope, units: Sequence[Unit]) -> Scope:
    """Settle by its title which document is meant, where a question names a body by its field and not by its place."""
    if scope.named or scope.unknown_place or len(scope.documents) < 2 or not _GROUP.search(text):
        return scope
    told = [unit for unit in units if not unit.generic]
    titles = [(_FORM.sub(" ", fold_script(one.title)), one) for one in scope.documents]
    met = [(sum(unit.weight for unit in told if is_told_by(unit, title)), one) for title, one in titles]
    met.sort(key=lambda one: -one[0])
    (best, document), (second, _) = met[:2]
    if best < 1.0 - 1e-9 or best <= second:
        return scope
    title = _FORM.sub(" ", fold_script(document.title))
    topics = tuple(unit.word for unit in told if is_told_by(unit, title))
    return replace(scope, documents=(document,), named=True, topics=topics)


def is_told_by(unit: Unit, title: str) -> bool:
    """Tell whether a title says a word, by itself or by what else it is called."""
    return any(len(word) > 1 and word in title for word in (unit.word, *unit.others, *unit.bridged))


def blank_scope(clause: str, scope: Scope) -> str:
    """Blank the words of a clause that only say which documents are meant."""
    for name in scope.places:
        clause = re.sub(re.escape(name) + r"(省|市|县|区|乡|镇)?", " ", clause)
    for pattern in _LEVELS.values() if scope.named else ():
        clause = re.sub(pattern, " ", clause)
    return clause
