"""What the words between two commas are to those before them: a part of the same duty, or the first words of the next.

Each question is asked of the words alone; ``kg.coding.grain`` asks them in order.
"""

from __future__ import annotations

import re

from kg.coding.statements import GRADE, HELD

__all__ = [
    "counts_again", "follows_approval", "grades", "has_own_term", "is_measure", "is_repetition", "is_tail", "leads_only",
    "meets_afresh", "stands_apart", "stands_in", "takes_effect", "tells_manner", "tells_means", "tells_outcome",
]  # fmt: skip

# A report that says nothing of its own matter is of what the clause before it does.
_REPORTS_SAME = re.compile(r"并?(?:定期|每[^,]{1,6}?)?向[^,]{2,20}?(?:书面)?(?:报告|汇报|提交报告)(?:一次)?")

# So does one that only says where the same goes: 收集整治信息,报送市委平安办.
_SENDS_SAME = re.compile(
    r"并?(?:及时|定期|统一|同时|每[^,]{1,3})?(?:报送|上报|呈报|陈报|抄报|抄送|印送|分送|报(?!告|名|道|警|废))(?:至|给)?[^,]{2,20}(?:局|委|办|部|厅|府|院|室|会|组|单位|部门|领导|同志|成员)(?:备查)?"
)

_TAKES_EFFECT = re.compile(r"并?自[^,;]{2,20}起(?:正式)?(?:施行|实施|执行|生效|试行)")

# How long or how much what was said takes, no second duty: 公示期不少于7日, 整改时间不得超过20个工作日.
_MEASURES = re.compile(
    r"(?:公示|公告|整改|试用|培训|保存|办理|处理|整治|活动|会议)(?:期限?|时间|时限)(?:一般|原则上)?(?:为|应?不少于|不超过|不得少于|不得超过|应?不低于|至少)[^,;]{1,16}"
)

# A term of its own makes a duty of its own: 自受理之日起15个工作日内答复举报人.
_OWN_TERM = re.compile(
    r"[^,;]{2,14}?的(?:[一二三四五六七八九十\d]+个?(?:工作日|日|天|小时)(?:之|以)?内|当日|当天)(?:予以)?[\u4e00-\u9fff]{2,}"
    r"|[^,;]{0,16}之日起[^,;]{0,6}?[一二三四五六七八九十\d]+个?(?:工作日|工作天|日|天|小时|个月)(?:之|以)?内(?:予以)?[\u4e00-\u9fff]{2,}"
)

# Who may stretch the term is a rule of its own: 经县长同意可以延长.
_PROLONGED = re.compile(r"(?:经[^,;]{2,24}(?:同意|批准))?可以?(?:适当|再)?延长")

# What came of the clause before it, and what is done with that: 督查结果在10日内予以通报.
_RESULT = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:结果|纪要|台账|会议材料)(?:应|须|要|由|报|送|在(?=[^,]{0,8}(?:日|天|周|月)内)|于|向|及时|予以|每|定期|公布|通报|纳入|列入|作为|与|抄送|存入)"
    r"|其他(?:事项|情况|人员)(?:应|须|要|由|可)"
)

# Who takes a post is said beside a duty, not in it: …,政法委员兼任办公室主任.
_TAKES_POST = re.compile(r"[^,;]{2,20}(?:兼任|担任|任)[^,;]{0,8}(?:主任|组长|召集人|主席|指挥|指挥长)$")

# How many must come: 到会人数须达到成员总数的三分之二以上.
_QUORUM = (
    r"(?:到会|出席|参会|与会)(?:会议)?(?:的)?(?:人数|人员|委员|成员)?(?:须|应|必须|达到|超过|不少于|不得少于)"
)

# What majority decides: 决定事项须经到会委员过半数同意.
_MAJORITY = re.compile(
    r"(?:所?议定|决定|决议|表决|审议)(?:的)?(?:事项|议题|事宜)[^,;]{0,3}[经由][^,;]{2,24}(?:过半数|半数以上|分之[^,;]{1,4}以上|\d+%以上)[^,;]{0,8}(?:同意|通过|赞成)"
)

# Who convenes or chairs, and who does in his place: 由组长主持,组长因事不能到会的由副组长主持.
_CHAIRS = re.compile(r"(?:^|,)由[^,;]{2,16}(?:召集|主持|召集并主持|召集和主持)$")
_STANDS_IN = re.compile(
    r"(?=[^,;]*(?:外出|因[故事公]|不能|委托|代为|代理))[^,;]{2,24}(?:时|的|期间|后)?(?:由|(?:也|亦)?可(?:以)?(?:由[^,;]{2,8})?委托|委托)[^,;]{2,16}(?:代为|代理)?(?:召集|主持|召集并主持|召集和主持)(?:会议)?"
)

# What is done with a plan once it is approved: …,报市政府批准后实施.
_APPROVED_FIRST = re.compile(
    r"(?:并|按程序)?(?:报|经)[^,]{2,24}(?:批准|审定|同意|审批|审核|审议通过|审议|通过)后(?:组织|向社会|予以)?(?:实施|执行|印发|施行|公布|公开|公示|发布)(?:实施|执行|施行)?"
)

# From which share on something is well done: 满意率达到80%为合格.
_GRADED = re.compile(rf"[^,;]{{0,16}}\d{{1,3}}(?:%|分)[^,;]{{0,6}}评?[为定]{GRADE}")

# A clause that speaks of grading already goes on with the next grade.
_SPEAKS_OF_GRADES = re.compile(r"[分等档级%]|考[核评]|评[估议定]")

