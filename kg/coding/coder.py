"""The machine coder: a document in, its coding out, stage by stage.

Every stage is a module of its own and can be used alone; this one only hands each what the stages before it found.
The coder is deterministic: no model, no network, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import groupby

from kg.coding.bodies import body_labels, main_mention, register_bodies, short_names
from kg.coding.citations import find_citations
from kg.coding.classify import split_prefix
from kg.coding.clauses import mask, split_line
from kg.coding.defects import find_defects
from kg.coding.departments import find_departments, find_offices
from kg.coding.describe import Description, describe, document_slug
from kg.coding.disclosures import find_disclosures
from kg.coding.duties import DutyReader, ReadClause
from kg.coding.facts import FactMaker
from kg.coding.flaws import find_flaws
from kg.coding.genre import recognize_genre
from kg.coding.headings import HeadingReader, is_group_name
from kg.coding.leadership import find_leadership
from kg.coding.memberships import FoundMember, find_members, memberships
from kg.coding.model import Coder, Coding, DocumentDescription, Emendation, Provision
from kg.coding.names import find_mentions
from kg.coding.outline import Line, Outline, read_outline
from kg.coding.parties import SHARED_NOUN, PartyReader
from kg.coding.posts import find_posts, posts
from kg.coding.procedures import FoundProcedure, ProcedureReader
from kg.coding.registry import Registry
from kg.coding.relations import FoundRelation, find_relations
from kg.coding.reporting import find_reports
from kg.coding.silences import find_silences
from kg.coding.uncoded import find_uncoded
from kg.reading import read_documents, recognise
from kg.reading.document import Document

__all__ = ["VERSION", "code_document", "code_documents"]

VERSION = "0.1.0"


def code_documents(data: bytes, origin: str) -> list[Coding]:
    """Code every document in a file; ``origin`` names the file in errors and in ids."""
    documents = read_documents(data, origin=origin)
    return [code_document(document, origin=origin, index=index) for index, document in enumerate(documents)]


def code_document(document: Document, *, origin: str = "", index: int = 0) -> Coding:
    """Code one restored document."""
    outline = read_outline(document)
    found = describe(outline.text, outline.view, document.title)
    known = recognise(document)
    id_ = known.id if known else document_slug(origin, found.title, index)
    places = tuple(p for p in (found.place, split_prefix(found.place or "")[0]) if p and len(p) > 1)
    reader = _reader(outline, places)
    headings = HeadingReader(reader, main_mention(outline, reader, found.level))
    clauses = _read_clauses(outline, reader, headings)
    genre = recognize_genre(outline, reader.mentions, found.title, bearers=_bearers(outline, clauses))
    if not genre.is_genre:
        return _coding(document, _description(document, found, id_, genre=False))
    registry = Registry(outline, level=found.level, place=found.place)
    members = find_members(outline, reader, headings)
    _register(outline, reader, registry, clauses, members)
    return _fill(document, _description(document, found, id_), outline, reader, registry, clauses, members)


def _reader(outline: Outline, places: tuple[str, ...]) -> PartyReader:
    """Find who is named, twice: the second time knowing the names that lists and abbreviations introduced."""
    short = short_names(outline.view)
    first = PartyReader(outline.view, find_mentions(outline.view, places, extra=short))
    listed = [outline.view[m.start : m.end] for m in find_members(outline, first, HeadingReader(first))]
    headings = [scope.words for line in outline.lines for scope in line.scopes]
    listed += [
        *(words.partition("(")[0] for words in headings if is_group_name(words)),
        *find_departments(outline.view, headings),
        *find_offices(outline.view),
    ]
    known = {outline.view[m.start : m.end] for m in first.mentions}
    if not set(listed) - known:
        return first
    return PartyReader(outline.view, find_mentions(outline.view, places, extra=[*short, *listed]))


def _fill(
    document: Document, description: DocumentDescription, outline: Outline, reader: PartyReader, registry: Registry,
    clauses: list[ReadClause], members: list[FoundMember],
) -> Coding:  # fmt: skip
    """Make the coding of what every stage found."""
    facts = FactMaker(outline, registry)
    duties = facts.duties(clauses)
    joined = memberships(outline, registry, members, reader)
    coding = _coding(
        document, description, bodies=registry.bodies(), duties=tuple(duties), memberships=tuple(joined),
        posts=tuple(posts(outline, registry, reader, find_posts(outline, reader))),
        relations=tuple(facts.relations(_read_relations(outline, reader, registry, clauses, facts), duties)),
        procedures=tuple(facts.procedures(_read_procedures(outline, reader, clauses, _year(description)))),
        citations=tuple(find_citations(outline)), disclosures=tuple(find_disclosures(outline)),
    )  # fmt: skip
    defects = [*find_flaws(document, coding), *find_defects(coding)]
    return replace(
        coding,
        defects=tuple(sorted(defects, key=lambda defect: (defect.start, defect.end, defect.kind))),
        silences=find_silences(coding),
        uncoded=tuple(find_uncoded(outline, _coded_spans(coding))),
    )


def _coded_spans(coding: Coding) -> list[tuple[int, int]]:
    facts = (
        coding.duties,
        coding.procedures,
        coding.memberships,
        coding.posts,
        coding.citations,
        coding.disclosures,
    )
    return [(fact.start, fact.end) for group in facts for fact in group]


def _read_relations(
    outline: Outline, reader: PartyReader, registry: Registry, clauses: list[ReadClause], facts: FactMaker
) -> list[FoundRelation]:
    found = [
        *find_leadership(outline, reader, registry), *find_relations(outline, reader, registry),
        *find_reports(clauses, reader, facts),
    ]  # fmt: skip
    once = {(relation.subject, relation.relation, relation.object): relation for relation in reversed(found)}
    return list(reversed(once.values()))


def _read_clauses(outline: Outline, reader: PartyReader, headings: HeadingReader) -> list[ReadClause]:
    masked = mask(outline.view)
    duties = DutyReader(outline, reader, headings, labels=body_labels(outline, headings))
    found: list[ReadClause] = []
    duties.title = headings.of_title(outline)
    for line in outline.lines:
        found += duties.read_line(list(split_line(outline, masked, line)))
    return found


def _bearers(outline: Outline, clauses: list[ReadClause]) -> list[str]:
    """The first bearer of every duty that has one, as written."""
    borne = [clause.bearing.parties for clause in clauses if clause.duty is not None]
    return [outline.view[p.items[0].start : p.items[0].end] for p in borne if p is not None]


def _read_procedures(
    outline: Outline, reader: PartyReader, clauses: list[ReadClause], year: int | None
) -> list[FoundProcedure]:
    procedures = ProcedureReader(outline, reader, year)
    sentences: dict[int, list[ReadClause]] = {}
    for clause in clauses:
        scopes = clause.sentence.line.scopes
        if clause.within or (scopes and scopes[-1].section in ("agenda", "toc", "conditions")):
            continue
        sentences.setdefault(clause.sentence.start, []).append(clause)
    found: list[FoundProcedure] = []
    stepped: set[int] = set()
    for lines in _under_one_heading(outline):
        whole = procedures.read_steps(lines)
        if whole is not None:
            found.append(whole)
            stepped |= {line.start for line in lines if line.numbered}
    for group in sentences.values():
        if group[0].sentence.line.start in stepped:
            continue
        parts = [(clause.start, clause.end, clause.bearing.parties) for clause in group]
        found += procedures.read(group[0].sentence, parts)
    return procedures.join_sentences(sorted(found, key=lambda procedure: (procedure.start, procedure.end)))


def _year(description: DocumentDescription) -> int | None:
    """The year a document speaks of: its title's, else that of its date."""
    said = re.search(r"(?:19|20)\d{2}(?=年)", description.title or "") or re.match(
        r"\d{4}", description.date or ""
    )
    return int(said.group()) if said else None


