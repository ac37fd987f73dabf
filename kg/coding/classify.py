"""What a name says about a body: its kind, function, level and place, and how it reads in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.coding import lexicon
from kg.coding.lexicon import alternation
from kg.coding.model import BodyKind, Level
from kg.coding.script import fold

__all__ = [
    "Gloss",
    "Known",
    "classify_name",
    "gloss_name",
    "level_of_class",
    "level_of_place",
    "level_of_prefix",
    "split_prefix",
]

_LEVELS: tuple[tuple[str, Level, str], ...] = (
    (r"中央|全国|国务院|国家|中华|最高|全军|部际", "national", "国"),
    (r"自治区|省|部$", "provincial", "省"),
    (r"街道|乡|镇", "township", "乡"),
    (r"村|社区|居委", "village", "村"),
    (r"校|小学|中学|大学|学院|幼儿园|[一二三四五六七八九十]中", "school", "校"),
    (r"公司|集团|厂|矿|企业", "enterprise", "企"),
    (r"新区|开发区|高新区|区|县|旗", "district", "县"),
    (r"市|州|盟", "city", "市"),
)  # fmt: skip
# What a name without a place says by itself: whose committee it is, what only villages or townships have.
_OWN_LEVELS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"党中央|国务院"), "national"),
    (re.compile(r"省委"), "provincial"),
    (re.compile(r"[市州]委(?!员)"), "city"),
    (re.compile(r"[区县旗]委(?!员)"), "district"),
    (re.compile(r"[乡镇]党?委(?!员)|(?:街道|镇街)(?:办事处|办)|(?:乡镇|镇|乡)(?:人民)?政府"), "township"),
    (re.compile(r"(?:村|居|村\(居\))(?:民)?委(?:员)?会|村务监督|村民(?:代表)?(?:会议|大会|小组)|红白理事会"), "village"),
)  # fmt: skip
# Which level the members of a class are of; what they are says more than where they are.
_CLASS_LEVELS: tuple[tuple[re.Pattern[str], Level | None], ...] = (
    (re.compile(r"各级|[上下]级|两级|三级"), None),
    (re.compile(r"各?省直"), "provincial"),
    (re.compile(r"各?[市州]直"), "city"),
    (re.compile(r"各?[区县旗]直"), "district"),
    (re.compile(r"各?[乡镇]直"), "township"),
    (re.compile(r"(?:学校|中小学|小学|中学|幼儿园|高校|各校|学校[院系所])$"), "school"),
    (re.compile(r"(?:企业|公司|厂矿)$"), "enterprise"),
    (re.compile(r"县\(?[市区]|县、[市区]|区县|区\(县|各县|各区(?!域)|各旗|旗县"), "district"),
    (re.compile(r"各(?:设区的?|地级)?[市州]|市\(州|州\(市|州市"), "city"),
    (re.compile(r"乡镇|乡\(|镇\(|街道|镇街|各[乡镇]"), "township"),
    (re.compile(r"村\(|村居|行政村|村民|居民委员会|各村|各社区|村委会|居委会"), "village"),
)
# Members of the body a document is about are of the document's level, and so are departments named by their work.
_OF_THE_BODY = re.compile(r"(?:成员|委员|组成)单位$")
_OF_A_COMPANY = re.compile(r"(?:职工代表大会|职代会|董事会|监事会|股东大?会)$")
_ADJECTIVES = {
    "国": "national", "省": "provincial", "市": "municipal", "县": "district", "乡": "township", "村": "village",
    "校": "school", "企": "company",
}  # fmt: skip
_MUNICIPALITY = re.compile(r"(?:北京|天津|上海|重庆)市?$")


@dataclass(frozen=True)
class Known:
    """What a name alone says."""

    kind: BodyKind | None
    function: str | None
    level: Level | None
    place: str | None


@dataclass(frozen=True)
class Gloss:
    """An English name, where the lexicons compose one, and a slug made of it."""

    name_en: str | None
    slug: str | None


@cache
def _prefix() -> re.Pattern[str]:
    place = alternation(lexicon.place_levels())
    own = r"(?:(?![省市区县镇乡]城市)(?![院部局会委])[\u4e00-\u9fff]){2,4}?(?:省|自治区|自治州|市(?!场|政|容)|县|区|州|旗|镇|(?<!城)乡|街道|(?<!农)村|社区)"
    return re.compile(
        rf"(?:中国共产党|中共)?(?:(?:{place}(?:省|市|自治区)?|最高|(?:{own})(?=.{{2,}})|省|市(?!场|容|政园|政公)|县|区(?!域)|州|旗|镇|乡(?!村|镇企)|街道|社区|村(?!务|民|镇|两)|校(?!务|长|园|外|内)|厂(?!务|长|矿|区|房)|院(?!务|校|长)|矿(?!山|长|产)|本)"
        r"(?:级|直属|直(?=机关)|属)?){0,4}"
    )


@lru_cache(maxsize=65_536)
def split_prefix(name: str) -> tuple[str, str]:
    """Split a folded name into its place and the rest, which is never empty.

    >>> split_prefix("顺义区总工会"), split_prefix("总工会")
    (('顺义区', '总工会'), ('', '总工会'))
    """
    match = _prefix().match(name)
    end = match.end() if match else 0
    while end > 0 and len(name) - end < 2:
        end -= 1
    if end and name in lexicon.unit_names() and end < len(name):
        return "", name
    return name[:end], name[end:]


@lru_cache(maxsize=65_536)
def level_of_prefix(prefix: str) -> str | None:
    """Name the level a place prefix ends at, by its character; 区 and 县, 乡 and 镇 are one.

    >>> level_of_prefix("连云港市"), level_of_prefix("")
    ('市', None)
    """
    level = level_of_place(prefix)
    return next((char for _, known, char in _LEVELS if known == level), None) if level else None


def level_of_place(place: str) -> Level | None:
    """Name the level of a place by its last suffix, or as a place known without one."""
    if not place:
        return None
    if _MUNICIPALITY.search(place):
        return "provincial"
    found = [(m.end(), level) for pattern, level, _ in _LEVELS for m in re.finditer(pattern, place)]
    if found:
        end, level = max(found, key=lambda pair: pair[0])
        if end == len(place) or not place[end:] or place[end:] in ("级", "直", "直属", "属"):
            return level
    for length in (5, 4, 3, 2):
        if place[-length:] in lexicon.place_levels():
            return lexicon.place_levels()[place[-length:]]
    return found[-1][1] if found else None


def level_of_class(name: str, level: Level | None = None) -> Level | None:
    """Name the level the members of a class are of, where its name says so; ``level`` is the document's.

    >>> level_of_class("各县（市、区）人民政府"), level_of_class("各乡镇中小学"), level_of_class("各单位", "city")
    ('district', 'school', None)
    >>> level_of_class("各成员单位", "city"), level_of_class("住建部门", "district")
    ('city', 'district')
    """
    folded = fold(name)
    if _OF_THE_BODY.search(folded):
        return level
    for pattern, told in _CLASS_LEVELS:
        if pattern.search(folded):
            return told
    return level if folded.endswith("部门") and _best_function(folded)[1] else None


@cache
def _function_terms() -> re.Pattern[str]:
    return re.compile(alternation([*lexicon.unit_names(), *lexicon.unit_stems()]))


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(lexicon.coordination_suffixes())})$")


# How departments of a company end: its 审计部 is no organ of government.
_OF_ENTERPRISE = ("部", "科", "处", "室", "中心")


@lru_cache(maxsize=65_536)
def classify_name(shown: str, level: Level | None = None) -> Known:
    """Read kind, function, level and place off a name; ``level`` is the document's, taken where the name has none."""
    name = fold(shown)
    prefix, core = split_prefix(name)
    own = level_of_class(name, level) if name.startswith("各") else _own_level(name, prefix, core)
    if own is None and level != "school" and _OF_A_COMPANY.search(core):
        own = "enterprise"
    place = prefix.removeprefix("中国共产党").removeprefix("中共")
    bare = re.sub(r"(?:级|直属|直|属)$", "", place)
    kind, function = _kind_and_function(core)
    if kind == "government-body" and own is None and level == "enterprise" and core.endswith(_OF_ENTERPRISE):
        kind = "enterprise-organ"
    return Known(
        kind=kind, function=function, level=own or level,
        place=bare if len(bare) > 2 and own not in (None, "national") else None,
    )  # fmt: skip


