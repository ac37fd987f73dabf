"""Laws and documents a text refers to: by title, number or fixed name, by issuer, or as laws on a subject.

What is a citation and what a vague reference is said in ``docs/coding-conventions.md``; the less a reference names, the
lower its confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding.model import Citation
from kg.coding.names import Mention
from kg.coding.outline import Outline
from kg.coding.parties import PartyReader
from kg.coding.registry import Registry

__all__ = ["find_citations"]

_LEGAL = re.compile(
    r"(?:法|条例|规定|办法|通知|意见|决定|方案|细则|规则|规程|准则|纲要|章程|预案|规划|标准|制度|批复|函|公告|通告|决议|解释|要点|报告|守则|公约|计划|法典|准则|规范|令|指南|职责|清单|目录|规例|守则)(?:\([^()]{1,20}\))*$"
)
_PERIODICAL = re.compile(
    r"(?:信息|简报|动态|通报|快报|专报|月报|周报|日报|报|通讯|导报|杂志|期刊|要情|摘报|专刊|工作情况)$"
)
_NUMBER = re.compile(
    r"(?:\(|,)?\s*(?P<number>(?:[\u4e00-\u9fff]{1,12}(?:字)?\s*[\[〔(]\s*(?:19|20)?\d{2}\s*[\]〕)]\s*(?:第)?\s*\d{1,5}\s*号)|第?\s*\d{1,4}\s*(?:号令|章)|第\d{1,4}[A-Z]*章|[\u4e00-\u9fff]{2,10}令第?\d{1,4}号|[\u4e00-\u9fff]{2,10}第\d{1,4}号令)"
)
_UNMARKED = re.compile(
    r"(?P<title>(?:[\u4e00-\u9fff]{2,24}?(?:办公厅|办公室|人民政府|政府|委员会|局|厅|部|委|总工会)|国务院)?(?:关于)?(?:印发|转发)?[^\s,;。:、《》()]{2,60}?(?:的)?(?:通知|意见|办法|规定|条例|决定|方案))\s*\((?P<number>[\u4e00-\u9fff]{1,12}(?:字)?[\[〔(](?:19|20)\d{2}[\]〕)](?:第)?\d{1,5}号)"
)
_ARTICLE = re.compile(
    r"(?P<title>[^\s,;。:、《》()“”和及与由对按照依据根据落实执行违反]{0,16}?(?:防救法|考绩法|秘密法|救助法|卫生法|统计法|气象法|规划法|档案法|兵役法|国防法|渔业法|救济法|防护法|监察法|审计法|预算法|招标投标法|防治法|保护法|促进法|教育法|管理法|安全法|监督法|劳动法|合同法|保险法|基本法|处罚法|许可法|强制法|消防法|防洪法|工会法|森林法|草原法|应对法|防疫法|诉讼法|公务员法|公司法|监狱法|矿山安全法|食品安全法|特种设备安全法|生产法|(?<![\u4e00-\u9fff])刑法|民法典|宪法|条例))(?![律规院制人治定令学医庭医定则医])"
)
_STANDARD = re.compile(r"(?:ISO|GB(?:/T)?|HJ|AQ)[ -]?\d{3,5}(?:[-:.]\d{1,4})*(?:(?:国家|行业|国际)?标准)?")
_CONGRESS = re.compile(
    r"(?:党的)?(?:十[一二三四五六七八九]|二十)(?:大|届[一二三四五六七]中全会)(?:以来)?(?:历次全会)?(?:精神|报告|决定)|党的[一二三四五六七八九十]{1,3}大(?:报告|精神)|习近平总书记(?:(?:关于|对|在)[^,;。]{2,30}?的?)?(?:系列)?重要(?:指示批示精神|指示精神|指示批示|讲话精神|讲话和指示精神|论述|批示精神)"
)
_NUMBER_ALONE = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{1,8}(?:字|发|函)[\[〔(](?:19|20)\d{2}[\]〕)](?:第)?\d{1,5}号)(?:文件|文|通知)?(?=(?:要求|精神|规定|部署)|[,。;和及、)]|$)"
)
# What makes a document's words binding here: somebody carries them out, learns or spreads them, or goes by them.
_CITING = re.compile(r"根据|按照|依据|依照|遵照|落实|执行|贯彻|转发")
_FOLLOWS = (
    r"(?:认真|坚决|全面|深入|严格|依法|大力|切实|组织|负责|加强对|开展|积极|有效)*(?:学习宣传、贯彻落实|宣传贯彻执行|宣传普及|宣传贯彻|学习贯彻|学习传达|传达学习|传达贯彻|贯彻执行|贯彻落实|贯彻实施|组织实施|督促执行|"
    r"贯彻|落实|执行|实施|传达|宣传|普及|学习|遵守|履行|违反|遵照|按照|依照|依据|根据|符合|加强对)"
)
_INSTRUCTION = (
    r"(?:(?:方针|路线|决策|政策)(?:、|和)?)*(?:重要指示批示精神|重要讲话精神|指示精神|会议精神|文件精神|讲话精神|通知精神|批示精神|精神|重要指示批示|重要指示|重要批示|指示批示|"
    r"决策部署|安排部署|工作部署|部署要求|部署|决议|决定|工作要求|有关要求|要求|有关规定|规定|(?:有关|相关)?文件(?:精神|要求|规定)|指导意见|实施意见|工作安排|指示|批示)"
)
_ISSUED = re.compile(
    rf"(?:(?:关于|有关|对)[^,;。:《》]{{2,40}}?(?:的|工作))?(?:的)?(?:有关|相关|各项)?{_INSTRUCTION}(?:和要求|、要求)?(?![\u4e00-\u9fff]{{0,2}}(?:事项|的工作|的任务|的各项))"
)
_LAWS = r"(?:方针政策、|政策、|方针、政策、|法律、行政)*(?:法律、法规、规章|法律法规规章|法律、法规|法律法规|政策法规|行政法规|法规|规章制度(?!的?(?:制定|建立)))(?:和政策|和标准|、政策|及标准)?"
_BY_SUBJECT = re.compile(
    rf"{_FOLLOWS}(?P<title>(?P<subject>[^,;。:《》\n]{{2,28}}?)(?:的)?(?:相关|有关)?(?:的)?{_LAWS})"
)
_CARRIED_OUT = re.compile(
    r"(?<=[,;。:、包括督促检查监督])(?P<title>(?P<subject>[^,;。:、《》\n]{2,16}?)(?:相关|有关)?(?:法律法规|法规|规定))(?:的)?(?:执行|贯彻|落实|实施)情况"
)
# Words that say no subject: 国家有关, 各项, 党和国家.
_NO_SUBJECT = re.compile(
    r"(?:国家|中央|上级|各级|各项|有关|相关|现行|党和国家|党的|党|省|市|县|区|国务院|地方|和|、|及|的|等|方针|政策|路线|本|法律|法规|行政|其他|各类|我国|以及|或者|或|工作|方面)*"
)

_BEFORE_TITLE = re.compile(
    r"应|须|办理|依|照|据|违反|所|按|实施|宣传|贯彻|学习|遵守|符合|协助|及其|以及|有关|关于"
)


def find_citations(outline: Outline, reader: PartyReader, registry: Registry) -> list[Citation]:
    """Find the citations of a document, in the order they stand; of overlapping ones the surest."""
    kept: list[Citation] = []
    for found in (
        _marked(outline), _unmarked(outline), _fixed(outline), _issued(outline, reader, registry), _by_subject(outline),
    ):  # fmt: skip
        nested = list(found)
        kept += [c for c in nested if not any(k.start < c.end and c.start < k.end for k in kept)]
    return sorted(kept, key=lambda citation: (citation.start, -citation.end))


def _reference(
    outline: Outline, start: int, end: int, rule: str, confidence: float, issuer: str | None = None
) -> Citation:
    return Citation(
        title=_shown(outline, start, end), issuer=issuer, quote=outline.text[start:end], start=start, end=end, rule=rule,
        confidence=confidence,
    )  # fmt: skip


def _fixed(outline: Outline) -> Iterator[Citation]:
    """Standards and congresses by their fixed names; a document number that stands for its document."""
    for match in _STANDARD.finditer(outline.view):
        yield _reference(outline, *match.span(), "standard", 0.8)
    for match in _CONGRESS.finditer(outline.view):
        yield _reference(outline, *match.span(), "congress", 0.7)
    for match in _NUMBER_ALONE.finditer(outline.view):
        start, end = match.span()
        led = re.match(r".*(?:根据|按照|依据|依照|执行|落实|贯彻|由|以)(?=.{2})", match.group("number"))
        start += led.end() if led else 0
        line = outline.view[
            outline.view.rfind("\n", 0, start) + 1 : (
                outline.view.find("\n", end) + 1 or len(outline.view) + 1
            )
            - 1
        ]
        if line.strip() == match.group().strip() or (start < 300 and not _CITING.search(line)):
            continue
        number = _shown(outline, start, match.end("number"))
        yield Citation(
            title=_shown(outline, start, end), number=number, quote=outline.text[start:end], start=start, end=end,
            rule="number-alone", confidence=0.7,
        )  # fmt: skip


def _issued(outline: Outline, reader: PartyReader, registry: Registry) -> Iterator[Citation]:
    """Instructions by who gave them: 省委、省政府关于…的决策部署; what the body itself decides is none."""
    named = {mention.start: mention for mention in reader.mentions}
    follows = re.compile(rf"{_FOLLOWS}|(?<=[和及、与])")
    for match in follows.finditer(outline.view):
        issuers = list(_issuers(outline, named, match.end()))
        if not issuers or _is_own(outline, registry, issuers):
            continue
        start, last = match.end(), issuers[-1].end
        said = _ISSUED.match(outline.view, last)
        if said is None or (match.start() == match.end() and not _goes_on(outline, match.start())):
            continue
        yield _reference(
            outline, start, said.end(), "instruction-by-issuer", 0.6, issuer=_shown(outline, start, last)
        )


def _goes_on(outline: Outline, at: int) -> bool:
    """Whether another instruction, or the verb that governs it, stands before in the sentence."""
    before = outline.view[max(0, at - 60) : at - 1]
    before = re.split(r"[,;。\n]", before)[-1]
    return bool(re.search(rf"{_FOLLOWS}", before)) and bool(
        re.search(rf"(?:{_INSTRUCTION}|》(?:\([^()]*\))?)$", before)
    )


def _issuers(outline: Outline, named: dict[int, Mention], at: int) -> Iterator[Mention]:
    """The bodies named one after the other from a place on: 党中央、国务院和省委; 省、市、县联席会议."""
    while True:
        shared = re.compile(r"(?:[省市县区州乡镇]、){1,3}(?:[省市县区州乡镇]?)(?=[\u4e00-\u9fff])").match(
            outline.view, at
        )
        mention = named.get(at) or (shared and (named.get(shared.end() - 1) or named.get(shared.end())))
        if not mention or mention.kind in ("body-category", "assembly"):
            return
        yield mention
        joint = re.compile(r"[、和及与]|以及").match(outline.view, mention.end)
        if joint is None:
            return
        at = joint.end()


def _is_own(outline: Outline, registry: Registry, issuers: list[Mention]) -> bool:
    """Whether the body the document is about, its office or a meeting of those concerned gave the instruction."""
    if any(
        outline.view[mention.start : mention.end].endswith(("代会", "代表大会", "理事会"))
        for mention in issuers
    ):
        return True
    keys = {registry.find(outline.view[mention.start : mention.end]) for mention in issuers}
    return bool(keys & {registry.main, registry.office} - {None})


def _by_subject(outline: Outline) -> Iterator[Citation]:
    """Laws on a subject that are obeyed, broken or spread: 违反劳动保障法律法规."""
    for pattern in (_BY_SUBJECT, _CARRIED_OUT):
        for match in pattern.finditer(outline.view):
            start, end = match.span("title")
            subject = match.group("subject")
            if _NO_SUBJECT.fullmatch(subject) or re.search(r"出台|制定|起草|完善|等$|本市|按规定", subject):
                continue
            yield _reference(outline, start, end, "laws-on-a-subject", 0.5)


def _marked(outline: Outline) -> Iterator[Citation]:
    view, opened = outline.view, []
    for match in re.finditer(r"[《》\n]", view):
        if match.group() == "《":
            opened.append(match.start())
        elif match.group() == "\n":
            opened = [at for at in opened if match.start() - at < 160 and len(opened) < 8]
        elif opened:
            start = opened.pop()
            # A title in single marks inside another is part of it, not a citation of its own.
            if opened and outline.text[start] in "〈<":
                continue
            citation = _citation(outline, start, match.end())
            if citation is not None:
                yield citation


def _citation(outline: Outline, start: int, end: int) -> Citation | None:
    view = outline.view
    bare = re.sub(r"\s", "", view[start + 1 : end - 1])
    if not 1 < len(bare) <= 160 or _PERIODICAL.search(bare) or not _LEGAL.search(bare):
        return None
    if view[max(0, start - 12) : start].rstrip().endswith(("编发", "编辑", "编印", "刊发", "编辑好", "出刊")):
        return None
    # The document that this circular puts into force is itself, no citation.
    if re.compile(r"(?:已经?[^,;。]{2,20}(?:同意|批准|通过|研究))?,?现?(?:印发|下发|转发)给你们").match(
        view, end
    ):
        return None
    following = _NUMBER.match(view, end, end + 40)
    number = _shown(outline, following.start("number"), following.end("number")) if following else None
    stop = (
        following.end() + 1
        if following and view[following.end() : following.end() + 1] == ")"
        else (following.end() if following else end)
    )
    title = _shown(outline, start + 1, end - 1)
    return Citation(
        title=title, number=number, issuer=_issuer(bare), quote=outline.text[start:stop], start=start, end=stop,
        rule="title-marks", confidence=0.95,
    )  # fmt: skip


def _shown(outline: Outline, start: int, end: int) -> str:
    return re.sub(r"\s+", "", outline.text[start:end])


def _issuer(title: str) -> str | None:
    match = re.match(r"([\u4e00-\u9fff、]{3,40}?)(?:关于|印发|转发)", title)
    return match.group(1) if match and not re.match(r"(?:关于|印发)", title) else None


def _unmarked(outline: Outline) -> Iterator[Citation]:
    """Titles without marks that a document number follows, and laws named plainly."""
    taken: list[tuple[int, int]] = []
    for match in _UNMARKED.finditer(outline.view):
        taken.append(match.span())
        yield Citation(
            title=_shown(outline, *match.span("title")), number=_shown(outline, *match.span("number")),
            issuer=_issuer(match.group("title")), quote=outline.text[match.start() : match.end()], start=match.start(), end=match.end(),
            rule="number-after-title", confidence=0.8,
        )  # fmt: skip
    for match in _ARTICLE.finditer(outline.view):
        start, end = match.span("title")
        start = max(
            [start, *(start + m.end() for m in _BEFORE_TITLE.finditer(outline.view[start : end - 3]))]
        )
        if any(a < end and start < b for a, b in taken) or outline.view.rfind(
            "《", max(0, start - 60), start
        ) > outline.view.rfind("》", max(0, start - 60), start):
            continue
        yield Citation(
            title=_shown(outline, start, end),
            quote=outline.text[start:end],
            start=start,
            end=end,
            rule="law-named-plainly",
            confidence=0.6,
        )
