"""The machine coder: a document in, its coding out, stage by stage.

Every stage is a module of its own and can be used alone; this one only hands each what the stages before it found.
The coder is deterministic: no model, no network, no clock.
"""

from __future__ import annotations

from hashlib import sha256

from kg.coding.bodies import body_labels, register_bodies, short_names
from kg.coding.classify import split_prefix
from kg.coding.clauses import mask, split_line
from kg.coding.describe import Description, describe, document_slug
from kg.coding.duties import DutyReader, FoundDuty
from kg.coding.headings import HeadingReader
from kg.coding.model import Coder, Coding, DocumentDescription, Duty, Emendation, Provision
from kg.coding.names import find_mentions
from kg.coding.outline import Outline, read_outline
from kg.coding.parties import Parties, Party, PartyReader
from kg.coding.registry import Registry
from kg.reading import read_documents
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
    description = describe(outline.text, outline.view, document.title)
    places = tuple(
        p for p in (description.place, split_prefix(description.place or "")[0]) if p and len(p) > 1
    )
    reader = PartyReader(outline.view, find_mentions(outline.view, places, extra=short_names(outline.view)))
    registry = Registry(outline, level=description.level, place=description.place)
    register_bodies(outline, reader, registry)
    headings = HeadingReader(reader)
    labels = body_labels(outline, headings)
    duties = _read_duties(outline, reader, headings, labels)
    _register_parties(registry, duties)
    registry.number()
    text = document.text
    return Coding(
        document=_description(document, description, document_slug(origin, description.title, index)),
        text=text,
        emendations=_emendations(document),
        provisions=tuple(Provision(**_fields(node)) for node in document.provisions),  # type: ignore[arg-type]
        bodies=registry.bodies(),
        duties=tuple(_duties(outline, registry, duties)),
        coder=Coder(name="dutygraph", version=VERSION),
    )


def _fields(node: object) -> dict[str, object]:
    return {name: getattr(node, name) for name in node.__dataclass_fields__}  # type: ignore[attr-defined]


def _description(document: Document, found: Description, id_: str) -> DocumentDescription:
    return DocumentDescription(
        id=id_, title=found.title, issuer=found.issuer, number=found.number, date=found.date, place=found.place,
        level=found.level, language=found.language,
        sha256=sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )  # fmt: skip


def _emendations(document: Document) -> tuple[Emendation, ...]:
    return tuple(
        Emendation(
            start=repair.start, end=repair.end, source=repair.source, restored=repair.restored, reason=repair.reason,
            source_start=repair.source_start, source_end=repair.source_end,
        )
        for repair in document.repairs
    )  # fmt: skip


def _read_duties(
    outline: Outline, reader: PartyReader, headings: HeadingReader, labels: frozenset[int]
) -> list[FoundDuty]:
    masked = mask(outline.view)
    duties = DutyReader(outline, reader, headings, labels=labels)
    found: list[FoundDuty] = []
    for line in outline.lines:
        found += duties.read_line(list(split_line(outline, masked, line)))
    return found


def _register_parties(registry: Registry, duties: list[FoundDuty]) -> None:
    for duty in duties:
        for parties in (duty.bearing.parties, duty.partners):
            for party in parties.items if parties else ():
                if party.what in ("body", "category"):
                    kind = "body-category" if party.what == "category" else party.kind
                    registry.add(party.start, party.end, kind, party.rule, 0.8)  # type: ignore[arg-type]


def _refer(outline: Outline, registry: Registry, party: Party) -> str:
    name = outline.view[party.start : party.end].strip()
    found = registry.resolve(name) if party.what in ("body", "category") else None
    return found or outline.text[party.start : party.end].strip()


def _references(outline: Outline, registry: Registry, parties: Parties | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_refer(outline, registry, p) for p in parties.items)) if parties else ()


def _duties(outline: Outline, registry: Registry, found: list[FoundDuty]) -> list[Duty]:
    counts: dict[str, int] = {}
    made = []
    for duty in found:
        path = duty.line.provision
        counts[path] = counts.get(path, 0) + 1
        bearers = _references(outline, registry, duty.bearing.parties)
        content = duty.content
        made.append(
            Duty(
                id=f"d{path}-{counts[path]}", provision=path, bearers=bearers, bearer_status=duty.bearing.status,
                bearer_start=duty.bearing.start, bearer_end=duty.bearing.end, joint=len(bearers) > 1 and not _is_alternative(duty),
                alternative=len(bearers) > 1 and _is_alternative(duty), partners=_references(outline, registry, duty.partners),
                deontic=content.deontic, deontic_marker=content.marker, hedge=content.hedge, power=content.power,
                actions=content.actions, supervision=content.supervision, object=content.object,
                targets=tuple(outline.text[s:e] for s, e in content.targets), condition=content.condition,
                quote=outline.text[duty.start : duty.end], start=duty.start, end=duty.end, rule=duty.rule,
                confidence=duty.confidence,
            )
        )  # fmt: skip
    return made


def _is_alternative(duty: FoundDuty) -> bool:
    return bool(duty.bearing.parties and duty.bearing.parties.alternative)
