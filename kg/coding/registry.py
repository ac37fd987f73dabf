"""The bodies of one document and what each name in it stands for.

Short names resolve inside their document: 协调小组, 小组 and 区协调小组 are one body there. A name is looked up whole,
then as an abbreviation the text introduces (以下简称…), then by its ending against the fuller names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg.coding import lexicon
from kg.coding.classify import classify_name, gloss_name, level_of_class, level_of_prefix, split_prefix
from kg.coding.model import Body, BodyKind, Level
from kg.coding.outline import Outline

__all__ = ["BodyDraft", "Registry"]

_OFFICE = re.compile(r"(?:日常)?(?:工作)?办公室$|办$|秘书处$")
# An office among the sections of a bureau is a section too, unless the text says that the body has an office.
_ROOMS = re.compile(r"办公室、[\u4e00-\u9fff]{2,6}[股科](?![\u4e00-\u9fff]*技)|[股科]、办公室")
_OWN_OFFICE = re.compile(
    r"(?:下设|设立|设)办公室|办公室(?:设在|设于|挂靠)|(?:小组|指挥部|委员会|会议|专班)办公室|办公室主任"
)
_SAME = {
    "纪律检查委员会": "纪委", "工商业联合会": "工商联", "妇女联合会": "妇联", "国有资产监督管理委员会": "国资委",
    "共产主义青年团委员会": "团委", "共青团": "团委", "人民政府": "政府", "残疾人联合会": "残联", "职工代表大会": "职代会",
    "职工(代表)大会": "职代会", "村民委员会": "村委会", "居民委员会": "居委会", "政法委员会": "政法委", "监察委员会": "监委",
    "发展和改革委员会": "发改委", "发展改革委员会": "发改委", "人力资源和社会保障局": "人社局", "人力资源社会保障局": "人社局",
    "住房和城乡建设局": "住建局", "住房城乡建设局": "住建局", "人民武装部": "人武部", "科学技术协会": "科协", "人民法院": "法院",
    "人民检察院": "检察院", "街道办事处": "街道办", "卫生和计划生育局": "卫计局", "卫生健康局": "卫健局", "发展和改革局": "发改局",
    "市场监督管理局": "市场监管局", "食品药品监督管理局": "食药监局", "安全生产监督管理局": "安监局", "质量技术监督局": "质监局",
}  # fmt: skip


# Posts of a department in a place, which are not the department: 公安派出所, 消防救援站.
_STATIONS = ("派出所", "站", "大队", "支队", "中队", "学校", "医院")
# 各乡镇人民政府 are a class, whatever one of them is; the groups that go out to inspect (各督查组) are set up one by one.
_EACH = re.compile(r"各(?!.*组$)")
# A unit of one's own government or institution: 本府社会处, 本县警察局.
# 集团工会 in the rules of a company, 学校团委 in those of a school: its own.
_WITHIN = {
    "enterprise": re.compile(r"^(?:集团公司|集团|总公司|公司)(?=[\u4e00-\u9fff]{2,}$)"),
    "school": re.compile(r"^(?:学校)(?=[\u4e00-\u9fff]{2,}$)"),
}
_OWN = re.compile(r"本[府省市县区乡镇村校院厂局部]?(?=[\u4e00-\u9fff]{2,})")


@cache
def _coordination_endings() -> tuple[str, ...]:
    """How names of coordination bodies end."""
    known = lexicon.coordination_suffixes().values()
    return ("本会", *(suffix.name for suffix in known if suffix.kind == "coordination-body"))


@dataclass
class BodyDraft:
    """A body as it is being read: its fullest name, the span of its first mention, other names."""

    name: str
    kind: BodyKind
    start: int
    end: int
    rule: str
    confidence: float
    aliases: set[str] = field(default_factory=set)
    parent: str | None = None
    id: str = ""


@lru_cache(maxsize=65_536)
def _core(name: str) -> tuple[str, str]:
    """The level character of a name's place and the rest, long forms brought to short."""
    prefix, core = split_prefix(name)
    core = _SAME.get(core, core)
    if core == "街道办" or (core == "办" and prefix.endswith("街道")):
        return "乡", "办事处"  # 街道办事处 and 和平街道办事处: the level is in the word
    level = level_of_prefix(prefix)
    return level or "", core


