"""What the text was asked and does not say: leader, office, meetings, hosts, dates, each with what was read."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coding.model import Body, DocumentDescription, Membership, Post, Procedure, Relation, Silence

__all__ = ["find_silences"]


def find_silences(
    description: DocumentDescription, *, bodies: tuple[Body, ...], members: tuple[Membership, ...], posts: tuple[Post, ...],
    procedures: tuple[Procedure, ...], relations: tuple[Relation, ...], main: str | None, read: tuple[str, ...],
) -> list[Silence]:  # fmt: skip
    """Ask every question of the document, its body, its office and its meetings; ``read`` are the provisions read."""
    found = [
        Silence(about="document", question=question, provisions=read) for question in _unsaid(description)
    ]
    if main is not None:
        found += [
            Silence(about=main, question=question, provisions=read)
            for question in _of_group(main, members, posts, procedures, bodies)
        ]
    for body in bodies:
        if body.kind == "secretariat-office":
            found += [
                Silence(about=body.id, question=question, provisions=read)
                for question in _of_office(body.id, posts, relations)
            ]
    found += [
        Silence(about=item.id, question=question, provisions=(item.provision,))
        for item in procedures
        for question in _of_procedure(item)
    ]
    return found


def _unsaid(description: DocumentDescription) -> Iterator[str]:
    for question in ("number", "date", "issuer"):
        if getattr(description, question) is None:
            yield question


def _of_group(
    main: str, members: tuple[Membership, ...], posts: tuple[Post, ...], procedures: tuple[Procedure, ...], bodies: tuple[Body, ...]
) -> Iterator[str]:  # fmt: skip
    meetings = [item for item in procedures if item.kind == "meeting"]
    answers = {
        "leader": any(post.body == main and "副" not in post.role for post in posts),
        "deputy": any(post.body == main and "副" in post.role for post in posts),
        "members": any(item.body == main for item in members),
        "office": any(body.kind == "secretariat-office" for body in bodies),
        "meeting-rule": bool(meetings),
        "convener": any(item.convener for item in meetings),
        "chair": any(item.chair for item in meetings),
        "frequency": any(item.frequency for item in meetings),
        "quorum": any(item.thresholds for item in meetings),
        "decision-rule": any(item.decision_rule for item in meetings),
        "agenda": any(item.agenda_proposer or item.agenda_decider for item in meetings),
    }
    if not meetings:
        answers = {
            key: value
            for key, value in answers.items()
            if key in ("leader", "deputy", "members", "office", "meeting-rule")
        }
    yield from (question for question, answered in answers.items() if not answered)


def _of_office(office: str, posts: tuple[Post, ...], relations: tuple[Relation, ...]) -> Iterator[str]:
    if not any(post.body == office for post in posts):
        yield "head"
    if not any(item.relation == "hosted-by" and item.subject == office for item in relations):
        yield "host"


def _of_procedure(procedure: Procedure) -> Iterator[str]:
    if procedure.frequency is not None and procedure.frequency.unspecified:
        yield "frequency"
    if procedure.deadline is not None and procedure.deadline.unspecified:
        yield "deadline"
    if procedure.thresholds and procedure.kind in ("assessment", "inspection"):
        yield "consequence"
