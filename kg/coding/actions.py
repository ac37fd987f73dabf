"""What a duty's words say: its verbs in order, what they oversee, its object, targets, matter, condition, modality."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.coding import lexicon
from kg.coding.circumstances import is_case, is_circumstance, is_topic
from kg.coding.clauses import Segment
from kg.coding.model import Deontic, Supervision
from kg.coding.parties import PartyReader
from kg.coding.phrases import HEDGE, adverbs, deontic_of, is_adjunct, modal_in, verb_at, verb_pattern

__all__ = ["Content", "read_content"]

_STRENGTH: tuple[Supervision, ...] = ("sanctions", "assesses", "supervises", "leads", "guides", "supports")
_CHAIN = re.compile(r"(?:、|和|与|及|以及|并且|并|或者|或|好|地)?")
# What follows a verb directly as the noun of its object: 督导救助工作, 健全执法制度.
_NOUNS_OF_WORK = frozenset(
    [
        "救助",
        "保障",
        "执法",
        "监察",
        "救援",
        "防治",
        "发展",
        "关爱",
        "保护",
        "防控",
        "建设",
        "治理",
        "服务",
        "保密",
        "供应",
        "预警",
        "采购",
        "干预",
        "咨询",
        "检验",
        "告知",
        "补助",
        "收运",
        "清扫",
        "巡护",
        "巡山",
        "陪餐",
        "消毒",
        "演练",
    ]
)
# A paper named by what it is for: 制定实施细则, 印发工作方案.
_NAMES_PAPER = re.compile(
    r"(?:实施|管理|考核|执行|处置|监督|检查|整改|落实)(?:细则|方案|办法|意见|计划|规定|制度)"
)
_LIGHT = re.compile(r"(?:进行|予以|给予|加以|做好|负责|加强|抓好|承担|搞好|依法|强化)")
# What 加强 makes stronger is a noun although it could be a verb: 加强组织领导, 加强队伍建设.
_STRENGTHENED = frozenset(["建设", "教育", "配合", "领导", "组织", "防控", "执法", "管理"])
_LED_OR_REPORTED = re.compile(r"牵头|(?<![上呈通申填汇])报(?![告送请表销名刊账警案道])")
# What one does together with those whom one organises or helps: 组织医院开展义诊.
_DONE_WITH = re.compile(r"[^,;。:]{2,30}?(?P<verb>开展|做好)")
# Under whom something is done: 在院长领导下开展工作.
_UNDER = re.compile(r"在[^,;。]{1,24}?(?:领导|指导|统筹|组织|支持|协调|监督)下(?!属|级|设|辖)")
# What may be done only if: 半数以上成员到会方可举行.
_ONLY_THEN = re.compile(r"方可|方能|方为|始得|才能|才可")
# 于每月5日前将报表报县水利局, 办公室汇总后报组长: a verb of one character, so only where nothing else fits.
_REPORTED = re.compile(
    r"(?:[将把][^,;。]{2,40}?|[前内后]|书面|汇总)(?P<verb>报(?![告送请表销名刊账警案道])|(?<![报移呈递发选输])送(?![达交审]))"
)
_THEN_REPORTED = re.compile(
    r"后(?:[一二三四五六七八九十两\d]+个?(?:工作)?(?:日|天|小时|分钟)内)?(?P<verb>报(?![告送请表销名刊账警案道]))"
)
_DRAWN_UP = re.compile(r"汇总|审查|审核|核实|提出|整理")
# After these a verb names a thing (办理结果) or a time (会议召开3日前): it is not what is to be done.
_NAMES_THING_OR_TIME = re.compile(
    r"结果|情况|情形|成果|费|事项|的|者|之日|[前后时](?!期)|[一二三四五六七八九十两\d]+个?(?:工作)?(?:日|天|小时|周|月)(?:以|之)?[前内]"
)
_GROUPS = (
    r"(?:企事业单位|非公有制企业|公有制企业|国有企业|企业|学校|职工群众|职工|留守儿童|未成年人|农民工|学生|教师|居民|村民|群众|家长|监护人|用人单位|"
    r"生产经营单位|经营者|困难群众|退役军人|军属|妇女|儿童|老年人|残疾人|消费者|施工单位|乡镇|街道|社区|村)"
)


@dataclass(frozen=True, kw_only=True)
class Content:
    """What was read of a duty's words."""

    actions: tuple[str, ...]
    supervision: Supervision | None
    object: str | None
    targets: tuple[tuple[int, int], ...]
    condition: str | None
    deontic: Deontic
    marker: str | None
    hedge: str | None
    power: bool


