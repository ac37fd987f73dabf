"""Who leads, who hosts, how many must attend: questions about posts and seats, answered or told to be silent."""

from __future__ import annotations

import re

from kg.asking.choosing import coordination_bodies
from kg.asking.intents import Intent, asks_who
from kg.asking.knowledge import Fact, Knowledge, Node
from kg.asking.outcome import Outcome, Picked, pick
from kg.asking.silences import say_silent
from kg.asking.understanding import Asked

__all__ = ["find_hosted", "host_asked", "posts_asked", "quorum_asked"]

MOST = 8

# Which post a role is, which recorded silence speaks of it, and in which kind of body it is.
_POSTS = {
    "deputy": (("DeputyLeaderPost", "OfficeDeputyDirectorPost"), "deputy"),
    "head": (("OfficeDirectorPost",), "head"),
    "leader": (("LeaderPost", "ConvenerPost"), "leader"),
}


# Who acts for a leader, or before one, is not who the leader is.
_ACTING = {"convener", "chair", "delegate", "approver", "agenda_proposer", "agenda_decider"}
_WHO_IS = re.compile(r"\bwho (is|are|was|heads?|leads?|serves?|acts?|chairs the)\b")


def posts_asked(asked: Asked, intent: Intent, knowledge: Knowledge) -> Outcome | None:
    """Who leads a body: who holds its posts, or the posts themselves where the text names no holder."""
    if "recipients" in asked.wants.roles and asked.scope.named:
        named = [
            node
            for node in knowledge.nodes_in(asked.scope.documents)
            if node.kind == "OtherPost" and node.holder
        ]
        return (
            Outcome(intent=intent, facts=tuple(Picked("post", node.iri) for node in named)) if named else None
        )
    convening = _conveners_asked(asked, intent, knowledge)
    if convening:
        return convening
    wanted = [role for role in _POSTS if role in asked.wants.roles]
    asks = asks_who(asked.text) or re.search(r"[吗么几]|\bhow many\b", asked.text)
    if not wanted or not asks or intent in {"compare-across-documents", "defect"}:
        return None
    if asked.language == "en" and _ACTING & set(asked.wants.roles) and not _WHO_IS.search(asked.text):
        return None
    bodies = _led_bodies(asked, knowledge)
    if not bodies or not (asked.scope.named or any(one.node in bodies for one in asked.named)):
        return None
    kinds, question = _POSTS[wanted[0]]
    own = {node.iri for node in bodies}
    posts = [
        node for node in knowledge.nodes_in(asked.scope.documents) if node.kind in kinds and node.body in own
    ]
    held = [post for post in posts if post.holder] or _chairs(asked, knowledge, own, wanted[0])
    if held:
        return Outcome(intent=intent, facts=_pick_posts(held), bodies=tuple(bodies[:2]))
    return say_silent(asked, intent, knowledge, bodies, question, facts=_pick_posts(posts))


# How the head of a body may be called that has no 组长: by a title of its own, coded as one post among its members.
_HEADS = re.compile(r"(主任委员|主任|会长|理事长|主席|委员长|所长|队长)$")


def _chairs(asked: Asked, knowledge: Knowledge, own: set[str], wanted: str) -> list[Node]:
    """The posts that head a body, or stand in for its head, under a title of their own."""
    if wanted == "head":
        return []
    posts = [
        node
        for node in knowledge.nodes_in(asked.scope.documents)
        if node.kind == "MemberPost" and node.body in own and node.holder and _HEADS.search(node.zh)
    ]
    is_deputy = wanted == "deputy"
    return [post for post in posts if ("副" in _HEADS.split(post.zh)[0][-2:]) == is_deputy]


