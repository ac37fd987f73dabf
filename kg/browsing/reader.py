"""A document as it is read: its provisions in order, the spans that carry statements, and what stands in the margin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.browsing.facts import Facts, read_facts
from kg.browsing.memory import remembered
from kg.browsing.names import PREFIXES, address_of
from kg.browsing.pieces import Piece, Repair, Run, Span, cut, join_runs
from kg.errors import UnknownName
from kg.queries import read_query
from kg.store.engine import Engine
from kg.store.terms import iri

__all__ = ["Note", "Paragraph", "Reading", "anchor_of", "kind_of", "mark", "read_document"]

_EVIDENCE = re.compile(r"/evidence/[^/]+/(\d+)-(\d+)$")

# What a statement is drawn as, by its type; the first that fits.
_KINDS = (
    ("duty", ("dg:Duty", "dg:SupervisionDuty", "dg:Power")),
    ("procedure", ("dg:MeetingRule", "dg:WorkProcedure")),
    ("disclosure", ("dg:DisclosureItem", "dg:DisclosureForm", "dg:DisclosureDay")),
    ("citation", ("dg:Citation",)),
    ("defect", ("dg:SourceDefect",)),
    ("membership", ("org:Membership",)),
    ("relation", ("dg:RelationStatement", "rdf:Statement")),
    ("silence", ("dg:Silence",)),
)


@dataclass(frozen=True)
class Note:
    """A statement in the margin of a paragraph."""

    kind: str
    anchor: str
    facts: Facts


@dataclass(frozen=True)
class Paragraph:
    """One leaf of the provision tree: its anchor, its text in pieces, and the notes beside it."""

    iri: str
    path: str
    number: str | None
    depth: int
    is_heading: bool
    start: int
    end: int
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """Give the text as runs under one mark each."""
        return join_runs(self.pieces)


@dataclass(frozen=True)
class Reading:
    """A whole document: what it is, its paragraphs, and the notes that belong to no place."""

    about: Facts
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    repairs: int
    kinds: tuple[str, ...]


@remembered
def read_document(engine: Engine, document: str, base: str = PREFIXES["dgi"]) -> Reading:
    """Read a document with everything said at its sentences."""
    about = read_facts(engine, "describe-resource", node=f"{base}document/{document}").get(
        f"{base}document/{document}"
    )
    if about is None:
        raise UnknownName(f"there is no document {document!r} here", value=document)
    graph = f"{base}graph/{document}"
    provisions = list(read_facts(engine, "list-provisions-of-document", graph=graph).values())
    statements = list(read_facts(engine, "list-statements-of-document", graph=graph).values())
    text = about.text("dg:text") or ""
    notes = [_note(facts) for facts in statements]
    # Found once, and not again for every paragraph: both grow with the document.
    placed_notes = [(place, note) for note in notes if (place := _place(note.facts))]
    spans = [_span(note, place) for place, note in placed_notes if note.kind not in _UNMARKED]
    margin = sorted((each for each in placed_notes if each[1].kind in _IN_MARGIN), key=lambda each: each[0])
    silences = [note for note in notes if note.kind == "silence"]
    repairs = _repairs(engine, graph)
    paragraphs = tuple(
        _paragraph(leaf, parents, text=text, spans=spans, repairs=repairs, margin=margin, silences=silences)
        for leaf, parents in _leaves(provisions)
    )
    placed = {note.anchor for paragraph in paragraphs for note in paragraph.notes}
    loose = tuple(note for note in notes if note.kind in ("silence", "defect") and note.anchor not in placed)
    kinds = tuple(kind for kind in _LEGEND if any(span.kind == kind for span in spans))
    return Reading(about, paragraphs, loose, len(repairs), kinds)


_UNMARKED = ("silence", "relation")
_LEGEND = ("duty", "procedure", "body", "post", "membership", "disclosure", "citation", "defect")
_IN_MARGIN = ("duty", "procedure", "disclosure", "citation", "defect", "post", "membership")


def kind_of(facts: Facts) -> str:
    """Name what a statement is drawn as."""
    for kind, classes in _KINDS:
        if facts.is_a(*classes):
            return kind
    address = address_of(facts.iri)
    return address.kind if address and address.kind in ("post", "body") else "body"


def anchor_of(iri: str) -> str:
    """Name the place of a statement on its document's page."""
    address = address_of(iri)
    return f"{address.kind}-{address.rest}" if address and address.rest else iri.rpartition("/")[2]


