"""The coding of a document: what one coder, a person or the machine, read out of it.

The keys are those of the public contract, with more added where the coding manual asks for more. All offsets count
Unicode code points in ``text``, end exclusive, and ``quote`` is always exactly ``text[start:end]``. References
(``bearers``, ``member``, ``body``, ``subject`` …) hold the ``id`` of an entry in ``bodies`` or, where there is none,
the name as the text gives it. An unknown value is None, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.coding.kinds import (
    BearerStatus,
    BodyKind,
    Deontic,
    Level,
    ProcedureKind,
    RelationKind,
    Severity,
    Supervision,
)

__all__ = [
    "BearerStatus",
    "Body",
    "BodyKind",
    "Citation",
    "Coder",
    "Coding",
    "Deadline",
    "Defect",
    "Deontic",
    "Disclosure",
    "DocumentDescription",
    "Duty",
    "Emendation",
    "Frequency",
    "Level",
    "Membership",
    "Post",
    "Procedure",
    "ProcedureKind",
    "Provision",
    "Relation",
    "RelationKind",
    "Severity",
    "Silence",
    "Step",
    "Supervision",
    "Threshold",
    "Uncoded",
]


@dataclass(frozen=True, kw_only=True)
class DocumentDescription:
    """What identifies a document.

    ``date`` is ISO 8601, as precise as known; ``sha256`` is of ``text`` in UTF-8; ``genre`` is False for a text that
    sets up or regulates no body, whose lists are then empty.
    """

    id: str
    title: str | None = None
    title_en: str | None = None
    issuer: str | None = None
    issuer_en: str | None = None
    number: str | None = None
    date: str | None = None
    place: str | None = None
    place_en: str | None = None
    level: Level | None = None
    language: str = "zh"
    sha256: str
    genre: bool = True


@dataclass(frozen=True, kw_only=True)
class Emendation:
    """A repair of a garbled source: ``source`` stood there, ``restored`` is read, for ``reason``.

    ``start`` and ``end`` are offsets of what is read in the restored text (an empty span where something was
    dropped); ``source_start`` and ``source_end`` are offsets in the source as scraped.
    """

    start: int
    end: int
    source: str
    restored: str
    reason: str
    source_start: int | None = None
    source_end: int | None = None


@dataclass(frozen=True, kw_only=True)
class Provision:
    """A node of the document's own numbering.

    ``path`` joins the ordinals from the top by dots (三、(八)2、 is ``3.8.2``); unnumbered paragraphs are ``p1``,
    ``p2`` … and the heading line of a provision with children is its child ``h``. ``parent`` is a path or None at the
    top; it differs from the path's own prefix only where the source lost the heading it stood under
    (``parent_lost``). ``number`` is verbatim; ``start``/``end`` span the node with all its children; the leaves
    partition the text.
    """

    path: str
    parent: str | None = None
    kind: Literal["numbered", "heading", "paragraph"]
    number: str | None = None
    ordinal: int | None = None
    heading: str | None = None
    parent_lost: bool = False
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Body:
    """A named organisation, group, office, organ or meeting that can act, or a described category of such.

    ``function`` is the slug of a concept of the function scheme; ``place`` the division it belongs to.
    """

    id: str
    name: str
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    kind: BodyKind
    function: str | None = None
    level: Level | None = None
    place: str | None = None
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Post:
    """A position in a body: ``role`` as the text names it (组长), ``holder`` a name or a role description, if given."""

    body: str
    role: str
    role_en: str | None = None
    holder: str | None = None
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Membership:
    """``member`` belongs to ``body``; ``open`` when the list ends in 等; implied by a heading or a circular's 送 line."""

    member: str
    body: str
    role: str | None = None
    status: Literal["stated", "implied"] = "stated"
    open: bool = False
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Relation:
    """``subject`` stands in ``relation`` to ``object``; ``duty`` is the id of the duty it is derived from, if any."""

    subject: str
    relation: RelationKind
    object: str
    duty: str | None = None
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One clause that assigns something to somebody.

    ``bearers`` is empty when ``bearer_status`` is unstated or lost; ``alternative`` bearers are joined by 或,
    ``joint`` ones act together, ``partners`` are collaborators (会同…). ``bearer_start``/``bearer_end`` span the
    words that name the bearer where they stand outside the quote (a heading). ``actions`` are the verbs verbatim, in
    order; ``matter`` is the zh label of what it is about, ``object`` the verbatim object; ``deontic_marker`` the
    verbatim modal word, if written. ``gloss_en`` says the duty in English.
    """

    id: str
    provision: str
    bearers: tuple[str, ...] = ()
    bearer_status: BearerStatus
    bearer_start: int | None = None
    bearer_end: int | None = None
    joint: bool = False
    alternative: bool = False
    partners: tuple[str, ...] = ()
    deontic: Deontic = "obligation"
    deontic_marker: str | None = None
    hedge: str | None = None
    power: bool = False
    actions: tuple[str, ...] = ()
    supervision: Supervision | None = None
    matter: str | None = None
    object: str | None = None
    targets: tuple[str, ...] = ()
    condition: str | None = None
    gloss_en: str | None = None
    note: str | None = None
    truncated: bool = False
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Frequency:
    """How often: between ``min`` and ``max`` times a ``period`` (ISO 8601 duration); 定期 is ``unspecified``."""

    min: float | None = None
    max: float | None = None
    period: str | None = None
    unspecified: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """By when: a ``duration`` (ISO 8601, in ``working_days`` or not) or a ``date`` (ISO 8601, ``--12-31`` each year)."""

    duration: str | None = None
    working_days: bool = False
    date: str | None = None
    unspecified: bool = False


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A value something must reach: ``of`` what, ``operator`` (``>=`` …), ``value`` in ``unit``, for which ``grade``."""

    of: str
    operator: Literal[">=", ">", "<=", "<", "="]
    value: float
    unit: str | None = None
    grade: str | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a procedure, in order: ``actor`` does ``action``; ``text`` is its wording."""

    order: int
    actor: str | None = None
    action: str | None = None
    text: str
    text_en: str | None = None


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """A rule about how meetings, inspections, commendations, documents, money or disclosures are run.

    ``delegate`` stands in for convener or chair; ``approver`` gives the final approval; ``trigger`` is what calls an
    extra meeting or starts the procedure; ``dates`` are fixed days (``--01-28``); ``categories`` what it sorts into.
    """

    id: str
    provision: str
    kind: ProcedureKind
    title: str | None = None
    title_en: str | None = None
    body: str | None = None
    convener: str | None = None
    chair: str | None = None
    delegate: str | None = None
    agenda_proposer: str | None = None
    agenda_decider: str | None = None
    approver: str | None = None
    frequency: Frequency | None = None
    frequency_hedge: str | None = None
    trigger: str | None = None
    deadline: Deadline | None = None
    dates: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    decision_rule: str | None = None
    categories: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    gloss_en: str | None = None
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """Something to be disclosed (``item``), a way of doing so (``form``), or a fixed day for it (``day``, with ``date``)."""

    kind: Literal["item", "form", "day"]
    label: str
    label_en: str | None = None
    category: str | None = None
    date: str | None = None
    provision: str | None = None
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A law or document the text refers to; ``resolves_to`` is a document id of this corpus, if it is there."""

    title: str
    title_en: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: str | None = None
    resolves_to: str | None = None
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Defect:
    """Something wrong in the source: ``kind`` is a slug, ``affects`` the ids of what it touches."""

    kind: str
    provision: str | None = None
    message_zh: str
    message_en: str
    severity: Severity
    affects: tuple[str, ...] = ()
    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Silence:
    """The text was read for ``question`` about ``about`` (an id of a body, duty or procedure, or ``document``), in vain.

    ``question`` is a slug: convener, chair, frequency, leader, office, host, head, members, duties, meeting-rule,
    superior, quorum, decision-rule, agenda, delegate, deadline, recipient, consequence, lead, date, number, issuer …
    """

    about: str
    question: str
    provisions: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Uncoded:
    """A stretch of text that carries no coded fact, with the reason why (heading, preamble, purpose, slogan …)."""

    reason: str
    note: str | None = None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Coder:
    """Who coded: a person's or program's name, its version, and whether a reviewer has passed it."""

    name: str
    version: str
    reviewed: bool = False
    date: str | None = None


@dataclass(frozen=True, kw_only=True)
class Coding:
    """One coder's whole reading of one document."""

    document: DocumentDescription
    text: str
    emendations: tuple[Emendation, ...] = ()
    provisions: tuple[Provision, ...] = ()
    bodies: tuple[Body, ...] = ()
    posts: tuple[Post, ...] = ()
    memberships: tuple[Membership, ...] = ()
    relations: tuple[Relation, ...] = ()
    duties: tuple[Duty, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    citations: tuple[Citation, ...] = ()
    defects: tuple[Defect, ...] = ()
    silences: tuple[Silence, ...] = ()
    uncoded: tuple[Uncoded, ...] = ()
    coder: Coder
