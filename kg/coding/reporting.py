"""Who reports to whom, as duties say it: 向指挥部报告, 报告村委会, 对县政府负责并报告工作, 听取办公室工作汇报."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding.duties import ReadClause
from kg.coding.facts import FactMaker
from kg.coding.parties import Party, PartyReader
from kg.coding.relations import FoundRelation

__all__ = ["find_reports"]

_HOW = r"(?:书面|如实|及时|定期|全面|专题|统一|逐级|一次性)?"
_WHAT = r"(?:(?:应|须|要|应当|每[^,;。]{1,6}|定期|及时)?(?:负责[,、]?并?)?(?:[^,;。向对]{0,12}?))"
# The deed, not the meeting, the system or the person named after it.
_REPORTS = r"(?:汇报|报告)(?!会|制度|人|单|书|[^,;。]{0,8}制度)"
# Whom it goes to stands before the verb behind 向 or 对, or right behind it.
_TO = re.compile(rf"[向对](?=[^,;。]{{2,30}}?{_REPORTS})")
_SAYS = re.compile(rf"{_WHAT}{_HOW}(?:并)?{_REPORTS}")
_TOLD = re.compile(rf"(?:{_HOW}(?<!工作)(?:报告|汇报)(?:给|至)?)(?=[\u4e00-\u9fff]{{2}})")
_HEARS = re.compile(r"听取(?=[^,;。]{2,30}?(?:汇报|报告))")
_HEARD = re.compile(r"(?:的)?(?:专题|定期)?(?:工作|落实)?(?:情况)?(?:的)?(?:汇报|报告)")


def find_reports(clauses: list[ReadClause], reader: PartyReader, facts: FactMaker) -> Iterator[FoundRelation]:
    """Find the bodies that duties say report to others."""
    for clause in clauses:
        if clause.duty is None or clause.bearing.parties is None:
            continue
        bearers = [p for p in clause.bearing.parties.items if p.what in ("body", "category")]
        heard = _parties_behind(_HEARS, _HEARD, clause, reader)
        told = [*_parties_behind(_TO, _SAYS, clause, reader), *_parties_behind(_TOLD, None, clause, reader)]
        pairs = [(low, high) for low in heard for high in bearers]
        pairs += [(low, high) for low in bearers for high in told]
        for low, high in pairs:
            subject, above = facts.body_at(low.start, low.end), facts.body_at(high.start, high.end)
            if subject is None or above is None or subject == above:
                continue
            yield FoundRelation(
                subject=subject, relation="reports-to", object=above, start=clause.start, end=clause.end,
                rule="duty-of-reporting", confidence=0.75,
            )  # fmt: skip


def _parties_behind(
    opening: re.Pattern[str], closing: re.Pattern[str] | None, clause: ReadClause, reader: PartyReader
) -> list[Party]:
    """The bodies that stand right behind ``opening`` and, where it matters, before ``closing``."""
    found: list[Party] = []
    for match in opening.finditer(reader.view, clause.start, clause.end):
        parties = reader.read(match.end(), clause.end)
        if parties is None or (
            closing is not None and not closing.match(reader.view, parties.end, clause.end)
        ):
            continue
        found += [party for party in parties.items if party.what in ("body", "category")]
    return found
