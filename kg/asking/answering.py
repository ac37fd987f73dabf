"""A question to its answer: read it, choose what answers, fetch it with its sentences, or say why nothing does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.asking.actors import PLAIN, Named
from kg.asking.answer import Answer, Item, Reason, Understanding
from kg.asking.choosing import (
    CLOSE,
    CLOSE_TOLD,
    ENOUGH,
    Chosen,
    choose_by_words,
    coordination_bodies,
    duties_of,
    is_covered,
)
from kg.asking.details import fetch_details
from kg.asking.intents import Intent
from kg.asking.knowledge import Engine, Fact, Knowledge, Node, load_knowledge
from kg.asking.lexicons import load_lexicon
from kg.asking.matching import Matcher
from kg.asking.telling import tell
from kg.asking.understanding import Asked, describe, read_question
from kg.asking.words import Vocabulary

__all__ = ["Asker"]

NEIGHBOURHOOD = 160  # how far, in characters, the other steps of a procedure may stand
MOST = 8  # answers given to one question, unless it asks for a list


@dataclass(frozen=True)
class _Outcome:
    """What was chosen: facts by kind with scores, or a reason; with what the understanding should show."""

    intent: str
    facts: tuple[tuple[str, str, float], ...] = ()  # kind, IRI, score
    reason: Reason | None = None
    message: dict[str, str] | None = None
    bodies: tuple[Node, ...] = ()


class Asker:
    """Answers questions on one store; reads what it must know of a data version once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._prepared: tuple[Knowledge, Matcher, Vocabulary] | None = None

    def prepare(self) -> tuple[Knowledge, Matcher, Vocabulary]:
        """Read and index the data set, again when a new version was published."""
        if self._prepared is None or self._prepared[0].version != self._engine.version:
            knowledge = load_knowledge(self._engine)
            self._prepared = knowledge, Matcher(knowledge), _vocabulary_of(knowledge)
        return self._prepared

    def answer(self, question: str, *, intent: Intent | None = None) -> Answer:
        """Answer a question in its own language; ``intent`` corrects what kind of answer is wanted."""
        knowledge, matcher, vocabulary = self.prepare()
        asked = read_question(question, knowledge, vocabulary)
        outcome = _decide(asked, intent or asked.wants.intent, knowledge, matcher)
        return self._compose(asked, outcome, knowledge)

    def _compose(self, asked: Asked, outcome: _Outcome, knowledge: Knowledge) -> Answer:
        items: list[Item] = []
        queries: list[str] = []
        scores = {fact: score for _, fact, score in outcome.facts}
        for kind in dict.fromkeys(kind for kind, _, _ in outcome.facts):
            wanted = [fact for of, fact, _ in outcome.facts if of == kind]
            details, query = fetch_details(self._engine, kind, wanted)
            queries.append(query)
            items += [tell(detail, knowledge, asked.language, scores[detail.iri]) for detail in details]
        order = {fact: rank for rank, (_, fact, _) in enumerate(outcome.facts)}
        items.sort(key=lambda item: order[item.iri])
        answered = outcome.reason is None and bool(items)
        return Answer(
            question=asked.question,
            language=asked.language,
            intent=outcome.intent,
            answered=answered,
            message=_message(asked, outcome, len(items)),
            reason=outcome.reason,
            understood=_understood(asked, outcome, knowledge),
            answers=tuple(items),
            query="\n".join(queries),
        )


def _vocabulary_of(knowledge: Knowledge) -> Vocabulary:
    names = [name for node in knowledge.nodes.values() for name in node.names]
    names += [matter.zh for matter in knowledge.matters.values()]
    synonyms: dict[str, list[str]] = {}
    for matter in knowledge.matters.values():
        for word in matter.alt_zh:
            synonyms.setdefault(word, []).append(matter.zh)
    return Vocabulary(names, synonyms)


def _understood(asked: Asked, outcome: _Outcome, knowledge: Knowledge) -> Understanding:
    facts = [knowledge.fact_of[fact] for _, fact, _ in outcome.facts if fact in knowledge.fact_of]
    matters = tuple(
        dict.fromkeys(
            concept.zh if asked.language == "zh" else concept.en or concept.zh
            for fact in facts[:3]
            if (concept := knowledge.matters.get(fact.matter))
        )
    )
    return describe(asked, outcome.intent, matters, outcome.bodies)