def read_content(text: str, reader: PartyReader, segments: list[Segment], start: int) -> Content:
    """Read the words of a duty from ``start`` (after its subject) on, comma segment by comma segment."""
    view = reader.view
    end = segments[-1].end
    verbs = _verbs(reader.nameless, segments, start)
    words = view[start:end]
    bound = "".join(view[max(start, s.start) : s.end] for s in segments if not _says_when(view, s, segments))
    hedge = re.search(HEDGE, view[segments[0].start : end])
    marker = modal_in(bound) or modal_in(view[segments[0].start : start])
    first = verbs[0] if verbs else None
    return Content(
        actions=tuple(text[s:e] for s, e in verbs),
        supervision=_oversight([view[s:e] for s, e in verbs], words),
        object=_object(text, view, verbs, segments),
        targets=tuple(_targets(reader, verbs, segments)),
        condition=_condition(text, view, segments),
        deontic=deontic_of(marker.group() if marker else None, view[first[0] : first[1]] if first else ""),
        marker=marker.group() if marker else None,
        hedge=hedge.group() if hedge else None,
        power=bool(re.search(r"有权|权限|行使.{0,10}权", words)),
    )


def _says_when(view: str, segment: Segment, segments: list[Segment]) -> bool:
    """Whether a segment before the last only names the case: 委员因故不能出席时,…; its 不能 forbids nothing."""
    words = view[segment.start : segment.end]
    unable = re.search(r"因故|因事|[不未]能|无法|[不未]按", words) and re.search(r"[时的后]$", words)
    return segment is not segments[-1] and bool(unable)


def _verbs(view: str, segments: list[Segment], start: int) -> list[tuple[int, int]]:
    """The verbs of a duty in order, each once; a tail that only says what for adds none."""
    found: list[tuple[int, int]] = []
    for segment in segments:
        at = max(start, segment.start)
        if at >= segment.end or _says_when(view, segment, segments):
            continue
        if segment is not segments[-1] and _is_case_of_next(view, segment, at):
            continue
        under = _UNDER.match(view, at, segment.end)
        at = under.end() if under else at
        verbs = _led_or_reported(view, segment.start, at) if segment.start < at else []
        verbs += _segment_verbs(view, at, segment.end)
        if found and verbs and _says_what_for(view[slice(*verbs[0])]):
            continue
        found += verbs
    return list(dict.fromkeys(span for verb in found for span in _elementary(view, *verb)))


def _is_case_of_next(view: str, segment: Segment, at: int) -> bool:
    """Whether a segment only says when, in which case or to whom; what is done by somebody first (由办公室汇总后) is done all the same."""
    return (
        is_adjunct(view[at : segment.end])
        or is_case(view, at, segment.end)
        or is_topic(view, at, segment.end)
        or (view[segment.start] != "由" and is_circumstance(view, segment.start, segment.end))
    )


def _says_what_for(verb: str) -> bool:
    known = lexicon.verbs().get(verb)  # what moves an object (融入) need be no verb of a duty
    return known is not None and known.use == "tail"


