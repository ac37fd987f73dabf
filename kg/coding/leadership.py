"""Who leads whom as sentences say it of two bodies: 甲受乙领导, 甲由乙领导, 甲接受乙的指导, 甲领导乙."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding.model import RelationKind
from kg.coding.names import Mention
from kg.coding.outline import Outline
from kg.coding.parties import PartyReader
from kg.coding.registry import Registry
from kg.coding.relations import FoundRelation

__all__ = ["find_leadership"]

_HOW = r"(?:的)?(?:统一|直接|具体|集中|归口|业务|工作|日常|双重){0,2}"
_WHAT = r"领导|指导|监督|管理"
_PASSIVE = re.compile(
    rf"(?:接受|受|由|归|隶属于|服从)(?P<who>[^,;。\n:]{{2,60}}?){_HOW}(?P<what>(?:{_WHAT})(?:(?:和|与|、|及)(?:{_WHAT}))*)(?=[,;。\n)]|并|和|开展|$)"
)
_ACTIVE = re.compile(r"(?:负责|统一|直接|具体){0,2}(?P<what>领导)")
_KINDS: dict[str, RelationKind] = {"领导": "leads", "指导": "guides", "监督": "supervises"}
_CAN_BE_LED = ("coordination-body", "secretariat-office", "sub-body")


def find_leadership(outline: Outline, reader: PartyReader, registry: Registry) -> Iterator[FoundRelation]:
    """Find the relations that a sentence states between bodies it names."""
    yield from _passive(outline, reader, registry)
    yield from _active(outline, reader, registry)


def _passive(outline: Outline, reader: PartyReader, registry: Registry) -> Iterator[FoundRelation]:
    for match in _PASSIVE.finditer(outline.view):
        led = _before(outline, reader, match.start())
        above = reader.mentions_in(*match.span("who"))
        if led is None or not above or above[0].start - match.start("who") > 4:
            continue
        for word, kind in _KINDS.items():
            if word in match.group("what"):
                for mention in above:
                    yield from _relate(
                        outline, registry, mention, led, kind=kind, start=led.start, end=match.end()
                    )


def _active(outline: Outline, reader: PartyReader, registry: Registry) -> Iterator[FoundRelation]:
    for match in _ACTIVE.finditer(outline.view):
        near = [
            m for m in reader.mentions_in(max(0, match.start() - 60), match.start()) if m.end == match.start()
        ]
        led = [m for m in reader.mentions_in(match.end(), match.end() + 60) if m.start == match.end()]
        if near and led and led[0].kind in _CAN_BE_LED:
            yield from _relate(
                outline, registry, near[0], led[0], kind="leads", start=near[0].start, end=led[0].end
            )


def _before(outline: Outline, reader: PartyReader, at: int) -> Mention | None:
    """The body the sentence is about: the last one named before, in the same sentence."""
    floor = max(outline.view.rfind(stop, 0, at) for stop in "。;\n") + 1
    named = [m for m in reader.mentions_in(floor, at) if m.end <= at]
    if named and named[-1].end >= at - 2:
        return named[-1]
    groups = [m for m in named if m.kind in _CAN_BE_LED]
    return groups[-1] if groups else None


def _relate(
    outline: Outline, registry: Registry, above: Mention, led: Mention, *, kind: RelationKind, start: int, end: int
) -> Iterator[FoundRelation]:  # fmt: skip
    subject = registry.resolve(outline.view[above.start : above.end])
    other = registry.resolve(outline.view[led.start : led.end])
    if subject and other and subject != other:
        yield FoundRelation(
            subject=subject, relation=kind, object=other, start=start, end=end, rule="stated-leadership", confidence=0.85
        )  # fmt: skip
