"""The grain of duties: which comma segments of a sentence make one clause, and where the next begins.

A clause ends where a sentence does, where the bearer changes, or where a new main verb takes a new matter; a tail
that only says what for (促进…, 切实维护…) stays inside the clause before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.coding.clauses import Segment, Sentence
from kg.coding.parties import Parties
from kg.coding.phrases import verb_pattern
from kg.coding.predicates import Reading, SegmentReader

__all__ = ["CONSTITUTIVE", "DESCRIPTION", "HELD", "Clause", "ClauseCutter"]

_SHORT = 4
_WINDOW = 600
# Verbs that mostly stand as nouns: they show no second action in a tail.
_NOUNLIKE = frozenset(
    {"公开", "管理", "领导", "发展", "建设", "监督", "组织", "服务", "教育", "宣传", "保护", "培训"}
)
CONSTITUTIVE = re.compile(
    r"(?:^| )[省市县区镇乡村]?(?:成立|设立|组建)[^,;]{2,40}(?:小组|委员会|指挥部|领导组|专班)$|(?:成员单位|组成单位|成员|委员)(?:包括|有|为|是)?:|[置设](?:委员|成员)|[置设][^,;。]{0,12}(?:召集人|委员|主任|秘书|总干事|干事|联络员)[^,;。]{0,12}[名人]|任秘书长|任(?:副)?召集人|[人名]为(?:副)?(?:主任委员|召集人|组长|主席|主任)|由.{1,200}组成(?!员)|(?<!下)设(?:立)?(?:组长|主任|召集人|总召集人|总指挥|指挥长|办公室|副组长|第一|名誉|秘书长|联络员|置[^,;。]{0,24}(?:小组|委员会|指挥部|推动会|联席会议|会报|办公室)$)|(?:组长|主任|召集人|总指挥|指挥长|秘书长|成员|委员|主任委员|联络员|委员会主席|主席)(?:由|:|,?分别由)|"
    r"任(?:第一|常务|执行)?(?:副)?(?:总)?(?:联络员|信息员|组长|主任|召集人|指挥长|指挥|秘书长|理事长|队长|成员)|(?:担任|出任)[^,;。]{0,14}(?:召集人|组长|副主任|总指挥|指挥长|成员|委员|联络员)$|由[^,;。]{1,20}(?:兼任|担任|兼)之?$|(?:召集人|组长|主任|委员|执行秘书|总干事)[一二三四五六七八九十若干\d]+[人名位]?(?:[至或][一二三四五六七八九十\d]+[人名位])?$|(?:兼任|担任)(?:办公室)?(?:组长|副组长|主任|召集人|副主任|总指挥|副总指挥|成员|秘书长|副召集人|主任委员|委员)|设在|下设|挂靠|以下(?:简称|称)|简称|"
    r"(?:自|从)[^,;]{1,24}(?:起)?(?:施行|实行|执行|实施|生效)|[是为]\S{0,20}(?:议事协调机构|常设机构|办事机构|日常办事机构|协调机构|工作机构)|^(?:组长|副组长|成员|主任|副主任)[^\u4e00-\u9fff]|应占[^,;。]{0,8}(?:%|以上|分之)|组成如下|名单如下|包括[^,;]{0,20}等?单位$|为成员单位|为成员$|为(?:第一|总|副)?召集人$|为(?:常务)?副?总?指挥长?$|为组员$|为副组长|为组长|为委员|为主任|"
    r"任[^,;。任]{1,20}(?:领导)?(?:成员|委员)$|^(?:[^,;。]{0,12}(?:主任|组长|指挥长?|召集人|主席|成员|委员|秘书长|联络员))[^,;。]{0,30}(?:担任|兼任)(?:$|:)|(?:主任|组长|指挥长?|召集人|主席|委员|秘书长)若干[人名位]$"
)
_GRADE = r"(?:优秀|良好|合格|不合格|基本合格|先进|优|良|差|较差|达标|不达标)(?:等次|单位)?"
DESCRIPTION = re.compile(
    rf"(?:的|(?:%|分)(?:以上|以下)?)为{_GRADE}$|"
    r"已(?:纳入|呈现|经|建立|成为)|[于在](?:(?:19|20)\d{2}|[一二三四五六七八九零〇]{4})年[^,;]{0,8}(?:成立|设立)|(?:是|系)[^,;]{1,40}(?:载体|形式|基础|关键|保证|核心|根本|内容)$|主要包括|会议提出|报告提出|指出"
)
# A meeting that is held, or that decides by a rule, is the duty of the body whose meeting it is.
HELD = re.compile(
    r"(?:会议|例会|联席会|大会|会)[^,;。]{0,14}(?:召开|举行)(?![前后之时期的])|(?:召开|举行)(?!的)[^,;。]{0,20}(?:会议|例会|会)|(?:各|每|随时|临时|定期|适时|可)[^,;。]{0,10}(?:召开|举行)(?:一|两|[\d一二三四五六七八九十]+至|临时)?|"
    r"出席[^;。]{0,8}?,?(?:方|始|才)(?:可|得|能)?|(?:同意|通过)(?:方|始|才)(?:可|得|能)?|过半数(?:之|的)?(?:同意|通过)(?:行之|为之|决议之|决之)"
)
# What closes an object put first: 将…纳入…, 把…作为….
_CLOSES_OBJECT = re.compile(
    r"纳入|列入|列为|作为|进行|融入|结合|贯穿|落实到|落实在|报(?!告)|送|提交|写入|通报|移送|转化|摆在|摆上|抓|报告|印发|告知|变|分解|转|办|处理|交"
)
# A report that says nothing of its own matter is of what the clause before it does.
_REPORTS_SAME = re.compile(r"并?(?:定期|每[^,]{1,6}?)?向[^,]{2,20}?(?:书面)?(?:报告|汇报|提交报告)(?:一次)?")
_TAKES_EFFECT = re.compile(r"并?自[^,;]{2,20}起(?:正式)?(?:施行|实施|执行|生效|试行)")
# What came of the clause before it, and what is done with that: 督查结果在10日内予以通报.
_RESULT = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:结果|纪要|台账|会议材料)(?:应|须|要|由|报|送|在|于|向|及时|予以|每|定期|公布|通报)"
    r"|其他(?:事项|情况|人员)(?:应|须|要|由|可)"
)
# Who takes a post is said beside a duty, not in it: …,政法委员兼任办公室主任.
_TAKES_POST = re.compile(r"[^,;]{2,20}(?:兼任|担任|任)[^,;]{0,8}(?:主任|组长|召集人|主席|指挥|指挥长)$")
# What is done with a plan once it is approved: …,报市政府批准后实施.
_APPROVED_FIRST = re.compile(
    r"(?:并|按程序)?(?:报|经)[^,]{2,24}(?:批准|审定|同意|审批|审核)后(?:组织)?(?:实施|执行|印发|施行|公布|发布)"
)
# From which share on something is well done: 满意率达到80%为合格.
_GRADED = re.compile(rf"[^,;]{{0,16}}\d{{1,3}}(?:%|分)[^,;]{{0,6}}评?[为定]{_GRADE}")
# A clause that speaks of grading already goes on with the next grade.
_SPEAKS_OF_GRADES = re.compile(r"[分等档级%]|考[核评]|评[估议定]")
# What a quorum allows: 应有二分之一以上委员出席,始得开会.
_ONLY_THEN = re.compile(r"[始方才](?:得|可|能)(?:召?开会|举行|决议|通过|生效|表决|开议)")
# A limit to what the clause before it says: 立即报告,最迟不得超过30分钟.
_AT_THE_LATEST = re.compile(r"最[迟晚长多](?:不得|不|应|须|在|于)?")
# Who is told of what was put first (把…作为主要内容,向职工公开): no matter of its own.
_TOLD_THE_SAME = re.compile(r"(?:并|再)?(?:及时|定期)?向[^,]{2,14}(?:公开|公布|公示|通报|反馈)")
# What comes of a duty when it is done: …,保证活动有序开展; …,为改革提供有力保障; …,充分发挥典型的示范作用.
_OUTCOME = re.compile(
    r"(?:保证|确保|保障)[^,]{2,24}(?:、[^,]{1,6})*(?:顺利|有序|有效|及时|正常|扎实|规范)(?:、[^,]{1,6})*[地的]?(?:开展|进行|运行|实施|推进|完成)"
    r"|为[^,]{4,40}提供(?:了)?[^,]{0,12}(?:平台|保障|保证|支撑|基础|条件)"
    r"|(?:充分)?发挥[^,]{2,8}的?(?:示范|带动|引领|辐射|表率|骨干)(?:[^,]{0,4})作用"
)
# How often the same is done: 制定用药目录,每年至少调整一次.
_HOW_OFTEN = re.compile(r"每[^,]{1,6}?(?:至少)?(?P<verb>[\u4e00-\u9fff]{2})[一二两三四五六\d]+次")
# Who leads and who takes part is said; what is done comes next.
_ONLY_LEADS = re.compile(r"由[^,;]{2,40}(?:主办|牵头)(?:,[^,;]{2,60}(?:参加|参与|配合|协办))?$")
_MEANS = re.compile(
    r"(?:要)?(?:充分|积极|切实)?发挥(?:各自|自身|本部门|部门|职能|学校)的?[^,]{0,4}(?:优势|作用)|采取(?:切实|积极)?(?:有效|有力|得力)(?:的)?措施|(?:要|将|应)?(?:进一步|继续|切实|不断)?加大工作力度"
)
_TAIL_MANNER = re.compile(
    r"(?:切实|更好|不断|努力|有效|着力|共同|真正|全面|从而|以|进一步)(?:地)?(?:维护|提高|提升|增强|推动|推进|促进|保障|发挥|形成|确保|营造|改善|优化)"
)
_TAIL_END = re.compile(
    r"(?:发展|进步|稳定|和谐|水平|氛围|合力|作用|影响|社会影响|满意度|覆盖面|落到实处|秩序良好|能力|效率|质量|保证|保障|保险|格局|局面|积极性|[\u4e00-\u9fff]化)$"
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
            if reading.adjunct and not _TAKES_EFFECT.match(self._view, segment.start, segment.end):
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
        return bool(_TAIL_MANNER.match(self._view, segment.start, segment.end))

    def _says_by_what_means(self, reading: Reading) -> bool:
        """Whether a segment only says how the next one is done: 充分发挥自身优势,…; 采取有效措施,…."""
        said = reading.subject.end if reading.subject is not None else reading.start
        return reading.agent is None and bool(_MEANS.fullmatch(self._view, said, reading.end))

    def words(self, clause: Clause, *, last: bool = False) -> str:
        """The clause's words, or of a very long one its beginning or end: what the rules look at stands there."""
        start = max(clause.start, clause.end - _WINDOW) if last else clause.start
        return self._view[start : min(clause.end, start + _WINDOW)]

    def without_long_ground(self, clause: Clause) -> Clause:
        """Leave out an opening ground (按照《…》要求,…) that is longer than what it is the ground of."""
        opening = clause.readings[0]
        rest = clause.end - opening.end
        about = self._view[opening.start] in "对凡"
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
        if words.startswith(("须经", "应经", "应当经")) or self._only_names_doer(current, reading, words):
            return False
        if self._awaits_verb(current) and reading.subject is None and reading.agent is None:
            return False
        if not current.has_verb:
            described = bool(DESCRIPTION.search(self.words(current)))
            return reading.subject is not None and (current.subject is not None or described)
        if reading.subject is not None or reading.agent is not None:
            return True
        if reading.end - reading.start < _SHORT or _REPORTS_SAME.fullmatch(words):
            return False
        if reading.verb is None:
            timed = re.match(
                r"(?:并)?每[^,]{1,4}|(?:发现|发生|出现|遇|重大)[^,]{0,8}(?:及时|立即|应|随时|向)", words
            ) and verb_pattern().search(words)
            return reading.modal is not None or words[:1] in "将把" or timed is not None
        return self._opens_matter(reading, words)

    def _is_settled(self, current: Clause, reading: Reading, words: str) -> bool | None:
        """Whether the clause before, or how a segment opens, decides alone where a duty begins."""
        if _GRADED.fullmatch(words) and not _SPEAKS_OF_GRADES.search(self.words(current)):
            return True
        if _ONLY_THEN.match(words) or (current.has_verb and _AT_THE_LATEST.match(words)):
            return False
        if current.copula or CONSTITUTIVE.search(self.opening_words(current)):
            return True
        if HELD.search(self.words(current)):
            if reading.agent is not None:
                return True
            if not self._starts_afresh(reading, words):
                return False
        often = _HOW_OFTEN.fullmatch(words)
        if often and often.group("verb") in self.words(current):
            return False
        if (
            _TAKES_EFFECT.match(words)
            or _TAKES_POST.fullmatch(words)
            or (current.has_verb and _RESULT.match(words))
        ):
            return True
        if current.has_verb and (
            _APPROVED_FIRST.fullmatch(words) or self._tells_outcome(current, reading, words)
        ):
            return False
        if reading.reports and current.has_verb and current.agent is None and current.subject is None:
            return False  # 制定方案,报组长批准 is one duty of whoever draws it up
        led = current.agent is not None and _ONLY_LEADS.search(self.words(current, last=True))
        return True if led and reading.verb else None

    def _tells_outcome(self, current: Clause, reading: Reading, words: str) -> bool:
        """Whether a segment only says what comes of the clause before it, or who is told of the matter it put first."""
        if reading.subject is not None or reading.agent is not None:
            return False
        told = _TOLD_THE_SAME.fullmatch(words) and re.search(r"[将把]", self.words(current))
        return bool(told) or _OUTCOME.fullmatch(words) is not None

    @staticmethod
    def _starts_afresh(reading: Reading, words: str) -> bool:
        """Whether a segment after a meeting's rule is more than what the meeting does."""
        named = reading.subject is not None or reading.agent is not None
        if "随时" in words and "会" not in words and not named:
            return False
        return named or bool(HELD.search(words)) or bool(re.match(r"(?:并)?每", words))

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
        if _TAIL_MANNER.match(words) or _TAIL_END.search(words):
            return False
        inner = [m for m in verb_pattern().finditer(words) if m.group() not in _NOUNLIKE]
        return use == "either" or len(inner) > 1

    def opening_words(self, clause: Clause) -> str:
        """The clause's first segment that is no mere circumstance, without what stands in brackets."""
        opening = next((r for r in clause.readings if not r.adjunct), clause.readings[0])
        return re.sub(r"\([^()]*\)", "", self._view[opening.start : opening.end])
