"""Names of bodies to the bodies that bear them: an index, so that a question costs its length and not the data's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kg.asking.words import stems

__all__ = [
    "LONGEST",
    "PLACE_SUFFIX",
    "NameIndex",
    "bare_name",
    "core_name",
    "index_names",
    "index_places",
    "slices",
]

LONGEST = 40  # characters of a name that is looked up

_PREFIX = re.compile(
    r"^(中共|本单位|各单位|基层|中华|全国|国务院|中央|[\u4e00-\u9fff]{2,4}?[省市县区乡镇](?=[\u4e00-\u9fff]{2})|[省市县区乡镇校](?=[\u4e00-\u9fff]{2}))"
)


class _Node(Protocol):
    @property
    def iri(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def names_en(self) -> tuple[str, ...]: ...


PLACE_SUFFIX = re.compile(r"(省|市|县|区|乡|镇|村|街道|自治区|自治州|自治县|特别行政区)$")


class _Placed(Protocol):
    @property
    def iri(self) -> str: ...

    @property
    def place(self) -> str: ...

    @property
    def place_en(self) -> str: ...


Placed = TypeVar("Placed", bound=_Placed)


@dataclass(frozen=True)
class NameIndex:
    """IRIs of nodes by whole Chinese name, by name without its place, and by English stem."""

    whole: dict[str, tuple[str, ...]]
    bare: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]


def bare_name(name: str) -> str:
    """Take the place and the level off a name (连云港市总工会 → 总工会)."""
    previous = None
    while name != previous and len(name) > 2:
        previous, name = name, _PREFIX.sub("", name)
    return name


_SUFFIX = re.compile(
    r"(工作)?(领导小组|领导组|协调小组|工作组|小组|办公室|委员会|管理局|指挥部|联席会议|局|所|站|室|办|院|处|科|部|委|组|中心)$"
)


def core_name(name: str) -> str:
    """Take the place and the kind of body off a name (校后勤工作领导组 → 后勤); empty where nothing of its own remains."""
    core = _SUFFIX.sub("", bare_name(name))
    core = core[1:] if core[:1] in "省市县区乡镇村校" and len(core) > 2 else core
    return core if len(core) >= 2 and core != name else ""


def slices(text: str, longest: int = LONGEST) -> Iterator[str]:
    """Give every part of a text of two characters and more."""
    for start in range(len(text) - 1):
        for end in range(start + 2, min(len(text), start + longest) + 1):
            yield text[start:end]


def index_names(nodes: Iterable[_Node]) -> NameIndex:
    """Index nodes by their names."""
    whole: dict[str, list[str]] = defaultdict(list)
    bare: dict[str, list[str]] = defaultdict(list)
    roots: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        for name in node.names:
            whole[name[:LONGEST]].append(node.iri)
            bare[bare_name(name)[:LONGEST]].append(node.iri)
        for root in {root for name in node.names_en for root in stems(name)}:
            roots[root].append(node.iri)
    return NameIndex(*({key: tuple(found) for key, found in one.items()} for one in (whole, bare, roots)))


def _names(document: _Placed) -> list[str]:
    names = {document.place, PLACE_SUFFIX.sub("", document.place)}
    for name in list(names):
        names |= {part for part in re.split(r"(?<=[省市县区])", name) if len(PLACE_SUFFIX.sub("", part)) >= 2}
        names |= {PLACE_SUFFIX.sub("", part) for part in names if len(PLACE_SUFFIX.sub("", part)) >= 2}
    return sorted(
        (name for name in names if len(name) >= 2 and name not in {"中国", "全国", "国家"}),
        key=len,
        reverse=True,
    )


def _english_names(document: _Placed) -> list[str]:
    generic = {
        "city",
        "district",
        "county",
        "township",
        "province",
        "school",
        "middle",
        "china",
        "town",
        "village",
        "national",
        "no",
        "of",
        "and",
        "the",
        "municipality",
        "autonomous",
        "region",
        "high",
        "primary",
        "street",
        "people",
        "republic",
    }
    words = re.findall(r"[a-z]{3,}", f"{document.place_en}".lower())
    return [word for word in words if word not in generic] or _spelt_names(document)


def _spelt_names(document: _Placed) -> list[str]:
    """Spell a place that has no English name as GB/T 16159 does, in one word without tones (浔江省 → xunjiang)."""
    bare = {name for name in _names(document) if not PLACE_SUFFIX.search(name) and len(name) <= 4}
    if not bare:
        return []
    from pypinyin import lazy_pinyin

    return sorted({"".join(lazy_pinyin(name)) for name in bare})


def index_places(documents: Iterable[Placed]) -> dict[str, tuple[Placed, ...]]:
    """Index documents by the names of their place."""
    index: dict[str, dict[str, Placed]] = {}
    for document in documents:
        for name in (*_names(document), *_english_names(document)):
            index.setdefault(name, {})[document.iri] = document
    return {name: tuple(found.values()) for name, found in index.items()}
