"""What belongs to a body: its members, its duties; and whose duties a question means."""

from __future__ import annotations

import re
from collections import Counter

from kg.asking.actors import PLAIN, Named
from kg.asking.choosing import choose_by_words, coordination_bodies, duties_of
from kg.asking.intents import Intent
from kg.asking.knowledge import Fact, Knowledge, Node
from kg.asking.matching import Matcher
from kg.asking.naming import core_name
from kg.asking.outcome import Outcome, Picked, name_documents, pick
from kg.asking.ranking import answer_by_rank
from kg.asking.silences import say_silent
from kg.asking.understanding import Asked
from kg.asking.words import bodies_in_english, stems

__all__ = ["answer_duties", "answer_membership", "find_meant"]

MOST = 60  # members or duties of one body; a question for a list gets the whole list
COMPARED = 3  # documents at most whose texts are looked through for a body
LONGEST_BODY = 6  # characters of a word that may be a body's name
_GROUP_KINDS = {"CoordinationBody", "SecretariatOffice"}
TRIED = 5  # bodies of one name whose duties are weighed against the rest of the question
_WHETHER = re.compile(r"是不是|算不算|属不属于|是否|有没有|在不在|^is |^are |^does |\bbelong", re.IGNORECASE)
_WHICH = re.compile(r"^(which|what|who|how many|list)\b")
_HOW_MANY = re.compile(r"[几多]少?(个|家|名|位)|多少|数量|\bhow many\b|\bnumber of\b")
_NOBODIES = {"TargetGroup", "BodyCategory", "NamedActor", "LeaderPost", "MemberPost", "OtherPost"}
_GROUP = re.compile(r"小组|联席会议|办公室|领导组|group|committee|office|secretariat|conference")


