"""What checking hands on: findings with their place and words, and the report that gathers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal, Protocol

from kg.checking.shapes import Severity

__all__ = [
    "RANK",
    "Decision",
    "Finding",
    "Report",
    "Reported",
    "Resolved",
    "Seen",
    "State",
    "Verdict",
    "to_plain",
]

_SETTLED = frozenset({"intended", "coding-error"})
RANK: dict[str, int] = {"violation": 0, "warning": 1, "info": 2}
State = Literal["new", "open", "decided", "reopened"]
Verdict = Literal["confirmed-gap", "coding-error", "intended", "disputed"]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a person decided about a finding: who, when, why; ``basis`` is the quote it was decided on."""

    finding: str
    verdict: Verdict
    who: str
    when: str
    why: str
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing wrong at one place; ``id`` is stable over rebuilds (shape, focus, value, path).

    ``confidence`` is that of the machine-coded statement it rests on, None where a person reviewed it. ``before`` and
    ``after`` are the text around the quote; ``numbering`` is the provision as the document numbers it.
    """

    id: str
    shape: str
    severity: Severity
    code: str
    document: str
    focus: str
    focus_label: str
    path: str | None
    value: str | None
    message_zh: str
    message_en: str
    suggestion_zh: str
    suggestion_en: str
    reason_zh: str
    reason_en: str
    provision: str | None
    quote: str | None
    start: int | None
    end: int | None
    before: str = ""
    after: str = ""
    body: str = ""
    numbering: str = ""
    confidence: float | None = None
    state: State = "open"
    decision: Decision | None = None


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """A finding of an earlier report that is found no more."""

    id: str
    code: str = ""
    document: str = ""
    message_zh: str = ""
    message_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How many nodes a shape looked at; none means that it could prove nothing."""

    shape: str
    code: str
    focus_nodes: int


class Reported(Protocol):
    """What a report says, whether its findings lie in memory or in a file."""

    @property
    def documents(self) -> Sequence[str]:
        """The documents that were checked."""

    @property
    def findings(self) -> Iterable[Finding]:
        """All findings, document by document, worst first; they can be gone through more than once."""

    @property
    def seen(self) -> Sequence[Seen]:
        """How many nodes each shape looked at."""

    @property
    def resolved(self) -> Sequence[Resolved]:
        """Findings of an earlier report that are found no more."""

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""

    @property
    def conforms(self) -> bool:
        """True only when nothing at all was found."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """All findings over some documents, worst first within each document."""

    documents: tuple[str, ...]
    titles: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    seen: tuple[Seen, ...] = ()
    resolved: tuple[Resolved, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found.get(severity, 0) for severity in RANK}  # type: ignore[call-overload]

    @property
    def conforms(self) -> bool:
        """True only when nothing at all was found."""
        return not self.findings

    def reaches(self, severity: str) -> bool:
        """Tell whether a finding is at least this severe that nobody has called intended or an error of the coding."""
        return any(
            RANK[finding.severity] <= RANK[severity]
            for finding in self.findings
            if not (finding.state == "decided" and finding.decision and finding.decision.verdict in _SETTLED)
        )

    def of(self, document: str) -> Sequence[Finding]:
        """The findings of one document, worst first."""
        return [finding for finding in self.findings if finding.document == document]


def to_plain(report: Report) -> dict[str, object]:
    """Turn a report into the contract's JSON object."""
    return {
        "conforms": report.conforms,
        "counts": report.counts,
        "documents": list(report.documents),
        "findings": [asdict(finding) for finding in report.findings],
        "seen": [asdict(seen) for seen in report.seen],
        "resolved": [asdict(one) for one in report.resolved],
    }