def _under_one_heading(outline: Outline) -> Iterator[list[Line]]:
    """The lines that are no headings, those under the same innermost heading together."""
    bodies = (line for line in outline.lines if line.scopes and not line.heading)
    for _, lines in groupby(bodies, key=lambda line: line.scopes[-1].start):
        yield list(lines)


def _register(
    outline: Outline, reader: PartyReader, registry: Registry, clauses: list[ReadClause], members: list[FoundMember]
) -> None:  # fmt: skip
    """Register every body some fact will refer to, and give each its id."""
    register_bodies(outline, reader, registry)
    for member in members:
        registry.add(member.start, member.end, "organization", "list", member.confidence)
    for clause in clauses:
        if clause.duty is None:
            continue
        for start, end in clause.duty.content.targets if clause.duty.content.supervision else ():
            mention = reader.mention_at(start)
            each = outline.view[start] == "各" or outline.view[start:end] == "成员单位"
            if mention is not None and mention.end == end and mention.kind == "body-category" and each:
                registry.add(start, end, mention.kind, "overseen-class", 0.7)
        for parties in (clause.bearing.parties, clause.duty.partners):
            for party in parties.items if parties else ():
                if party.what in ("body", "category"):
                    key = registry.add(party.start, party.end, party.kind, party.rule, 0.8)
                    whole = f"{outline.view[party.start : party.end]}部门"
                    if party.rule == SHARED_NOUN and registry.find(whole) is None:
                        registry.alias(whole, key)
    registry.number()


def _description(
    document: Document, found: Description, id_: str, *, genre: bool = True
) -> DocumentDescription:
    return DocumentDescription(
        id=id_, title=found.title, issuer=found.issuer, number=found.number, date=found.date, place=found.place,
        level=found.level, language=found.language, genre=genre,
        sha256=sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )  # fmt: skip


def _coding(document: Document, description: DocumentDescription, **facts: object) -> Coding:
    return Coding(
        document=description,
        text=document.text,
        emendations=_emendations(document),
        provisions=tuple(
            Provision(
                path=node.path, parent=node.parent, kind=node.kind, number=node.number, ordinal=node.ordinal,
                heading=node.heading, parent_lost=node.parent_lost, start=node.start, end=node.end,
            )
            for node in document.provisions
        ),
        coder=Coder(name="dutygraph", version=VERSION),
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def _emendations(document: Document) -> tuple[Emendation, ...]:
    return tuple(
        Emendation(
            start=repair.start, end=repair.end, source=repair.source, restored=repair.restored, reason=repair.reason,
            source_start=repair.source_start, source_end=repair.source_end,
        )
        for repair in document.repairs
    )  # fmt: skip
