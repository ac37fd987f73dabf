"""What one comma segment says: who is its subject, by whom it is done, and with which verb it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.coding import lexicon
from kg.coding.circumstances import is_case, is_circumstance, is_decided_on, is_topic, says_only_how
from kg.coding.clauses import Segment
from kg.coding.lexicon import Verb
from kg.coding.parties import Parties, Party, PartyReader
from kg.coding.phrases import (
    BY_DUTY,
    EVERY,
    HEDGE,
    IN_FORM,
    MODAL,
    NAMED_GROUND,
    ONCE_AGREED,
    TIME_OF,
    UPON,
    adverbs,
    is_adjunct,
    says_verb,
    verb_at,
    verb_pattern,
)

__all__ = ["Reading", "SegmentReader"]

_LINK = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}(?=[\u4e00-\u9fff])|承[^,;。]{2,10}之命,?|\d{4}年(?:底|末)?(?:之前|以前|前|内)?|今年|并且|并|同时|以及|此外|另外|其中|特别是|尤其是|凡|对此|届时|否则|然后|再|而|且|即|但|由此|最后|首先|其次|[、:\s])*"
)
# The last of what a clause lists, itself with a verb in it: …,以及村民会议形成的决议.
_GOES_ON_LISTING = re.compile(r"以及[^,;。]{2,24}的[\u4e00-\u9fff]{2,6}(?=[,;。\n]|$)")
_BY = re.compile(r"(?<![自理事缘因情交])由(?!于|此|来|衷)")
# 秘书处支援由…提供: the verb stands as a noun, and who does it comes after 由.
_NOUN_BY = re.compile(
    r"(?:支援|支持|服务|保障|工作|管理|监督)(?:工作|服务)?由"
    r"|[^,;。由]{2,14}?(?:结果|情况|决议|决定|纪要|意见|方案|报告|材料|名单|信息|台账|资料|人选|经费|费用|事项|任务|议题)由"
)
# What a body does after 由, nothing more: no 的, no post taken.
_DONE_BY = re.compile(r"[^,;。的任兼]{2,12}(?=[,;。\n]|$)(?<!组成)(?<!牵头)")
# 验收由保管员签字: a verb right before 由 stands as a noun, but not in 成立由…任组长的小组.
_NOUN_BEFORE_BY = re.compile(r"由(?![^,;。]{2,30}?(?:任|担任|兼任|组成|牵头))")
_PASSED = re.compile(
    r"(?:须|应|应当|必须)经(?=[^,]{2,24}(?:审议|讨论|批准|审批|审定|同意)(?!后|的))(?![^,]*(?:过半数|分之|以上))"
)
# How often or when, before the verb it belongs to: 每3小时向…提供, 每年春节前组织….
_TIMES = re.compile(
    r"每(?:半|两|[一二三四五六\d]+个?)?(?:小时|分钟|年|月|周[一二三四五六日](?=[\u4e00-\u9fff])|周|日|天|季度?|学期|学年)(?:[^,;。对向将把由]{1,14}?(?:前后|前|后|期间)(?=[^,;。前后]{2})|至少|初|末|底)?"
    r"|提前[一二两三四五六七八九十\d]+个?(?:工作日|小时|[日天周])|[一二两三四五六七八九十\d]+个?(?:工作日|小时|分钟|[日天周月])(?:以|之)?内"
)
# At what hours, before the verb: 上下学时段安排警力值守.
_HOURS = re.compile(r"[\u4e00-\u9fff、]{1,8}?(?:高峰)?(?:时段|期间)")
# What goes up the usual way: 重大事项按程序报县政府.
_GOES_UP = re.compile(
    r"[^,;。]{0,12}?(?:事项|问题|情况|结果)(?:应当?|须|要)?(?:按程序|按规定|随时|及时|立即)(?=报|上报|汇报|提交|提请)"
)
# Within which term, counted from what, before the verb: 自受理之日起15个工作日内答复举报人.
_TERM = re.compile(
    r"[^,;。]{2,14}?的(?:[一二三四五六七八九十\d]+个?(?:工作日|日|天|小时)(?:之|以)?内|当日|当天)(?:予以)?"
    r"|[^,;。]{0,16}?之日起[^,;。]{0,6}?[一二三四五六七八九十\d]+个?(?:工作日|工作天|日|天|小时|个月)(?:之|以)?内(?:予以)?"
)
# On which days of each year: 每年5月底、11月底各盘点一次.
_EACH_OF = re.compile(r"每年[^,;。]{2,14}各")
# By when, before what is put first; by which law; and what is made part of an assessment.
_BY_WHEN = re.compile(r"于[^,;。]{2,16}?(?:内|前)(?=将|把|向)")
_BY_LAW = re.compile(
    r"(?:依照?|依据|按照?|根据)[^,;。《》]{2,16}?(?:法|条例|规定|办法|要点)(?:之?规定)?(?=[\u4e00-\u9fff]{2})"
)
_INTO = re.compile(r"[^,;。]{2,16}?(?:工作|情况|责任|成效)(?=纳入|列入)")
_OPENINGS = (
    UPON,
    EVERY,
    NAMED_GROUND,
    BY_DUTY,
    ONCE_AGREED,
    IN_FORM,
    _TERM,
    _EACH_OF,
    _BY_WHEN,
    _BY_LAW,
    _INTO,
    _HOURS,
    _GOES_UP,
    TIME_OF,
)
_LOOKS_FIRST = re.compile(r"(?:审核|审查|审阅|初审|把关|复核)(?:同意)?(?:后)?(?:、|,|并?报|由)")
_DECIDES = re.compile(r"(?:审定|批准|审批|签发|同意|核准|决定|确定)")
_AS_A_RULE = re.compile(r"原则上|一般(?!情况)|必要时")
_AFTER = re.compile(r"经(?=[^,]{2,20}?(?:汇总|审核|初审|研究|审查|整理|把关)后)")
_REPORT = re.compile(
    r"(?:并|经|需|须|应)?报(?:请|经|送)?(?=[^,]{2,24}(?:审定|审批|批准|审核|同意|签发|核准|确定|审议)(?!后|的))"
)
# Who votes is no doer, the meeting decides: 由到会成员三分之二以上同意.
_MAJORITY = re.compile(r"(?:到会|出席|与会|应到|全体)[^,;。]{0,14}?(?:过半数|半数以上|分之[^,;。]{1,4}以上)")
_DONE = re.compile(r"由[^,;。]{3,24}后$")
_WHEN = re.compile(r"[^,;。]{2,16}?(?:后|时|前|期间)(?:,|，)?(?=\S)")
_WITH = re.compile(r"(?:会同|联合|联同|会商|协同|商(?=[市县区省有各相]))")
_COPULA = re.compile(
    r"(?:是|系|为(?!了|[^,]*(?:提供|做好|解决|创造|办理|指派|服务))|已经|已(?!经)|均为|即|作为.{0,14}(?:机构|组织|平台|成员|单位|部门|载体|形式)$)"
)
# What something is, whoever is named: 县桥安委是议事协调机构.
_IS_ORGAN = re.compile(
    r"[^,;。]{2,24}?(?:是|系|为)[^,;。]{0,30}(?:机构|组织|平台|机关)(?=[,;。\s]|$)|[^,;。]{2,24}?制度[是为][^,;。]{2,30}机制(?=[,;。\s]|$)"
)
# Whose body it is, before its name: 县人民政府设立的指挥部.
_FOUNDED = re.compile(r"(?:设立|成立|组建|设置)(?:的|之)")
_FOLLOWS = re.compile(
    rf"(?:{MODAL}|{HEDGE}|负责|根据|按照|依照|依据|参照|比照|结合|在|对|将|把|向|与|会同|联合|联同|会(?=每|定期|继续|于|向)|为|从|通过|透过|以|每|于|就|因|若|如|可|不|定期|原则上|需|均|接到|收到|发现|发生|遇|任(?!务)|是|系|为|已|兼任|担任|下设|辖下|设|成立|建立|认为|有权|都|由|积极|要|牵头|作为|凭|就|及时|开会|至少|分工|共同|各|$)"
)
# What follows 领导 where it means people: 委领导和科室负责, 分管领导审签.
_OFFICER = re.compile(r"(?:[\u4e00-\u9fff]{0,8}的)?(?:副?[\u4e00-\u9fff]?[长任记]|领导|负责人|负责同志)")
_LEADERS = re.compile(r"[和与、及]|负责|主持|召集|担任|审|签|批|带队")
# What rules the work named before it: 各成员单位的定期考核,可以….
_THEIR_WORK = re.compile(r",(?:可以?|应当?|要|必须|须)(?!求|点)")
# A class of those who may be in a case, and what binds them then.
_IN_HIS_CASE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:企业|单位|学校|经营者|村民|居民|个人|医疗机构|业主)(?=发生|发现|违反|未(?!经))"
)
_THEN_MUST = re.compile(r",(?:应当?(?!急)|必须|须)")
_FORBIDS = re.compile(r"(?:严禁|禁止|不允许|不准)(?=任何)")
_OBJECT_FIRST = re.compile(
    r"(?:将|把|对于|对|向|为|与|从|就|以|给|同|于|按|按照|在|根据|参照|比照|到(?!位|场|岗|会|达|期|底|龄|现|来)|赴)(?!了)"
)


@cache
def _manner() -> re.Pattern[str]:
    return re.compile(rf"(?:{adverbs()}|{MODAL}|{HEDGE})*")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a segment says; ``verb`` is the one it opens with (after its subject, modal words and adverbs)."""

    start: int
    end: int
    subject: Parties | None = None
    agent: Parties | None = None
    partners: Parties | None = None
    verb: Verb | None = None
    verb_start: int | None = None
    modal: str | None = None
    adjunct: bool = False
    topic: Parties | None = None
    hollow: bool = False
    copula: bool = False
    says_object_first: bool = False
    reports: bool = False
    about: bool = False


