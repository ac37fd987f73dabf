"""What a clause settles about how something is run, besides its times: the test by which a duty is also a procedure rule.

The list is that of ``docs/coding-conventions.md``; a clause that settles none of these and no time is only a duty.
"""

from __future__ import annotations

import re

__all__ = [
    "decision_rule",
    "extra_occasion",
    "is_agenda",
    "is_approval",
    "is_before_meeting",
    "is_circulation",
    "is_counted",
    "is_money",
    "is_reported_soon",
    "is_sorted",
]

_DECISION = re.compile(
    r"[^,;。]*(?:民主集中制|少数服从多数|过半数|半数以上|分之[一二三四五]以上|协商一致|集体讨论决定|可否同数|表决(?:实行|采取|采用|方式|制|须|应|时)|(?:提交|付诸|举手|投票)表决|一人一票|绝对多数)[^,;。]*"
)
_OCCASION = re.compile(
    r"(?:如)?(?:遇有?|如遇|视|发生)[^,;。]{2,40}?时(?!间|期|限)|(?:如)?(?:遇有?|如遇|因应|根据|视)[^,;。]{0,40}?(?:时|需要|情况|后|工作部署或工作需要)|必要时|特殊情况(?:下|时)?|发生[^,;。]{2,24}?(?:时|后)|因工作需要|临时动议|(?:有|出现)(?:下列|以下)情[形况]之一"
)
_HELD = re.compile(r"(?:随时|临时|可|可以|应|得|及时|适时)?(?:召开|举行|召集|加开)")
_SAYS = r"报告|汇报|上报|呈报|报送|报备|通报|通知|告知|告诉|移送|移交|发布|公布|公开|公示|反馈|更新(?=公开|公示|信息)|答复|回复|函复|抄告|转报|转送|续报|报(?=[^道纸刊销名警废考表])"
_HOW = r"如实|准确|完整|书面|主动|逐级|依法|全面|规范|有效|公开透明|口头|按规定|按程序|同步"
_SOON = re.compile(
    rf"(?<!不)(?:及时|立即|随时|尽快|第一时间|迅速|即时|马上|限时|当即)(?:、?(?:{_HOW}))*(?:的|地|、)?(?:(?:向|将|把|对)[^,;。]{{1,24}}?)?(?:[\u4e00-\u9fff]{{2}}(?:并|、))?(?:{_SAYS})"
)
_APPROVES = re.compile(
    r"(?:报送|呈报|报请|报经|须经|应经|需经|要经|未经|经|提请|提交|报|送|由)(?P<who>[^,;。不]{2,30}?)(?:批准|审批|审定|核定|签发|签字|审签|核准|审议通过|审查同意|审核同意|审核通过|讨论通过|讨论并审议通过|研究决定|研究同意|书面同意|同意(?=后|方可|,|$))(?!的|制度|情况|工作)"
)
# 经…同意,建立联席会议: how the body itself came about, once.
_FOUNDED = re.compile(
    r"(?:同意|批准|研究决定)(?:后)?,?\s*(?:决定|特|现)?(?:建立|成立|设立|组建|调整|制定本|制订本|印发[本给]|下发给)|现(?:将|予以)?(?:印发|下发)"
)
_PAPER = re.compile(
    r"文件|纪要|简报|信息|方案|计划|规划|办法|意见|制度|预案|预算|决算|决定|名单|材料|报告|经费|资金|支出|款|成果|事项|议题|合同|规则|章程|通知|榜|人选|处理|提出|制定|制订|起草|拟订|拟定|编制"
)
_SENT = re.compile(r"呈报|报送|印发|下发|抄送|抄报|分送|印送|发送")
_WRITTEN = re.compile(r"编辑|编发|编印|编写|刊发|纪要|简报|文件|信息")
_MONEY = re.compile(
    r"(?<![将把])(?:经费|资金|费用|开支|款项|账目)(?![^,;。]{0,6}(?:保障|使用|管理)工作)[^;。将把]{0,40}?(?:由[^,;。]{2,30}?(?:代管|专账|专户|管理|保管)|专款专用|专账|专户)"
)
_SORTED = re.compile(
    r"(?:分为?|按照?)[^,;。:]{0,40}?[一二两三四五六七八九\d]个?(?:类|种|等次|等级|档次|级|阶段|步骤|环节)(?!人|单位)"
)
_AGENDA = re.compile(
    r"(?:议题|议程)[^;。]{0,40}?(?:提出|提报|收集|汇总|征集|拟定|拟订|确定|审定|审核|批准|报)"
)
_BEFORE = re.compile(
    r"(?:会议|大会|职代会|例会|全会|会)(?:正式)?(?:召开|举行)(?:之|以)?前(?!\d|[一二三四五六七八九十]+[天日个])"
)


