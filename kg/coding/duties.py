"""Duties: sentences cut into clauses by the manual's grain, each with its bearer by scope.

A clause ends where a sentence does, where the bearer changes, or where a new main verb takes a new matter; a tail
that only says what for (促进…, 切实维护…) stays inside the clause before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.coding.actions import Content, read_content
from kg.coding.assignments import Bearing, find_assignments
from kg.coding.carrying import Carrier, Scope
from kg.coding.clauses import Segment, Sentence
from kg.coding.formula import find_roles
from kg.coding.grain import Clause, ClauseCutter
from kg.coding.headings import HeadingReader, NamedBy
from kg.coding.outline import Line, Outline
from kg.coding.parties import Parties, Party, PartyReader
from kg.coding.phrases import verb_at
from kg.coding.preamble import find_preambles
from kg.coding.predicates import SegmentReader
from kg.coding.statements import CONSTITUTIVE, HELD, assigns_nothing

__all__ = ["Bearing", "Clause", "DutyReader", "FoundDuty", "ReadClause"]

_NOMINAL = re.compile(
    r"之[\u4e00-\u9fff]{2,4}(?:(?:、|及|与|和|以及)(?:[\u4e00-\u9fff]{2,12}之)?[\u4e00-\u9fff]{2,4}){0,4}$|(?:之|的)?(?:审议|研议|规划|推动|协调|督导|咨询|研究|拟订|拟定|评估|检讨|执行|管考|考核|监督|谘询|审查|策划|整合|处理|宣导|协助|建议|辅导|审核|订定|制订|制定|修订|统筹|联系|联繫|交办|督促|查核|策进|宣传|管理|推展|推行)(?:及[\u4e00-\u9fff]{2,4}|、[\u4e00-\u9fff]{2,4}){0,3}(?:之)?(?:事项|工作|事宜|业务)?$|(?:事项|事宜)$"
)
# What a sentence only lists: 主要包括劳动合同的签订和履行,职工招聘,….
_LISTS = re.compile(r"(?:其|公开)?(?:主要|具体)?(?:内容|职责|任务|工作)?(?:包括|有以下|有如下)")
# …有下列情形之一的,应召开会议:, before the cases: they are when, and nothing to be done.
_CASES_FOLLOW = re.compile(r"(?:情形|情况|条件)之一[^:。;]{0,40}:$")
# What a meeting is about, told in a sentence and those that go on with it: 会议的主要内容是通报…;研究….
_AGENDA_TOLD = re.compile(
    r"(?:本次|每次)?会议?(?:的)?(?:主要|具体)?(?:内容|议题|议程)(?:是|为|有|包括|:)(?!由)"
)
_ROLE_LABEL = re.compile(
    r"(?:[\u4e00-\u9fff]{1,12}(?:会|组|指挥部|办公室|会议))?(?:第一|常务|执行|总|副)*(?:组 ?长|召 ?集 ?人|总?指挥长?|主 ?任|主任委员|主 ?席|成 ?员|委 ?员|组 ?员|联络员|秘书长)"
)
# A line of a list of members that names one by his title: 县公路局养护大队大队长.
_TITLED = re.compile(r"[\u4e00-\u9fff]{2,20}(?:[队段站所校园厂行局科处镇乡]长|主任|经理|书记|政委|负责人)")
# 组长:由校长担任,全面负责…: who holds the post, then what he does in it.
_HELD_FIRST = re.compile(r"由[^,;。:\n]{2,60}?(?:担任|兼任|组成),(?=\S)")
# A title standing as a line: …推动会设置要点, …管理办法.
_TITLE = re.compile(r"[^,;。:]{4,60}(?:要点|规则|办法|章程|规程|细则|条例|简则|须知)(?:\([^()]*\))?")
# The meeting of a class of people is not the main body's: 召开职工(代表)大会, 村民会议每年召开.
_PEOPLES_MEETING = (
    r"(?:职工|职代|村民|居民|社员|党员|家长|股东)[^,;。会]{0,8}(?:大会|会议|(?<=职代)会|(?<=家长)会)"
)
_OF_PEOPLE = re.compile(
    rf"(?:召开|举行)[^,;。会]{{0,6}}{_PEOPLES_MEETING}|{_PEOPLES_MEETING}[^,;。]{{0,14}}(?:召开|举行)"
)
# What may be set up is a power, no composition: 委员会可成立专责小组.
_MAY_SET_UP = re.compile(
    r"[^,;。]{0,20}?(?:可以?|得)(?!到)[^,;。]{0,14}?(?:成立|设立|设置|组建|设)[^,;。]{0,10}?(?:小组|分组|工作组|专班|机构|委员会|指挥部)$"
)
_SANCTION = re.compile(
    r"(?:一律|予以|给予|并|依法依规|依规依纪|依法|依规|依纪)?(?:责令|追究|取消|扣减|扣除|扣发|撤销|暂停|通报批评|约谈|辞职|依[^,;。]{0,20}(?:议处|惩处|处罚))"
)
_NO_DUTY_SECTIONS = ("toc", "agenda", "conditions", "background")


@dataclass(frozen=True, kw_only=True)
class FoundDuty:
    """A duty as found, its parties still spans."""

    line: Line
    start: int
    end: int
    bearing: Bearing
    partners: Parties | None
    content: Content
    rule: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class ReadClause:
    """A clause as read: its span and bearer, and the duty it is, if it is one; ``within`` another that was read before it."""

    sentence: Sentence
    start: int
    end: int
    bearing: Bearing
    duty: FoundDuty | None = None
    within: bool = False


class DutyReader:
    """Reads the duties of one document."""

    def __init__(
        self, outline: Outline, reader: PartyReader, headings: HeadingReader, *, labels: frozenset[int]
    ) -> None:
        self._text, self._view = outline.text, outline.view
        self._reader, self._headings = reader, headings
        self._cutter = ClauseCutter(outline.view, SegmentReader(reader))
        self._carrier = Carrier(reader)
        self._labels = labels
        # Whom the prose of a provision names before its items: they go on about the same.
        self._leads: dict[str, Parties] = {}
        self.title: NamedBy | None = None
        self._assigned = dict(find_assignments(outline, reader))
        self._preambles = find_preambles(outline)
        # Before the first number there is nothing to be done without a subject; in a text without numbers there may be.
        self._first_numbered = next((line.start for line in outline.lines if line.numbered), 0)

    def read_line(self, sentences: Sequence[Sentence]) -> Iterator[ReadClause]:
        """Read one line's sentences clause by clause, each with its bearer and, where it is one, its duty."""
        if not sentences or sentences[0].line.heading:
            return
        line = sentences[0].line
        scope = Scope(
            self._heading_bearing(line),
            last=self._leads.get(line.provision) or self._leads.get(line.provision.rpartition(".")[0]),
        )
        cases = False
        tasked: Parties | None = None
        for sentence in sentences:
            if cases and sentence.enumerated:
                continue
            cases = (
                sentence.end < line.end
                and _CASES_FOLLOW.search(self._view, sentence.start, sentence.end + 1) is not None
            )
            tells = _AGENDA_TOLD.match(self._view, sentence.start, sentence.end) is not None
            scope.tells_agenda = tells or (scope.tells_agenda and not sentence.opens)
            if sentence.opens:
                scope.last, scope.in_sentence = scope.in_sentence or scope.last, None
            if sentence.opens:
                tasked = None
            if sentence.tasks:
                tasked = scope.in_sentence = self._meeting_of(sentence)
            elif tasked is not None:
                scope.in_sentence = tasked  # 会议任务是各单位通报情况;研究…: the meeting goes on
            if sentence.label is not None:
                scope.in_sentence = self._reader.read(*sentence.label) or scope.in_sentence
            scope.enumerated = sentence.enumerated
            for clause in self._cutter.cut(sentence):
                found = self._read(sentence, self._cutter.without_long_ground(clause), scope)
                yield found
                if found.duty is not None:
                    yield from self._roles_in_formula(found)
            if line.path.endswith(".h") and (lead := scope.in_sentence or scope.last) is not None:
                self._leads.setdefault(line.provision, scope.lead or lead)

    def _roles_in_formula(self, whole: ReadClause) -> Iterator[ReadClause]:
        """The duties that a formula quoted in a duty gives to those it names."""
        for parties, end in find_roles(self._reader, whole.start, whole.end):
            start = parties.items[0].start
            content = read_content(self._text, self._reader, [Segment(start=start, end=end)], parties.end)
            bearing = Bearing(parties=parties, status="stated", rule="subject")
            duty = FoundDuty(
                line=whole.sentence.line, start=start, end=end, bearing=bearing, partners=None, content=content,
                rule="role-in-formula/subject", confidence=_confidence("role-in-formula", bearing),
            )  # fmt: skip
            yield ReadClause(
                sentence=whole.sentence, start=start, end=end, bearing=bearing, duty=duty, within=True
            )

    def _meeting_of(self, sentence: Sentence) -> Parties | None:
        """The meeting whose tasks a sentence lists (会议主要任务是…): the one its heading names."""
        for scope in reversed(sentence.line.scopes):
            if scope.words.endswith(("会议", "例会")):
                return Parties(
                    (Party(scope.start, scope.end, "meeting", "assembly", "meeting-of-heading"),), scope.end
                )
        return None

    def _is_excluded(self, line: Line) -> bool:
        sections = [scope.section for scope in line.scopes if scope.section is not None]
        if line.heading or bool(sections and sections[-1] in _NO_DUTY_SECTIONS):
            return True
        if _HELD_FIRST.match(self._view, line.body_start, line.end):
            return False
        if "members" in sections and _TITLED.fullmatch(self._view, line.body_start, line.end):
            return True
        label = line.scopes[-1] if line.scopes else None
        if label is not None and label.start < line.start and self._view.startswith("。", line.end - 1):
            return False  # a sentence in the section on members, no name behind a label
        names_holder = bool(line.scopes) and bool(_ROLE_LABEL.fullmatch(line.scopes[-1].words))
        said = verb_at(self._view, line.body_start, line.end)
        return names_holder and (said is None or said.group("verb") in ("分管", "主管", "联系"))

    def _introduces(self, clause: Clause) -> bool:
        return any(start <= clause.start < end for start, end in self._preambles)

    def _heading_bearing(self, line: Line) -> Bearing | None:
        """The innermost heading that names somebody; 职责 alone is that of the heading above, else of the main body."""
        own: Bearing | None = None
        scopes = line.scopes if not line.lost else ()
        for at, scope in reversed(list(enumerate(scopes))):
            named = self._headings.read(scope, label=scope.start in self._labels)
            if named is not None and self._is_bearer(named.parties):
                bearing = Bearing(
                    parties=named.parties, status="stated", start=named.start, end=named.end, rule=named.rule
                )
                if named.rule != "heading-of-main-body":
                    return bearing
                own = own or bearing
            elif (
                scope.section not in ("duties", None)
                and named is None
                and own is None
                # 制定安全管理制度 as the name of one of the duties listed says nothing of who bears it.
                and not any(above.section == "duties" for above in scopes[:at])
            ):
                return None
        if own is not None:
            return own
        if self.title is not None and not line.lost and self._under_title(line):
            named = self.title
            return Bearing(
                parties=named.parties, status="stated", start=named.start, end=named.end, rule="title"
            )
        return None

    @staticmethod
    def _under_title(line: Line) -> bool:
        return line.numbered or bool(line.scopes)

    @staticmethod
    def _is_bearer(parties: Parties) -> bool:
        return all(party.what != "meeting" for party in parties.items)

    def _read(self, sentence: Sentence, clause: Clause, scope: Scope) -> ReadClause:
        words = self._cutter.words(clause)
        # In 各机关推动…之督导事项 who is named is part of the task, not who bears it.
        nominal = scope.heading is not None and re.search(r"之[^,;。]{2,14}(?:事项|事宜)$", words)
        named = None if nominal and clause.agent is None else self._named(clause)
        lists = _LISTS.match(self._view, sentence.start, sentence.end) is not None
        excluded = lists or scope.tells_agenda or self._is_excluded(sentence.line) or self._introduces(clause)
        rule = None if excluded else self._rule(sentence, clause, words, scope)
        bearing = self._bearing(sentence.line, clause, named, scope)
        self._carrier.carry(scope, clause, named, words)
        if clause.start == sentence.line.body_start:
            scope.opened = self._carrier.opens_line(clause)
        if rule is None:
            return ReadClause(sentence=sentence, start=clause.start, end=clause.end, bearing=bearing)
        content = read_content(self._text, self._reader, clause.segments, self._content_start(clause))
        duty = FoundDuty(
            line=sentence.line, start=clause.start, end=clause.end, bearing=bearing, partners=clause.partners,
            content=content, rule=f"{rule}/{bearing.rule}", confidence=_confidence(rule, bearing),
        )  # fmt: skip
        return ReadClause(sentence=sentence, start=clause.start, end=clause.end, bearing=bearing, duty=duty)

    def _content_start(self, clause: Clause) -> int:
        opening = next((r for r in clause.readings if r.subject or r.agent), None)
        if opening is None:
            return clause.start
        ends = [p.end for p in (opening.subject, opening.agent, opening.partners) if p is not None]
        return max(ends)

    @staticmethod
    def _named(clause: Clause) -> Parties | None:
        if clause.agent is not None:
            return clause.agent
        return clause.subject or clause.topic

    def _bearing(self, line: Line, clause: Clause, named: Parties | None, scope: Scope) -> Bearing:
        held = self._held_by(clause, named, scope)
        if held is not None:
            return held
        if named is not None:
            return Bearing(parties=named, status="stated", rule="by-agent" if clause.agent else "subject")
        if self._sanctions_case(clause):
            return Bearing(parties=None, status="unstated", rule="sanction-of-case")
        if scope.in_sentence is not None:
            return Bearing(parties=scope.in_sentence, status="stated", rule="carried-over")
        if scope.lead is not None and scope.enumerated:
            return Bearing(parties=scope.lead, status="implied", rule="lead-of-items")
        if (assigned := self._assigned.get(line.provision) or self._assigned.get(line.path)) is not None:
            return assigned
        if scope.opened is not None and any(r.verb is not None for r in clause.readings if not r.adjunct):
            return Bearing(parties=scope.opened, status="implied", rule="line-goes-on")
        if scope.heading is not None:
            return scope.heading
        if line.lost:
            return Bearing(parties=None, status="lost", rule="heading-lost")
        if scope.last is not None and not self._is_object(scope.last, clause):
            return Bearing(parties=scope.last, status="implied", rule="earlier-sentence")
        return Bearing(parties=None, status="unstated")

    def _sanctions_case(self, clause: Clause) -> bool:
        """Whether a clause says what is done to somebody in a case, and not by whom: 低于60分的,取消评优资格."""
        opening = clause.readings[0]
        if (
            len(clause.readings) < 2
            or not opening.adjunct
            or self._view[opening.end - 1] not in "的者"
            or self._view[opening.start] == "对"
        ):
            return False
        done = clause.readings[1]
        return _SANCTION.match(self._view, done.start, done.end) is not None

    def _is_object(self, parties: Parties, clause: Clause) -> bool:
        """Whether somebody else is to send, ask or gather them here: 安排区级领导到基层参加."""
        words = self._view[clause.start : clause.end]
        names = "|".join(re.escape(self._view[each.start : each.end]) for each in parties.items)
        return bool(re.search(rf"(?:安排|邀请|提请|请|召集|指派|选派)(?:{names})", words))

    def _held_by(self, clause: Clause, named: Parties | None, scope: Scope) -> Bearing | None:
        """Whose meeting it is, where a clause only says that one is held."""
        if clause.agent is not None or (named is not None and any(p.what != "meeting" for p in named.items)):
            return None
        words = self._view[clause.start : clause.end]
        if not HELD.search(words) or _OF_PEOPLE.search(words):
            return None
        if named is None and scope.in_sentence is not None and self._is_class(scope.in_sentence):
            return None  # 各科室主任应当成立质控小组,每月召开一次会议: each has meetings of its own
        if named is not None and (mention := self._reader.mention_at(named.items[0].start)) is not None:
            party = Party(mention.start, mention.end, "body", mention.kind, "meeting-of-body")
            return Bearing(parties=Parties((party,), party.end), status="implied", rule="meeting-of-body")
        above = scope.heading.parties.items[0] if scope.heading and scope.heading.parties else None
        if above is not None and above.kind not in ("coordination-body", "secretariat-office", "assembly"):
            return None
        own = self._headings.main_party()
        return (
            Bearing(parties=Parties((own,), own.end), status="implied", rule="meeting-of-main-body")
            if own
            else None
        )

    def _is_class(self, parties: Parties) -> bool:
        return all(each.what == "category" or self._view[each.start] in "各每" for each in parties.items)

    def _rule(self, sentence: Sentence, clause: Clause, words: str, scope: Scope) -> str | None:
        """Name the rule by which a clause is a duty; None when it is none."""
        if (
            not self._sets_up_own(clause)
            and not _MAY_SET_UP.match(self._cutter.opening_words(clause))
            and CONSTITUTIVE.search(self._cutter.opening_words(clause))
            and not re.search(
                r"职责|负责(?!人|同志)|(?:指定|明确|确定|选派|指派)(?:[一1]名|一位|专人)|由[^,;。]{2,24}(?:派员|指派|委派|选派|推荐|推选|指定|遴选|互推|聘(?!用|期))",
                words,
            )
        ):
            return None
        if self._founds_main(clause, words):
            return None
        shared_out = words.endswith(("负责", "密切配合", "各司其职")) and self._view.startswith(
            ":", clause.end
        )
        if clause.copula or shared_out or assigns_nothing(words):
            return None
        whole = (clause.start, clause.end) == (sentence.line.body_start, sentence.line.end)
        if whole and not sentence.line.numbered and _TITLE.fullmatch(words):
            return None
        modal = any(reading.modal for reading in clause.readings)
        in_duties = scope.heading is not None or any(s.section == "duties" for s in sentence.line.scopes)
        if (
            clause.agent is None
            and HELD.search(words)
            and (clause.subject is None or clause.subject.items[0].what == "meeting")
        ):
            return "meeting-held"
        if clause.agent is None and clause.subject is not None and HELD.search(words):
            return self._subject_rule(clause, words, modal=True)
        if not clause.has_verb and not modal and clause.agent is None:
            nominal = in_duties and bool(_NOMINAL.search(words)) and len(words) > 5
            return "nominal-duty" if nominal else None
        if clause.agent is not None:
            return "agent-clause"
        if clause.subject is not None:
            return self._subject_rule(clause, words, modal)
        if in_duties or scope.in_sentence is not None:
            return "duty-list"
        return "imperative" if self._is_imperative(sentence.line, clause, modal) else None

    def _founds_main(self, clause: Clause, words: str) -> bool:
        """Whether a clause says that the body the document is about is set up: 医院设立感染管理委员会,由院长任主任."""
        own = self._headings.main_party()
        founded = re.match(r"[^,;。]{0,20}(?:成立|设立|组建)(?:了)?", words)
        if own is None or founded is None or re.search(r"应当?(?!急)|可以?|须", founded.group()):
            return False
        at = clause.start + founded.end()
        mention = self._reader.mention_at(at)
        name, stop = self._view[own.start : own.end], mention.end if mention else at + own.end - own.start
        # 学校成立危机干预小组 under the title 某中学危机干预小组职责: its short name.
        whole = stop >= clause.end or self._view[stop] == ","
        return whole and stop > at + 3 and name.endswith(self._view[at:stop])

    def _sets_up_own(self, clause: Clause) -> bool:
        """Whether a class of bodies is told to set up something of its own: 各街道成立领导小组."""
        subject = clause.subject
        if subject is None or any(party.what != "category" for party in subject.items):
            return False
        said = verb_at(self._view, subject.end, clause.end)
        return said is not None and said.group("verb") in ("成立", "设立", "建立", "组建", "设置")

    def _subject_rule(self, clause: Clause, words: str, modal: bool) -> str | None:
        if clause.subject is not None and all(p.what == "meeting" for p in clause.subject.items):
            return (
                "meeting-decides"
                if re.search(r"研究|审议|决定|讨论", words) and not re.search(r"次|召开", words)
                else None
            )
        return "subject-clause" if clause.has_verb or modal else None

    def _is_imperative(self, line: Line, clause: Clause, modal: bool) -> bool:
        opening = next((r for r in clause.readings if not r.adjunct), None)
        inside = line.start >= self._first_numbered or any(scope.section for scope in line.scopes)
        if not inside or opening is None or any(scope.section == "members" for scope in line.scopes):
            return False
        return opening.verb is not None or any(
            re.fullmatch(
                r"应当|应该|应|必须|须|要|务必|需要|不得|严禁|不予|(?:一律|原则上|一般)不", r.modal or ""
            )
            for r in clause.readings
        )


def _confidence(rule: str, bearing: Bearing) -> float:
    base = {
        "duty-list": 0.9,
        "subject-clause": 0.85,
        "agent-clause": 0.9,
        "nominal-duty": 0.7,
        "imperative": 0.6,
        "meeting-decides": 0.6,
        "meeting-held": 0.75,
        "role-in-formula": 0.6,
    }[rule]
    weight = {"stated": 1.0, "implied": 0.8, "unstated": 0.8, "lost": 0.9}[bearing.status]
    return round(base * weight, 2)
