"""Which bodies, posts and categories a question names: by name, by part of a name, by function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.asking.knowledge import Concept, Knowledge, Node
from kg.asking.naming import PLACE_SUFFIX, bare_name, slices
from kg.asking.normal import Language
from kg.asking.places import Scope
from kg.asking.words import bodies_in_english, stems

__all__ = ["PLAIN", "Named", "find_actors", "find_functions"]

# Every document of the genre has these; naming them singles nobody out.
_PLAIN_FUNCTIONS = {"coordination", "secretariat", "other"}
# Words in the names of functions that single none out: a discipline body is one of discipline inspection.
_FUNCTION_WORDS = {"the", "of", "and", "inspect", "affair", "administr", "depart"}
CANDIDATES = 2_000  # nodes looked at, those with the most words in common
MOST = 400  # nodes of one name in many documents; more tell no more
PLAIN = 0.5  # the strength of a name so plain that only the rest of the question can settle who is meant
_TOO_PLAIN = {
    "单位",
    "部门",
    "机构",
    "企业",
    "职工",
    "主任",
    "成员",
    "学校",
    "小组",
    "办公室",
    "组长",
    "副组长",
    "领导",
    "群众",
    "会议",
    "公司",
    "工会",
    "各单位",
}
_PLAIN_ENGLISH = {
    "the",
    "of",
    "for",
    "and",
    "unit",
    "all",
    "level",
    "at",
    "each",
    "other",
    "relev",
    "enterpris",
    "worker",
    "employe",
    "staff",
    "group",
    "coordin",
    "offic",
    "committe",
    "local",
    "depart",
    "organ",
    "bodi",
    "institut",
    "leader",
    "member",
    "nation",
    "citi",
    "municip",
    "district",
    "township",
    "school",
    "provinc",
    "provinci",
    "china",
    "central",
    "peopl",
    "various",
    "author",
    "bureau",
    "work",
    "public",
    "s",
    "to",
    "in",
    "on",
    "affair",
    "factori",
    "disclosur",
    "lead",
    "discipline",
    "inspect",
}


@dataclass(frozen=True)
class Named:
    """A node the question names, how much of the question's wording its name takes, and which words those are."""

    node: Node
    strength: float
    words: str


def _chinese_hit(node: Node, text: str) -> str | None:
    for name in node.names:
        if name in text and name not in _TOO_PLAIN:
            return name
    bare_names = [bare for name in node.names if len(bare := bare_name(name)) >= 2 and bare in text]
    return next(
        (bare for bare in bare_names if bare not in _TOO_PLAIN), bare_names[0] if bare_names else None
    )


def _english_hit(node: Node, words: frozenset[str]) -> tuple[float, str]:
    best = (0.0, "")
    for name in node.names_en:
        parts = [part for part in dict.fromkeys(stems(name)) if part not in _PLAIN_ENGLISH]
        met = [part for part in parts if part in words]
        if parts and len(met) / len(parts) >= 0.6:
            best = max(best, (len(met) * len(met) / len(parts), " ".join(met)))
    return best


def find_functions(text: str, knowledge: Knowledge, language: Language) -> list[Concept]:
    """Find the functions (discipline inspection, trade union …) that the question speaks of."""
    words = frozenset(stems(text))
    hits: dict[str, tuple[Concept, str]] = {}
    for concept in knowledge.functions.values():
        if concept.iri.rsplit("/", 1)[-1] in _PLAIN_FUNCTIONS:
            continue
        if language == "zh":
            names = [name for name in (concept.zh, *concept.alt_zh) if len(name) >= 2 and name in text]
            hit = max(names, key=len, default="")
        else:
            hit = _english_function(concept, words)
        if hit:
            hits[concept.iri] = concept, hit
    # A word for one function inside a longer word for another says only the other (工商 in 工商联).
    return [
        concept
        for concept, hit in hits.values()
        if language == "en" or not any(hit != other and hit in other for _, other in hits.values())
    ]


def _english_function(concept: Concept, words: frozenset[str]) -> str:
    for name in (concept.en, *concept.alt_en):
        parts = set(stems(name)) - _FUNCTION_WORDS
        if parts and parts <= words:
            return name
    return ""


def find_actors(text: str, knowledge: Knowledge, scope: Scope, language: Language) -> list[Named]:
    """Find the nodes of the scope's documents that the question names, the most specific first."""
    nodes = _candidates(text, knowledge, scope, language)
    if language == "zh":
        found = _chinese(nodes, text)
    else:
        found = _strongest([*_english(nodes, text), *_by_lexicon(text, knowledge, scope)])
    return sorted(found, key=lambda named: (-named.strength, named.node.iri))[:MOST]


def _strongest(found: Iterable[Named]) -> list[Named]:
    """Keep one naming of each node, the strongest."""
    best: dict[str, Named] = {}
    for named in found:
        known = best.get(named.node.iri)
        if known is None or known.strength < named.strength:
            best[named.node.iri] = named
    return list(best.values())


def _by_lexicon(text: str, knowledge: Knowledge, scope: Scope) -> list[Named]:
    """Nodes by the English name or abbreviation that is in use for such a body, whether or not the data has one."""
    documents = {document.iri for document in scope.documents} if scope.named else None
    places = {PLACE_SUFFIX.sub("", document.place) for document in scope.documents if document.place}
    if not scope.named:
        places = set()
    found = []
    for english, names in bodies_in_english(text):
        iris = {
            iri
            for name in (*names, *(place + name for place in places for name in names))
            for index in (knowledge.names.whole, knowledge.names.bare)
            for iri in index.get(name, ())
        }
        nodes = [knowledge.nodes[iri] for iri in sorted(iris)]
        found += [
            Named(node, float(max(2, len(stems(english)))), " ".join(stems(english)))
            for node in nodes
            if documents is None or node.document in documents
        ]
    return found


def _candidates(text: str, knowledge: Knowledge, scope: Scope, language: Language) -> list[Node]:
    """The nodes with any name or word of a name in the text."""
    if language == "zh":
        keys = dict.fromkeys(slices(text))
        lists = [
            index.get(key, ()) for key in keys for index in (knowledge.names.whole, knowledge.names.bare)
        ]
    else:
        words = (word for word in dict.fromkeys(stems(text)) if word not in _PLAIN_ENGLISH)
        lists = [knowledge.names.stems.get(word, ()) for word in words]
    documents = {document.iri for document in scope.documents} if scope.named else None
    counts = Counter(iri for found in lists for iri in found)
    if documents is not None:
        counts = Counter(
            {iri: met for iri, met in counts.items() if knowledge.nodes[iri].document in documents}
        )
    return [knowledge.nodes[iri] for iri, _ in counts.most_common(CANDIDATES)]


def _chinese(nodes: Iterable[Node], text: str) -> list[Named]:
    hits = [(node, hit) for node in nodes if (hit := _chinese_hit(node, text))]
    # A name inside a longer name that was also found is only a part of it (工会 in 教育工会).
    words = {hit for _, hit in hits}
    whole = {
        hit
        for hit in words
        if not any(hit != one and hit in one and text.count(hit) == text.count(one) for one in words)
    }
    longest = [(node, hit) for node, hit in hits if hit in whole]
    return [Named(node, PLAIN if hit in _TOO_PLAIN else float(len(hit)), hit) for node, hit in longest]


def _english(nodes: Iterable[Node], text: str) -> list[Named]:
    words = frozenset(stems(text))
    found = []
    for node in nodes:
        strength, hit = _english_hit(node, words)
        if strength:
            found.append(Named(node, strength, hit))
    return found