def decision_rule(words: str) -> str | None:
    """Return how something is decided: 民主集中制, a majority, one vote each; None where the words do not say."""
    match = _DECISION.search(words)
    return match.group().strip(",") if match else None


def extra_occasion(words: str) -> str | None:
    """Return what calls one more meeting or starts the procedure: 遇有…时, 必要时.

    >>> extra_occasion("遇有重要事项需要协商解决时可临时召开会议")
    '遇有重要事项需要协商解决时'
    """
    match = _OCCASION.search(words)
    return match.group().strip(",") if match else None


def holds_extra(words: str) -> bool:
    """Say whether a meeting is held on an occasion."""
    occasion = _OCCASION.search(words)
    return bool(
        (occasion and _HELD.search(words, occasion.end()))
        or re.search(r"(?:随时|临时)(?:召开|举行|召集|加开)", words)
    )


def is_reported_soon(words: str) -> bool:
    """Say whether something is to be told or handed over without delay.

    >>> is_reported_soon("发现问题及时报告区政府"), is_reported_soon("及时解决工作中的问题")
    (True, False)
    """
    return bool(_SOON.search(words))


def approver(words: str) -> re.Match[str] | None:
    """Find whose approval is needed; the group ``who`` names him."""
    return _APPROVES.search(words)


def is_approval(words: str) -> bool:
    """Say whether a paper, a list, money or a decision needs somebody's approval.

    >>> is_approval("提出年度方案,经委员会审定后组织实施"), is_approval("审批年度项目")
    (True, False)
    """
    if _FOUNDED.search(words):
        return False
    return (
        bool(_APPROVES.search(words) and _PAPER.search(words))
        or "会签" in words
        or bool(re.search(r"(?<!负责)签发", words))
    )


def is_circulation(words: str) -> bool:
    """Say whether a paper goes to several receivers, one after the other."""
    sent = len(set(_SENT.findall(words)))
    return sent > 2 or (sent > 1 and bool(_WRITTEN.search(words)))


def is_reward(words: str) -> bool:
    """Say whether it is settled that somebody is commended, and for what.

    >>> is_reward("对成效突出的单位,由委员会给予通报表扬"), is_reward("做好总结表彰工作")
    (True, False)
    """
    return bool(re.search(r"(?:予以|给予|进行|予)(?:通报)?(?:表彰|表扬|奖励|嘉奖)", words))


def is_sent(words: str) -> bool:
    """Say whether a paper is made or sent somewhere."""
    return bool(_SENT.search(words) or re.search(r"编辑|编发|编印", words))


def is_money(words: str) -> bool:
    """Say whether it is settled who keeps the money, and how; who bears it is a duty only.

    >>> is_money("专项经费由财务部门代管"), is_money("所需经费由同级财政承担")
    (True, False)
    """
    return bool(_MONEY.search(words)) and not re.search(
        r"(?:将|把|安排|落实|保障)[^,;。]{0,20}(?:经费|资金)", words
    )


def is_counted(words: str) -> bool:
    """Say whether a stretch only counts what was said before: 年初、年末各一次.

    >>> is_counted("年初、年末各一次"), is_counted("每年召开两次")
    (True, False)
    """
    return re.fullmatch(r"(?!每)[^,;。]{0,12}各(?:召开|举行|开展)?[一二两三\d]次", words) is not None


def is_sorted(words: str) -> bool:
    """Say whether stages, categories or grades are told apart: 三个阶段, 分为三类."""
    return bool(_SORTED.search(words))


def is_agenda(words: str) -> bool:
    """Say whether it is settled who brings or decides the agenda."""
    return bool(_AGENDA.search(words))


def is_before_meeting(words: str) -> bool:
    """Say whether something is due before a meeting, without a number of days."""
    return bool(_BEFORE.search(words))


__all__ += ["approver", "holds_extra", "is_reward", "is_sent"]
