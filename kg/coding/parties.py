"""Who is named at a place in a sentence: lists of bodies, posts and described classes, with how they are joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from kg.coding import lexicon
from kg.coding.lexicon import alternation
from kg.coding.model import BodyKind
from kg.coding.names import Mention
from kg.coding.persons import person_pattern, read_titled
from kg.coding.phrases import COMPOUNDING, HEDGE, MODAL, adverbs, verb_at

__all__ = ["SHARED_NOUN", "Parties", "Party", "PartyReader", "role_pattern"]

SHARED_NOUN = "units-with-shared-noun"  # the rule of one unit in 公安、消防部门

_JOINER = re.compile(
    r"(?:、|和|与|及其|及|以及|(?:或者|或)(?:[^,;。、]{0,8}?委托的?)?|,(?=\S)|/|;(?=\S)|以及其他)"
)
_PART = re.compile(r"(?:部门|科|处|科室|机构|系统|站|所|督导室|督查室|监察室|研究室|审计室)$")
_PERSON = (
    r"(?:主要负责人|分管负责人|有关负责人|负责人(?![民员才事口防工身居])|负责同志|主要领导|分管领导|有关领导|领导同志|领导|法定代表人|联络员|信息员|第一责任人|责任人|"
    r"工作人员|全体人员|成员|委员|代表|全体成员|委员会议|主席|书记|(?:常务|分管|主管|协管)*(?:副)?[局厅署处部科所站院校镇乡县区市省]长|秘书长|主任委员|干部|职工)"
)
_PLAIN_NOUN = (
    r"(?:人民政府|企事业单位|用人单位|施工企业|施工单位|建设单位|监理单位|总包单位|生产经营单位|事业单位|单位|部门|企业行政领导|行政领导|企业|公司|学校|院校|幼儿园|医院|班主任|"
    r"任课教师|教师|教职工|教职员工|老师|家长|监护人|学生|职工|居民|村民|工会|机关|机构|组织|领导|领导干部|干部|党员|人员|同志|负责人|责任人|法定代表人|经营者|校长|村委会|社区|"
    r"镇|乡|街道|委员|成员|成员单位|联络员|会员|召集人|主管|经理|厂长|书记|主席|市长|县长|区长|局长|主任|组长)"
)


@dataclass(frozen=True)
class Party:
    """One named party: a span, and what it is (body, category, post, meeting, persons)."""

    start: int
    end: int
    what: str
    kind: BodyKind
    rule: str


@dataclass(frozen=True)
class Parties:
    """A list of parties; ``alternative`` when joined by 或; ``end`` is where the list ends."""

    items: tuple[Party, ...]
    end: int
    alternative: bool = False


@cache
def role_pattern() -> re.Pattern[str]:
    """A title of a post, not followed by what makes it a longer word."""
    titles = [
        title
        for title in lexicon.roles()
        if title not in ("指挥", "顾问", "秘书", "干事", "委员", "成员", "组员", "理事", "会长", "负责人")
    ]
    return re.compile(
        rf"(?:{alternation(titles)}|委员(?!会)|秘书(?!处|长|组))(?!单位|制|会议|们?的选|室|办公|名单)"
    )


_STRICT = re.compile(
    r"(?P<np>[^\s,;:。!?、的将由要应须必向对把在因按为以是其该本此\d]{2,10}?)(?=应当|(?<![供相反效适响对感回呼因])应(?!急)|必须|须|不得|有权|负有|立即(?=报告|停止|组织|向|启动)|[一二两三\d]{1,2}小时内|对(?=[^,;。]{2,20}负有)|(?<![重需主必次首只还纲摘])要(?!求|点)|因故|因事)"
)
# What is no actor although a modal word follows it.
_THING = re.compile(
    r"^一般|^有(?!关)|^原则上|(?:率|车|物资|器材|装备|设备|标牌|公示栏|台账)$|^最[迟晚长多少]|议程$|记录$|纪录$|议案$|^未|^经|^没|^每|工作|情况|内容|制度|方案|会议|意见|事项|经费|资金|材料|信息|结果|报告|计划|标准|措施|决定|数据|项目|文件|通知|活动|程序|时间|期限|问题|预案|比例|决议|同时|合同|名单|平时|任务|职责|时$|后$|前$|中$|议题|纪要|成果|费用|设施|设备|场所|险情|灾情|火情|疫情|警情|隐患|事故|案件|票据|线索|记录|台账|重大|主要|需要|主动|重要|必要|相关$|全面|不|人数|公开|奖|考核$|检查$|监督$|凡|如|若|^未经|^经|^发现|^接到|^收到|^遇|^发生|^出现"
)


_NAMING = r"(?:(?!由|的|在|对|将|把|向|按|为|经|就|会议|本[规办方章制])[\u4e00-\u9fff])"
# Names in a row, and one department, before what they do.
_LISTED = re.compile(
    rf"(?P<np>(?:{_NAMING}{{2,8}}、){{1,12}}{_NAMING}{{1,8}}?(?:(?:和|及|以及|与){_NAMING}{{2,10}}?)?(?:政府|委会|[局委办部处科室院队站所会]|公司|中心|单位|部门))(?=负责(?!人|同志)|要(?!求|点)|应当|必须|须(?!知))"
)
_DEPARTMENT = re.compile(
    rf"(?P<np>{_NAMING}{{2,10}}(?:科|处|股|办|室|中心|站))(?=负责(?!人|同志)|承担|应当|必须|(?:具体|统一|全面)负责)"
)
_NAME_IN_LIST = re.compile(r"[\u4e00-\u9fff]+")
_MEASURED = re.compile(r"(?:不得|不应|应|须|必须)(?:不)?(?:超过|少于|低于|高于|多于|超出|大于|小于)")
_DOES = re.compile(
    rf"(?:{MODAL})|负责|每|在|对|向|将|把|按|根据|发现|接到|收到|如(?![期实何有])|是[^,;。]{{2,24}}责任人|\d+(?:小时|分钟|日|天)内|立即|及时"
)


# The organization a document is written in, named by its kind alone before what it does: 学校成立…, 公司设立….
_WHOLE = re.compile(r"(?:本|各)?(?:学校|医院|公司|企业|园区)")


# Who is described by what he has or does, before what binds him.
_QUALIFIED = re.compile(
    r"(?!对|将|把)[^,;。:的]{2,20}的(?P<np>委员|成员|与会人员|参会人员|人员)(?=应当|应(?![急占])|必须|须|不得)"
)

# By when it does something: 学校在2小时内书面报告….
_WITHIN = re.compile(
    r"(?:应|须|应当)?在[^,;。]{1,14}(?:内|前)(?=[\u4e00-\u9fff]{2})|每(?:学?[年期]|月|季度?|周)"
)


@cache
def _generic() -> re.Pattern[str]:
    predicate = rf"(?=(?:{adverbs()}|{HEDGE}|每[年月季]\S{{0,3}}|[、,]){{0,4}}(?:{MODAL}|负责(?!人(?![民员才事口防工身居])|同志)|不得|承担|能够|每[年月周季日学]|对[^,;]{{2,30}}(?:负有|负责|负[\u4e00-\u9fff]{{0,4}}责)|给予|予以|发现|接到|收到))"
    return re.compile(rf"(?P<np>[^\s,;:。!?将由要应须必向对把在因按为以]{{0,24}}?{_PLAIN_NOUN}){predicate}")


class PartyReader:
    """Reads parties off the folded view by the mentions found in it."""

    def __init__(self, view: str, mentions: list[Mention]) -> None:
        self.view = view
        self.mentions = mentions
        self._starts = [mention.start for mention in mentions]

    @cached_property
    def nameless(self) -> str:
        """The view with every name blanked, so that 领导 in 领导小组 and 主管 in 主管部门 are no verbs."""
        pieces, at = [], 0
        for mention in self.mentions:
            pieces += [self.view[at : mention.start], "□" * (mention.end - mention.start)]
            at = mention.end
        return "".join([*pieces, self.view[at:]])

    def mention_at(self, start: int) -> Mention | None:
        """Return the mention that starts exactly there."""
        index = bisect_left(self._starts, start)
        found = index < len(self._starts) and self._starts[index] == start
        return self.mentions[index] if found else None

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Return the mentions inside a span."""
        index = bisect_left(self._starts, start)
        found = []
        while index < len(self.mentions) and self.mentions[index].start < end:
            if self.mentions[index].end <= end:
                found.append(self.mentions[index])
            index += 1
        return found

    def read(self, start: int, end: int, *, limit: int = 40) -> Parties | None:
        """Read a list of parties that begins at ``start``; None where there is none."""
        items: list[Party] = []
        at, alternative = start, False
        while len(items) < limit:
            party = self.party_at(at, end)
            if party is None:
                break
            items += self._shared(party)
            at = party.end
            joiner = _JOINER.match(self.view, at, end)
            if joiner is None:
                if self.mention_at(at) is None:
                    break
                following = self.party_at(at, end)
                if following is not None and _PART.search(self.view[following.start : following.end]):
                    items[-1] = Party(
                        items[-1].start, following.end, following.what, following.kind, "body-with-its-part"
                    )
                    at = following.end
                    if _JOINER.match(self.view, at, end) is None:
                        break
                    joiner = _JOINER.match(self.view, at, end)
            if joiner is None:
                break
            if self.party_at(joiner.end(), end) is None:
                described = self.generic_at(joiner.end(), end)
                if described is not None and len(items) == len({p.what for p in items}):
                    items.append(described)
                break
            alternative = alternative or joiner.group().startswith("或")
            at = joiner.end()
        if not items:
            return None
        return Parties(tuple(items), items[-1].end, alternative)

    def _shared(self, party: Party) -> list[Party]:
        """The parties of a list with one shared noun: 公安、消防部门 are two."""
        if party.rule != SHARED_NOUN:
            return [party]
        noun = re.search(
            r"等?(?:有关|相关|各)?(?:部门|机关|机构|系统|单位)$", self.view[party.start : party.end]
        )
        stop = party.end - len(noun.group()) if noun else party.end
        cuts = [
            party.start,
            *(m.end() for m in re.compile(r"、|以及|和|及|与").finditer(self.view, party.start, stop)),
            stop + 1,
        ]
        return [
            Party(
                a,
                party.end if b > stop else len(self.view[a:b].rstrip("、和及与以")) + a,
                "category",
                "body-category",
                party.rule,
            )
            for a, b in pairwise(cuts)
        ]

    def party_at(self, start: int, end: int) -> Party | None:
        """Read the one party that begins at ``start``."""
        mention = self.mention_at(start)
        if mention is not None and mention.end <= end:
            return self._extended(mention, end)
        role = role_pattern().match(self.view, start, end)
        if role:
            return Party(start, role.end(), "post", "organization", "post-title")
        return None

    def _extended(self, mention: Mention, end: int) -> Party:
        """A body followed by a title, people of it, or a meeting of it is that post, those people, that meeting."""
        at = mention.end
        both = re.compile(r"及其办公室(?=各?成员单位)").match(self.view, at, end)
        at = both.end() if both else at
        while (
            self.view.startswith("各成员单位", at)
            or self.view.startswith("成员单位", at)
            or self.view.startswith("办公室", at)
        ):
            at += (
                5
                if self.view.startswith("各成员单位", at)
                else (4 if self.view.startswith("成员单位", at) else 3)
            )
            mention = Mention(
                mention.start,
                at,
                "body-category" if self.view[at - 1] == "位" else "secretariat-office",
                mention.rule,
            )
        what = "category" if mention.kind == "body-category" else "body"
        role = role_pattern().match(self.view, at, end) or re.compile(
            rf"(?:各单位|单位)?(?:的)?{_PERSON}"
        ).match(self.view, at, end)
        if role and role.end() > at:
            return Party(mention.start, role.end(), "post", mention.kind, "post-of-body")
        meeting = re.compile(
            r"(?:成员单位|成员|全体|联络员|工作|专题|主任|办公)?(?:全体)?(?:会议|例会)(?!精神|纪要|议|决|制|要求|确定|审|通|研|室)"
        ).match(self.view, at, end)
        if meeting and not self.view.startswith("会议室", at):
            return Party(mention.start, meeting.end(), "meeting", mention.kind, "meeting-of-body")
        return Party(mention.start, at, what, mention.kind, mention.rule)

    def listed_at(self, start: int, end: int) -> Party | None:
        """Read several named before what they do, though no lexicon knows them: 水利、国土和高新区管委会负责…."""
        match = _LISTED.match(self.view, start, end) or _DEPARTMENT.match(self.view, start, end)
        if match is None or any(
            verb_at(self.view, m.start(), match.end("np"))
            for m in _NAME_IN_LIST.finditer(self.view, start, match.end("np"))
        ):
            return None
        return Party(start, match.end("np"), "category", "body-category", "listed-before-predicate")

    def _before_modal(self, start: int, end: int) -> Party | None:
        """Read whoever a short noun phrase before a strict modal word may be: 各里里长应…, 导师须…."""
        match = _STRICT.match(self.view, start, end)
        if match is None or verb_at(self.view, start, match.end("np")) or _THING.search(match.group("np")):
            return None
        if _MEASURED.match(self.view, match.end("np")):
            # 酒席不得超过15桌: what is limited, not who is bound.
            return None
        person = person_pattern().match(self.view, start, match.end("np"))
        if person and verb_at(self.view, person.end(), match.end("np")):
            return Party(start, person.end(), "post", "organization", "person-by-occupation")
        if match.group("np")[-2:] in lexicon.verbs():
            # 公约修订须…: what is done, not who does it.
            return None
        by_rule = re.search(r"(?:依|按|照)(?:照|法|规定|程序|要求)+$", match.group("np"))
        stop = match.end("np") - (len(by_rule.group()) if by_rule else 0)
        if stop - start < 2:
            return None
        return Party(start, stop, "category", "body-category", "phrase-before-modal")

    def _qualified_at(self, start: int, end: int) -> Party | None:
        """Read the members or persons that a clause before 的 describes: 与议题有利害关系的委员应当回避."""
        match = _QUALIFIED.match(self.view, start, end)
        return (
            Party(match.start("np"), match.end("np"), "post", "organization", "described-member")
            if match
            else None
        )

    def person_at(self, start: int, end: int) -> Party | None:
        """Read a person by occupation or office who does something: 护士长督促…, 当事人立即报告…."""
        whole = _WHOLE.match(self.view, start, end)
        said = verb_at(self.view, whole.end(), end) if whole else None
        within = whole and _WITHIN.match(self.view, whole.end(), end)
        if whole and (within or (said and said.group("verb") not in COMPOUNDING)):
            return Party(start, whole.end(), "category", "body-category", "organization-it-is-about")
        match = person_pattern().match(self.view, start, end)
        stops = [match.end() if match else None, read_titled(self.view, start, end)]
        for stop in stops:
            if stop is not None and (verb_at(self.view, stop, end) or _DOES.match(self.view, stop, end)):
                return Party(start, stop, "post", "organization", "person-by-occupation")
        return None

    def persons_at(self, start: int, end: int) -> Parties | None:
        """Read several people by occupation who do something together: 保管员和当班教师共同签字."""
        items: list[Party] = []
        at = start
        while (stop := read_titled(self.view, at, end)) is not None and len(items) < 12:
            items.append(Party(at, stop, "post", "organization", "person-by-occupation"))
            joiner = re.compile(r"、|和|与|及").match(self.view, stop, end)
            if joiner is None:
                break
            at = joiner.end()
        if len(items) < 2 or not (
            verb_at(self.view, items[-1].end, end) or _DOES.match(self.view, items[-1].end, end)
        ):
            return None
        return Parties(tuple(items), items[-1].end)

    def generic_at(self, start: int, end: int) -> Party | None:
        """Read a described class before a modal word: 企业行政领导要…, 用人单位应当…."""
        if (described := self._qualified_at(start, end)) is not None:
            return described
        match = _generic().match(self.view, start, end)
        if match is None or match.end("np") - start < 2:
            return self._before_modal(start, end)
        words = match.group("np")
        kind_of = re.search(r"(?:系统|行业|领域|战线)的?|[级类型]", words) or (
            len(words) <= 6 and words.endswith(("人员", "单位", "部门", "机构"))
        )
        if verb_at(self.view, start, match.end("np")) and not kind_of:
            return None
        return Party(start, match.end("np"), "category", "body-category", "noun-before-modal")