def _own_level(name: str, prefix: str, core: str) -> Level | None:
    """Name the level a name tells without the document it stands in."""
    if len(prefix) < 2:
        told = next((level for pattern, level in _OWN_LEVELS if pattern.match(name)), None)
        if told is not None:
            return told
    if prefix:
        return level_of_place(prefix)
    named = core.endswith(("公司", "学校", "中学", "小学", "大学", "集团"))
    return level_of_place(core) if named else None


def _kind_and_function(core: str) -> tuple[BodyKind | None, str | None]:
    units, stems = lexicon.unit_names(), lexicon.unit_stems()
    if core in units:
        return units[core].kind, units[core].function
    ending = _endings().search(core)
    if ending and not core.endswith(("纪律检查委员会", "监督管理委员会", "改革委员会")):
        kind = lexicon.coordination_suffixes()[ending.group()].kind
        return kind, "coordination" if kind == "coordination-body" else None
    if core.endswith(("组", "专班", "分队", "抢险队", "救援队")) and not ending:
        return "sub-body", None
    if core.endswith("办公室") and _endings().search(core[:-3]):
        return "secretariat-office", "secretariat"
    if core.endswith(("学校", "中学", "小学", "大学", "学院", "幼儿园")):
        return "school", "education"
    if core.endswith(("公司", "集团", "厂", "银行")):
        return "enterprise-organ", _best_function(core)[1]
    found = _best_function(core)
    if (
        core.endswith(("中心", "站"))
        and len(core) > 3
        and not core.endswith(("指挥中心", "检查站", "边检站"))
    ):
        return "public-institution", found[1]
    if core.endswith(("协会", "联合会", "学会", "商会", "基金会")):
        return "mass-organization", found[1]
    return (found[0], found[1]) if found[1] or not stems else (None, None)


