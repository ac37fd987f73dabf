"""The grain of duties: which comma segments of a sentence make one clause, and where the next begins.

A clause ends where a sentence does, where the bearer changes, or where a new main verb takes a new matter; a tail
that only says what for (促进…, 切实维护…) stays inside the clause before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.coding import continuations
from kg.coding.clauses import Segment, Sentence
from kg.coding.parties import Parties
from kg.coding.phrases import verb_pattern
from kg.coding.predicates import Reading, SegmentReader
from kg.coding.statements import CONSTITUTIVE, DESCRIPTION, HELD

__all__ = ["Clause", "ClauseCutter"]

_SHORT = 4
_WINDOW = 600
# Verbs that mostly stand as nouns: they show no second action in a tail.
_NOUNLIKE = frozenset(
    {"公开", "管理", "领导", "发展", "建设", "监督", "组织", "服务", "教育", "宣传", "保护", "培训"}
)
# What closes an object put first: 将…纳入…, 把…作为….
_CLOSES_OBJECT = re.compile(
    r"纳入|列入|列为|作为|进行|融入|结合|贯穿|落实到|落实在|报(?!告)|送|提交|写入|通报|移送|转化|摆在|摆上|抓|报告|印发|告知|变|分解|转|办|处理|交"
)


@dataclass(kw_only=True)
class Clause:
    """Segments that make one duty, as they are gathered."""

    segments: list[Segment] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    subject: Parties | None = None
    agent: Parties | None = None
    partners: Parties | None = None
    topic: Parties | None = None
    has_verb: bool = False
    has_modal: bool = False
    copula: bool = False

    def take(self, segment: Segment, reading: Reading) -> None:
        """Add a segment to the clause."""
        self.segments.append(segment)
        self.readings.append(reading)
        self.subject = self.subject or reading.subject
        if not (reading.reports and self.has_verb):
            self.agent = self.agent or reading.agent
        self.partners = self.partners or reading.partners
        named = reading.subject is not None and reading.modal is not None
        says = reading.verb is not None or reading.says_object_first or named
        self.has_verb = self.has_verb or (says and not reading.hollow)
        self.has_modal = self.has_modal or bool(reading.modal)
        self.copula = self.copula or reading.copula
        self.topic = self.topic or reading.topic

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.segments[-1].end


class ClauseCutter:
    """Cuts the sentences of one document into clauses."""

    def __init__(self, view: str, segments: SegmentReader) -> None:
        self._view, self._segments = view, segments

    def cut(self, sentence: Sentence) -> list[Clause]:
        clauses: list[Clause] = []
        pending: list[tuple[Segment, Reading]] = []
        for segment in sentence.segments:
            reading = self._segments.read(segment)
            if segment is not sentence.segments[-1] and (
                self._goes_on_with_purpose(pending, segment) or self._says_by_what_means(reading)
            ):
                pending.append((segment, reading))
                continue
            if reading.adjunct and not continuations.takes_effect(self._view[segment.start : segment.end]):
                pending.append((segment, reading))
                continue
            measured = bool(clauses) and clauses[-1].has_verb and any(held.about for _, held in pending)
            if not clauses or measured or self._begins_clause(clauses[-1], reading):
                clauses.append(Clause())
            for held in (*pending, (segment, reading)):
                clauses[-1].take(*held)
            pending = []
        if pending and clauses:
            for held in pending:
                clauses[-1].take(*held)
        elif pending:
            clauses.append(Clause())
            for held in pending:
                clauses[-1].take(*held)
        return clauses

    def _goes_on_with_purpose(self, pending: list[tuple[Segment, Reading]], segment: Segment) -> bool:
        """Whether a segment still says what for: 为贯彻劳动合同法,切实维护职工合法权益,…."""
        if not pending or not re.match(
            r"为了?(?!主|民)", self._view[pending[0][0].start : pending[0][0].end]
        ):
            return False
        return continuations.tells_manner(self._view[segment.start : segment.end])

    def _says_by_what_means(self, reading: Reading) -> bool:
        """Whether a segment only says how the next one is done: 充分发挥自身优势,…; 采取有效措施,…."""
        said = reading.subject.end if reading.subject is not None else reading.start
        return reading.agent is None and continuations.tells_means(self._view[said : reading.end])

    def words(self, clause: Clause, *, last: bool = False) -> str:
        """The clause's words, or of a very long one its beginning or end: what the rules look at stands there."""
        start = max(clause.start, clause.end - _WINDOW) if last else clause.start
        return self._view[start : min(clause.end, start + _WINDOW)]

    def without_long_ground(self, clause: Clause) -> Clause:
        """Leave out an opening ground (按照《…》要求,…) that is longer than what it is the ground of."""
        opening = clause.readings[0]
        rest = clause.end - opening.end
        about = opening.about or self._view[opening.start] in "对凡"
        if (
            len(clause.segments) > 1
            and opening.adjunct
            and not about
            and opening.end - opening.start > max(rest, 20)
        ):
            clause.segments, clause.readings = clause.segments[1:], clause.readings[1:]
        return clause

    def _begins_clause(self, current: Clause, reading: Reading) -> bool:
        """Whether a segment opens a new duty rather than going on with the current one."""
        words = self._view[reading.start : reading.end]
        if self.words(current, last=True).endswith("为主") and "为辅" in words:
            return False
        settled = self._is_settled(current, reading, words)
        if settled is not None:
            return settled
        if continuations.stands_in(words, self.words(current)):
            return False
        if words.startswith(("须经", "应经", "应当经")) or self._only_names_doer(current, reading, words):
            return False
        if self._awaits_verb(current) and reading.subject is None and reading.agent is None:
            return False
        if not current.has_verb:
            described = bool(DESCRIPTION.search(self.words(current)))
            return reading.subject is not None and (current.subject is not None or described)
        if reading.subject is not None or reading.agent is not None:
            return True
        if reading.end - reading.start < _SHORT or continuations.is_repetition(words):
            return False
        if reading.verb is None:
            timed = re.match(
                r"(?:并|原则上|一般)?每[^,]{1,4}|(?:发现|发生|出现|遇|重大)[^,]{0,8}(?:及时|立即|应|随时|向|移交|移送|上报|报告|通报)",
                words,
            ) and verb_pattern().search(words)
            return reading.modal is not None or words[:1] in "将把" or timed is not None
        return self._opens_matter(reading, words)

    def _is_settled(self, current: Clause, reading: Reading, words: str) -> bool | None:
        """Whether the clause before, or how a segment opens, decides alone where a duty begins."""
        said, last = self.words(current), self.words(current, last=True)
        named = reading.subject is not None or reading.agent is not None
        if continuations.grades(words, said):
            return True
        if continuations.is_measure(words, of_deed=current.has_verb):
            return False
        if current.copula or CONSTITUTIVE.search(self.opening_words(current)):
            return True
        if HELD.search(said) and (
            reading.agent is not None or not (named or continuations.meets_afresh(words))
        ):
            return reading.agent is not None
        if continuations.counts_again(words, said):
            return False
        spoken = current.has_verb or current.has_modal
        if (spoken and continuations.has_own_term(words)) or continuations.stands_apart(
            words, of_deed=spoken
        ):
            return True
        if self._goes_on(current, reading, words):
            return False
        led = current.agent is not None and continuations.leads_only(last)
        return True if led and reading.verb else None

    def _goes_on(self, current: Clause, reading: Reading, words: str) -> bool:
        """Whether a segment only says who approves the deed before it, or what comes of it."""
        if not current.has_verb:
            return False
        named = reading.subject is not None or reading.agent is not None
        outcome = not named and continuations.tells_outcome(words, self.words(current))
        # 制定方案,报组长批准 is one duty of whoever draws it up.
        reported = reading.reports and current.agent is None and current.subject is None
        return outcome or reported or continuations.follows_approval(words)

    def _only_names_doer(self, current: Clause, reading: Reading, words: str) -> bool:
        """Whether a segment only says who does what the clause before it says: …,由财务部执行; 由…牵头负责,会同…."""
        if reading.agent is not None and current.agent is None and current.subject is None:
            return bool(re.search(r"(?:执行|实施|办理|承办|落实|负责)$", words))
        before = self.words(current, last=True)
        return (
            reading.partners is not None
            and reading.subject is None
            and before.endswith(("牵头负责", "牵头", "负责"))
        )

    def _awaits_verb(self, current: Clause) -> bool:
        """Whether the clause has named its object (将…, 把…) and not yet said what is done with it."""
        words = self.words(current)
        opening = re.match(r"(?:.*,)?(?:要|应|应当|须|坚持|进一步|并)?[将把]", words)
        return opening is not None and not _CLOSES_OBJECT.search(words)

    @staticmethod
    def _opens_matter(reading: Reading, words: str) -> bool:
        """Whether the verb takes a matter of its own, or only says what the clause before is for."""
        use = reading.verb.use if reading.verb else "light"
        if use == "main":
            return True
        if use == "light":
            return reading.says_object_first or reading.modal is not None
        if continuations.is_tail(words):
            return False
        inner = [m for m in verb_pattern().finditer(words) if m.group() not in _NOUNLIKE]
        return use == "either" or len(inner) > 1

    def opening_words(self, clause: Clause) -> str:
        """The clause's first segment that is no mere circumstance, without what stands in brackets."""
        opening = next((r for r in clause.readings if not r.adjunct), clause.readings[0])
        return re.sub(r"\([^()]*\)", "", self._view[opening.start : opening.end])