# What a quorum allows: 应有二分之一以上委员出席,始得开会.
_ONLY_THEN = re.compile(r"[始方才](?:得|可|能)(?:召?开会|举行|决议|通过|生效|表决|开议)")

# A limit to what the clause before it says: 立即报告,最迟不得超过30分钟.
_AT_THE_LATEST = re.compile(r"(?:延长)?(?:期限|时间)?最[迟晚长多](?:不得|不|应|须|在|于)?")

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

# What a duty is to bring about, however many verbs say it: …,确保其正常运行和有效使用.
_SECURES = re.compile(r"(?:并|以|切实|坚决|有效)?(?:确保|保证(?!金|人|书)|防止|避免|杜绝|遏制|减少)")

_TAIL_MANNER = re.compile(
    r"(?:切实|更好|不断|努力|有效|着力|共同|真正|全面|从而|以|进一步)(?:地)?(?:维护|保护|提高|提升|增强|推动|推进|促进|保障|发挥|形成|确保|营造|改善|优化)"
)

_TAIL_END = re.compile(
    r"(?:发展|进步|稳定|和谐|水平|氛围|合力|作用|影响|社会影响|满意度|覆盖面|落到实处|秩序良好|能力|效率|质量|保证|保障|保险|格局|局面|积极性|[\u4e00-\u9fff]化)$"
)


def is_repetition(words: str) -> bool:
    """Say whether a segment only says to whom what was said before is told or sent.

    >>> is_repetition("并定期向组长报告"), is_repetition("报送县政府办公室"), is_repetition("报送用水计划")
    (True, True, False)
    """
    return bool(_REPORTS_SAME.fullmatch(words) or _SENDS_SAME.fullmatch(words))


def is_measure(words: str, *, of_deed: bool) -> bool:
    """Say whether a segment only limits what was said before; some limits need a deed (``of_deed``) to be one of.

    >>> is_measure("公示期不少于7日", of_deed=False), is_measure("最迟不得超过30分钟", of_deed=True)
    (True, True)
    """
    return bool(
        _ONLY_THEN.match(words) or _MEASURES.match(words) or (of_deed and _AT_THE_LATEST.match(words))
    )


def counts_again(words: str, said: str) -> bool:
    """Say whether a segment only says how often what was said is done: 制定目录,每年至少制定一次."""
    often = _HOW_OFTEN.fullmatch(words)
    return often is not None and often.group("verb") in said


def grades(words: str, said: str) -> bool:
    """Say whether a segment is a grade of its own, after words that spoke of no grades."""
    return _GRADED.fullmatch(words) is not None and _SPEAKS_OF_GRADES.search(said) is None


def has_own_term(words: str) -> bool:
    """Say whether a segment sets a term of its own or lets somebody stretch one.

    >>> has_own_term("自受理之日起15个工作日内答复举报人"), has_own_term("经县长同意可以延长10日")
    (True, True)
    """
    return bool(_OWN_TERM.match(words) or _PROLONGED.match(words))


def stands_apart(words: str, *, of_deed: bool) -> bool:
    """Say whether a segment speaks of when rules take effect, of who takes a post, or (``of_deed``) of what came of a deed."""
    return bool(
        _TAKES_EFFECT.match(words)
        or _MAJORITY.match(words)
        or _TAKES_POST.fullmatch(words)
        or (of_deed and _RESULT.match(words))
    )


def stands_in(words: str, said: str) -> bool:
    """Say whether a segment only says who stands in for whom the clause so far lets convene or chair.

    >>> stands_in("组长外出时由副组长代为召集", "由组长召集"), stands_in("由副组长召集", "专题会议不定期召开")
    (True, False)
    """
    return bool(_CHAIRS.search(said) and _STANDS_IN.fullmatch(words))


def takes_effect(words: str) -> bool:
    """Say whether a segment says from when on rules hold."""
    return _TAKES_EFFECT.match(words) is not None


def follows_approval(words: str) -> bool:
    """Say whether a segment only says that what was drawn up is carried out once approved."""
    return _APPROVED_FIRST.fullmatch(words) is not None


def tells_outcome(words: str, said: str) -> bool:
    """Say whether a segment only says what comes of what was said, or who is told of the matter it put first."""
    told = _TOLD_THE_SAME.fullmatch(words) and re.search(r"[将把]", said)
    return bool(told) or _OUTCOME.fullmatch(words) is not None


def meets_afresh(words: str) -> bool:
    """Say whether a segment after a meeting's rule is a rule of its own: another meeting, a quorum, who may be asked to come.

    >>> meets_afresh("必要时可邀请专家列席"), meets_afresh("研究重大问题")
    (True, False)
    """
    return bool(
        HELD.search(words)
        or re.match(r"(?:并)?每|必要时(?:可|应)|遇有|如遇|" + _QUORUM, words)
        or _MAJORITY.match(words)
    )


def leads_only(words: str) -> bool:
    """Say whether words so far only say who leads and who takes part."""
    return _ONLY_LEADS.search(words) is not None


def tells_means(words: str) -> bool:
    """Say whether a segment only says by what means the next is done: 充分发挥自身优势,…."""
    return _MEANS.fullmatch(words) is not None


def tells_manner(words: str) -> bool:
    """Say whether a segment opens as what something is done for: 切实维护…, 促进…."""
    return _TAIL_MANNER.match(words) is not None


def is_tail(words: str) -> bool:
    """Say whether a segment only says what the duty before it is to bring about.

    >>> is_tail("确保其正常运行和有效使用"), is_tail("保证金由县财政局收取")
    (True, False)
    """
    return bool(_TAIL_MANNER.match(words) or _TAIL_END.search(words) or _SECURES.match(words))
