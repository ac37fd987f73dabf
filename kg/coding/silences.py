"""What a text does not say about the bodies it sets up: asked of the whole coding, recorded as silence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding.model import Body, Coding, Post, Silence

__all__ = ["find_silences"]

_HEAD = re.compile(r"组长|召集人|总指挥|指挥长|会长|理事长|主任|主席|负责人")
_DEPUTY = re.compile(r"副|常务|成员|委员")


def find_silences(coding: Coding) -> tuple[Silence, ...]:
    """List the questions of the genre that a coding of the whole text leaves unanswered."""
    read = tuple(p.path for p in coding.provisions if p.parent is None)
    asked = [*_of_document(coding), *_of_groups(coding), *_of_offices(coding)]
    return tuple(Silence(about=about, question=question, provisions=read) for about, question in asked)


def _of_document(coding: Coding) -> Iterator[tuple[str, str]]:
    for question in ("date", "number", "issuer"):
        if getattr(coding.document, question) is None:
            yield "document", question


def _of_groups(coding: Coding) -> Iterator[tuple[str, str]]:
    for body in coding.bodies:
        if body.kind == "coordination-body" and _is_described(coding, body.id):
            yield from ((body.id, question) for question in _unanswered(coding, body))


def _is_described(coding: Coding, body: str) -> bool:
    return (
        any(body in duty.bearers for duty in coding.duties)
        or any(body in (membership.body, membership.member) for membership in coding.memberships)
        or any(post.body == body for post in coding.posts)
        or any(rule.body == body for rule in coding.procedures)
        or any(r.relation == "part-of" and r.object == body for r in coding.relations)
    )


def _unanswered(coding: Coding, body: Body) -> Iterator[str]:
    related = {(r.relation, "object" if r.object == body.id else "subject") for r in coding.relations
               if body.id in (r.subject, r.object)}  # fmt: skip
    if not any(post.holder for post in _heads(coding, body.id)):
        yield "leader"
    if ("part-of", "object") not in related:
        yield "office"
    if not any(membership.body == body.id for membership in coding.memberships):
        yield "members"
    if not related & {
        ("leads", "object"),
        ("superior", "subject"),
        ("reports-to", "subject"),
        ("part-of", "subject"),
    }:
        yield "superior"
    meetings = [r for r in coding.procedures if r.kind == "meeting" and r.body == body.id]
    if not meetings:
        yield "meeting-rule"
        return
    answers: dict[str, list[object]] = {
        "convener": [r.convener or r.chair for r in meetings],
        "delegate": [r.delegate for r in meetings],
        "frequency": [r.frequency for r in meetings],
        "agenda": [r.agenda_decider for r in meetings],
        "decision-rule": [r.decision_rule or r.thresholds for r in meetings],
    }
    yield from (question for question, said in answers.items() if not any(said))


def _of_offices(coding: Coding) -> Iterator[tuple[str, str]]:
    for body in coding.bodies:
        if body.kind != "secretariat-office":
            continue
        if not any(r.subject == body.id and r.relation == "hosted-by" for r in coding.relations):
            yield body.id, "host"
        if not list(_heads(coding, body.id)):
            yield body.id, "head"


def _heads(coding: Coding, body: str) -> list[Post]:
    return [
        post
        for post in coding.posts
        if post.body == body and _HEAD.search(post.role) and not _DEPUTY.search(post.role)
    ]