def _note(facts: Facts) -> Note:
    return Note(kind_of(facts), anchor_of(facts.iri), facts)


def _place(facts: Facts) -> tuple[int, int] | None:
    evidence = facts.one("dg:evidence")
    found = _EVIDENCE.search(evidence.text) if evidence else None
    return (int(found[1]), int(found[2])) if found else None


def _span(note: Note, place: tuple[int, int]) -> Span:
    # A body has a page of its own; a statement is shown in the margin.
    target = note.facts.iri if note.kind == "body" else f"#{note.anchor}"
    return Span(place[0], place[1], note.kind, target, note.facts.named.zh or "")


def _repairs(engine: Engine, graph: str) -> list[Repair]:
    rows = engine.select(read_query("list-emendations-of-document"), {"graph": iri(graph)})
    repairs = [
        Repair(int(str(row["start"])), int(str(row["end"])), str(row["source"]), str(row["reason"]))
        for row in rows
    ]
    return sorted(repairs, key=lambda each: (each.start, each.end))


def _leaves(provisions: Sequence[Facts]) -> list[tuple[Facts, list[Facts]]]:
    by_iri = {facts.iri: facts for facts in provisions}
    parents = {facts.text("eli:is_part_of") for facts in provisions}
    leaves = sorted((facts for facts in provisions if facts.iri not in parents), key=_start)
    chains = []
    for leaf in leaves:
        chain: list[Facts] = []
        parent = by_iri.get(leaf.text("eli:is_part_of") or "")
        while parent is not None and len(chain) < 20:
            chain.append(parent)
            parent = by_iri.get(parent.text("eli:is_part_of") or "")
        chains.append((leaf, chain))
    return chains


def _start(facts: Facts) -> tuple[int, int]:
    return int(facts.text("dg:start") or 0), int(facts.text("dg:end") or 0)


def _paragraph(
    leaf: Facts,
    parents: Sequence[Facts],
    *,
    text: str,
    spans: Sequence[Span],
    repairs: Sequence[Repair],
    margin: Sequence[tuple[tuple[int, int], Note]],
    silences: Sequence[Note],
) -> Paragraph:
    start, end = _start(leaf)
    path = leaf.text("dg:path") or ""
    is_heading = path == "h" or path.endswith(".h")
    anchor = path.removesuffix(".h") if is_heading else path
    here = tuple(note for place, note in margin if start <= place[0] < end)
    unsaid = tuple(note for note in silences if _first_read(note.facts) in (path, anchor))
    holder = parents[0] if is_heading and parents else leaf
    return Paragraph(
        iri=holder.iri,
        path=anchor,
        number=holder.text("eli:number"),
        depth=sum(1 for parent in parents if parent.text("eli:number")),
        is_heading=is_heading,
        start=start,
        end=end,
        pieces=cut(text, start, end, spans, repairs),
        notes=here + unsaid,
    )


def _first_read(silence: Facts) -> str | None:
    read = silence.one("dg:provisionRead")
    address = address_of(read.text) if read else None
    return address.rest if address else None


def mark(reading: Reading, span: Span) -> Reading:
    """Mark one more stretch of a document, above everything else that is marked there."""
    return replace(reading, paragraphs=tuple(_marked(each, span) for each in reading.paragraphs))


def _marked(paragraph: Paragraph, span: Span) -> Paragraph:
    if span.end <= paragraph.start or span.start >= paragraph.end:
        return paragraph
    pieces: list[Piece] = []
    place = paragraph.start
    for piece in paragraph.pieces:
        end = place + len(piece.text)
        left, right = max(place, min(span.start, end)) - place, max(place, min(span.end, end)) - place
        parts = (
            (piece.text[:left], piece.span),
            (piece.text[left:right], span),
            (piece.text[right:], piece.span),
        )
        pieces += [Piece(text, under, piece.repair) for text, under in parts if text] or [piece]
        place = end
    return replace(paragraph, pieces=tuple(pieces))
