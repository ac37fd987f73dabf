"""The bodies of a document, registered from its title, its definitions, its headings and every mention."""

from __future__ import annotations

import re
from collections import Counter

from kg.coding import lexicon
from kg.coding.classify import level_of_place, split_prefix
from kg.coding.headings import HeadingReader
from kg.coding.model import Level
from kg.coding.names import Mention
from kg.coding.outline import Line, Outline, Scope
from kg.coding.parties import PartyReader
from kg.coding.registry import Registry

__all__ = ["body_labels", "main_mention", "register_bodies"]

_SHORT_NAME = re.compile(
    r"(?:以下(?:统一)?(?:简称|称)|简称|统称)(?:为)?[:“\"']{0,2}(?P<short>[^)”\"',。;]{2,24})"
)
# A class of bodies of other places or kinds is not the body a document is about: 县(区)防汛指挥部, 其他指挥部.
_OF_OTHERS = re.compile(
    r"其他|其它|各|有关|上级|下级|[省市县区镇乡]\([^()]{1,6}\)|[县乡]镇(?=[^,;。]{2,8}(?:指挥部|小组))"
)
_CATEGORY_TOPICS = re.compile(r"成员单位$")


def register_bodies(outline: Outline, reader: PartyReader, registry: Registry) -> None:
    """Register the main body, then abbreviations, then every other mention that is no mere category."""
    main = main_mention(outline, reader, registry.level)
    if main is not None:
        registry.set_main(main.start, main.end, main.rule)
    _register_abbreviations(outline, reader, registry)
    for mention in reader.mentions:
        if mention.kind == "body-category":
            continue
        name = outline.view[mention.start : mention.end]
        if mention.kind == "secretariat-office" and registry.find(name) is not None:
            continue
        if mention.kind == "coordination-body" and len(name) <= 2 and registry.find(name) is None:
            continue
        registry.add(mention.start, mention.end, mention.kind, mention.rule, 0.7)


def main_mention(outline: Outline, reader: PartyReader, level: Level | None = None) -> Mention | None:
    """Where the body the document is about is named: in its title, else the coordination body named in full most."""
    opening = next((line for line in outline.lines if line.end > line.start), None)
    limit = opening.end if opening and opening.heading else 200
    coordination = [
        m
        for m in reader.mentions
        if m.kind == "coordination-body"
        and m.end - m.start > 4
        and not _OF_OTHERS.match(outline.view, m.start)
    ]
    heads = bool(opening and opening.heading)
    titled = [
        m
        for m in coordination
        if m.end <= limit and (heads or _is_own_level(outline.view[m.start : m.end], level))
    ]
    offices = [m for m in reader.mentions if m.kind == "secretariat-office" and m.end <= limit]
    if titled:
        return max(titled, key=lambda m: m.end - m.start)
    if offices and offices[0].end - offices[0].start > 5:
        return Mention(offices[0].start, offices[0].end - 3, "coordination-body", "title-office")
    coordination = [m for m in coordination if not _is_standing(outline.view[m.start : m.end])]
    own = [m for m in coordination if _is_own_level(outline.view[m.start : m.end], level)]
    if own:
        return _most_named(outline, reader, own)
    bare = next(
        (
            m
            for m in reader.mentions
            if m.kind == "coordination-body"
            and m.end - m.start > 2
            and not _is_standing(outline.view[m.start : m.end])
            and _is_own_level(outline.view[m.start : m.end], level)
        ),
        None,
    )
    return bare or (_most_named(outline, reader, coordination) if coordination else None)


def _is_standing(name: str) -> bool:
    """Whether a name is that of a standing organ, which a text is only about if its title says so."""
    return split_prefix(name)[1] in lexicon.standing_organs()


def _is_own_level(name: str, level: Level | None) -> bool:
    """Whether a name's place, if it has one, is of the document's level: 省…领导小组 is not a city's own."""
    found = level_of_place(split_prefix(name)[0])
    return found is None or level is None or found == level


def _most_named(outline: Outline, reader: PartyReader, mentions: list[Mention]) -> Mention:
    """The fullest of the mentions whose ending (领导小组, 委员会) the text uses most, short forms counted too."""
    endings = Counter(
        outline.view[max(m.start, m.end - 4) : m.end]
        for m in reader.mentions
        if m.kind == "coordination-body"
    )
    best = max(mentions, key=lambda m: endings[outline.view[max(m.start, m.end - 4) : m.end]])
    ending = outline.view[max(best.start, best.end - 4) : best.end]
    return max(
        (m for m in mentions[:200] if outline.view[m.start : m.end].endswith(ending)),
        key=lambda m: m.end - m.start,
    )


def _register_abbreviations(outline: Outline, reader: PartyReader, registry: Registry) -> None:
    """…(以下简称…): the short name stands for the body named just before the bracket."""
    for match in _SHORT_NAME.finditer(outline.view):
        before = [
            m
            for m in reader.mentions_in(max(0, match.start() - 60), match.start() + 1)
            if m.kind != "body-category"
        ]
        if not before or match.start() - before[-1].end > 3:
            continue
        key = registry.add(before[-1].start, before[-1].end, before[-1].kind, "abbreviation-introduced", 0.95)
        registry.alias(match.group("short").strip(), key)


def short_names(view: str) -> list[str]:
    """Return the abbreviations a text introduces, which are names of bodies in it.

    >>> short_names("区防火安全委员会(以下简称区防火委)")
    ['区防火委']
    """
    found = [match.group("short").strip() for match in _SHORT_NAME.finditer(view)] + _abbreviations(view)
    return [
        name
        for name in found
        if len(name) <= 16 and not re.search(r"法|条例|规定|办法|方案|通知|规则|细则|意见", name)
    ]


_ABBREVIATED = re.compile(
    r"(?<![\u4e00-\u9fff])[省市县区州旗镇乡校](?:(?![会部局府院委组党])[\u4e00-\u9fff]){1,3}(?:办|委|指(?![挥导定示标]))(?![\u4e00-\u9fff]{0,1}会)"
)


def _abbreviations(view: str) -> list[str]:
    """Names like 区消安办 and 县防指 that a text uses without saying what for: met twice, once where a clause begins."""
    begun = Counter(match.group() for match in _ABBREVIATED.finditer(view))
    return [name for name in begun if view.count(name) > 1]


def body_labels(outline: Outline, headings: HeadingReader) -> frozenset[int]:
    """Find the headings that name a body although no lexicon knows it: half of their siblings name known ones."""
    groups: dict[tuple[object, ...], list[Scope]] = {}
    for line in outline.lines:
        if line.scopes:
            scope = line.scopes[-1]
            known = groups.setdefault((_parent(line), line.numbered), [])
            if not known or known[-1] != scope:
                known.append(scope)
    labels: set[int] = set()
    for scopes in groups.values():
        named = sum(headings.read(scope) is not None for scope in scopes)
        if len(scopes) > 2 and named * 2 >= len(scopes):
            labels |= {scope.start for scope in scopes}
    return frozenset(labels)


def _parent(line: Line) -> str:
    return line.provision.rpartition(".")[0]


__all__ += ["short_names"]