def _elementary(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """The simple verbs of a compound: 监督检查 is 监督 and 检查, 责任追究 is 追究."""
    verbs = lexicon.verbs()
    if view[start:end] == "责任追究":
        return [(start + 2, end)]
    if end - start > 2 and view[end - 1] == "好" and view[start : end - 1] in verbs:
        return [(start, end - 1)]
    if end - start == 4:
        first, second = view[start : start + 2], view[start + 2 : end]
        if second in verbs and first != "牵头" and re.fullmatch(adverbs(), first):
            return [(start + 2, end)]
        if first in verbs and second in verbs:
            return [(start, start + 2), (start + 2, end)]
    return [(start, end)]


def _segment_verbs(view: str, at: int, end: int) -> list[tuple[int, int]]:
    """The verb a segment opens with and those joined to it, or put last behind its object."""
    link = re.compile(r"(?:并|同时|以及|及|也|还|另|由|[、:\s])*").match(view, at, end)
    at = link.end() if link else at
    match = verb_at(view, at, end)
    if match is None:
        closing = _closing_verbs(view, at, end)
        joined_on = re.compile(r"[、和与]").match(view, closing[-1][1], end) if len(closing) == 1 else None
        return _chained(view, closing, end) if joined_on else closing
    ahead = _led_or_reported(view, at, match.start("verb"))
    found = _chained(view, [match.span("verb")], end)
    return ahead + _with_closing(view, found, end)


def _led_or_reported(view: str, at: int, verb: int) -> list[tuple[int, int]]:
    """The 牵头 or 报 that a verb follows as if it were its manner: 牵头组织救援, 报组长审定."""
    match = _LED_OR_REPORTED.search(view, at, verb)
    return [match.span()] if match else []


def _with_closing(view: str, found: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """The verbs a segment opens with and those its object ends in, or what one does with others."""
    at, first = found[-1][1], view[slice(*found[0])]
    if reported := _THEN_REPORTED.match(view, at, end):
        return [*found, reported.span("verb")]
    if first in ("组织", "配合", "协助") and (done := _DONE_WITH.match(view, at, end)):
        return [*found, done.span("verb")]
    if first in ("负责", "依法") and len(found) > 1 and not _LIGHT.fullmatch(view[slice(*found[-1])]):
        return found[1:] + (_listed_verbs(view, at, end) if first == "负责" else [])
    if _LIGHT.fullmatch(view[slice(*found[0])]):
        closing = [span for span in _final_verbs(view, at, end) if span[0] >= at]
        if "加强" in (view[slice(*span)] for span in found):
            closing = [(s, e) for s, e in closing if view[s : s + 2] not in _STRENGTHENED]
        if view[slice(*found[0])] == "负责" and len(found) > 1 and (listed := _listed_verbs(view, at, end)):
            return found[1:] + listed
        plain = re.fullmatch(r"负责|进行|予以|给予|加以|依法", view[slice(*found[0])])
        return (found[1:] + closing or found) if plain else found + closing
    return found


def _listed_verbs(view: str, at: int, end: int) -> list[tuple[int, int]]:
    """The verbs that the things one is responsible for open with: 负责筹备会议、起草文件、督办决定事项."""
    pieces = [m.end() for m in re.compile(r"、|以及|及(?!时)|和(?!谐)").finditer(view, at, end)]
    opened = [verb_at(view, piece, end) for piece in pieces]
    return [
        match.span("verb") for match in opened if match and view[match.end("verb") :][:1] not in "、的和及"
    ]


def _chained(view: str, found: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """The verbs joined to the first: 研究制定, 审议并通过."""
    at = found[-1][1]
    while at < end and len(found) < 6:
        joined = _CHAIN.match(view, at, end)
        following = verb_at(view, joined.end() if joined else at, end)
        if following is None:
            break
        if not (joined and joined.group()) and (
            following.group("verb") in _NOUNS_OF_WORK or _NAMES_PAPER.match(view, following.start("verb"))
        ):
            break
        settles = following.group("verb") in ("通过", "批准", "同意", "审定")
        if following.end("verb") == end and not (joined and joined.group()) and not settles:
            break
        found.append(following.span("verb"))
        at = following.end("verb")
    return found


def _final_verbs(view: str, at: int, end: int) -> list[tuple[int, int]]:
    """The verbs a noun phrase ends in: 林区野外用火的审批和监管, 年度工作总结."""
    tail = re.compile(r"(?:等)?(?:的)?(?:组织|指导)?(?:工作|活动|事宜|事项|任务|情况)?$").search(
        view, at, end
    )
    stop = tail.start() if tail else end
    found: list[tuple[int, int]] = []
    while stop > at:
        verb = next((w for w in (4, 2) if stop - w >= at and view[stop - w : stop] in lexicon.verbs()), None)
        if verb is None:
            break
        found.insert(0, (stop - verb, stop))
        stop -= verb
        joint = next((j for j in ("以及", "、", "和", "与", "及") if view.endswith(j, at, stop)), "")
        if not joint:
            break
        stop -= len(joint)
    return found


def _closing_verbs(view: str, at: int, end: int) -> list[tuple[int, int]]:
    """The verbs behind an object put first: 对…进行检查和监督, 将…纳入…."""
    on_condition = _ONLY_THEN.search(view, at, end)
    at = on_condition.end() if on_condition else at
    reported = _REPORTED.search(view, at, end)
    if reported is not None:
        return [
            *(m.span() for m in [_DRAWN_UP.search(view, at, reported.start("verb"))] if m),
            reported.span("verb"),
        ]
    light = re.compile(r"(?:进行|予以|给予|加以|作出|做出)").search(view, at, end)
    moved = re.compile(r"(?:纳入|列入|列为|作为|融入|报送|移送|上报|写入|提交|通报)").search(view, at, end)
    found = [m.span() for m in verb_pattern().finditer(view, light.end() if light else at, end)]
    found = [span for span in found if not _NAMES_THING_OR_TIME.match(view, span[1], end)] or found
    given = (
        re.compile(r"(?:提供|创造|做好|办理)").search(view, at, end) if view.startswith("为", at) else None
    )
    if given is not None:
        return [given.span()]
    if moved is not None:
        return [moved.span(), *(found if light else [])]
    if light:
        return found
    return found[-1:] if re.match(r"(?:并|依法|及时)?[将把对]", view[at:end]) else found[:1]


# What is made the ground of an assessment, and what asks for a sanction, oversees although its verb does not say so.
_ASSESSED = re.compile(r"(?:纳入|列入|列为|作为)[^,;。]*(?:考核|奖惩|评价|评优|评先|绩效|目标管理)")
_SANCTIONED = re.compile(r"(?:处理|处分|问责|处罚|惩处|追责|惩戒|约谈)(?:的)?(?:意见|建议|决定)")

# What is taken from somebody: 取消年度评先资格.
_DEPRIVED = re.compile(r"取消[^,;。]{0,12}资格")


def _oversight(words: list[str], said: str) -> Supervision | None:
    if _ASSESSED.search(said):
        return "assesses"
    if _SANCTIONED.search(said) and words and words[0] in ("提出", "作出", "做出"):
        return "sanctions"
    if _DEPRIVED.search(said):
        return "sanctions"
    kinds = [lexicon.verbs()[word].supervision for word in words if word in lexicon.verbs()]
    if kinds and kinds[0] == "supports":
        return "supports"
    return next((kind for kind in _STRENGTH if kind in kinds), None)


def _object(text: str, view: str, verbs: list[tuple[int, int]], segments: list[Segment]) -> str | None:
    if not verbs:
        return None
    last = verbs[0][1]
    segment = next((s for s in segments if s.start <= verbs[0][0] < s.end), segments[-1])
    for start, end in verbs[1:]:
        if start < segment.end and start - last <= 2:
            last = end
    words = text[last : segment.end].strip(" 好了、")
    if words:
        return words
    moved = re.compile(
        r"(?:将|把|对于|对)(?P<object>[^,;]{2,80}?)(?:进行|予以|纳入|列入|作为|实施|给予|依法|加以|及时)"
    ).search(view, segments[0].start, segments[-1].end)
    return text[moved.start("object") : moved.end("object")] if moved else None


def _targets(
    reader: PartyReader, verbs: list[tuple[int, int]], segments: list[Segment]
) -> list[tuple[int, int]]:
    """The bodies, classes and groups a duty acts on: what directly follows its verbs, or 对…, 向…, 为…."""
    view, end = reader.view, segments[-1].end
    spots = [stop for _, stop in verbs]
    spots += [m.end() for m in re.compile(r"[对向为给把将]").finditer(view, segments[0].start, end)]
    found: list[tuple[int, int]] = []
    for spot in sorted(set(spots)):
        parties = reader.read(spot, end)
        if parties is not None:
            found += [(p.start, p.end) for p in parties.items if p.what in ("body", "category")]
            continue
        group = re.compile(rf"[^,;。的、]{{0,8}}?{_GROUPS}").match(view, spot, end)
        if group and not verb_pattern().search(group.group()):
            found.append(group.span())
    return list(dict.fromkeys(found))[:8]


# What is for, by which means, under whom or by when: no case in which something holds.
_NO_CASE = re.compile(
    r"为|以|通过|结合|围绕|采取|运用|在[^,;。]*(?:领导|指导)下$|(?:每|于)?[^,;。]*\d日[前内]$"
)
# When somebody cannot, or while something lasts, in a segment of its own: 主任因故不能出席时, 应急响应期间; 对瞒报、迟报的.
_IN_CASE = re.compile(
    r"(?!按|应|及|适|同|届|临|随|平)[^,;。]{2,24}?(?:(?<![及准按定随小临平同届])时|期间|(?:召开|举行)前)|(?!由|经|会)[^,;。]{2,24}后|(?:[^,;。]{0,12}?(?:[不未]能|无法|因故|确需))[^,;。]{2,16}的|对(?!口)[^,;。]{2,40}的"
)
# The same where what is done follows without a comma: 主席缺席时由副主席主持, 确需外出的须提前报告.
_IN_CASE_OPENING = re.compile(
    r"[^,;。]{2,14}?(?:缺席|不在|出缺|不能[^,;。]{2,6})时(?=由|可|应|须)|(?:[^,;。]{0,12}?(?:[不未]能|无法|因故|确需))[^,;。]{2,12}的(?=须|应|可|由|必须|要)"
)
# What comes up, before what is done about it: 遇有重大事项可随时召开, 发现暴发应当在2小时内报告.
_UPON = re.compile(
    r"(?:遇[有到]?|如遇|(?<!对)(?:发现|发生|接到|接报|收到))(?!的)[^,;。]{2,30}?(?=(?:的|后|时)?,?(?:可(?!能)以?|应当?(?!急|用|对)|必须|须|(?<![重主需必紧])要(?!求)|随时|立即|及时))"
)
_CASE = re.compile(
    r"(?:遇有?|如遇?|若|(?<!应)当(?![年日天月地前场事选众])|凡|在)[^,;。]{2,40}?(?:(?<![及准按定随小临])时(?!间|限|期|段|候|刻|机)|后|情况下|的,)|必要时"
)


def _condition(text: str, view: str, segments: list[Segment]) -> str | None:
    first = segments[0]
    words = view[first.start : first.end]
    if len(segments) > 1 and is_adjunct(words) and not _NO_CASE.match(words):
        return text[first.start : first.end]
    if len(segments) > 1 and is_case(view, first.start, first.end):
        return text[first.start : first.end]
    upon = _UPON.search(view, first.start, segments[-1].end)
    if upon is not None and upon.start() < first.end:
        return text[upon.start() : upon.end()]
    if len(segments) > 1 and _IN_CASE.fullmatch(words):
        return text[first.start : first.end]
    if opening := _IN_CASE_OPENING.match(words):
        return text[first.start : first.start + opening.end()]
    found = upon or _CASE.search(view, first.start, segments[-1].end)
    return text[found.start() : found.end()].strip(",") if found else None
