"""The small grammar of duty sentences: adverbs, modal words, verbs and adjuncts as patterns over the folded view."""

from __future__ import annotations

import re
from functools import cache

from kg.coding import lexicon
from kg.coding.lexicon import alternation, read_table
from kg.coding.model import Deontic

__all__ = [
    "ADJUNCT",
    "BY_DUTY",
    "COMPOUNDING",
    "EVERY",
    "HEDGE",
    "IN_FORM",
    "MODAL",
    "NAMED_GROUND",
    "ONCE_AGREED",
    "TIME_OF",
    "UPON",
    "adverbs",
    "deontic_of",
    "predicate",
    "verb_at",
    "verb_pattern",
]

MODAL = (
    r"(?:应当|应该|应予以|应予|应|必须|务必|务须|须|需要|需|要|不得|不准|不许|严禁|禁止|不应|不能|不可|不予|(?:一律|原则上|一般)不(?=[收予再对批安开])|可以|可视情|可|有权|有责任|有义务|宜|得(?!到|以|力|分)|"
    r"将(?=[负召组开继定按对于在加]))"
)
# After these a verb is part of a noun: 公开形式, 领导班子, 检查制度 …
_NOUNS = r"(?:班子|干部|同志|人员|体制|日(?!常)|形式|时间|范围|小组|机构|部门(?!的?规)|单位|会议|(?:经费|资金)(?!使用|管理|拨付|收支|发放)|标准|方式|重点|目标|水平|能力|成果|结果|主体|期间|方案|领导)"
# Verbs that mostly stand in nouns.
COMPOUNDING = (
    "公开",
    "领导",
    "检查",
    "监督",
    "管理",
    "考核",
    "指挥",
    "协调",
    "组织",
    "调查",
    "检验",
    "保卫",
    "评审",
    "培训",
    "建设",
    "监管",
    "督查",
    "督导",
    "工作",
)
_NOT_IN_NOUN = "(?:" + "".join(f"(?<!{verb})" for verb in COMPOUNDING) + f"|(?!{_NOUNS}))"
_DEONTIC: tuple[tuple[str, Deontic], ...] = (
    (r"不得|不准|不许|严禁|禁止|不应|不能|不可|不予|(?:一律|原则上|一般)不", "prohibition"),
    (r"可以|可视情|可$|有权|得$", "permission"),
    (r"宜|鼓励|提倡|倡导|建议", "recommendation"),
)  # fmt: skip
HEDGE = r"(?:[视按根据]{1,2}(?:其|违规|问题)?(?:情节|性质)(?:和情节|、情节|及后果)?的?(?:轻重|严重程度|严重)(?:程度)?|原则上|一般情况下|一般应|一般|必要时|争取|力争|尽可能|尽量|视(?:实际|工作|业务|会议|议题)*之?(?:需要|情形|状况)|依(?:实际|业务|工作)需要|视情况|视情|根据需要|根据工作需要|根据实际情况|根据情况|适时|根据实际|因工作需要|如有必要|条件成熟时|有条件的)"
# A stretch before a comma that says when, how, why or on what ground, and assigns nothing itself.
ADJUNCT = re.compile(
    r"(?:根据|按照|依照|依据|参照|比照|遵照|遵循|按(?!时|期|规定|要求|程序|月|季|年|周|日)|为(?:了|进一步|切实|更好|加强|认真|深入|全面|确保|有效|贯彻|推动|做好|规范|保障|充分|(?=[\u4e00-\u9fff]{1,30}$))|以(?!及|上|下|内|外|后|前|来)|"
    r"在(?![岗线校职])|于|自(?![觉愿行查纠主筹学检律我])|从(?![业事严简重快速])|当|凡|若|如(?!实|期)|因|由于|遇|一旦|结合|围绕|针对|经(?!常|费|营|济|办|信|贸|委)|通过|紧紧围绕|紧扣|立足|本着|坚持|随着|对于|关于|除(?![草雪险尘湿名去])|待(?!遇)|鉴于|面对|每年|每月|每季度|每周|每半年|"
    r"[一二三四五六七八九十\d]+(?:年|月|日|周|季度)|年底|年初|年末|会前|会后|平时|需要|必要时|发生|出现|接到|收到|发现|超过|符合|属于|涉及|承(?=[^,]{2,10}之命$)|采取|运用|未经|没有|逾期|特殊情况|重大|期间|凡是|遇有|如遇|必要|紧急)"
)
_ADJUNCT_END = re.compile(
    r"(?:(?<![及准按定随小])时|后|前|的|下|中|内|上|期间|基础上|情况下|为基础|为重点|为主|为目标|为契机|为抓手|以来|之前|之后|之日起|以后|以前|同时|为主线|为导向|为载体|为依托|为核心|之际|过程中|方面|之命|为原则|为辅|结束后|(?<=[等种的])(?:方式|形式|途径|手段|渠道))$"
)


