"""What is in the graph as a whole: its documents and the numbers of what was coded."""

from __future__ import annotations

from dataclasses import dataclass

from kg.browsing.facts import Facts, read_facts
from kg.browsing.memory import remembered
from kg.browsing.names import compact
from kg.browsing.vocabulary import level_ranks
from kg.queries import read_query
from kg.store.engine import Engine
from kg.store.keeping import kept

__all__ = ["Overview", "read_overview"]

_PROCEDURES = ("dg:MeetingRule", "dg:WorkProcedure")
_DISCLOSURES = ("dg:DisclosureItem", "dg:DisclosureForm", "dg:DisclosureDay")
_BODIES = (
    "dg:CoordinationBody", "dg:SecretariatOffice", "dg:SubBody", "dg:PartyOrgan", "dg:DisciplineOrgan", "dg:GovernmentBody",
    "dg:Legislature", "dg:JudicialOrgan", "dg:MilitaryOrgan", "dg:MassOrganization", "dg:EnterpriseOrgan", "dg:School",
    "dg:PublicInstitution", "dg:Assembly", "dg:OtherOrganization", "dg:BodyCategory",
)  # fmt: skip


@dataclass(frozen=True)
class Overview:
    """The documents, and how many members each kind of thing has."""

    documents: tuple[Facts, ...]
    counts: dict[str, int]


@remembered
@kept("overview", 1, Overview)
def read_overview(engine: Engine) -> Overview:
    """Read the documents and the counts."""
    rows = engine.select(read_query("count-members-of-classes"))
    members = {compact(str(row["class"])): int(float(str(row["members"]))) for row in rows if "class" in row}
    documents = read_facts(engine, "describe-documents")
    counts = {
        "document": len(documents),
        "body": sum(members.get(name, 0) for name in _BODIES),
        "duty": members.get("dg:Duty", 0),
        "procedure": sum(members.get(name, 0) for name in _PROCEDURES),
        "provision": members.get("dg:Provision", 0),
        "relation": members.get("dg:RelationStatement", 0),
        "disclosure": sum(members.get(name, 0) for name in _DISCLOSURES),
        "citation": members.get("dg:Citation", 0),
        "defect": members.get("dg:SourceDefect", 0),
        "silence": members.get("dg:Silence", 0),
    }
    ranks = level_ranks(engine)

    def place(facts: Facts) -> tuple[int, str, str]:
        rank = ranks.get(facts.text("dg:level") or "", len(ranks) + 1)
        return rank, facts.text("eli:date_document") or "9", facts.iri

    return Overview(tuple(sorted(documents.values(), key=place)), counts)
