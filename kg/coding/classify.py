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
    own = r"(?:(?![院部局会委])[\u4e00-\u9fff]){2,4}?(?:省|自治区|自治州|市(?!场|政|容)|县|区|州|旗|镇|(?<!城)乡|街道|(?<!农)村|社区)"
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


@cache
def _function_terms() -> re.Pattern[str]:
    return re.compile(alternation([*lexicon.unit_names(), *lexicon.unit_stems()]))


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(lexicon.coordination_suffixes())})$")


@lru_cache(maxsize=65_536)
def classify_name(shown: str, level: Level | None = None) -> Known:
    """Read kind, function, level and place off a name; ``level`` is the document's, taken where the name has none."""
    name = fold(shown)
    prefix, core = split_prefix(name)
    own = level_of_place(prefix) or (
        level_of_place(core) if core.endswith(("公司", "学校", "中学", "小学", "大学", "集团")) else None
    )
    place = prefix.removeprefix("中国共产党").removeprefix("中共")
    bare = re.sub(r"(?:级|直属|直|属)$", "", place)
    kind, function = _kind_and_function(core)
    return Known(
        kind=kind, function=function, level=own or level,
        place=bare if len(bare) > 2 and own not in (None, "national") else None,
    )  # fmt: skip


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