class SegmentReader:
    """Reads segments of one document."""

    def __init__(self, reader: PartyReader) -> None:
        self._reader, self._view = reader, reader.view

    def read(self, segment: Segment) -> Reading:
        """Read one segment."""
        start, end = segment.start, segment.end
        link = _LINK.match(self._view, start, end)
        at = link.end() if link else start
        if _GOES_ON_LISTING.match(self._view, start, end):
            return Reading(start=start, end=end)
        if (owner := self._work_of(at, end)) is not None:
            return Reading(start=start, end=end, adjunct=True, topic=owner)
        subject = self._subject(at, end) or self._later_subject(at, end)
        # In 严禁任何单位… who is named stands behind what binds him.
        rest = at if subject is None or _FORBIDS.match(self._view, at, end) else subject.end
        agent, after = self._agent(rest, end)
        if agent is None and (is_circumstance(self._view, at, end) or is_decided_on(self._view, at, end)):
            return Reading(start=start, end=end, adjunct=True, topic=subject or self._who_in_case(at, end))
        held = re.search(r"(?:召开|举行)$", self._view[at:end])
        if (
            subject is None
            and agent is None
            and not held
            and (
                is_adjunct(self._view[at:end])
                or is_topic(self._view, at, end)
                or is_case(self._view, at, end)
            )
        ):
            return Reading(start=start, end=end, adjunct=True, about=is_topic(self._view, at, end))
        reports = agent is not None and _REPORT.match(self._view, rest, end) is not None
        if agent is not None and not reports and _DONE.match(self._view, at, end):
            # 由办公室汇总后,…: who does that does what follows.
            return Reading(start=start, end=end, adjunct=True, agent=agent)
        partners, rest = self._partners(after if agent else rest, end)
        found = self._predicate(rest, end)
        if found is None and (subject is not None or agent is not None):
            found = self._inner(rest, end)
        named = self._past_bracket(subject.end, end) if subject is not None else at
        hollow = subject is not None and agent is None and says_only_how(self._view, named, end)
        copula = subject is not None and bool(_COPULA.match(self._view, named, end))
        copula = copula or (subject is None and agent is None and bool(_IS_ORGAN.match(self._view, at, end)))
        return Reading(
            start=start, end=end, subject=subject, agent=agent, partners=partners, copula=copula,
            hollow=hollow, verb=found.verb if found else None, verb_start=found.start if found else None,
            modal=self._modal(rest, end), says_object_first=bool(_OBJECT_FIRST.match(self._view, rest, end)), reports=reports,
        )  # fmt: skip

    def _who_in_case(self, at: int, end: int) -> Parties | None:
        """Who must do what follows, where the case is his: 企业发生事故的,应当立即报告."""
        match = _IN_HIS_CASE.match(self._view, at, end)
        if match is None or not _THEN_MUST.match(self._view, end):
            return None
        party = Party(at, match.end(), "category", "body-category", "subject-of-case")
        return Parties((party,), party.end)

    def _work_of(self, at: int, end: int) -> Parties | None:
        """Whose work it is that the next segment rules: 各成员单位的定期考核,可以与…结合进行."""
        parties = self._reader.read(at, end) if _THEIR_WORK.match(self._view, end) else None
        if parties is None or not self._view.startswith("的", parties.end) or end - parties.end > 12:
            return None
        return parties if self._view[end - 2 : end] in lexicon.verbs() else None

    def _past_bracket(self, at: int, end: int) -> int:
        """Where a sentence goes on behind what a bracket says of its subject: …委员会(以下简称市委员会)在…."""
        bracket = re.compile(r"\([^()]{0,60}\)").match(self._view, at, end)
        return bracket.end() if bracket else at

    def _subject(self, at: int, end: int) -> Parties | None:
        """The parties a segment opens with, if a predicate follows and no noun that they only qualify."""
        parties = self._reader.read(at, end)
        named = self._named_subject(parties, end) if parties is not None else None
        if named is None and (forbids := _FORBIDS.match(self._view, at, end)):
            return self._reader.read(forbids.end(), end)
        if named is None:
            if (people := self._reader.persons_at(at, end)) is not None:
                return people
            generic = (
                self._reader.generic_at(at, end)
                or self._reader.person_at(at, end)
                or self._reader.listed_at(at, end)
            )
            return Parties((generic,), generic.end) if generic else None
        return named

    def _named_subject(self, parties: Parties, end: int) -> Parties | None:
        repeated = self._after_heading(parties, end)
        if repeated is not None:
            return self._named_subject(repeated, end)
        after = parties.end
        founded = _FOUNDED.match(self._view, after, end)
        if founded and (theirs := self._reader.read(founded.end(), end)) is not None:
            return self._named_subject(theirs, end)
        rest = self._view[after : min(after + 12, end)]
        if rest.startswith(
            ("的", "工作", "年度", "确定的", "制定的", "交办", "部署的", "日常", "印章")
        ) and not rest.startswith("工作组"):
            return None
        bracket = re.compile(r"\([^()]{0,40}\)").match(self._view, after, end)
        if bracket:
            after = bracket.end()
        if after >= end and len(parties.items) >= 1:
            return parties
        if (
            _FOLLOWS.match(self._view, after, end)
            or verb_at(self._view, after, end)
            or self._view[after] in ":、(“"
        ):
            return parties
        return None

    def _later_subject(self, at: int, end: int) -> Parties | None:
        """The subject after a circumstance without its comma: 议题确定后办公室应…."""
        when = _WHEN.match(self._view, at, end)
        if when is None or self._view[at] in "由对将把":
            return None
        parties = self._reader.read(when.end(), end)
        follows = parties is not None and bool(
            re.compile(rf"{MODAL}|负责").match(self._view, parties.end, end)
        )
        return parties if follows else None

    def _after_heading(self, parties: Parties, end: int) -> Parties | None:
        """A heading glued to its text repeats a name: 区水务局区水务局负责…."""
        following = self._reader.read(parties.end, end) if self._reader.mention_at(parties.end) else None
        if following is None:
            return None
        names = {self._view[p.start : p.end] for p in parties.items}
        return following if self._view[following.items[0].start : following.items[0].end] in names else None

    def _agent(self, at: int, end: int) -> tuple[Parties | None, int]:
        """The parties after 由, where they do something."""
        for spot in self._by(at, end):
            if _MAJORITY.match(self._view, spot, end):
                continue
            parties = (
                self._reader.read(spot, end)
                or self._reader.persons_at(spot, end)
                or self._plain_agent(spot, end)
            )
            if parties is not None and not re.match(
                r"[^,;。]{0,20}(?:组成|构成)(?!员)", self._view[parties.end : min(end, parties.end + 24)]
            ):
                return self._with_second(parties, end), parties.end
        return None, at

    def _with_second(self, parties: Parties, end: int) -> Parties:
        """The one who decides after the one who looks first, too: 报副组长审核、组长审定."""
        first = _LOOKS_FIRST.match(self._view, parties.end, end)
        second = self._reader.read(first.end(), end) if first else None
        if second is None or not _DECIDES.match(self._view, second.end):
            return parties
        return Parties(parties.items + second.items, parties.end)

    def _by(self, at: int, end: int) -> list[int]:
        opened = verb_at(self._view, at, end)
        if opened is not None and (
            _NOUN_BY.match(self._view, opened.start("verb"), end)
            or _NOUN_BEFORE_BY.match(self._view, opened.end("verb"), end)
        ):
            opened = None
        spots = [
            match.end()
            for match in _BY.finditer(self._view, at, end)
            if opened is None or re.match(r"并?由|再由|可由|应由|须由|.*的由", self._view[at : match.end()])
        ]
        spots = spots or list(self._passive_by(at, end))
        spots = spots or [match.end() for match in _PASSED.finditer(self._view, at, end)]
        after = _AFTER.match(self._view, at, end)
        if after is not None and not spots:
            return [after.end()]
        report = _REPORT.match(self._view, at, end)
        return spots[:8] or ([report.end()] if report else [])

    def _passive_by(self, at: int, end: int) -> Iterator[int]:
        """Behind 由 where a body does what is said of a thing whose name opens with a verb: 抢险物资由应急局统一储备."""
        for match in _BY.finditer(self._view, at, min(end, at + 16)):
            body = self._reader.party_at(match.end(), end)
            if (
                body is not None
                and _DONE_BY.match(self._view, body.end, end)
                and verb_pattern().search(self._view, body.end, end)
            ):
                yield match.end()

    def _plain_agent(self, at: int, end: int) -> Parties | None:
        verb = next(
            (
                m
                for m in verb_pattern().finditer(self._view, at + 1, min(end, at + 30))
                # In 主要负责人 and 委领导和科室负责 it is a person.
                if not (m.group() == "负责" and self._view.startswith("人", m.end()))
                and not (m.group() == "领导" and _LEADERS.match(self._view, m.end()))
                # In 市政府分管副市长主持 it is part of his title.
                and not (m.group() in ("分管", "主管") and _OFFICER.match(self._view, m.end()))
            ),
            None,
        )
        if verb is None or verb.start() - at > 24 or verb.start() - at < 2:
            return None
        words = self._view[at : verb.start()]
        words = re.split(r"对|将|把|向|按|根据|每|会同|(?<!所)在|就|于|依(?!法)", words)[0]
        trimmed = re.sub(r"(?:统一|具体|共同|分别|直接|牵头|或|全面|各自|负责|另行|专人|自然)+$", "", words)
        if len(trimmed) < 2 or re.search(r"[,;。]", trimmed):
            return None
        from kg.coding.parties import Party

        what = (
            "post"
            if re.search(r"(?:分管|主管)[\u4e00-\u9fff]{0,4}(?:长|领导|负责人|负责同志)$", trimmed)
            else "body"
        )
        party = Party(at, at + len(trimmed), what, "organization", "noun-after-by")
        return Parties((party,), party.end)

    def _partners(self, at: int, end: int) -> tuple[Parties | None, int]:
        match = _WITH.search(self._view, at, min(end, at + 12))
        if match is None:
            return None, at
        if self._view.startswith("联合", match.start()) and verb_at(self._view, match.end(), end):
            # 与甲联合发布: who does it together with the subject stands before 联合.
            joined = re.compile(r"[与和同]").match(self._view, at, match.start())
            parties = self._reader.read(joined.end(), match.start()) if joined else None
            return parties, match.end() if parties else at
        parties = self._reader.read(match.end(), end) or self._plain_agent(match.end(), end)
        if parties is None:
            return None, at
        after = re.compile(r"等?(?:有关|相关)?(?:单位|部门)?").match(self._view, parties.end, end)
        return parties, after.end() if after else parties.end

    def _predicate(self, at: int, end: int) -> _Found | None:
        hedged = _AS_A_RULE.match(self._view, at, end)
        at = hedged.end() if hedged else at
        opened = (m.end() for p in _OPENINGS if (m := p.match(self._view, at, end)) is not None)
        at = next((behind for behind in opened if says_verb(self._view, behind, end)), at)
        times = _TIMES.match(self._view, at, end)
        at = times.end() if times else at
        match = verb_at(self._view, at, end)
        moved = _manner().match(self._view, at, end)
        at = moved.end() if moved else at
        if (
            match is None
            and at < end
            and _OBJECT_FIRST.match(self._view, at, end)
            and not is_adjunct(self._view[at:end])
        ):
            later = [
                m
                for m in verb_pattern().finditer(self._view, at + 1, end)
                if lexicon.verbs()[m.group()].use == "main"
            ]
            return _Found(lexicon.verbs()[later[-1].group()], later[-1].start()) if later else None
        return _Found(lexicon.verbs()[match.group("verb")], match.start("verb")) if match else None

    def _inner(self, at: int, end: int) -> _Found | None:
        """The first main verb after a subject that times or places stand behind: 各单位每季度末…报送…."""
        for match in verb_pattern().finditer(self._view, at, end):
            verb = lexicon.verbs()[match.group()]
            if verb.use == "main" and not self._view.startswith("的", match.end()):
                return _Found(verb, match.start())
        return None

    def _modal(self, at: int, end: int) -> str | None:
        match = re.compile(rf"(?:[^,]{{0,24}}?)(?P<modal>{MODAL})").match(self._view, at, end)
        return match.group("modal") if match else None


@dataclass(frozen=True)
class _Found:
    verb: Verb
    start: int