def answer_membership(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """The members of a body, or whether somebody is one."""
    bodies = coordination_bodies(asked, knowledge)
    lists = knowledge.facts_in(asked.scope.documents, "membership")
    own = {node.iri for node in bodies}
    mine = [fact for fact in lists if own & set(fact.parts.get("body", ()))]
    if not mine and any(node.kind == "SecretariatOffice" for node in bodies):
        return _staff(asked, intent, knowledge, bodies)
    mine = mine or lists
    if not asked.scope.named and (asked.specific or not asked.named):
        mine = _best_listed(asked, intent, matcher, mine) or (mine if asked.named else [])
    if not mine:
        return say_silent(asked, intent, knowledge, bodies, "members")
    if _WHETHER.search(asked.text) and not _WHICH.search(asked.text):
        return _whether_member(asked, intent, mine, bodies, knowledge)
    return Outcome(
        intent=intent,
        facts=pick(mine[:MOST]),
        bodies=tuple(bodies[:1]),
        message="members",
        values={"members": str(len(mine))},
        is_counted=bool(_HOW_MANY.search(asked.text)),
    )


def _best_listed(asked: Asked, intent: Intent, matcher: Matcher, lists: list[Fact]) -> list[Fact]:
    ranked = [one.fact for one in choose_by_words(asked, matcher, intent) if one.fact.kind == "membership"]
    wanted = {body for fact in ranked[:1] for body in fact.parts.get("body", ())}
    return [fact for fact in lists if wanted & set(fact.parts.get("body", ()))]


def _staff(asked: Asked, intent: Intent, knowledge: Knowledge, bodies: list[Node]) -> Outcome:
    """An office's members are its posts."""
    own = {node.iri for node in bodies}
    posts = [node for node in knowledge.nodes_in(asked.scope.documents) if node.body in own]
    if not posts:
        return say_silent(asked, intent, knowledge, bodies, "members")
    return Outcome(
        intent=intent, facts=tuple(Picked("post", post.iri) for post in posts), bodies=tuple(bodies[:1])
    )


def _whether_member(
    asked: Asked, intent: Intent, mine: list[Fact], bodies: list[Node], knowledge: Knowledge
) -> Outcome:
    groups = {node.iri for node in bodies}
    named = {one.node.iri for one in asked.named if one.node.iri not in groups and one.strength > 1}
    functions = {concept.iri for concept in asked.functions}
    spoken = [word for unit in asked.specific for word in (unit.word, *unit.others, *unit.bridged)]
    called = [word for word in spoken if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"]
    members = {
        fact.iri: [knowledge.nodes[m] for m in fact.parts.get("member", ()) if m in knowledge.nodes]
        for fact in mine
    }
    found = [
        fact
        for fact in mine
        if any(node.function in functions or any(w in node.zh for w in called) for node in members[fact.iri])
    ] or [fact for fact in mine if any(node.iri in named for node in members[fact.iri])]
    if found:
        return Outcome(intent=intent, facts=pick(found), bodies=tuple(bodies[:1]))
    if not named and not functions and not asked.specific:
        return Outcome(intent=intent, facts=pick(mine[:MOST]), bodies=tuple(bodies[:1]))
    return Outcome(
        intent=intent,
        facts=pick(mine[:MOST]),
        reason="silent",
        message="not-listed",
        bodies=tuple(bodies[:1]),
    )


def answer_duties(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """Duties of a body; where the question also says on what, those that speak of it come first."""
    absent = _body_of_none(asked, knowledge)
    if absent:
        titles = name_documents(asked.scope.documents, asked.language)
        return Outcome(
            intent=intent, reason="not-in-documents", values={"place": absent, "documents": titles}
        )
    nodes = find_meant(asked, intent, knowledge, matcher)
    duties = duties_of(nodes, knowledge)
    if not duties:
        return _without_duties(asked, intent, knowledge, matcher)
    taken = "".join(name for node in nodes for name in node.names)
    words = {one.words for one in asked.named}
    rest = [unit for unit in asked.specific if unit.word not in taken and unit.word not in words]
    chosen = choose_by_words(asked, matcher, intent, units=rest) if rest else []
    mine = {fact.iri for fact in duties}
    fitting = {one.fact.iri for one in chosen if one.fact.iri in mine and one.coverage >= 0.55}
    kept = sorted(duties, key=lambda fact: fact.iri not in fitting)
    return Outcome(intent=intent, facts=pick(kept[:MOST]), bodies=tuple(nodes))


def _without_duties(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> Outcome:
    """A body that is named without a duty is told so; without a body the words alone must answer."""
    idle = [
        one.node
        for one in asked.named
        if one.strength > 2
        and one.words not in asked.scope.places
        and one.node.kind not in _NOBODIES
        and one.node.iri not in knowledge.facts_by_bearer
    ]
    absent = _absent_body(asked)
    if not idle and absent:
        titles = name_documents(asked.scope.documents, asked.language)
        return Outcome(
            intent=intent, reason="not-in-documents", values={"place": absent, "documents": titles}
        )
    called = "".join(one.words for one in asked.named)
    is_all = all(unit.word in called for unit in asked.specific)
    if not idle or not is_all or not asked.scope.named:
        return answer_by_rank(asked, intent, knowledge, matcher)
    iris = {node.iri for node in idle}
    noted = [
        fact
        for fact in knowledge.facts_in(asked.scope.documents, "defect")
        if iris & set(fact.parts.get("affects", ())) and "without-duty" in " ".join(fact.features)
    ]
    return say_silent(asked, intent, knowledge, idle, "duties", facts=pick(noted))


_BODY = re.compile(
    r"[\u4e00-\u9fff]+(局|部|委|所|院|厅|署|办|站|室|中心|委员会|银行|公司|法院|协会|联合会|大队|支队)$"
)


def _body_of_none(asked: Asked, knowledge: Knowledge) -> str:
    """Name the body whose duties are asked that no text of its documents has, beside a group or a place that they have."""
    if not asked.scope.named or len(asked.scope.documents) > COMPARED:
        return ""
    if asked.language == "en":
        called = [english for english, _ in bodies_in_english(asked.text)]
        by_name = any(" ".join(stems(english)) == one.words for english in called for one in asked.named)
        others = any(one.strength >= 2 and one.node.kind not in _GROUP_KINDS for one in asked.named)
        return "" if not called or by_name or others or asked.functions else called[0]
    bodies = [
        unit.word for unit in asked.specific if _BODY.match(unit.word) and len(unit.word) <= LONGEST_BODY
    ]
    texts = [document.text for document in asked.scope.documents]
    absent = [body for body in bodies if not any(body in text or body[:-1] in text for text in texts)]
    others = any(one.node.kind not in _GROUP_KINDS and one.strength > 1 for one in asked.named)
    return absent[0] if absent and not others and not asked.functions else ""


def _absent_body(asked: Asked) -> str:
    """Name the body that a question is only about and no text of its documents names."""
    bodies = [unit.word for unit in asked.specific if _BODY.match(unit.word)]
    if len(asked.specific) != 1 or not bodies:
        return ""
    return "" if any(bodies[0] in document.text for document in asked.scope.documents[:200]) else bodies[0]


def find_meant(asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> list[Node]:
    """Settle whose duties are meant: the named body whose duties fit what else the question says."""
    bearing = [one for one in asked.named if one.node.iri in knowledge.facts_by_bearer]
    if bearing:
        fits: dict[str, float] = {}
        tried: Counter[str] = Counter()
        for one in bearing:
            tried[one.words] += 1
            if tried[one.words] <= TRIED:
                fit = _fit(one, asked, intent, knowledge, matcher)
                fits[one.words] = max(fit, fits.get(one.words, 0.0))
        best = max(bearing, key=lambda one: (fits[one.words] + 0.1 * min(one.strength, 8.0), one.strength))
        hits = [one.node for one in bearing if one.words == best.words]
        if best.strength > PLAIN or asked.scope.named:
            return hits
    functions = {concept.iri for concept in asked.functions}
    by_function = [
        node
        for node in (knowledge.nodes_in(asked.scope.documents) if functions else ())
        if node.function in functions and node.iri in knowledge.facts_by_bearer
    ]
    if by_function or not asked.scope.named:
        return by_function
    by_core = [
        node
        for node in knowledge.nodes_in(asked.scope.documents)
        if node.iri in knowledge.facts_by_bearer and _is_called_by_core(node, asked.text)
    ]
    if by_core:
        return by_core
    return [node for node in coordination_bodies(asked, knowledge)[:1] if _GROUP.search(asked.text)]


def _is_called_by_core(node: Node, text: str) -> bool:
    """Tell whether a text calls a body by the part of its name that is its own (后勤那个组, 安全组, 卫生口)."""
    cores = (core_name(name) for name in node.names if node.kind not in _NOBODIES)
    return any(core and re.search(re.escape(core) + _CALLED, text) for core in cores)


_CALLED = r"(工作|方面|那个|这个|那边|这边|系统|领导)?的?(小组|组|口|部门|单位|局|所|办|站|室|那边|这边|方面)"


def _fit(named: Named, asked: Asked, intent: Intent, knowledge: Knowledge, matcher: Matcher) -> float:
    rest = [unit for unit in asked.specific if unit.word not in named.words and named.words not in unit.word]
    mine = {fact.iri for fact in knowledge.facts_by_bearer[named.node.iri]}
    chosen = choose_by_words(asked, matcher, intent, units=rest) if rest else []
    return max((one.coverage for one in chosen if one.fact.iri in mine), default=0.0)
