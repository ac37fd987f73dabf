"""Whom a sentence goes on about: who a line, a sentence and a clause in it make the one that the next words are said of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.coding.assignments import Bearing
from kg.coding.grain import Clause
from kg.coding.headings import is_group_name
from kg.coding.names import Mention
from kg.coding.parties import Parties, Party, PartyReader

__all__ = ["Carrier", "Scope"]

_PART_SET_UP = re.compile(
    r"(?:辖下设立?|下设立?|设有|设立|成立|组建|另设|(?<=单位|部门)组成(?=[^,;。]{2,30}(?:组|委员会|专班)))"
)

_SEAT = re.compile(r"设在|设于|挂靠")

_SERVES = re.compile(r"(?:兼任|担任|出任|任)(?:[^,;。]{0,12})(?:组长|主任|召集人|主席|总指挥|秘书|委员)$")

_CHAIRS = re.compile(r"由[^,;。]{2,24}(?:召集|主持|召集和主持|代理|担任|兼任|兼)(?:会议|之)?$")

_POST_SET_UP = re.compile(
    r"(?:(?<=[置设])|^)(?P<role>执行秘书|秘书长|总干事|执行长|联络员|干事|秘书)(?:[一二三四五六七八九十若干\d]+[至名人位\d一二三四五六七八九十]*)?(?:,|$)"
)

_GROUPS = ("coordination-body", "secretariat-office", "sub-body", "assembly")

_HELPS = ("配合", "参加", "参与", "协助", "协办", "支持", "密切配合")


@dataclass
class Scope:
    """Who bears what, while a line is read from left to right."""

    heading: Bearing | None
    last: Parties | None = None
    in_sentence: Parties | None = None
    lead: Parties | None = None
    tells_agenda: bool = False
    enumerated: bool = False
    # The unit a line opens with, whose duties its next sentences go on with.
    opened: Parties | None = None


class Carrier:
    """Carries whom a sentence is about from clause to clause of one document."""

    def __init__(self, reader: PartyReader) -> None:
        self._reader, self._view = reader, reader.view

    def carry(self, scope: Scope, clause: Clause, named: Parties | None, words: str) -> None:
        """Remember whom the sentence goes on about."""
        part = _PART_SET_UP.search(words)
        if part and scope.heading and part.group() in ("成立", "组建") and "下设" not in words:
            # 成立工作小组,确定专人 under a unit's heading: the unit goes on.
            part = None
        described = re.search(r",由[^;。]*(?:组成|构成)", words)
        if part and part.group() in ("成立", "组建") and clause.subject is not None and not described:
            part = None  # whoever sets a group up goes on, not the group
        mention = self._part_named(clause.start + part.end(), clause.end) if part else None
        if mention is not None:
            party = Party(mention.start, mention.end, "body", mention.kind, "set-up-in-sentence")
            scope.in_sentence = Parties((party,), party.end)
        elif set_up := _POST_SET_UP.search(words):
            start = clause.start + set_up.start("role")
            post = Party(start, start + len(set_up.group("role")), "post", "organization", "post-set-up")
            scope.in_sentence = Parties((post,), post.end)
        elif (seat := _SEAT.search(words)) is not None and (
            office := self._office_before(clause.start, clause.start + seat.start())
        ):
            party = Party(office.start, office.end, "body", office.kind, "office-seated")
            scope.in_sentence = Parties((party,), party.end)
        elif (
            named is not None
            and not _SERVES.search(words)
            and (not clause.copula or re.search(r"(?:机构|单位|部门|责任人|主体|组织)$", words))
        ):
            if self._only_leads_group(scope, words) or _CHAIRS.search(words):
                return
            if scope.lead is not None and scope.in_sentence is scope.lead and words.endswith(_HELPS):
                return  # 甲局牵头,乙局配合,每年开展两次检查: 甲局 goes on
            scope.in_sentence = named
            if words.endswith(("牵头", "牵头负责")):
                scope.lead = named

    def opens_line(self, clause: Clause) -> Parties | None:
        """The unit that a line opens with and says the duties of: 水务局负责…。督促…."""
        subject = clause.subject
        if (
            subject is None
            or clause.agent is not None
            or clause.copula
            or subject.items[0].start != clause.start
        ):
            return None
        units = all(p.what == "body" and p.kind not in _GROUPS for p in subject.items)
        return subject if units and clause.has_verb else None

    def _office_before(self, start: int, end: int) -> Mention | None:
        """The office that a clause says sits somewhere: …办公室设在…."""
        named = self._reader.mentions_in(start, end)
        beside = (named and end - named[-1].end < 2) or (named and self._view.startswith("(", named[-1].end))
        return named[-1] if named and beside and self._view[named[-1].end - 1] in "室办处" else None

    def _part_named(self, at: int, end: int) -> Mention | None:
        """The part a clause says is set up; its name may open with words that no lexicon knows."""
        kinds = ("sub-body", "coordination-body", "secretariat-office")
        named = self._reader.mentions_in(at, min(end, at + 16))
        return named[0] if named and named[0].kind in kinds else None

    def _only_leads_group(self, scope: Scope, words: str) -> bool:
        """Under the heading of a group, who leads it (由…牵头) is not who bears its duties."""
        heading = scope.heading.parties.items[0] if scope.heading and scope.heading.parties else None
        if heading is None or not words.endswith(("牵头", "主办", "参加", "配合", "参与", "协办")):
            return False
        return heading.kind == "sub-body" or is_group_name(self._view[heading.start : heading.end])
