"""Laws and documents a text refers to: by title, by number, by the fixed name of a law, standard or report.

What is a citation and what a vague reference is said in ``docs/coding-conventions.md``; the less a reference names, the
lower its confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding.model import Citation
from kg.coding.outline import Outline

__all__ = ["find_citations"]

_LEGAL = re.compile(
    r"(?:法|条例|规定|办法|通知|意见|决定|方案|细则|规则|规程|准则|纲要|章程|预案|规划|标准|制度|批复|函|公告|通告|决议|解释|要点|报告|守则|公约|计划|法典|准则|规范|令|指南|职责|清单|目录|规例|守则)(?:\([^()]{1,20}\))*$"
)
_PERIODICAL = re.compile(
    r"(?:信息|简报|动态|通报|快报|专报|月报|周报|日报|报|通讯|导报|杂志|期刊|要情|摘报|专刊|工作情况)$"
)
_NUMBER = re.compile(
    r"(?:\(|,)?\s*(?![和及与])(?P<number>(?:[\u4e00-\u9fff]{1,12}(?:字)?\s*[\[〔(]\s*(?:19|20)?\d{2}\s*[\]〕)]\s*(?:第)?\s*\d{1,5}\s*号)|第?\s*\d{1,4}\s*(?:号令|章)|第\d{1,4}[A-Z]*章|[\u4e00-\u9fff]{2,10}令第?\d{1,4}号|[\u4e00-\u9fff]{2,10}第\d{1,4}号令)"
)
_UNMARKED = re.compile(
    r"(?P<title>(?:[\u4e00-\u9fff]{2,24}?(?:办公厅|办公室|人民政府|政府|委员会|局|厅|部|委|总工会)|国务院)?(?:关于)?(?:印发|转发)?[^\s,;。:、《》()]{2,60}?(?:的)?(?:通知|意见|办法|规定|条例|决定|方案))\s*\((?P<number>[\u4e00-\u9fff]{1,12}(?:字)?[\[〔(](?:19|20)\d{2}[\]〕)](?:第)?\d{1,5}号)"
)
_ARTICLE = re.compile(
    r"(?P<title>[^\s,;。:、《》()“”和及与由对按照依据根据落实执行违反]{0,16}?(?:防救法|考绩法|秘密法|救助法|卫生法|统计法|气象法|规划法|档案法|兵役法|国防法|渔业法|救济法|防护法|监察法|审计法|预算法|招标投标法|防治法|保护法|促进法|教育法|管理法|安全法|监督法|劳动法|合同法|保险法|基本法|处罚法|许可法|强制法|消防法|防洪法|工会法|森林法|草原法|应对法|防疫法|诉讼法|公务员法|公司法|监狱法|矿山安全法|食品安全法|特种设备安全法|生产法|(?<![\u4e00-\u9fff])刑法|民法典|宪法|条例))(?![律规院制人治定令学医庭医定则医])"
)
_STANDARD = re.compile(r"(?:ISO|GB(?:/T)?|HJ|AQ)[ -]?\d{3,5}(?:[-:.]\d{1,4})*(?:(?:国家|行业|国际)?标准)?")
_CONGRESS = re.compile(r"党的[一二三四五六七八九十]{1,3}大报告")
_NUMBER_ALONE = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{1,8}(?:字|发|函)[\[〔(](?:19|20)\d{2}[\]〕)](?:第)?\d{1,5}号)(?:文件|文|通知)?(?=(?:要求|精神|规定|部署)|[,。;和及、)]|$)"
)
# What makes a document's words binding here: somebody carries them out, learns or spreads them, or goes by them.
_CITING = re.compile(r"根据|按照|依据|依照|遵照|落实|执行|贯彻|转发")
_BEFORE_TITLE = re.compile(
    r"应|须|办理|依|照|据|违反|所|按|实施|宣传|贯彻|学习|遵守|符合|协助|及其|以及|有关|关于"
)


def find_citations(outline: Outline) -> list[Citation]:
    """Find the citations of a document, in the order they stand; of overlapping ones the surest."""
    kept: list[Citation] = []
    for found in (_marked(outline), _in_corners(outline), _unmarked(outline), _fixed(outline)):
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


# Laws named with their article: 依兒童及少年福利與權益保障法第二十八條, whatever the name has in it.
_WITH_ARTICLE = re.compile(
    r"(?:依照|依据|根据|按照|违反|依|按)(?P<title>[^,;。:、《》()“”]{2,40}?(?:\((?:以下)?简称[^()]{1,10}\)[^,;。:、《》()“”]{0,12}?)?(?:法|条例|办法|规程|准则|要点))(?:\([^()]{1,12}\))?(?=第[一二三四五六七八九十百\d]+条|及其施行细则)"
)


def _in_corners(outline: Outline) -> Iterator[Citation]:
    """Titles in corner brackets or quotation marks, as texts in traditional script have them, and laws with an article."""
    for match in re.finditer(r"「(?P<title>[^「」]{3,60})」", outline.text):
        if _LEGAL.search(re.sub(r"\s", "", outline.view[slice(*match.span("title"))])):
            yield Citation(
                title=_shown(outline, *match.span("title")), quote=match.group(), start=match.start(), end=match.end(),
                rule="corner-marks", confidence=0.85,
            )  # fmt: skip
    for match in _WITH_ARTICLE.finditer(outline.view):
        if not re.match(r"本|该|其|前", match.group("title")):
            yield _reference(outline, *match.span("title"), "law-with-article", 0.85)


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
        if match.group("title").startswith(("本", "组织条例")):
            continue  # the body's own, not named here
        head = outline.view[start : max(start, end - 3)]  # a law of two signs has none
        start = max([start, *(start + m.end() for m in _BEFORE_TITLE.finditer(head))])
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
