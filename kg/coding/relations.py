"""Relations between bodies: offices and their hosts, parts, leading and guiding, reporting, superiors, convening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.coding.lists import read_list
from kg.coding.model import RelationKind
from kg.coding.outline import Outline, sentence_start
from kg.coding.parties import PartyReader
from kg.coding.registry import Registry

__all__ = ["FoundRelation", "find_relations"]

_SITS_AT = re.compile(
    r"(?:办公室|秘书处|秘书组|办事机构|日常工作机构|[\u4e00-\u9fff]{2}办(?=设在|挂靠))[^,;。]{0,10}?(?:,)?(?:设在|设于|挂靠在|挂靠于|挂靠|设置在|附设于|设置于|依托|暂设在|放在|(?<=办公室)于)(?P<host>(?:[^,;。()]|\((?:镇|乡|区|县|市|村|居|处|街道)[^()]{0,6}\)){2,40})"
)
_HANGS = re.compile(
    r"(?<=[,;])(?:办公室)?(?:设在|设于|挂靠在|挂靠)(?P<host>(?:[^,;。()]|\((?:镇|乡|区|县|市|村|居|处|街道)[^()]{0,6}\)){2,40})"
)
_CARRIED_BY = re.compile(
    r"(?:办公室|日常)(?:的)?(?:日常)?(?:工作|事务|业务)(?:,)?(?:具体)?由(?P<host>[^,;。()]{2,40}?)(?:承担|负责|办理|兼办)"
)
_SERVED_BY = re.compile(
    r"秘书处?(?:的)?(?:服务|支援|支持|工作|事务)由(?P<host>[^,;。()]{2,40}?)(?:提供|负责|承担|办理)"
)
_CARRIES = re.compile(
    r"(?:^|[,;。\n])(?P<host>[^,;。\n:]{0,30}?)(?:负责|具体)?(?:承担|承办|负责)(?P<what>[^,;。]{0,40}?办公室)(?:的)?(?:日常)?(?:工作|事务|职责|职能)"
)
_SECRETARIAT = re.compile(
    r"(?:^|[,;。\n ])(?P<host>[^,;。\n ]{2,30}?)为[^,;。]{2,30}提供秘书(?:处)?(?:服务|支援|支持)"
)
# 实验室与设备管理处 is one unit: what stands before 与 is no name of a unit.
_ONE_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?<![局委办部厅处科站所院会府队])(?<!中心)(?<!公司)[与和][\u4e00-\u9fff]{2,8}(?:处|科|部|局|中心|办)"
)
_SETS_UP = re.compile(
    r"(?:另设|辖下设立?|下设立?|设立|内设|设)(?P<list>[^,;。:]{2,120}?)(?:等)?(?:[一二三四五六七八九十\d]+个)?(?=[,;。:]|\((?![^()]{2,20}\)[和、及])|$)"
)
_UNDER = re.compile(
    r"在(?P<who>[^,;。]{2,30}?)(?:的)?(?:统一|直接|坚强)?领导(?:和指导)?(?:[和、与及](?P<guide>[^,;。]{2,30}?)(?:的)?(?:业务|具体)?指导)?下"
)
_LED_BY = re.compile(
    r"(?P<part>[^,;。\n]{2,20}?(?:组|专班))[:]?由(?P<who>[^,;。]{2,30}?)(?:负责)?(?:牵头|主办)"
)
# A group that opens its own line, in a list of the groups a body works through: 2.3.1 宣传组:由…牵头.
_GROUP_OF_ITS_OWN = re.compile(
    r"(?:^|(?<=\n))[^\u4e00-\u9fff\n]{0,8}(?:[一二三四五六七八九十]{1,3}[、)] ?)?(?P<part>[\u4e00-\u9fff]{2,10}(?:组|专班))[:。 ]?由(?=[^,;。\n]{2,40}(?:牵头|组成|主办))"
)


@dataclass(frozen=True, kw_only=True)
class FoundRelation:
    """A relation between two references (ids or names), with the words that state it."""

    subject: str
    relation: RelationKind
    object: str
    start: int
    end: int
    rule: str
    confidence: float


def find_relations(outline: Outline, reader: PartyReader, registry: Registry) -> list[FoundRelation]:
    """Find the relations that sentences state outright; those of duties are read off the duties."""
    found = [
        *_hosts(outline, reader, registry), *_parts(outline, reader, registry), *_leaders(outline, reader, registry),
    ]  # fmt: skip
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for relation in found:
        key = (relation.subject, relation.relation, relation.object)
        if key not in seen and relation.subject != relation.object:
            seen.add(key)
            kept.append(relation)
    return kept


def _name(outline: Outline, registry: Registry, start: int, end: int) -> str:
    return registry.resolve(outline.view[start:end]) or outline.text[start:end].strip()


def _office(registry: Registry) -> str | None:
    return registry.drafts[registry.office].id if registry.office else None


def _hosts(outline: Outline, reader: PartyReader, registry: Registry) -> Iterator[FoundRelation]:
    for rule, pattern in (
        ("office-at", _SITS_AT),
        ("office-hangs-at", _HANGS),
        ("daily-work-carried-by", _CARRIED_BY),
        ("carries-office", _CARRIES),
        ("secretariat-service", _SECRETARIAT),
        ("secretariat-served-by", _SERVED_BY),
    ):
        for match in pattern.finditer(outline.view):
            office = _office_near(outline, reader, registry, match) or _office(registry)
            spans = list(_host_spans(outline, reader, match))
            for start, end in spans if office else ():
                yield FoundRelation(
                    subject=office or "", relation="hosted-by", object=_name(outline, registry, start, end), start=match.start(),
                    end=match.end(), rule=rule, confidence=0.9,
                )  # fmt: skip


def _office_near(
    outline: Outline, reader: PartyReader, registry: Registry, match: re.Match[str]
) -> str | None:
    floor = sentence_start(outline.view, match.start())
    # Where the host comes last (保密办公室挂靠公司办公室) an office in its name is not the one that sits there.
    stop = match.start("host") if match.end("host") == match.end() else match.end()
    offices = [m for m in reader.mentions_in(floor, stop) if m.kind == "secretariat-office"]
    return registry.resolve(outline.view[offices[-1].start : offices[-1].end]) if offices else None


def _host_spans(outline: Outline, reader: PartyReader, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    start, end = match.span("host")
    start = max(start, outline.view.rfind("由", start, end) + 1)
    while start < end and (outline.view[start] in " 由在于"):
        start += 1
    if end - start < 2:
        # 承担…办公室日常工作: the host is whom the sentence opened with; under a heading, the duty's bearer (facts).
        floor = sentence_start(outline.view, match.start())
        opened = next(
            (m for m in reader.mentions_in(floor, match.start()) if m.kind == "government-body"), None
        )
        if opened is not None:
            yield opened.start, opened.end
        return
    if _ONE_UNIT.fullmatch(outline.view, start, end):
        yield start, end
        return
    listed, _ = read_list(reader, start, end)
    if listed:
        yield from ((item.start, item.end) for item in listed)


def _parts(outline: Outline, reader: PartyReader, registry: Registry) -> Iterator[FoundRelation]:
    main = registry.drafts[registry.main].id if registry.main else None
    if registry.office and main:
        draft = registry.drafts[registry.office]
        yield FoundRelation(
            subject=draft.id,
            relation="part-of",
            object=main,
            start=draft.start,
            end=draft.end,
            rule="office-of",
            confidence=0.9,
        )
    if main is not None:
        yield from _groups_with_own_lines(outline, registry, main)
    for match in _SETS_UP.finditer(outline.view):
        for item in read_list(reader, *match.span("list"))[0]:
            name = outline.view[item.start : item.end]
            key = registry.find(name)
            # A group is a part where it is set below or beside (下设, 另设), not where one is founded (设立).
            founds = match.group().startswith("设立") or key == registry.main
            parts = ("sub-body", "secretariat-office", *(() if founds else ("coordination-body",)))
            if key is None or registry.drafts[key].kind not in parts or main is None:
                continue
            yield FoundRelation(
                subject=registry.drafts[key].id,
                relation="part-of",
                object=main,
                start=match.start(),
                end=match.end(),
                rule="sets-up",
                confidence=0.85,
            )


def _groups_with_own_lines(outline: Outline, registry: Registry, main: str) -> Iterator[FoundRelation]:
    for match in _GROUP_OF_ITS_OWN.finditer(outline.view):
        key = registry.find(match.group("part"))
        if key is not None and registry.drafts[key].kind == "sub-body":
            yield FoundRelation(
                subject=registry.drafts[key].id, relation="part-of", object=main, start=match.start("part"),
                end=match.end("part"), rule="group-of-its-own", confidence=0.8,
            )  # fmt: skip


def _leaders(outline: Outline, reader: PartyReader, registry: Registry) -> Iterator[FoundRelation]:
    main = registry.drafts[registry.main].id if registry.main else None
    for match in _UNDER.finditer(outline.view):
        led = _subject_before(outline, reader, registry, match.start()) or main
        kinds: tuple[tuple[str, RelationKind], ...] = (("who", "leads"), ("guide", "guides"))
        for group, relation in kinds:
            for item in read_list(reader, *match.span(group))[0] if match.group(group) and led else ():
                if item.known:
                    yield FoundRelation(
                        subject=_name(outline, registry, item.start, item.end),
                        relation=relation,
                        object=led or "",
                        start=match.start(),
                        end=match.end(),
                        rule="under-leadership",
                        confidence=0.75,
                    )
    for match in _LED_BY.finditer(outline.view):
        part = registry.resolve(_without_number(match.group("part")).lstrip("由"))
        for item in read_list(reader, *match.span("who"))[0] if part else ():
            yield FoundRelation(
                subject=_name(outline, registry, item.start, item.end),
                relation="leads",
                object=part or "",
                start=match.start(),
                end=match.end(),
                rule="part-led-by",
                confidence=0.85,
            )


def _without_number(name: str) -> str:
    """A name without the number of its line: 2.3.1 宣传组, 三、宣传组."""
    return re.sub(
        r"^[^\u4e00-\u9fff]+|^[一二三四五六七八九十]{1,3}、 ?|^[(][一二三四五六七八九十]{1,3}[)] ?", "", name
    )


def _subject_before(outline: Outline, reader: PartyReader, registry: Registry, at: int) -> str | None:
    floor = sentence_start(outline.view, at)
    near = [m for m in reader.mentions_in(floor, at) if m.kind in ("coordination-body", "secretariat-office")]
    return registry.resolve(outline.view[near[-1].start : near[-1].end]) if near else None