def _best_function(core: str) -> tuple[BodyKind | None, str | None]:
    units, stems = lexicon.unit_names(), lexicon.unit_stems()
    matches = [m.group() for m in _function_terms().finditer(core)]
    if not matches:
        return None, None
    term = max(matches, key=len) if core.endswith(("公司", "集团")) else matches[0]
    unit = stems.get(term) or units[term]
    return unit.kind, unit.function


_CATEGORIES = {
    "成员单位": "member-units", "各成员单位": "member-units", "各单位": "all-units", "有关部门": "relevant-departments",
    "相关部门": "relevant-departments", "各部门": "departments", "有关单位": "relevant-units", "相关单位": "relevant-units",
    "各有关部门": "relevant-departments", "各有关单位": "relevant-units", "各级政府": "governments", "各村": "villages", "各乡镇": "townships", "各镇": "towns",
    "各学校": "schools", "企业": "enterprises", "各企业": "enterprises", "各班级": "classes",
}  # fmt: skip


@lru_cache(maxsize=65_536)
def gloss_name(shown: str, kind: BodyKind) -> Gloss:
    """Compose an English name from place and lexicon gloss, and an id from it."""
    name = fold(shown)
    if kind == "body-category":
        slug = next((slug for words, slug in _CATEGORIES.items() if name == words), None)
        slug = slug or ("member-units" if name.endswith("成员单位") else None)
        return Gloss(slug.replace("-", " ") if slug else None, slug)
    prefix, core = split_prefix(name)
    gloss = _gloss_core(core)
    if gloss is None:
        return Gloss(None, None)
    adjective = _ADJECTIVES.get(level_of_prefix(prefix) or "")
    plain = kind in ("coordination-body", "secretariat-office", "sub-body")
    words = f"{adjective} {gloss}" if adjective and not plain else gloss
    english = f"{adjective.capitalize()} {gloss}" if adjective else gloss
    return Gloss(english, re.sub(r"[^a-z0-9]+", "-", words.lower().replace("'", "")).strip("-") or None)


def _gloss_core(core: str) -> str | None:
    units, stems, suffixes = lexicon.unit_names(), lexicon.unit_stems(), lexicon.unit_suffixes()
    if core in units:
        return units[core].gloss
    for suffix in sorted(suffixes, key=len, reverse=True):
        if core.endswith(suffix) and core.removesuffix(suffix) in stems:
            return f"{stems[core.removesuffix(suffix)].gloss} {suffixes[suffix].gloss}"
    if core.endswith("办公室"):
        return "Office" if _endings().search(core[:-3]) or core == "办公室" else None
    if ending := _endings().search(core):
        return lexicon.coordination_suffixes()[ending.group()].gloss
    return None
