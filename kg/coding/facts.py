"""From spans to facts: what the stages found, with every party brought to the id of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding.duties import FoundDuty, ReadClause
from kg.coding.matters import matter_of
from kg.coding.model import Duty, Procedure, Relation, RelationKind, Step
from kg.coding.outline import Outline
from kg.coding.parties import Parties, Party
from kg.coding.procedures import FoundProcedure
from kg.coding.registry import Registry
from kg.coding.relations import FoundRelation

__all__ = ["FactMaker"]

_OVERSIGHT: dict[str, RelationKind] = {
    "supervises": "supervises", "assesses": "supervises", "sanctions": "supervises", "guides": "guides", "leads": "leads",
    "supports": "supports",
}  # fmt: skip
# 领导 as a verb, not in the name of a group or of persons.
_LEADS = re.compile(r"领导(?!小组|组|同志|干部|班子|机构|人员|成员|责任)")


class FactMaker:
    """Makes the facts of one document, numbering them and resolving whom they name."""

    def __init__(self, outline: Outline, registry: Registry) -> None:
        self._text, self._view, self._registry = outline.text, outline.view, registry

    def refer(self, start: int, end: int) -> str:
        """Return the id of the body named at a span, else the name."""
        return self._registry.resolve(self._view[start:end]) or self._text[start:end].strip()

    def body_at(self, start: int, end: int) -> str | None:
        """Return the id of the body named at a span, None where no body of the document is."""
        return self._registry.resolve(self._view[start:end])

    def _party(self, party: Party) -> str:
        if party.what in ("body", "category"):
            return self.refer(party.start, party.end)
        return self._text[party.start : party.end].strip()

    def _parties(self, parties: Parties | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._party, parties.items))) if parties else ()

    def duties(self, clauses: list[ReadClause]) -> list[Duty]:
        """Make the duties, numbered inside their provisions."""
        counts: dict[str, int] = {}
        made = []
        for clause in clauses:
            if clause.duty is not None:
                path = clause.duty.line.provision
                counts[path] = counts.get(path, 0) + 1
                made.append(self._duty(clause.duty, f"d{path}-{counts[path]}"))
        return made

    def _duty(self, duty: FoundDuty, id_: str) -> Duty:
        bearing, content = duty.bearing, duty.content
        bearers = self._parties(bearing.parties)
        several = len(bearers) > 1
        alternative = bool(bearing.parties and bearing.parties.alternative)
        return Duty(
            id=id_, provision=duty.line.provision, bearers=bearers, bearer_status=bearing.status, bearer_start=bearing.start,
            bearer_end=bearing.end, joint=several and not alternative, alternative=several and alternative,
            partners=self._parties(duty.partners), deontic=content.deontic, deontic_marker=content.marker, hedge=content.hedge,
            power=content.power, actions=content.actions, supervision=content.supervision, object=content.object, matter=matter_of(content.object),
            targets=tuple(dict.fromkeys(self.refer(start, end) for start, end in content.targets)), condition=content.condition,
            quote=self._text[duty.start : duty.end], start=duty.start, end=duty.end, rule=duty.rule, confidence=duty.confidence,
        )  # fmt: skip

    def procedures(self, found: list[FoundProcedure]) -> list[Procedure]:
        """Make the procedures, numbered inside their provisions."""
        counts: dict[str, int] = {}
        made = []
        for item in found:
            path = item.line.provision
            counts[path] = counts.get(path, 0) + 1
            made.append(self._procedure(item, f"p{path}-{counts[path]}"))
        return made

    def _procedure(self, item: FoundProcedure, id_: str) -> Procedure:
        roles = {name: self.refer(start, end) for name, start, end in item.roles}
        subject = next(iter(item.subject.items), None) if item.subject else None
        main = self._registry.drafts[self._registry.main].id if self._registry.main else None
        body = self._party(subject) if subject and subject.what in ("body", "category") else None
        others = subject is not None and self._view[subject.start] in "各每"
        if item.kind == "meeting" and not (body is None and others):
            # Who collects the agenda of a meeting does not meet.
            body = main if body in (None, roles.get("agenda_proposer")) else body
        return Procedure(
            id=id_, provision=item.line.provision, kind=item.kind, body=body,
            frequency=item.frequency, frequency_hedge=item.hedge if item.frequency else None, deadline=item.deadline,
            dates=item.dates, thresholds=item.thresholds, trigger=item.trigger, decision_rule=item.decision_rule,
            steps=tuple(
                Step(order=order, text=self._text[start:end].strip(" \n。；;，,"))
                for order, (start, end) in enumerate(item.steps, 1)
            ),
            quote=self._text[item.start : item.end], start=item.start, end=item.end, rule=item.rule, confidence=item.confidence,
            **roles,  # type: ignore[arg-type]
        )  # fmt: skip

    def relations(self, stated: list[FoundRelation], duties: list[Duty]) -> Iterator[Relation]:
        """Make the relations that sentences state, then those that duties imply."""
        for item in stated:
            yield Relation(
                subject=item.subject, relation=item.relation, object=item.object, quote=self._text[item.start : item.end],
                start=item.start, end=item.end, rule=item.rule, confidence=item.confidence,
            )  # fmt: skip
        yield from self._hosts(duties, {(item.subject, item.object) for item in stated})
        bodies = {draft.id for draft in self._registry.drafts.values()}
        for duty in duties:
            kind = _OVERSIGHT.get(duty.supervision or "")
            if kind == "leads" and not _LEADS.search(duty.quote):
                continue
            for bearer in duty.bearers if kind else ():
                for target in duty.targets:
                    if target in bodies and target != bearer and kind:
                        yield Relation(
                            subject=bearer, relation=kind, object=target, duty=duty.id, quote=duty.quote, start=duty.start,
                            end=duty.end, rule="duty-oversight", confidence=round((duty.confidence or 0.5) * 0.8, 2),
                        )  # fmt: skip

    def _hosts(self, duties: list[Duty], stated: set[tuple[str, str]]) -> Iterator[Relation]:
        """A unit whose duty is to carry the office's daily work is its host."""
        office = self._registry.drafts[self._registry.office].id if self._registry.office else None
        for duty in duties:
            carries = re.search(
                r"(?:承担|负责|承办)[^,;。]{0,30}办公室(?:的)?(?:日常)?(?:工作|事务|职责)",
                self._view[duty.start : duty.end],
            )
            for bearer in duty.bearers if carries and office else ():
                draft = next((d for d in self._registry.drafts.values() if d.id == bearer), None)
                if office and draft and draft.kind != "secretariat-office" and (office, bearer) not in stated:
                    yield Relation(
                        subject=office, relation="hosted-by", object=bearer, duty=duty.id, quote=duty.quote, start=duty.start,
                        end=duty.end, rule="duty-carries-office", confidence=0.85,
                    )  # fmt: skip
