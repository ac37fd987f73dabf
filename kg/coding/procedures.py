"""Procedures: how meetings, inspections, reports, commendations, documents and money are run, with their times.

A clause is a procedure rule when it settles something of how: a time, a role, a way of deciding, an approval, an
order of steps (``docs/coding-conventions.md``); else it is a duty only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.coding import parameters
from kg.coding.clauses import Sentence
from kg.coding.convening import find_roles
from kg.coding.model import Deadline, Frequency, ProcedureKind, Threshold
from kg.coding.outline import Line, Outline
from kg.coding.parties import Parties, PartyReader
from kg.coding.phrases import HEDGE, verb_at
from kg.coding.timing import is_timed, read_dates, read_deadline, read_frequency, read_thresholds

__all__ = ["FoundProcedure", "ProcedureReader", "join"]

_TITLES = r"(?:召集人|组长|主任|主任委员|总?指挥长?|秘书长?|主席|委员|成员|组员|联络员|联络人|理事长?|顾问|负责人|牵头人)"
_SERVES = re.compile(
    rf"(?:(?<!并)担任|兼任|出任|(?<![主担兼出])任)(?!主席|会议主席)[^,;。]{{0,10}}{_TITLES}$|{_TITLES}(?:分别)?由[^;。]{{1,60}}?(?:担任|兼任|兼(?!顾|职))|人选由[^;。]{{1,60}}(?:担任|兼任|委派|提名|推荐)"
)
_MEETING = re.compile(
    r"(?:会议|例会|碰头会|会商|全体会|大会|协调会|工作会|专题会|联席会|办公会|调度会|座谈会|汇报会|推进会|部署会)"
)
_HOLDS = re.compile(
    r"召开|举行|召集|主持|临时|开会|出席|列席|议题|表决|决议|每.{1,4}次|纪要|(?:担任|任|为)主席|出席始得"
)
# The first that fits counts. What is told of a check is no check, and what is heard is heard at a meeting; what only a
# word of a meeting or of papers is left of comes last.
_KINDS: tuple[tuple[ProcedureKind, str], ...] = (
    ("countersigning", r"会签"),
    ("commendation", r"表彰|奖励|表扬|授予|评选|命名|评优|通报嘉奖"),
    ("assessment", r"考核|考评|评估|评议|测评|验收|满意率|达标|合格"),
    ("meeting", r"听取[^,;。]{0,12}(?:汇报|报告)|法定人数|到会"),
    ("information", r"(?:通报|报送|汇总)[^,;。]{0,10}(?:结果|情况)|(?:结果|情况|隐患|账目)[^,;。]{0,14}(?:通报|报送|移送|告知)"),
    ("inspection", r"督查|督导|检查|巡查|抽查|排查|督办|暗访|稽查|自查|调研检查|巡视|巡检|巡河|整治|审查|扫描|追踪列管|走访(?!慰问|信息)|清点|盘点|清查|查核|审计|监测(?!结果|情况|信息)|整改完"),
    ("emergency", r"应急|险情|抢险|事故发生|发生.{0,10}时|值班|突发|汛期|接到[^,;。]{0,8}(?:报告|报警|信号)|发现[^,;。]{0,12}(?:死亡|症状)|内[^,;。]{0,6}(?:赶赴|赶到|到达|到场)"),
    ("election", r"选举|改选|换届|推选"),
    ("finance", r"经费|预算|决算|资金|财政专项|收缴|支出|付款"),
    ("disclosure", r"公开|公示|公布|曝光"),
    ("document-circulation", r"(?:经|报|由)[^,;。]{2,24}(?:审议通过|审定|批准|核定|签发|审签|同意)|印发|下发|发文|签发|[纪记][要录][^,;。]{0,16}(?:函送|发出|拟备)|(?:发出|拟备)[^,;。]{0,4}[纪记][要录]"),
    ("information", r"编发|印送|简报|动态|报送|报告|通报|汇报|上报|通知|告知|发布|移送|信息|报[^纸刊]|反馈|函复|抄告|送|呈报|答复|回复|汇总"),
    ("document-circulation", r"文件|纪要"),
    ("meeting", r"会议|表决"),
)  # fmt: skip
# 会议材料送达各成员单位: papers of a meeting are handed out, none is held.
_PAPERS = re.compile(
    r"会议?(?:材料|文件|通知|议程)[^,;。]{0,14}(?:送|发|报|印|告知)|会议?纪要[^,;。]{0,10}(?:内|前)[^,;。]{0,4}(?:印发|送|报|发)|(?:形成|整理|印发)会议纪要|纪要由[^,;。]{2,14}签发"
)
_STEPS = re.compile(r"(?:流程|程序|步骤)(?:如下|是|为)?$")
_WAY = re.compile(r"(?:办法|程序|步骤|流程|方式)(?:进行|办理|组织|开展)?:")
_CONDITION = re.compile(r"^(?:如|遇|若|对|凡|发生|发现|平时|因)|(?:时|的|后|期间|情况下)$")
_EMERGENCY = re.compile(r"处置|应急|事件|事故|险情|暴发|疫情|灾情|突发")


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
    steps: tuple[tuple[int, int], ...] = ()
    rule: str
    confidence: float


class ProcedureReader:
    """Reads the procedures of one document from its clauses."""

    def __init__(self, outline: Outline, reader: PartyReader, year: int | None = None) -> None:
        self._year = year
        self._text, self._view, self._reader = outline.text, outline.view, reader

    def read(
        self, sentence: Sentence, clauses: Sequence[tuple[int, int, Parties | None]]
    ) -> Iterator[FoundProcedure]:
        """Read the procedures of a sentence, given its clauses with their parties."""
        whole = self._in_steps(sentence, clauses) or self._in_circulation(sentence, clauses)
        if whole is not None:
            clauses = [clause for clause in clauses if clause[1] <= whole.start]
        found: list[FoundProcedure] = []
        for start, end, parties in self._stretches(sentence, clauses):
            procedure = self._clause(sentence.line, start, end, parties)
            before = found[-1] if found else None
            if before is not None and self._goes_on(before, procedure, start, end):
                joined = join(before, procedure or replace(before, start=start, end=end, roles=()))
                if parameters.is_agenda(self._view[before.start : before.end]):
                    joined = replace(joined, roles=tuple(self._roles(before.start, end)))
                found[-1] = joined
            elif procedure is not None:
                found.append(procedure)
        yield from (*found, whole) if whole is not None else found

    def read_steps(self, lines: Sequence[Line]) -> FoundProcedure | None:
        """Read the lines under a heading that announces steps (处置流程) as one procedure, in order."""
        lines = [line for line in lines if line.numbered]
        scope = lines[0].scopes[-1] if lines and lines[0].scopes else None
        sorts = scope is not None and parameters.is_sorted(scope.words)
        if scope is None or len(lines) < 2 or not (sorts or _STEPS.search(scope.words)):
            return None
        if not sorts and 2 * sum(self._stands_alone(line) for line in lines) >= len(lines):
            return None
        start, end = scope.start if sorts else lines[0].body_start, lines[-1].end
        while end > start and self._view[end - 1] in " \n。;":
            end -= 1
        words = self._view[start:end]
        kind: ProcedureKind = "emergency" if _EMERGENCY.search(scope.words) else _kind(scope.words + words)
        return replace(
            self._of(lines[0], start, end, None, kind),
            steps=tuple((line.body_start, line.end) for line in lines), rule="steps-under-heading", confidence=0.8,
        )  # fmt: skip

    def _stands_alone(self, line: Line) -> bool:
        """Whether an item under 程序 is no step but a rule of its own: it says several things, or what holds in a case."""
        words = self._view[line.body_start : line.end].rstrip("。; \n")
        return bool(re.search(r"[。;]|的,", words))

    def _stretches(
        self, sentence: Sentence, clauses: Sequence[tuple[int, int, Parties | None]]
    ) -> Iterator[tuple[int, int, Parties | None]]:
        """The clauses, those that settle two times or occasions cut between them."""
        for start, end, parties in clauses:
            cuts = self._cuts(
                [(s.start, s.end) for s in sentence.segments if start <= s.start and s.end <= end + 1]
            )
            edges = [start, *cuts, end]
            for at, (low, high) in enumerate(pairwise(edges)):
                while high > low and self._view[high - 1] in ",;:。 ":
                    high -= 1
                yield self._timed_part(sentence, low, high), high, parties if at == 0 else None

    def _timed_part(self, sentence: Sentence, start: int, end: int) -> int:
        """Where the part of a clause begins that says when, past what it says to be done besides: 查处…,定期通报."""
        segments = [(s.start, s.end) for s in sentence.segments if start <= s.start and s.end <= end + 1]
        for at, (low, high) in enumerate(segments):
            words = self._view[low:high]
            if is_timed(words) or re.search(r"定期", words):
                before = self._view[start:low]
                alone = (
                    at
                    and (self._reader.read(start, end) is None or verb_in(before))
                    and not _CONDITION.search(before.rstrip(","))
                )
                return low if alone and verb_in(words) else start
        return start

    def _cuts(self, segments: Sequence[tuple[int, int]]) -> Iterator[int]:
        """Where a stretch between commas begins a rule of its own, with the condition before it."""
        said = False
        first = 0
        for at, (start, end) in enumerate(segments):
            words = self._view[start:end]
            timed = is_timed(words)
            if parameters.is_counted(words):
                continue
            own = timed or (
                parameters.holds_extra(words)
                or parameters.is_reported_soon(words)
                or parameters.is_sorted(words)
            )
            if said and own and at > first:
                while at - 1 > first and _CONDITION.search(self._view[slice(*segments[at - 1])]):
                    at -= 1
                first = at
                yield segments[at][0]
                said = timed
            said = said or timed

    def _in_steps(
        self, sentence: Sentence, clauses: Sequence[tuple[int, int, Parties | None]]
    ) -> FoundProcedure | None:
        """A sentence that announces how something goes and then says it step by step."""
        way = _WAY.search(self._view, sentence.start, sentence.end)
        steps = [(start, end) for start, end, _ in clauses if way and start >= way.end() - 1]
        if way is None or len(steps) < 3:
            return None
        first = max((s.start for s in sentence.segments if s.start <= way.start()), default=sentence.start)
        kind = _kind(self._without_names(sentence.start, sentence.end))
        return replace(
            self._of(sentence.line, first, sentence.end, None, kind), steps=tuple(steps), rule="steps-of-sentence",
            confidence=0.75,
        )  # fmt: skip

    def _in_circulation(
        self, sentence: Sentence, clauses: Sequence[tuple[int, int, Parties | None]]
    ) -> FoundProcedure | None:
        """A sentence that sends a paper to several receivers, each in a clause of its own."""
        if not parameters.is_circulation(self._view[sentence.start : sentence.end]):
            return None
        sending = [clause for clause in clauses if parameters.is_sent(self._view[clause[0] : clause[1]])]
        if len(sending) < 2 or any(is_timed(self._view[start:end]) for start, end, _ in sending):
            return None
        start, end = sending[0][0], sending[-1][1]
        return replace(
            self._of(sentence.line, start, end, sending[0][2], "information"),
            steps=tuple((low, high) for low, high, _ in sending), rule="circulation", confidence=0.7,
        )  # fmt: skip

    def join_sentences(self, found: Sequence[FoundProcedure]) -> list[FoundProcedure]:
        """Join the rule of the agenda with the next sentence of its line that says what follows: 议题确定后…."""
        joined: list[FoundProcedure] = []
        for procedure in found:
            before = joined[-1] if joined else None
            if (
                before is not None and before.line == procedure.line and self._view.startswith("议题", procedure.start)
                and parameters.is_agenda(self._view[before.start : before.end])
            ):  # fmt: skip
                joined[-1] = join(before, procedure)
            else:
                joined.append(procedure)
        return joined

    def _goes_on(self, before: FoundProcedure, after: FoundProcedure | None, start: int, end: int) -> bool:
        """Whether a clause belongs to the rule before it: a paper's further way, what is done at the meeting."""
        said, words = self._view[before.start : before.end], self._view[start:end]
        if parameters.is_agenda(said) and re.search(r"确定|审定|审核|批准|汇总", words):
            return True
        if re.search(r"(?:意见|同意|审核|审定|通过)后$", said):
            return True
        if (
            after is not None and before.deadline is not None and before.deadline.unspecified and after.kind == before.kind
            and words.startswith("并") and after.deadline is not None
        ):  # fmt: skip
            return True
        if after is None or before.kind != "meeting" or after.kind != "meeting":
            return False
        parts = {name for name, _, _ in after.roles}
        given = {name for name, _, _ in before.roles}
        if parts == {"chair"} and given == {"convener"} and not before.frequency and not after.frequency:
            return True
        # 全体会议由组长召集,专题会议由副组长召集: two meetings.
        other = re.match(r"[^由,]{2,12}会议?由", words)
        if "delegate" in parts and given & {"convener", "chair"} and not before.frequency and not other:
            return True
        settled = after.frequency or after.deadline or after.dates or after.roles or after.thresholds
        return not settled and not parameters.holds_extra(words) and not after.decision_rule

    def _clause(self, line: Line, start: int, end: int, parties: Parties | None) -> FoundProcedure | None:
        words = self._view[start:end]
        if _SERVES.search(words):
            return None
        is_meeting = self._is_meeting(words, line)
        kept = words.startswith("由") and parameters.is_money(
            self._view[line.start : end].rpartition("。")[2]
        )
        kind: ProcedureKind = (
            "meeting" if is_meeting else "finance" if kept else _kind(self._without_names(start, end))
        )
        found = self._of(line, start, end, parties, kind)
        timed = bool(
            found.frequency
            or found.thresholds
            or found.dates
            or (found.deadline and not found.deadline.unspecified)
        )
        if not (timed or is_meeting or kept or self._settles(words)):
            return None
        if found.thresholds and re.search(r"出席|同意|通过|表决", words):
            found = replace(found, kind="meeting")
        if is_meeting and not timed and not found.roles and not self._settles(words):
            return None
        rule = "meeting-rule" if found.kind == "meeting" else "timed-clause" if timed else "run-by-rule"
        return replace(found, rule=rule, confidence=0.85 if timed or found.roles else 0.65)

    def _of(
        self, line: Line, start: int, end: int, parties: Parties | None, kind: ProcedureKind
    ) -> FoundProcedure:
        words = self._view[start:end]
        frequency, deadline = read_frequency(words), read_deadline(words, self._year)
        if deadline is not None and deadline.unspecified and not parameters.is_reported_soon(words):
            deadline = None
        if frequency is not None and frequency.unspecified and deadline is not None and "定期" not in words:
            frequency = None
        occasion = parameters.extra_occasion(words)
        return FoundProcedure(
            line=line, start=start, end=end, kind=kind, subject=parties, frequency=frequency, deadline=deadline,
            thresholds=read_thresholds(words), dates=read_dates(words), trigger=occasion,
            decision_rule=parameters.decision_rule(words), hedge=_first(re.compile(HEDGE), words),
            roles=tuple(find_roles(self._view, self._reader, start, end, is_meeting=kind == "meeting")),
            rule="", confidence=0.0,
        )  # fmt: skip

    def _roles(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        return find_roles(self._view, self._reader, start, end, is_meeting=True)

    def _is_meeting(self, words: str, line: Line) -> bool:
        """Whether a clause is about how a meeting is held."""
        if parameters.is_agenda(words):
            return True
        if _MEETING.search(words) and _HOLDS.search(words):
            return not _PAPERS.search(words)
        if re.search(r"由[^,;。]{2,30}主持召开", words):
            return True
        held = r"(?:由|委托|委派|指派)[^,;。]{2,24}(?:召集|主持|代理|裁决|出席|参加)|可否同数|互推[^,;。]{0,6}主席|(?:随时|临时|另行)(?:召开|举行|召集)"
        if re.search(held, words) and "会" in self._view[line.start : line.end]:
            return True
        return bool(re.search(r"每.{0,6}(?:召开|举行|开会)|(?:召开|举行)[一二两三四\d]+次", words))

    @staticmethod
    def _settles(words: str) -> bool:
        """Whether a clause without a time settles something else of how it is run."""
        return (
            parameters.is_reported_soon(words) or parameters.is_approval(words) or parameters.is_circulation(words)
            or parameters.is_money(words) or parameters.is_reward(words) or parameters.is_sorted(words) or parameters.is_agenda(words)
            or parameters.is_before_meeting(words) or parameters.holds_extra(words)
            or parameters.decision_rule(words) is not None
        )  # fmt: skip

    def _without_names(self, start: int, end: int) -> str:
        """The words without the bodies named in them, whose names say nothing of what is done."""
        words = list(self._view[start:end])
        for mention in self._reader.mentions_in(start, end):
            words[mention.start - start : mention.end - start] = "□" * (mention.end - mention.start)
        return "".join(words)


def verb_in(words: str) -> bool:
    """Say whether a stretch between commas does something: it opens with a verb, or one stands behind its subject."""
    return any(verb_at(words, at, len(words)) for at in range(min(len(words), 24)))


def _first(pattern: re.Pattern[str], words: str) -> str | None:
    match = pattern.search(words)
    return match.group().strip(",") if match else None


def _kind(words: str) -> ProcedureKind:
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), "other")


def join(one: FoundProcedure, other: FoundProcedure) -> FoundProcedure:
    """Join two stretches of one procedure; the first says what both say."""
    given = {name for name, _, _ in one.roles}
    vague = one.deadline is not None and one.deadline.unspecified
    return replace(
        one, end=other.end, subject=one.subject or other.subject, frequency=one.frequency or other.frequency,
        deadline=(other.deadline or one.deadline) if vague else (one.deadline or other.deadline), thresholds=one.thresholds + other.thresholds, dates=one.dates + other.dates,
        trigger=one.trigger or other.trigger, decision_rule=one.decision_rule or other.decision_rule, hedge=one.hedge or other.hedge,
        roles=one.roles + tuple(role for role in other.roles if role[0] not in given),
    )  # fmt: skip