def _conveners_asked(asked: Asked, intent: Intent, knowledge: Knowledge) -> Outcome | None:
    """Who convenes a conference is told by its post of convener, where no rule of its meetings says it."""
    if (
        "convener" not in asked.wants.roles
        or "chair" in asked.wants.roles
        or not asks_who(asked.text)
        or intent == "compare-across-documents"
    ):
        return None
    if not asked.scope.named and not any(one.strength > 2 for one in asked.named):
        return None
    own = {node.iri for node in _led_bodies(asked, knowledge)}
    rules = knowledge.facts_in(asked.scope.documents, "procedure")
    if any("convener" in rule.parts and own & set(rule.parts.get("body", ())) for rule in rules):
        return None
    held = [
        node
        for node in knowledge.nodes_in(asked.scope.documents)
        if node.kind == "ConvenerPost" and node.body in own and node.holder
    ]
    return Outcome(intent=intent, facts=_pick_posts(held)) if held else None


def _pick_posts(posts: list[Node]) -> tuple[Picked, ...]:
    return tuple(Picked("post", post.iri) for post in posts[:MOST])


def _led_bodies(asked: Asked, knowledge: Knowledge) -> list[Node]:
    """The body named in the question that can have a leader, else the documents' own groups."""
    groups = {"CoordinationBody", "SubBody", "SecretariatOffice"}
    named = [one.node for one in asked.named if one.node.kind in groups and one.strength > 2]
    if not named:
        return coordination_bodies(asked, knowledge)
    office = "head" in asked.wants.roles
    fitting = [node for node in named if (node.kind == "SecretariatOffice") == office]
    return fitting[:1] or coordination_bodies(asked, knowledge)


_DAILY = re.compile(r"日常|\bday.?to.?day\b|\bdaily\b")


def host_asked(asked: Asked, intent: Intent, knowledge: Knowledge) -> Outcome | None:
    """Where an office sits, or who carries its daily work."""
    if "host" not in asked.wants.roles or intent == "compare-across-documents":
        return None
    named = {one.node.iri for one in asked.named if one.strength > 2}
    hosted = find_hosted(asked, knowledge)
    hosted = [fact for fact in hosted if named & set(fact.parts.get("subject", ()))] or hosted
    if hosted:
        return Outcome(intent=intent, facts=pick(hosted[:MOST]))
    if not asked.scope.named:
        return None
    daily = [
        fact
        for fact in knowledge.facts_in(asked.scope.documents, "duty")
        if "日常工作" in fact.zh and fact.parts.get("bearer")
    ]
    if daily and _DAILY.search(asked.text):
        return Outcome(intent=intent, facts=pick(daily[:MOST]))
    return say_silent(asked, intent, knowledge, coordination_bodies(asked, knowledge), "host")


def find_hosted(asked: Asked, knowledge: Knowledge) -> list[Fact]:
    """List the statements that an office sits with a body, in the asked documents."""
    relations = knowledge.facts_in(asked.scope.documents, "relation")
    return [fact for fact in relations if "hostedBy" in fact.features]


def quorum_asked(asked: Asked, intent: Intent, knowledge: Knowledge) -> Outcome | None:
    """How many must attend."""
    if "majority" in asked.wants.roles and not _has_majority(asked, knowledge):
        return say_silent(asked, intent, knowledge, coordination_bodies(asked, knowledge), "majority")
    if "quorum" not in asked.wants.roles:
        return None
    rules = [
        fact
        for fact in knowledge.facts_in(asked.scope.documents)
        if "threshold" in fact.features and any(word in fact.zh for word in ("到会", "出席", "参加"))
    ]
    if rules:
        return Outcome(intent=intent, facts=pick(rules[:MOST]))
    return say_silent(asked, intent, knowledge, coordination_bodies(asked, knowledge), "quorum")


_VOTED = re.compile(r"(半数|多数|分之|%|票).{0,12}(同意|通过|决议|决定)|一致(同意|通过)")


def _has_majority(asked: Asked, knowledge: Knowledge) -> bool:
    """Tell whether the asked documents say how many must agree."""
    return any(_VOTED.search(fact.zh) for fact in knowledge.facts_in(asked.scope.documents))