class Registry:
    """Collects bodies under keys and resolves names to them."""

    def __init__(self, outline: Outline, *, level: Level | None = None, place: str | None = None) -> None:
        self._text, self._view = outline.text, outline.view
        self.level, self.place = level, place
        self.drafts: dict[str, BodyDraft] = {}
        self._by_name: dict[str, str] = {}
        self._by_core: dict[tuple[str, str], str] = {}
        self._has_rooms = bool(_ROOMS.search(self._view)) and not _OWN_OFFICE.search(self._view)
        self.main: str | None = None
        self.office: str | None = None

    def set_main(self, start: int, end: int, rule: str) -> str:
        """Take a span as the name of the body the document is about."""
        self.main = self.add(start, end, "coordination-body", rule, 0.95)
        self.drafts[self.main].kind = "coordination-body"
        return self.main

    def add(self, start: int, end: int, kind: BodyKind, rule: str, confidence: float) -> str:
        """Register the body named at a span and return its key."""
        name = self._view[start:end].strip()
        key = self.find(name)
        if key is None:
            key = self._create(name, kind, start, end, rule, confidence)
        draft = self.drafts[key]
        draft.confidence = max(draft.confidence, confidence)
        shown = self._text[start:end].strip()
        if self._is_fuller(name, draft):
            draft.aliases.add(draft.name)
            draft.name, draft.start, draft.end = shown, start, end
        elif shown != draft.name:
            draft.aliases.add(shown)
        self._by_name.setdefault(name, key)
        return key

    def _is_fuller(self, name: str, draft: BodyDraft) -> bool:
        known = draft.name
        return len(name) > len(known) and name.endswith(known) and draft.kind not in ("body-category",)

    def _create(self, name: str, kind: BodyKind, start: int, end: int, rule: str, confidence: float) -> str:
        known = classify_name(name, self.level)
        standing = split_prefix(name)[1] in lexicon.standing_organs()
        if kind in ("government-body", "organization") or rule == "list" or standing:
            kind = known.kind or kind
        if self._is_set_up_office(name):
            kind = "secretariat-office"
        if kind == "secretariat-office" and name == "办公室" and self._has_rooms:
            kind = "government-body"
        key = f"n{len(self.drafts) + 1}"
        self.drafts[key] = BodyDraft(
            name=self._text[start:end].strip(),
            kind=kind,
            start=start,
            end=end,
            rule=rule,
            confidence=confidence,
        )
        self._by_name[name] = key
        if kind != "body-category":
            self._by_core.setdefault(self._normal(name), key)
        if kind == "secretariat-office" and self._is_main_office(name):
            self.office = key if self._is_set_up_office(name) else self.office or key
        return key

    def _is_set_up_office(self, name: str) -> bool:
        """Whether the text sets up an office by a name of its own: 下设保密工作办公室."""
        return name.endswith("办公室") and len(name) > 3 and f"下设{name}" in self._view

    def _is_main_office(self, name: str) -> bool:
        owner = _OFFICE.sub("", name)
        if not owner and self._has_rooms:
            return False
        return (
            not owner
            or self._is_set_up_office(name)
            or (self.office is None and name in lexicon.unit_names())
            or (self.main is not None and self.find(owner) == self.main)
        )

    def _normal(self, name: str) -> tuple[str, str]:
        level, core = _core(_OWN.sub("", name) if _OWN.match(name) and not name.startswith("本会") else name)
        if within := _WITHIN.get(self.level or ""):
            core = within.sub("", core)
        own = {"national": "国", "provincial": "省", "city": "市", "district": "县", "township": "乡", "village": "村",
               "school": "校", "enterprise": "企"}.get(self.level or "", "")  # fmt: skip
        return level or own, core

    def alias(self, name: str, key: str) -> None:
        """Say that ``name`` (folded) stands for the body of ``key`` in this document."""
        self._by_name[name] = key
        if name != self.drafts[key].name:
            self.drafts[key].aliases.add(name)

    def find(self, name: str) -> str | None:
        """Return the key of the body a folded name stands for, or None."""
        name = name.strip()
        if name in self._by_name:
            return self._by_name[name]
        if name.removeprefix("各") == "成员单位":
            other = "成员单位" if name.startswith("各") else "各成员单位"
            return self._by_name.get(other)  # the same units, one by one or together
        found = (
            self._find_office(name) or self._find_coordination(name) or self._by_core.get(self._normal(name))
        )
        return found or self._find_department(name)

    def _find_department(self, name: str) -> str | None:
        """Resolve 水利部门 or a bare 水利 to the one unit here that is called so: 省水利厅."""
        stem = re.sub(r"(?:行政)?(?:主管)?部门$", "", name)
        if stem not in lexicon.unit_stems():
            return None
        found = {
            key
            for core, key in self._by_core.items()
            if core[1] != stem and core[1].startswith(stem) and not core[1].endswith(_STATIONS)
        }
        return found.pop() if len(found) == 1 else None

    def _find_office(self, name: str) -> str | None:
        if not name.endswith("办公室"):
            return None
        owner = name.removesuffix("办公室")
        if not owner or (self.main and self.find(owner) == self.main):
            return self.office
        return None

    def _find_coordination(self, name: str) -> str | None:
        """Resolve a coordination body's short name: its ending against the main body first, then the others."""
        prefix, core = split_prefix(name)
        if not core.endswith(_coordination_endings()):
            return None
        level = level_of_prefix(prefix)
        candidates = [self.main] if self.main else []
        candidates += [k for k, d in self.drafts.items() if d.kind == "coordination-body" and k != self.main][
            :50
        ]
        for key in candidates:
            full = lexicon_fold(self.drafts[key].name)
            if full.endswith(core) and (not level or level == self._normal(full)[0] or level == "本"):
                return key
        return None

    def resolve(self, name: str) -> str | None:
        """Return the id of the body a folded name stands for; None when it is not registered."""
        key = self.find(name)
        return self.drafts[key].id if key else None

    def number(self) -> None:
        """Give every draft its id, once, readable where the lexicons have a gloss."""
        taken: set[str] = set()
        for index, draft in enumerate(self.drafts.values(), 1):
            slug = gloss_name(draft.name, draft.kind).slug or f"b{index}"
            draft.id, n = slug, 1
            while draft.id in taken:
                n += 1
                draft.id = f"{slug}-{n}"
            taken.add(draft.id)

    def bodies(self) -> tuple[Body, ...]:
        """Return the bodies in the order of their first mention."""
        made = [self._body(draft) for draft in self.drafts.values()]
        return tuple(sorted(made, key=lambda body: (body.start, body.end)))

    def _body(self, draft: BodyDraft) -> Body:
        known = classify_name(draft.name, self.level)
        is_class = draft.kind == "body-category" or _EACH.match(lexicon_fold(draft.name)) is not None
        kind: BodyKind = "body-category" if is_class else draft.kind
        gloss = gloss_name(draft.name, kind)
        return Body(
            id=draft.id, name=draft.name, name_en=gloss.name_en, aliases=tuple(sorted(draft.aliases - {draft.name})),
            kind=kind, function=known.function,
            level=level_of_class(draft.name, self.level) if is_class else known.level,
            place=known.place or (self.place if known.level == self.level else None),
            quote=self._text[draft.start : draft.end], start=draft.start, end=draft.end, rule=draft.rule,
            confidence=draft.confidence,
        )  # fmt: skip


@lru_cache(maxsize=65_536)
def lexicon_fold(name: str) -> str:
    """Fold a shown name for look-up."""
    from kg.coding.script import fold

    return fold(name)