def _message(asked: Asked, outcome: _Outcome, count: int) -> str:
    templates = load_lexicon("messages", dict[str, dict[str, str]])
    message = dict(outcome.message or {})
    name = message.pop("message", None) or outcome.reason or ("answered" if count else "unknown-matter")
    values = {
        "count": str(count),
        "document": "",
        "provisions": "",
        "matters": "",
        "place": "",
        "documents": "",
    }
    return templates[name][asked.language].format_map(values | message)


def _decide(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> _Outcome:
    """Pick the way to answer by the kind of question; each way ends in facts or in a reason."""
    if asked.scope.unknown_place:
        titles = "、" if asked.language == "zh" else "; "
        names = (
            d.title if asked.language == "zh" else d.title_en or d.title for d in knowledge.documents[:12]
        )
        return _Outcome(
            intent,
            reason="not-in-documents",
            message={"place": asked.scope.unknown_place, "documents": titles.join(names)},
        )
    if intent == "not-understood" and not asked.named:
        return _by_words_or_not_understood(asked, knowledge, matcher)
    for way in (_posts_asked, _host_asked, _quorum_asked):
        outcome = way(asked, intent, knowledge)
        if outcome:
            return outcome
    ways = {
        "membership": _membership,
        "what-duties": _duties,
        "reference": _reference,
        "compare-across-documents": _compare,
        "which-documents": _compare,
    }
    return ways.get(intent, _ranked)(asked, intent, knowledge, matcher)


def _by_words_or_not_understood(asked: Asked, knowledge: Knowledge, matcher: Matcher) -> _Outcome:
    chosen = choose_by_words(asked, matcher, "who-does") if asked.specific else []
    if chosen and chosen[0].coverage >= 0.75 and len(asked.specific) >= 2:
        return _ranked(asked, "who-does", knowledge, matcher)
    return _Outcome("not-understood", reason="not-understood")


def _silent(
    asked: Asked, intent: str, knowledge: Knowledge, bodies: Sequence[Node], question: str
) -> _Outcome:
    """Nothing answers: say whether the silence was checked, and which provisions were read for it."""
    documents = {document.iri for document in asked.scope.documents}
    about = {node.iri for node in bodies}
    found = [
        silence
        for silence in knowledge.silences
        if silence.document in documents
        and silence.question == question
        and (not about or silence.about in about)
    ] or [s for s in knowledge.silences if s.document in documents and s.question == question]
    titles = [
        document.title if asked.language == "zh" else document.title_en or document.title
        for document in asked.scope.documents
    ]
    name = ("、" if asked.language == "zh" else "; ").join(titles[:5])
    paths = list(dict.fromkeys(path for silence in found for path in silence.provisions))[:12]
    read = "、".join(paths)
    provisions = (f"第{read}项" if asked.language == "zh" else f" (provisions {read})") if paths else ""
    return _Outcome(
        intent,
        reason="silent",
        message={
            "message": "silent-checked" if found else "silent-unchecked",
            "document": f"《{name}》" if asked.language == "zh" else name,
            "provisions": provisions,
        },
        bodies=tuple(bodies[:2]),
    )


def _posts_asked(asked: Asked, intent: Intent, knowledge: Knowledge) -> _Outcome | None:
    """Who leads a body: its posts, and whether the text names who holds them."""
    roles = {"leader": "LeaderPost", "deputy": "DeputyLeaderPost"}
    wanted = [role for role in ("deputy", "leader") if role in asked.wants.roles]
    if not wanted or intent == "compare-across-documents":
        return None
    bodies = coordination_bodies(asked, knowledge)
    if not asked.scope.named and not any(one.node.kind == "CoordinationBody" for one in asked.named):
        return None
    own = {node.iri for node in bodies}
    kinds = {roles[role] for role in wanted[:1]} | ({"ConvenerPost"} if "leader" in wanted else set())
    posts = [node for node in knowledge.nodes.values() if node.kind in kinds and node.body in own]
    held = [post for post in posts if post.en.strip() or post.zh]
    facts = tuple(("post", post.iri, 1.0) for post in held)
    silent = _silent(asked, intent, knowledge, bodies, wanted[0])
    if not facts:
        return silent
    return _Outcome(intent, facts=facts, bodies=tuple(bodies[:2]))


def _host_asked(asked: Asked, intent: Intent, knowledge: Knowledge) -> _Outcome | None:
    """Where an office sits, or who carries its daily work."""
    if "host" not in asked.wants.roles:
        return None
    hosted = _hosted(asked, knowledge)
    if intent == "compare-across-documents":
        return None
    if not hosted:
        return (
            _silent(asked, intent, knowledge, coordination_bodies(asked, knowledge), "host")
            if asked.scope.named
            else None
        )
    return _Outcome(intent, facts=tuple(("relation", fact.iri, 1.0) for fact in hosted[:MOST]))


def _hosted(asked: Asked, knowledge: Knowledge) -> list[Fact]:
    documents = {document.iri for document in asked.scope.documents}
    return [
        f
        for f in knowledge.facts
        if f.document in documents and f.kind == "relation" and "hostedBy" in f.features
    ]


def _quorum_asked(asked: Asked, intent: Intent, knowledge: Knowledge) -> _Outcome | None:
    if "quorum" not in asked.wants.roles:
        return None
    documents = {document.iri for document in asked.scope.documents}
    rules = [
        fact
        for fact in knowledge.facts
        if fact.document in documents
        and "threshold" in fact.features
        and any(word in fact.zh for word in ("到会", "出席", "参加"))
    ]
    if rules:
        return _Outcome(intent, facts=tuple(("procedure", fact.iri, 1.0) for fact in rules))
    return _silent(asked, intent, knowledge, coordination_bodies(asked, knowledge), "quorum")


def _membership(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> _Outcome:
    documents = {document.iri for document in asked.scope.documents}
    bodies = coordination_bodies(asked, knowledge)
    own = {node.iri for node in bodies}
    lists = [fact for fact in knowledge.facts if fact.kind == "membership" and fact.document in documents]
    mine = [fact for fact in lists if own & set(fact.parts.get("body", ()))] or lists
    if not asked.scope.named and not asked.named:
        ranked = [
            one.fact for one in choose_by_words(asked, matcher, intent) if one.fact.kind == "membership"
        ]
        wanted = {body for fact in ranked[:1] for body in fact.parts.get("body", ())}
        mine = [fact for fact in mine if wanted & set(fact.parts.get("body", ()))]
    if not mine:
        return _silent(asked, intent, knowledge, bodies, "members")
    return _Outcome(
        intent, facts=tuple(("membership", fact.iri, 1.0) for fact in mine), bodies=tuple(bodies[:1])
    )


def _duties(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> _Outcome:
    """Duties of a body; where the question also says on what, those that speak of it."""
    nodes = _best_named(asked, intent, knowledge, matcher)
    duties = duties_of(nodes, knowledge)
    if not duties:
        return _ranked(asked, intent, knowledge, matcher)
    taken = "".join(name for node in nodes for name in node.names)
    rest = [
        unit
        for unit in asked.specific
        if unit.word not in taken and unit.word not in (n.words for n in asked.named)
    ]
    chosen = choose_by_words(asked, matcher, intent, units=rest) if rest else []
    mine = {fact.iri for fact in duties}
    fitting = {one.fact.iri for one in chosen if one.fact.iri in mine and one.coverage >= 0.55}
    kept = sorted(duties, key=lambda fact: fact.iri not in fitting)
    return _Outcome(intent, facts=tuple(("duty", fact.iri, 1.0) for fact in kept), bodies=tuple(nodes))


def _best_named(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> list[Node]:
    """Settle whose duties are meant: the named body whose duties fit what else the question says."""
    bearing = [one for one in asked.named if one.node.iri in knowledge.facts_by_bearer]
    if bearing:
        fits = {one.words: _fit(one, asked, intent, knowledge, matcher) for one in bearing}
        best = max(bearing, key=lambda one: (fits[one.words] + 0.1 * min(one.strength, 8.0), one.strength))
        hits = [one.node for one in bearing if one.words == best.words]
        if best.strength > PLAIN or asked.scope.named:
            return hits
    functions = {concept.iri for concept in asked.functions}
    documents = {document.iri for document in asked.scope.documents}
    by_function = [
        node
        for node in knowledge.nodes.values()
        if node.function in functions and node.document in documents and node.iri in knowledge.facts_by_bearer
    ]
    if by_function or not asked.scope.named:
        return by_function
    wants_group = any(
        word in asked.text
        for word in ("小组", "联席会议", "group", "committee", "办公室", "office", "conference")
    )
    return [node for node in coordination_bodies(asked, knowledge)[:1] if wants_group]


def _fit(named: Named, asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> float:
    rest = [unit for unit in asked.specific if unit.word not in named.words and named.words not in unit.word]
    mine = {fact.iri for fact in knowledge.facts_by_bearer[named.node.iri]}
    chosen = choose_by_words(asked, matcher, intent, units=rest) if rest else []
    return max((one.coverage for one in chosen if one.fact.iri in mine), default=0.0)


def _reference(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> _Outcome:
    """Which document or law: the document's own data, or what the matching sentences cite."""
    citations = [fact for fact in knowledge.facts if fact.kind == "citation"]
    documents = {document.iri for document in asked.scope.documents}
    chosen = [one for one in choose_by_words(asked, matcher, intent) if one.coverage >= ENOUGH]
    cited: dict[str, float] = {}
    for one in chosen:
        if cited and one.score < CLOSE * chosen[0].score:
            break
        for citation in citations:
            if citation.iri == one.fact.iri or _overlaps(citation, one.fact):
                cited.setdefault(citation.iri, one.score)
    facts: list[tuple[str, str, float]] = [("citation", fact, score) for fact, score in cited.items()]
    about_document = any(
        word in asked.text
        for word in (
            "文号",
            "印发",
            "印的",
            "哪天",
            "哪次会议",
            "通过",
            "number",
            "issued",
            "adopted",
            "date",
        )
    )
    if asked.scope.named and (about_document or not facts):
        own = [("document", document, 1.0) for document in sorted(documents)]
        facts = facts + own if _asks_cited(asked) else own + facts
    if facts:
        return _Outcome(intent, facts=tuple(facts[:MOST]))
    return _ranked(asked, intent, knowledge, matcher)


def _asks_cited(asked: Asked) -> bool:
    return any(
        word in asked.text
        for word in ("依据", "根据", "按照", "办法", "条例", "哪部", "which", "law", "regulation")
    )


def _overlaps(citation: Fact, fact: Fact) -> bool:
    return citation.document == fact.document and citation.start < fact.end and fact.start < citation.end


def _compare(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> _Outcome:
    """One row a document: the fact that answers best in each."""
    kind = _compared_kind(asked)
    chosen = choose_by_words(asked, matcher, kind)
    functions = {concept.iri for concept in asked.functions}
    facts = (
        [("relation", fact.iri, 1.0) for fact in _hosted(asked, knowledge)]
        if "host" in asked.wants.roles
        else []
    )
    for document in asked.scope.documents if not facts else ():
        mine = [
            one
            for one in chosen
            if one.fact.document == document.iri and one.fact.status not in {"Lost", "Unstated"}
        ]
        if functions:
            mine = _with_function(mine, functions, document.iri, asked, knowledge) or mine
        best = [one for one in mine if one.score >= CLOSE * mine[0].score][:4] if mine else []
        facts += [
            (one.fact.kind, one.fact.iri, one.score)
            for one in best
            if one.coverage >= ENOUGH * 0.7 or functions
        ]
    if not facts:
        return _nothing(asked, intent, knowledge, matcher, chosen)
    return _Outcome(intent, facts=tuple(facts))


def _compared_kind(asked: Asked) -> Intent:
    for intent, _ in asked.wants.intents:
        if intent not in {"compare-across-documents", "which-documents", "what-duties"}:
            return intent
    return "who-does"


def _with_function(
    chosen: list[Chosen], functions: set[str], document: str, asked: Asked, knowledge: Knowledge
) -> list[Chosen]:
    nodes = [n for n in knowledge.nodes.values() if n.document == document and n.function in functions]
    bearers = {node.iri for node in nodes}
    relations = set(asked.wants.relations)
    ranked = [one for one in chosen if bearers & set(one.fact.parts.get("bearer", ()))]
    if not ranked:
        ranked = [Chosen(fact, 0.5, 0.5) for fact in duties_of(nodes, knowledge)]
    if relations:
        return [
            one for one in ranked if one.fact.supervision in relations or one.fact.action_classes & relations
        ]
    return ranked


def _ranked(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> _Outcome:
    """The general way: the facts whose words and kind answer best."""
    asks_who = intent in {"who-supervises", "who-does", "hierarchy", "what-duties"}
    chosen = [
        one
        for one in choose_by_words(asked, matcher, intent)
        if not asks_who or one.fact.parts or one.fact.status
    ]
    if not is_covered(chosen):
        return _nothing(asked, intent, knowledge, matcher, chosen)
    missing = _missing_part(asked, intent, chosen)
    if missing:
        return _silent(asked, intent, knowledge, coordination_bodies(asked, knowledge), missing)
    close = CLOSE_TOLD if intent in {"how-often", "deadline", "threshold"} else CLOSE
    best = [one for one in chosen if one.score >= close * chosen[0].score and one.coverage >= ENOUGH * 0.8][
        :MOST
    ]
    if asks_who and best[0].fact.status in {"Lost", "Unstated"}:
        reason: Reason = "heading-lost" if best[0].fact.status == "Lost" else "silent"
        same = [one for one in best if one.fact.status == best[0].fact.status]
        message = None if reason == "heading-lost" else {"message": "silent-bearer"}
        facts = tuple((one.fact.kind, one.fact.iri, one.score) for one in same)
        return _Outcome(intent, facts=facts, reason=reason, message=message)
    kept = [one for one in best if not (asks_who and one.fact.status in {"Lost", "Unstated"})]
    if intent == "procedure-steps":
        kept = _with_neighbours(kept, knowledge)
    bodies = tuple(
        knowledge.nodes[actor]
        for one in kept[:1]
        for actor in one.fact.parts.get("bearer", ())
        if actor in knowledge.nodes
    )
    return _Outcome(
        intent, facts=tuple((one.fact.kind, one.fact.iri, one.score) for one in kept), bodies=bodies
    )


def _with_neighbours(kept: list[Chosen], knowledge: Knowledge) -> list[Chosen]:
    """Steps stand together: the other procedures and duties of the best fact's own provision, in their order."""
    best = kept[0]
    beside = [
        fact
        for fact in knowledge.facts
        if fact.document == best.fact.document
        and fact.provision == best.fact.provision
        and fact.kind in {"procedure", "duty"}
        and abs(fact.start - best.fact.start) < NEIGHBOURHOOD
    ]
    known = {one.fact.iri for one in kept}
    return [
        *kept,
        *(Chosen(fact, best.score / 2, best.coverage) for fact in beside if fact.iri not in known),
    ][: 2 * MOST]


_NEEDS = {"how-often": ("frequency",), "deadline": ("deadline", "date"), "threshold": ("threshold",)}


def _missing_part(asked: Asked, intent: Intent, chosen: Sequence[Chosen]) -> str | None:
    """Name what the asked documents never state, when the question asks for exactly that."""
    if not asked.scope.named:
        return None
    needed = _NEEDS.get(intent)
    near = [one for one in chosen if one.coverage >= ENOUGH * 0.6]
    if needed and "frequency" in needed and not any("frequency" in one.fact.features for one in near):
        return "frequency"
    parts = [
        role
        for role in asked.wants.roles
        if role in {"convener", "chair", "agenda_decider", "agenda_proposer"}
    ]
    if parts and not any(part in one.fact.parts for part in parts for one in near):
        return parts[0].replace("_", "-")
    return None


def _nothing(
    asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher, chosen: Sequence[Chosen]
) -> _Outcome:
    """No fact covers the question: the text is silent on a known body, or the matter is unknown."""
    question = {"how-often": "frequency", "hierarchy": "superior"}.get(intent)
    parts = [
        role for role in asked.wants.roles if role in {"convener", "chair", "delegate", "agenda_decider"}
    ]
    question = parts[0].replace("_", "-") if parts else question
    if (
        asked.scope.named
        and question
        and not [unit for unit in asked.specific if not _is_body_word(unit.word)]
    ):
        return _silent(asked, intent, knowledge, coordination_bodies(asked, knowledge), question)
    if not asked.specific and not asked.named:
        return _Outcome("not-understood", reason="not-understood")
    near = [knowledge.matters[one.fact.matter] for one in chosen[:12] if one.fact.matter in knowledge.matters]
    every = sorted(knowledge.matters.values(), key=lambda concept: concept.iri)
    names = dict.fromkeys(
        concept.zh if asked.language == "zh" else concept.en or concept.zh for concept in [*near, *every]
    )
    separator = "、" if asked.language == "zh" else ", "
    return _Outcome(intent, reason="unknown-matter", message={"matters": separator.join(list(names)[:5])})


_BODY_WORD = re.compile(r"会$|会议|开.{0,4}会|小组|领导|召开|碰|meet|group|leader|conven|chair")


def _is_body_word(word: str) -> bool:
    return bool(_BODY_WORD.search(word))