# Words in which a modal word is only a syllable.
_NO_MODAL = re.compile(
    r"需要|重要|主要|必要|要求|要点|要害|纪要|摘要|概要|要素|相应|应急|适应|响应|供应|效应|认可|许可|可行|可靠|可持续|应用|得到|取得|获得|不得不|纲要|简要|反应|可能|对应|应对|应届|宜居|适宜|便宜|所需|急需|必需|内需|将军|需求|要闻|须知"
)


@cache
def adverbs() -> str:
    """The adverbs as one alternation."""
    return alternation(word for row in read_table("adverbs.txt") for word in row[0].split())


@cache
def verb_pattern() -> re.Pattern[str]:
    """Any verb of the lexicon, the longest first."""
    return re.compile(alternation(lexicon.verbs()))


@cache
def predicate() -> re.Pattern[str]:
    """What a predicate opens with: modal words and adverbs in any order, then (group ``verb``) the verb."""
    return re.compile(
        rf"(?P<lead>(?:{adverbs()}|{MODAL}|{HEDGE}|[、和及与地]){{0,8}}?)(?P<verb>{alternation(lexicon.verbs())})(?!员(?!工))(?!(?<=结合)实际){_NOT_IN_NOUN}"
    )


def verb_at(view: str, start: int, end: int) -> re.Match[str] | None:
    """Match a predicate that begins at ``start`` exactly."""
    return predicate().match(view, start, end)


def modal_in(words: str) -> re.Match[str] | None:
    """Find a modal word that is not a syllable of another word: 审议重要议案时 has none.

    >>> modal_in("审议重要议案时"), modal_in("重要议案应当审议").group()
    (None, '应当')
    """
    return re.search(MODAL, _NO_MODAL.sub(lambda match: "□" * len(match.group()), words))


def says_verb(view: str, start: int, end: int) -> bool:
    """Say whether a verb begins at ``start``, or an object put first that one follows: 向领导小组报告."""
    if verb_at(view, start, end):
        return True
    moved = re.compile(r"[向对将把](?!于)").match(view, start, end)
    return moved is not None and verb_pattern().search(view, start + 2, end) is not None


def is_adjunct(words: str) -> bool:
    """Say whether a stretch between commas only says when, how or why.

    >>> is_adjunct("在各地自检、互检后"), is_adjunct("制定工作计划")
    (True, False)
    """
    words = re.sub(r"“[^“”]{0,60}”", "", words)
    if _COUNTED.search(words) or _FOR_WHOM.match(words):
        return False
    opened = UPON.match(words) or EVERY.match(words)
    opened = opened or _WHEN_NEEDED.match(words) or NAMED_GROUND.match(words) or BY_DUTY.match(words)
    opened = opened or ONCE_AGREED.match(words) or IN_FORM.match(words) or TIME_OF.match(words)
    if opened and says_verb(words, opened.end(), len(words)):
        return False
    return bool(ADJUNCT.match(words)) and (
        len(words) <= 8 or bool(_ADJUNCT_END.search(words)) or bool(_GROUND.match(words))
    )


