"""Who is meant: the node that an id or a name in a coding stands for, inside its document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

from kg.coding.model import Body, Coding, Post
from kg.graph.names import Names

__all__ = ["Actor", "Actors"]

ActorKind = Literal["body", "category", "post", "named", "target"]

# 组长或组长委托的副组长: the second is the 副组长.
_DELEGATED = re.compile(r"^.*委托的?(?=.)")
_CONJUNCTIONS = re.compile(r"[、,,/]|或者|或|以及|和|与|及")


@dataclass(frozen=True)
class Actor:
    """A node that acts or is acted upon, and what it is; ``label`` and ``label_en`` are for people."""

    node: NamedNode
    kind: ActorKind
    label: str
    label_en: str | None = None

    @property
    def is_organization(self) -> bool:
        """Whether it may be an end of a property that W3C ORG keeps for organisations."""
        return self.kind == "body"


class Actors:
    """The bodies, categories and posts of one document by id and name, and the names it leaves undescribed.

    A name that acts anywhere in the document is a named actor everywhere in it; one that is only ever acted upon is
    a target group. Names never resolve across documents.
    """

    def __init__(self, coding: Coding, names: Names) -> None:
        self._names = names
        self._document = coding.document.id
        self._bodies = {body.id: self._describe_body(body) for body in coding.bodies}
        self._by_name = self._index_names(coding.bodies)
        self._parents = {r.subject: r.object for r in coding.relations if r.relation == "part-of"}
        self._posts = self._index_posts(coding.posts)
        self._acting = frozenset(_acting_names(coding))

    def _describe_body(self, body: Body) -> Actor:
        kind: ActorKind = "category" if body.kind == "body-category" else "body"
        node = self._names.node("category" if kind == "category" else "body", self._document, body.id)
        return Actor(node, kind, body.name, body.name_en)

    def _index_names(self, bodies: Iterable[Body]) -> dict[str, Actor]:
        """Map names, then aliases; an alias that two bodies share names neither."""
        index = {_key(body.name): self._bodies[body.id] for body in reversed(tuple(bodies))}
        shared: dict[str, set[Actor]] = defaultdict(set)
        for body in bodies:
            for alias in body.aliases:
                shared[_key(alias)].add(self._bodies[body.id])
        for alias, owners in shared.items():
            if len(owners) == 1:
                index.setdefault(alias, *owners)
        return index

    def _index_posts(self, posts: Iterable[Post]) -> dict[tuple[NamedNode, str], Actor]:
        index: dict[tuple[NamedNode, str], Actor] = {}
        for post in posts:
            body = self.find(post.body)
            owner = body.node if body else self._names.node("actor", self._document, post.body)
            label, label_en = (body.label, body.label_en) if body else (post.body, None)
            last = owner.value.rsplit("/", 1)[1]
            node = self._names.link("post", self._document, last, post.role)
            in_english = f"{post.role_en}, {label_en}" if post.role_en and label_en else post.role_en
            name = post.role if post.role.startswith(label) else label + post.role
            index.setdefault((owner, post.role), Actor(node, "post", name, in_english))
        return index

    def find(self, reference: str) -> Actor | None:
        """Return the body or category of an id, a name or an alias, if it is described."""
        return self._bodies.get(reference) or self._by_name.get(_key(reference))

    def post_of(self, body: str, role: str) -> Actor:
        """Return the node of a post that the coding lists."""
        owner = self.find(body)
        node = owner.node if owner else self._names.node("actor", self._document, body)
        return self._posts[node, role]

    def resolve(self, reference: str, *, near: str | None = None, target: bool = False) -> tuple[Actor, ...]:
        """Return whom an id or name means, several where 或, 、 or 和 joins names that are all described.

        ``near`` is the body under whose rules the name stands: 组长 there is the 组长 of that body.
        """
        found = self._find_described(reference, near)
        if found:
            return (found,)
        parts = [_DELEGATED.sub("", part.strip()) for part in _CONJUNCTIONS.split(reference)]
        if len(parts) > 1 and all(parts):
            joined = [self._find_described(part, near) for part in parts]
            if all(joined):
                return tuple(actor for actor in joined if actor)
        return (self._name_undescribed(reference, target=target),)

    def known(self, reference: str) -> tuple[Actor, ...]:
        """Return whom a name means as far as the document describes them; nobody where it does not."""
        return tuple(actor for actor in self.resolve(reference) if actor.kind not in ("named", "target"))

    def _find_described(self, reference: str, near: str | None) -> Actor | None:
        return self.find(reference) or self._find_post(reference, near)

    def _find_post(self, reference: str, near: str | None) -> Actor | None:
        wanted = _key(reference)
        for owner in self._lineage(near):
            for (body, role), post in self._posts.items():
                if body == owner and _key(role) == wanted:
                    return post
        named = [p for (_, role), p in self._posts.items() if _key(p.label) == wanted]
        alone = [p for (_, role), p in self._posts.items() if _key(role) == wanted]
        candidates = named or alone or list(self._posts_by_alias(wanted))
        return candidates[0] if len(set(candidates)) == 1 else None

    def _posts_by_alias(self, wanted: str) -> Iterator[Actor]:
        for (body, role), post in self._posts.items():
            rest = wanted.removesuffix(_key(role))
            owner = self._by_name.get(rest) if rest != wanted else None
            if owner and owner.node == body:
                yield post

    def _lineage(self, near: str | None) -> Iterator[NamedNode]:
        seen: set[str] = set()
        while near is not None and near not in seen:
            seen.add(near)
            body = self.find(near)
            if body:
                yield body.node
            near = self._parents.get(near)

    def _name_undescribed(self, name: str, *, target: bool) -> Actor:
        kind: ActorKind = "target" if target and _key(name) not in self._acting else "named"
        node = self._names.node("target" if kind == "target" else "actor", self._document, name)
        return Actor(node, kind, name)


def _key(name: str) -> str:
    return "".join(name.split())


def _acting_names(coding: Coding) -> Iterator[str]:
    """Give every name that stands in an acting place anywhere in the document."""
    for duty in coding.duties:
        yield from map(_key, (*duty.bearers, *duty.partners))
    for member in coding.memberships:
        yield from map(_key, (member.member, member.body))
    for relation in coding.relations:
        yield from map(_key, (relation.subject, relation.object))
    for post in coding.posts:
        yield _key(post.body)
    for rule in coding.procedures:
        roles = (
            rule.body, rule.convener, rule.chair, rule.delegate, rule.agenda_proposer, rule.agenda_decider,
            rule.approver, *(step.actor for step in rule.steps),
        )  # fmt: skip
        yield from (_key(role) for role in roles if role)
