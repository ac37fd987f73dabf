"""Procedures: how meetings, inspections, reports, commendations, documents and money are run, with their times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.coding.clauses import Sentence
from kg.coding.model import Deadline, Frequency, ProcedureKind, Threshold
from kg.coding.outline import Line, Outline
from kg.coding.parties import Parties, PartyReader
from kg.coding.phrases import HEDGE
from kg.coding.timing import read_dates, read_deadline, read_frequency, read_thresholds

__all__ = ["FoundProcedure", "ProcedureReader", "merge_procedures"]

_SERVES = re.compile(
    r"(?:担任|兼任|出任|任)[^,;。]{0,10}(?:召集人|组长|主任|总指挥|委员|副主任|成员)$|(?:召集人|组长|主任|总指挥|指挥长|主席)由[^,;。]{1,40}(?:担任|兼任)"
)
_MEETING = re.compile(r"(?:会议|例会|碰头会|会商|全体会|大会|协调会|工作会|专题会|联席会|办公会|调度会)")
_HOLDS = re.compile(
    r"召开|举行|召集|主持|临时|开会|出席|议题|表决|决议|每.{1,4}次|纪要|(?:担任|任|为)主席|出席始得"
)
_KINDS: tuple[tuple[ProcedureKind, str], ...] = (
    ("countersigning", r"会签"),
    ("commendation", r"表彰|奖励|表扬|授予|评选|命名|评优"),
    ("assessment", r"考核|考评|评估|评议|测评|验收|满意率"),
    ("inspection", r"督查|督导|检查|巡查|抽查|排查|督办|暗访|稽查|自查|调研检查|巡视"),
    ("emergency", r"应急|险情|火灾|抢险|灾害|事故发生|发生.{0,10}时|值班|突发|汛期"),
    ("election", r"选举|改选|换届|推选"),
    ("finance", r"经费|预算|决算|资金|财政专项"),
    ("disclosure", r"公开|公示|公布"),
    ("information", r"报送|报告|通报|汇报|上报|通知|告知|发布|移送|信息|报[^纸刊]|反馈|函复|抄告|送|呈报|答复"),
    ("document-circulation", r"印发|下发|发文|文件|纪要|签发|印送|编发"),
)  # fmt: skip
_CONVENER = re.compile(r"由(?P<who>[^,;。由]{2,30}?)(?:负责)?(?:轮流)?(?:召集(?!人)|召开)")
_CONVENES = re.compile(
    r"(?:^|[,;。])(?P<who>[^,;。]{2,20}?)(?:负责|可|可以|应|可因应需要|可视需要|得)?(?:召集(?!人)|召开(?=特别|临时|专题))"
)
_CHAIR = re.compile(
    r"(?:由|,|^|。)(?P<who>[^,;。由]{2,30}?)(?:召集并|负责)?(?:主持(?!人)|担任(?:会议)?主席|任主席|为主席)"
)
_BOTH = re.compile(
    r"由(?P<who>[^,;。由]{2,20}?)(?:负责)?(?:召集(?:和|并|、|及)(?:主持|担任主席|任主席)|主持召开|召集、主持)"
)
_DELEGATE = re.compile(
    r"委托(?P<who>[^,;。]{2,24}?)(?:代为)?(?:召集|主持|出席|召开|代理|参加|负责|$|(?=[,;。]))|由(?P<who2>[^,;。由]{2,20}?)(?:代理|代为|代行)"
)
_AGENDA = re.compile(r"议题[^,;。]{0,6}?由(?P<who>[^,;。]{2,30}?)(?:负责)?(?:提出|收集|拟定|汇总|征集|拟订)")
_DECIDES = re.compile(r"(?:报|由|经|,)(?P<who>[^,;。]{2,24}?)(?:审定|确定|审批|决定|批准|审核同意)")
_APPROVES = re.compile(
    r"(?:报|报请|报经|经|须经|应经|由)(?P<who>[^,;。]{2,24}?)(?:批准|审批|审定|签发|同意|审议通过|研究决定|研究同意|审签|核准)"
)
_TRIGGER = re.compile(
    r"(?:如)?(?:遇有?|如遇|因应|根据|视)[^,;。]{2,40}?(?:时|需要|情况|后|工作部署或工作需要)|必要时|特殊情况(?:下|时)?|发生[^,;。]{2,24}?(?:时|后)|因工作需要|临时动议"
)
_DECISION = re.compile(r"[^,;。]*(?:民主集中制|少数服从多数|过半数|三分之二|协商一致|可否同数|表决)[^,;。]*")


@dataclass(frozen=True, kw_only=True)
class FoundProcedure:
    """A procedure as found: its words, times and the spans of whoever has a role in it."""

    line: Line
    start: int
    end: int
    kind: ProcedureKind
    subject: Parties | None
    frequency: Frequency | None
    deadline: Deadline | None
    thresholds: tuple[Threshold, ...]
    dates: tuple[str, ...]
    trigger: str | None
    decision_rule: str | None
    hedge: str | None
    roles: tuple[tuple[str, int, int], ...]
    rule: str
    confidence: float


class ProcedureReader:
    """Reads the procedures of one document from its clauses."""

    def __init__(self, outline: Outline, reader: PartyReader) -> None:
        self._text, self._view, self._reader = outline.text, outline.view, reader

    def read(
        self, sentence: Sentence, clauses: Sequence[tuple[int, int, Parties | None]]
    ) -> Iterator[FoundProcedure]:
        """Read the procedures of a sentence, given its clauses with their parties."""
        found: list[FoundProcedure] = []
        for start, end, parties in clauses:
            procedure = self._clause(sentence.line, start, end, parties)
            if procedure is None:
                continue
            if found and self._continues(found[-1], procedure):
                found[-1] = merge_two(found[-1], procedure)
            else:
                found.append(procedure)
        yield from found

    @staticmethod
    def _continues(before: FoundProcedure, after: FoundProcedure) -> bool:
        timed = after.frequency or after.deadline or after.dates or after.roles or before.roles
        return before.kind == "meeting" == after.kind and not timed and not after.thresholds

    def _clause(self, line: Line, start: int, end: int, parties: Parties | None) -> FoundProcedure | None:
        words = self._view[start:end]
        frequency, deadline = read_frequency(words), read_deadline(words)
        thresholds, dates = read_thresholds(words), read_dates(words)
        if _SERVES.search(words):
            return None
        meeting = bool(_MEETING.search(words) and _HOLDS.search(words)) or bool(
            re.search(r"由[^,;。]{2,24}(?:召集|主持|代理|裁决)", words)
            and "会" in self._view[line.start : line.end]
        )
        meeting = meeting or bool(frequency and re.search(r"召开|举行", words))
        if frequency is not None and frequency.unspecified and deadline is not None:
            frequency = frequency if "定期" in words else None
        if not (
            meeting
            or frequency
            or thresholds
            or (deadline and not deadline.unspecified)
            or self._soon(words, deadline)
            or self._runs(words)
        ):
            return None
        kind: ProcedureKind = (
            "meeting"
            if meeting or (thresholds and re.search(r"出席|同意|通过|表决", words))
            else _kind(self._without_names(start, end))
        )
        roles = tuple(self._roles(start, end, kind))
        timed = frequency or deadline or thresholds
        return FoundProcedure(
            line=line, start=start, end=end, kind=kind, subject=parties, frequency=frequency, deadline=deadline, thresholds=thresholds,
            dates=dates, trigger=_first(_TRIGGER, words), decision_rule=_first(_DECISION, words), hedge=_first(re.compile(HEDGE), words),
            roles=roles, rule="meeting-rule" if kind == "meeting" else "timed-clause" if timed else "run-by-rule", confidence=0.85 if timed or roles else 0.65,
        )  # fmt: skip

    def _without_names(self, start: int, end: int) -> str:
        """The words without the bodies named in them, whose names say nothing of what is done."""
        words = list(self._view[start:end])
        for mention in self._reader.mentions_in(start, end):
            words[mention.start - start : mention.end - start] = "□" * (mention.end - mention.start)
        return "".join(words)

    @staticmethod
    def _soon(words: str, deadline: Deadline | None) -> bool:
        return deadline is not None and bool(
            re.search(
                r"及时(?=向|发布|移送|报告|报送|通报|上报|通知|答复|反馈|处理|公开|总结|更新|查处|发布)|立即(?=报|向|启动|组织)",
                words,
            )
        )

    @staticmethod
    def _runs(words: str) -> bool:
        return bool(
            re.search(
                r"会签|签发|经费由|所需经费|表彰(?!奖励大会)",
                words,
            )
        )

    def _roles(self, start: int, end: int, kind: ProcedureKind) -> Iterator[tuple[str, int, int]]:
        patterns: list[tuple[tuple[str, ...], re.Pattern[str]]] = [(("approver",), _APPROVES)] if kind != "meeting" else [
            (("convener", "chair"), _BOTH), (("convener",), _CONVENER), (("convener",), _CONVENES), (("chair",), _CHAIR),
            (("delegate",), _DELEGATE), (("agenda_proposer",), _AGENDA),
        ]  # fmt: skip
        if kind == "meeting" and "议题" in self._view[start:end]:
            patterns.append((("agenda_decider",), _DECIDES))
        given: set[str] = set()
        for names, pattern in patterns:
            match = pattern.search(self._view, start, end)
            if match is None:
                continue
            low, high = match.span("who") if match.group("who") else match.span("who2")
            trimmed = self._who(low, high)
            for name in names:
                if trimmed and name not in given:
                    given.add(name)
                    yield name, *trimmed

    def _who(self, low: int, high: int) -> tuple[int, int] | None:
        """The parties in a role, without the words around them."""
        lead = re.compile(
            r"(?:会议|可|可以|一般|原则上|主要|必要时|协调小组会议|联席会议|并|或者|或|应|须)*由?"
        ).match(self._view, low, high)
        if lead and lead.end() < high:
            low = lead.end()
        parties = self._reader.read(low, high)
        if parties is not None:
            return low, parties.end
        found = re.search(r"[\u4e00-\u9fff]{2,20}$", self._view[low:high])
        known = self._reader.mentions_in(low, high)
        if known and known[0].start == low:
            return low, known[-1].end
        return (
            (low + found.start(), high)
            if found and re.search(r"(?:长|主任|人|主席|领导|书记|秘书|同志|室|委员|组)$", found.group())
            else None
        )


def _first(pattern: re.Pattern[str], words: str) -> str | None:
    match = pattern.search(words)
    return match.group().strip(",") if match else None


def _kind(words: str) -> ProcedureKind:
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), "other")


def merge_two(one: FoundProcedure, other: FoundProcedure) -> FoundProcedure:
    """Join two stretches of one procedure; the first says what both say."""
    given = {name for name, _, _ in one.roles}
    return replace(
        one, end=other.end, subject=one.subject or other.subject, frequency=one.frequency or other.frequency,
        deadline=one.deadline or other.deadline, thresholds=one.thresholds + other.thresholds, dates=one.dates + other.dates,
        trigger=one.trigger or other.trigger, decision_rule=one.decision_rule or other.decision_rule, hedge=one.hedge or other.hedge,
        roles=one.roles + tuple(role for role in other.roles if role[0] not in given),
    )  # fmt: skip


def merge_procedures(found: Sequence[FoundProcedure]) -> list[FoundProcedure]:
    """Join a meeting's rule with the next sentence of its line that only adds who, or when exceptionally."""
    merged: list[FoundProcedure] = []
    for procedure in found:
        before = merged[-1] if merged else None
        if (
            before is not None and before.line.path == procedure.line.path and before.kind == "meeting" == procedure.kind
            and before.frequency is not None and procedure.frequency is None and not procedure.deadline and not procedure.thresholds
            and procedure.start - before.end <= 3
        ):  # fmt: skip
            merged[-1] = merge_two(before, procedure)
        else:
            merged.append(procedure)
    return merged