_WHEN_NEEDED = re.compile(r"必要时|视情况?(?=[^况])")
# A ground named by its title, after which the verb may come without a comma: 按照《…办法》审定计划.
_TITLED = r"[^,;。《》]{0,20}《(?:[^《》]|《[^《》]{2,60}》){2,80}》(?:\([^()]{2,30}\))?"
NAMED_GROUND = re.compile(
    rf"(?:根据|按照|依照|依据){_TITLED}(?:[、和及与]{_TITLED}){{0,4}}(?:的?(?:有关|相关)?(?:规定|要求|精神))?"
)
# The same where the ground is one's own share of the work or the usual way: 按职责转交有关单位办理.
BY_DUTY = re.compile(
    r"(?:根据|按照?|依照?|依据)(?:各自|自身|部门|本部门|本单位|法定|国家|省|市|县|区|有关|相关|上级|统一|联席会议|领导小组|工作|年度|实际)*的?(?:职责|职能|分工|规定|程序|权限|部署|安排|计划|要求)(?:分工|范围|权限|要求|和分工)*(?![的、和及与内])"
)
# In which form, before the verb: 以会议纪要形式明确议定事项.
IN_FORM = re.compile(r"以[^,;。]{2,14}?(?:形式|方式)(?=[\u4e00-\u9fff]{2})")
# What must come first, and what then: 经与会单位同意后印发有关方面.
ONCE_AGREED = re.compile(
    r"经[^,;。]{2,20}?(?:同意|批准|审定|审核|审议通过|审议|确认|签字)后(?=[\u4e00-\u9fff]{2})"
)
# How many times, and when each: 年初、年末各一次 goes on with what is held.
_COUNTED = re.compile(
    r"(?:各|每[^,;。]{1,4}?)(?:召开|举行|开展|组织|进行)?(?:至少|不少于|不得少于|原则上)?[一二两三四五六\d]+次(?:以上)?$"
)
# For whom something is done, no purpose: 为领导小组决策提供技术咨询.
_FOR_WHOM = re.compile(
    r"为(?!了|做好|提供|进一步|切实|更好|加强|确保|保障|推动)[^,;。]{2,40}?(?:提供|做好|创造|办好)(?=[\u4e00-\u9fff]{2})"
)
# 发现隐患立即上报: what is done upon an event, with no comma between.
UPON = re.compile(
    r"(?:发现|接到|收到|遇有?|发生|出现)[^,;。]{2,16}?(?:及时|立即|应当|应|须|随时|第一时间|(?=向))"
)
EVERY = re.compile(
    r"(?:并)?每(?:半|两|[一二三四五六\d]+个?)?(?:年|月|旬|周|日|天|班|季度?|学期|学年)(?:第?[一二三四五六日\d]{1,2}[日号]?(?:前|之前)|至少|年?[初末底])?"
)
# At what time of the year, the term or the day, or within which term, before the verb: 年底评选先进, 一周内答复.
TIME_OF = re.compile(
    r"(?:每?(?:年[底初终末]|[月季周]末|月[底初]|学?期[初中末]|学年[初末])|每年[腊正]月|汛[期前后]|汛期前|防火期内?|节假日|节日期间|寒暑?假前|[春夏秋冬]季|平时|平日|夜间|课[前后间]|班[前后]|当[天日班]|事后|会[前后])"
    r"|[一二两三四五六七八九十\d]+个?(?:工作日|小时|分钟|[日天周月])(?:以|之)?内"
)
_GROUND = re.compile(
    r"(?:根据|按照|依照|依据|参照|比照|遵照|为了?|以|本着|结合|围绕|紧紧围绕|针对|由于|鉴于|随着|立足|从)(?!.*(?:制定|负责|应当|提出))"
)


def deontic_of(marker: str | None, verb: str = "") -> Deontic:
    """Read the modality off a modal word (or a verb that carries one)."""
    for pattern, deontic in _DEONTIC:
        if marker and re.search(pattern, marker):
            return deontic
        if verb and re.fullmatch(pattern.replace("$", ""), verb):
            return deontic
    return "obligation"


__all__ += ["is_adjunct", "modal_in", "says_verb"]
