"""Where a text names bodies: units by stem and suffix, coordination bodies by ending, described categories.

A mention is a span with the kind its form suggests; which body it stands for is decided by ``kg.coding.registry``.
All patterns look at the folded view (``kg.coding.script``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.coding import lexicon
from kg.coding.lexicon import alternation
from kg.coding.model import BodyKind

__all__ = ["CATEGORY_NOUN", "LEVEL", "Mention", "NamePatterns", "find_mentions", "name_patterns"]

LEVEL = r"(?:省|自治区|自治州|市|县|区|州|盟|旗|镇|乡|街道|社区|村|校|厂|院|矿|局|园区|开发区|高新区)"

# What a category of bodies is called.
CATEGORY_NOUN = (
    r"(?:街道(?:办事处)?\((?:乡镇|镇|乡)(?:人民)?政府\)|[省市县区乡镇]\([省市县区州盟旗乡镇街道社村、]{1,8}\)公所|村\(居\)民委员会|村\(居\)委会|村\(社区\)居?委会|街道\(镇\)|街道\(乡镇\)|街道\(乡、镇\)|镇\(街道、园区\)|乡镇\(街道、园区\)|乡\(镇、街道\)|乡\(镇\)街道|社区\(村\)|成员单位|责任单位|牵头单位|配合单位|主管单位|用人单位|施工单位|建设单位|监理单位|事业单位|企事业单位|机关单位|单位|"
    r"主管部门|职能部门|责任部门|监管部门|业务部门|执法部门|行业部门|部门|机关|机构|组织|企业|公司|学校|院校|中小学校|中小学|幼儿园|医院|"
    r"系统|团体|乡镇街道|镇街道|镇乡|乡镇|乡\(镇\)|镇\(街道\)|镇\(乡、街道\)|乡镇\(街道\)|镇街|街镇|镇|乡|街道办事处|街道办|街道|社区居委会|社区|村民委员会|村委会|村居|村\(社区\)|"
    r"村\(居\)|村|居民委员会|居委会|人民政府|政府|党委|党组织|党支部|县区|省\(自治区、直辖市\)|省\(区、市\)|自治区|直辖市|州\(市\)|市\(州\)|市\(地\)|县\(市、区\)|县\(区\)|县\(市\)|市\(县\)|市\(区\)|区\(县\)|区\(市\)|县\(市\)区|县市区|区县|市县|区|县|市|地区|地方|局|科室|处室|处|科|班级|年级|年级组|学院|院系|系|车间|"
    r"工会组织(?!职工|劳动者|会员|员工|女职工|群众|代表|开展|参加|实施|召开|动员|监督|劳模)|工会|团组织|委办局|小组|工作组|检查组|调研检查组|督导组|办公室|网格|中心|站所|分厂|班组|门店|委员会|领导机构|机关团体|大队|支队|分公司|子公司|项目部|科股|股室)"
)

# A word on the left that cannot be part of the name of a coordination body.
_STOP = re.compile(
    r"第[一二三四五六七八九十百\d]{1,5}[条章节款]|\([一二三四五六七八九十\d]{1,3}\)|\d[日年月号]|[^\u4e00-\u9fffA-Za-z0-9()“”·-]|的|由|向(?!阳)|在|经(?!济|营|贸|信|委|费)|报(?!告|废)|是|将|以及|及其|各|该|如(?!东|皋|意)|其(?!他)|成立|设立|设置|特设置|特设立|特设|"
    r"送(?!变电|电)|指导(?!委|小组|组|工作|中心)|督请|组成|组建|调整|召开|根据|按照|依据|关于|参加|主持|负责|贯彻|落实|执行|提请|提交|服从|印发|转发|撤销|简称|听取|下设立?|督促|承担|"
    r"承办|承担|(?<=[做开办搞建用挥])好|受(?!理|害|教|益|灾|援|贿)|"
    r"接受|(?<!建)设(?!施|备|计)|任期与|届期与|[和与及、](?=省|市|县|区|国家|全国|本|镇|乡|上级)|对(?!口|外|接)|(?<!以人)为(?!民)|于(?=本|各|该)|并|即|或|给(?!水|排)|经过|通过|配合|"
    r"协助|参与|列席|安排|凭|(?<=[底末初前日])交|属于|隶属|派出|发挥|称|以下|下列|全体|支持|会同|联合|要求|(?<!主)要|应(?!急)|须|提供|报告|[当次]日|讨论|完善|健全|明确|规范(?!化)|"
    r"依(?![法靠赖托])|(?<![责主信胜])任(?![务期免职教课])|制度|机制(?!改革|建设|创新)|方案|决定|建立(?!健全)|修订|修改|制定|制订|采取|(?<!许)可(?!靠|持续|再生)|我(?=省|市|县|区|镇|乡|校)|作为|担任|兼任|出席|每|次"
)
# What follows a suffix that is none there: 组长, 小组成员, 委员会议 (a meeting; but 委员会议事规则).
_GOES_ON = re.compile(r"[长员告道]|(?<=委员会)议(?![事定])")
# What shows that a stretch between 各 and a noun is a clause, not a name.
_CATEGORY_NOISE = re.compile(
    r"依法|进行|委派|通报|负责|做好|开展|加强|推进|落实|履行|参加|配合|协调(?!领导|小组|机构|组)|指导(?!委|小组|组)|关系|分别|召开|提出|提供|报送|制定|研究|通知|汇报|"
    r"建立|完成|组织(?=[\u4e00-\u9fff]*(?:单位|部门|企业|学校)$)|督促|采取|情况|问题|工作(?!组|委|领导|机构|部门|小组)|责任人|事项|各项|规定|是否|.{6,}(?:处|科|局|村|县|市|镇|系|区|车间|地区|地方)$"
)
_LOOKAHEAD = {
    "部": "(?!署|分|门|队|长|委)", "委": "(?!员|托|派|任|书记|办)", "办": "(?!理|公|法|好|事|案|学|结|班|的|实|主任)", "科": "(?!技|学|研|目|长|普)",
    "处": "(?!理|置|罚|于|分|在|长)", "所": "(?!有|属|在|需|辖|管|监|长|得|列|发|产|涉|规|称)", "院": "(?!务|校|长|内|系)",
    "室": "(?!内|外)", "站": "(?!点|在|长)", "局": "(?!长|部|面|势|限|属)", "厅": "(?!长)", "股": "(?!长|份|东|权|民|票)", "课": "(?!长|程|堂|题|外|本|时)", "馆": "(?!长|内)", "署": "(?!名|长)",
    "中心": "(?!工作|任务|城|组|学校|小学|环节|主任)", "机关": "(?!党|工委|事|干|报)", "机构": "(?!改革|编制)",
    "系统": "(?!性|地|治|化|论|工程|建设|平台|分析)",
    "组织": "(?!实施|开展|协调|领导|部|力量|学习|培训|召开|机构|建设|参加|指导|活动|落实|工作|动员|编|制|有关|各|对|好|人员|做|推)",
    "公司": "", "委员会": "", "办公室": "", "大队": "(?!长)", "支队": "(?!长)", "中队": "(?!长)", "总队": "(?!长)",
}  # fmt: skip
_UNIT_LOOKAHEAD = {
    **{f"{level}委": "(?!员|托|派|任|会|书记|办|常委|宣传|组织|统战|政法|督查|农|老干|政研|编|台|网信|全会|机关)" for level in "省市县区"},
    "纪委": "(?!书记|监|机关)", "人大": "(?!会|代表|常|主任|主席|办)", "政府": "(?!部门|投资|采购|信息|网站|主导|办|令|规章|购买|性|质量|储备|分管|领导(?!下|和)|负责|主要|职能|工作部门|补贴|和社会)",
    "工会": "(?!主席|会员|干部|组织|代表|法|联合会|委员会)", "党委": "(?!书记|政府|领导|会|和政府|办|组织|宣传|统一)", "法院": "", "医院": "",
    "教办": "(?!公|理)", "委办": "(?!理|事|公|局)", "人行": "(?!道|为)", "海关": "", "村两委": "", "文联": "(?!系)",
    "安全部": "(?!门|队|署|分)", "教育部": "(?!门|署|分|队)", "交通部": "(?!门|署|分|队)", "工程部": "(?!分|位|署|门)", "技术部": "(?!分|门|署)",
    "民航": "", "团委": "(?!书记|员|托)", "农办": "(?!公|理)", "党组": "(?!织|书记|成员|会)", "计委": "(?!员|托)", "科委": "(?!员|托)", "建委": "(?!员|托)",
    "经委": "(?!员|托)", "教委": "(?!员|托)", "人防办": "(?!公|理)", "督查室": "", "班主任": "", "报社": "(?!区)", "安办": "(?!理|公)", "防办": "(?!理|公|法)", "党办": "(?!公|理)",
    "校办": "(?!公|理|企|产|学)", "企办": "(?!公|理)", "家委会": "",
    "工会组织": "(?!职工|劳动者|会员|员工|女职工|群众|代表|开展|参加|实施|召开|动员|监督|劳模)", "办事处": "(?!主任|理)", "管理委员会": "(?!主任)", "司法部": "(?!门)", "公安部": "(?!门|队|署)", "建设部": "(?!门|署|分)",
    "财政部": "(?!门|署)", "水利部": "(?!门|署)", "农业部": "(?!门|署)", "卫生部": "(?!门|署)", "商务部": "(?!门|署)", "民政部": "(?!门|署)", "监察部": "(?!门|署)", "科技部": "(?!门|署)",
    "文化部": "(?!门|署)", "宣传部": "(?!门|署|长|分)", "组织部": "(?!门|署|长|分)", "统战部": "(?!门|署|长)", "质量部": "(?!门|分)", "设备部": "(?!门|分)", "市场部": "(?!门|分)", "采购部": "(?!门|分)",
    "物资部": "(?!门|分)", "财务部": "(?!门|分)", "行政部": "(?!门|分)", "综合部": "(?!门|分)", "生产部": "(?!门|分|署|位)", "经济部": "(?!门)", "环境保护部": "(?!门)", "劳动部": "(?!门|署)", "董事会": "",
}  # fmt: skip


# What follows a body's name in the title of its rules.
_OF_RULES = re.compile(
    r"[^,;。]{0,14}?(?:制度|规则|职责|职能|任务|办法|章程|规程|规定|细则|要点|简则|方案|名单|组成|成员)"
)


# 公司党委, 学校工会: an organ with whose it is before it.
_WHOSE = re.compile(r"(?:公司|集团|学校|医院)$")
_ORGAN_OF = re.compile(r"(?:党委|党总支|党支部|工会|团委|纪委|董事会)$")


_BARE_OFFICE = re.compile(
    r"(?<![府党委部局厅组会处长理校院级厂司务动科教政公应综])办公室(?!设备|用品|用房|环境|内|自动化|装修)"
)


@dataclass(frozen=True)
class Mention:
    """A span that names a body or a category; ``kind`` is what its form suggests, ``rule`` how it was found."""

    start: int
    end: int
    kind: BodyKind
    rule: str


@dataclass(frozen=True)
class NamePatterns:
    """The compiled patterns of one document, which knows its own places."""

    prefix: re.Pattern[str]
    unit: re.Pattern[str]
    joint: re.Pattern[str]
    coordination: re.Pattern[str]
    category: re.Pattern[str]


@lru_cache(maxsize=256)
def name_patterns(places: tuple[str, ...] = ()) -> NamePatterns:
    """Compile the name patterns for a document in which these place names occur."""
    place = alternation([*lexicon.place_levels(), *places])
    prefix = rf"(?:中国共产党|中共)?(?:(?:{place}{LEVEL}?|最高|[省市县区镇乡]委(?=宣传部|组织部|统战部|政法委|办|网信|编办|社会工作部|农|老干部|督查|政研|台办|党校|机要|保密|改革办|巡察)|省|市|县|区(?!域)|州|旗|镇|乡|街道|社区|村(?!务|民|镇)|校(?!务|长|园|外|内)|厂(?!务|长|矿|区|房)|院(?!务|校|长)|矿(?!山|长|产)|本市|本县|本区|本府(?=[\u4e00-\u9fff]{{1,8}}[局处课会厅])|本)(?:级|直属|直|属)?)*"
    core = rf"(?:{_whole_units()}|{_stemmed_units()})"
    stem = alternation(lexicon.unit_stems())
    stem = alternation(
        [*lexicon.unit_stems(), *(row[0] for row in lexicon.read_table("shared_noun_stems.txt"))]
    )
    joint = rf"(?:{stem}、){{1,12}}(?:{stem}(?:、|和|及|以及|与)){{0,2}}{stem}等?(?:有关|相关|各)?(?:部门|机关|机构|系统|单位)"
    coordination = rf"{alternation(lexicon.coordination_suffixes())}(?:\(扩大\))?"
    quantifier = r"(?:(?:公司|集团|学校|医院)(?=其他|其它|各|有关|相关|所属))?(?:各级各类|各级|各有关|各相关|各|有关|相关|其他|其它|所有|上级|下级|基层|全体|全市各|全县各|全区各|全镇各|本级|所属|所在|本单位|本部门|本系统)"
    category = rf"(?:{quantifier}(?:[^\s,;:。!?、的由将要应须在对向按经和并\u3000]{{0,10}}?(?:、(?=[^\s,;:。!?的由将要应须在对向按经]{{1,8}}{CATEGORY_NOUN}))?){{1,2}}?{CATEGORY_NOUN}(?:(?<=[)县市区镇乡])(?:人民政府|政府|党委政府|党委)|[和、及与]{CATEGORY_NOUN}|组织部门|宣传部门|工作部门|职能部门|主管部门|部门|机构|级单位)?|任何(?:单位|组织|部门|企业|机构)(?:(?:和|、|或者|或)(?:个人|单位|部门|组织)){{0,2}}|(?:成员|责任|牵头|配合|承办|主管|主办|协办|属地|行业主管|业务主管|事发|涉事|事故)(?:单位|部门))(?!负责人(?![民员才事口防工身居])|主要领导|领导|长|员|的?负责同志)"
    return NamePatterns(
        re.compile(prefix), re.compile(rf"(?:{prefix}){core}"), re.compile(rf"(?:{prefix}){joint}"),
        re.compile(coordination), re.compile(category),
    )  # fmt: skip


def _whole_units() -> str:
    plain = [name for name in lexicon.unit_names() if name not in _UNIT_LOOKAHEAD]
    guarded = (re.escape(n) + _UNIT_LOOKAHEAD[n] for n in lexicon.unit_names() if n in _UNIT_LOOKAHEAD)
    return f"{alternation(plain)}|{'|'.join(guarded)}"


def _stemmed_units() -> str:
    stem = alternation(lexicon.unit_stems())
    suffix = "|".join(
        re.escape(s) + _LOOKAHEAD.get(s, "") for s in sorted(lexicon.unit_suffixes(), key=len, reverse=True)
    )
    return rf"{stem}(?:[和与]?{stem}){{0,2}}(?:{suffix})"


def find_mentions(view: str, places: tuple[str, ...] = (), *, extra: Iterable[str] = ()) -> list[Mention]:
    """Find every mention of a body in a folded text, in order, none overlapping; ``extra`` names are known exactly."""
    patterns = name_patterns(places)
    units = list(_units(view, patterns))
    bodies = _without_verbs(view, list(_coordination(view, patterns)), units)
    found = [*bodies, *units, *_categories(view, patterns)]
    found += [
        Mention(m.end() - 3, m.end(), "secretariat-office", "bare-office")
        for m in _BARE_OFFICE.finditer(view)
    ]
    if names := [name for name in extra if len(name) > 1]:
        found += [
            Mention(m.start(), m.end(), _kind_of_known(view, m.group()), "known-name")
            for m in re.finditer(
                rf"(?:(?<![\u4e00-\u9fff])[省市县区镇乡](?=.{{3}}))?{alternation(names)}(?:(?<![科部处局所队站])|(?![长学技员]))",
                view,
            )
        ]
    return _longest([_with_office(view, mention) for mention in _longest(found)])


def _without_verbs(view: str, mentions: list[Mention], units: list[Mention]) -> list[Mention]:
    """Take the verb off a name that stands elsewhere without it: 组织专家咨询组论证, where a 专家咨询组 is set up."""
    names = {view[mention.start : mention.end] for mention in (*mentions, *units)}
    return [replace(each, start=each.start + _verb_before_known(view, each, names)) for each in mentions]


def _verb_before_known(view: str, mention: Mention, names: set[str]) -> int:
    """How long the verb is that a mention opens with before a name known from elsewhere, 0 where there is none."""
    name = view[mention.start : mention.end]
    known = (n for n in (2, 4) if name[n:] in names and len(name) - n > 3 and name[:n] in lexicon.verbs())
    return next(known, 0)


def _kind_of_known(view: str, name: str) -> BodyKind:
    """An office that the text sets up by a name of its own (下设保密办公室) is one; another known name may be anything."""
    set_up = name.endswith("办公室") and f"下设{name}" in view
    return "secretariat-office" if set_up else "organization"


def _with_office(view: str, mention: Mention) -> Mention:
    """A body whose name goes on with 办公室 is its office."""
    goes_on = view.startswith("办公室", mention.end) and not view.startswith("办公室主任", mention.end)
    can = mention.kind in ("coordination-body", "organization") or view[mention.end - 1] in "委会组部指"
    if goes_on and can and mention.rule in ("known-name", "unit-lexicon"):
        return Mention(mention.start, mention.end + 3, "secretariat-office", "office-of-known-name")
    return mention


def _longest(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if kept and mention.start < kept[-1].end:
            continue
        kept.append(mention)
    return kept


def _units(view: str, patterns: NamePatterns) -> Iterator[Mention]:
    for match in patterns.joint.finditer(view):
        yield Mention(match.start(), match.end(), "body-category", "units-with-shared-noun")
    for match in patterns.unit.finditer(view):
        whose = _WHOSE.search(view, max(0, match.start() - 2), match.start())
        start = (
            whose.start() if whose and _ORGAN_OF.match(view, match.start(), match.end()) else match.start()
        )
        yield Mention(start, match.end(), "government-body", "unit-lexicon")


def _categories(view: str, patterns: NamePatterns) -> Iterator[Mention]:
    for match in patterns.category.finditer(view):
        if _CATEGORY_NOISE.search(match.group()):
            continue
        yield Mention(match.start(), match.end(), "body-category", "category-noun")


def _coordination(view: str, patterns: NamePatterns) -> Iterator[Mention]:
    last = 0
    own = _called_by_verbs(view, patterns)
    for match in patterns.coordination.finditer(view):
        if _GOES_ON.match(view, match.end()) or match.start() < last:
            continue
        # 执行秘书处理事务: who deals with it is the secretary.
        if match.group() == "秘书处" and view.startswith("理", match.end()):
            continue
        start = _left_edge(view, match.start(), max(last, match.start() - 40), patterns)
        known = next((name for name in own if view.endswith(name, last, match.end())), None)
        start = min(start, match.end() - len(known)) if known else start
        while start < match.start() and view[start].isdigit() and view[start - 1 : start] == ".":
            start += 1  # the end of a number: 1.1公司安全委员会
        if view.startswith("代表", start) and match.start() - start == 2:
            start += 2  # 代表小组列席会议: who speaks for the group
        joint = re.search(
            r"[和与及、](?=(?:秘书处|领导小组|联席会议|指挥部|委员会)$)", view[start : match.end()]
        )
        start += joint.end() if joint else 0
        suffix = lexicon.coordination_suffixes()[match.group().removesuffix("(扩大)")]
        end, kind = match.end(), suffix.kind
        if _is_unit(view[start:end], patterns):
            continue
        if view.startswith("办公室", end):
            end, kind = end + 3, "secretariat-office"
        if (
            start == match.start()
            and suffix.name in ("小组", "委员会")
            and view[start - 1 : start] in ("各", "该")
        ):
            continue
        if view[start] == "等":
            continue  # …、宣传组等工作组: what sort they all are
        yield Mention(start, end, kind, "coordination-suffix")
        last = end


def _called_by_verbs(view: str, patterns: NamePatterns) -> set[str]:
    """Names made of verbs that the title shows to be names: 监督管理小组 in 双枫村资产监督管理小组工作制度."""
    title = next((line for line in view[:400].splitlines() if line.strip()), "")
    found = set()
    for match in patterns.coordination.finditer(title):
        for length in (4, 2):
            at = match.start() - length
            titled = _OF_RULES.match(title, match.end())
            if at > 1 and titled and title[at : match.start()] in lexicon.verbs():
                found.add(title[at : match.end()])
                break
    return found


def _is_unit(name: str, patterns: NamePatterns) -> bool:
    """Tell whether what ends like a coordination body is a known unit: 市卫生健康委员会."""
    prefix = patterns.prefix.match(name)
    core = name[prefix.end() if prefix else 0 :]
    return core in lexicon.unit_names() and core not in lexicon.standing_organs()


def _left_edge(view: str, suffix_start: int, floor: int, patterns: NamePatterns) -> int:
    """Where the name that ends in a coordination suffix begins."""
    start = floor
    for stop in _STOP.finditer(view, floor, suffix_start):
        if not stop.group().strip() or view[stop.start() : stop.end() + 1] not in ("在校",):
            start = stop.end()
    start = _open_bracket(view, start, suffix_start)
    if (start == floor or view[start - 1] in ")”") and view[start] in "和与及、或" and start < suffix_start:
        start += 1
    for end in range(min(start + 6, suffix_start), start + 1, -1):
        begins_name = end == suffix_start or bool(patterns.prefix.match(view, end).group())  # type: ignore[union-attr]
        glued = end == suffix_start and view[suffix_start : suffix_start + 2] not in (
            "领导",
            "协调",
            "联席",
            "指挥",
            "委员",
            "小组",
            "工作",
        )
        if view[start:end] in lexicon.verbs() and begins_name and not glued:
            return end
    return start


def _open_bracket(view: str, start: int, end: int) -> int:
    """Move past a bracket or quotation mark that the name does not close."""
    for opening, closing in (("(", ")"), ("“", "”")):
        inside = view[start:end]
        if inside.count(opening) != inside.count(closing):
            edge = max(inside.rfind(opening), inside.rfind(closing))
            start += edge + 1
    return start
