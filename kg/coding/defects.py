"""What the numbering, the lists and the members of a coded document show to be wrong, beside what reading lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.coding.model import Coding, Defect, Provision, Severity

__all__ = ["find_defects"]

_VAGUE = re.compile(r"有关(?:部门|单位|方面|领导)|相关(?:部门|单位|方面|规定)|有关规定|其他单位")


def find_defects(coding: Coding) -> list[Defect]:
    """Find what the form of the source shows: numbers that skip or repeat, lost bearers, members without a duty."""
    return [*_numbering(coding), *_lost_headings(coding), *_vague(coding), *_members_without_duty(coding)]


def _defect(
    coding: Coding, kind: str, span: tuple[int, int], messages: tuple[str, str], *, severity: Severity,
    provision: str | None, affects: tuple[str, ...] = (), confidence: float = 0.9,
) -> Defect:  # fmt: skip
    start, end = span
    return Defect(
        kind=kind, provision=provision, message_zh=messages[0], message_en=messages[1], severity=severity, affects=affects,
        quote=coding.text[start:end], start=start, end=end, rule=kind, confidence=confidence,
    )  # fmt: skip


def _numbering(coding: Coding) -> Iterator[Defect]:
    groups: dict[tuple[str | None, str], list[Provision]] = {}
    for node in coding.provisions:
        if node.kind == "numbered" and node.ordinal is not None and node.number and not node.parent_lost:
            style = re.sub(r"[\d一二三四五六七八九十百零〇]+", "#", node.number)
            groups.setdefault((node.parent, style), []).append(node)
    for nodes in groups.values():
        for before, node in pairwise(nodes):
            yield from _step(coding, before, node)


def _step(coding: Coding, before: Provision, node: Provision) -> Iterator[Defect]:
    here, there = node.ordinal or 0, before.ordinal or 0
    span = (node.start, min(node.end, node.start + 40))
    numbers = (before.number or "").strip(), (node.number or "").strip()
    if here > there + 1:
        messages = (
            f"编号从{numbers[0]}跳到{numbers[1]}。",
            f"The numbering jumps from {numbers[0]} to {numbers[1]}.",
        )
        yield _defect(coding, "numbering-gap", span, messages, severity="violation", provision=node.path)
    elif here == there:
        messages = f"编号{numbers[1]}重复。", f"The number {numbers[1]} is used twice."
        yield _defect(coding, "numbering-duplicate", span, messages, severity="warning", provision=node.path)


def _lost_headings(coding: Coding) -> Iterator[Defect]:
    lost = [duty for duty in coding.duties if duty.bearer_status == "lost"]
    if lost:
        yield _defect(
            coding, "heading-lost", (lost[0].start, lost[0].end),
            ("其上级标题缺失,承担者不明。", "The heading it stood under is lost, and with it the bearer."), severity="violation",
            provision=lost[0].provision, affects=tuple(duty.id for duty in lost),
        )  # fmt: skip


def _vague(coding: Coding) -> Iterator[Defect]:
    for duty in coding.duties:
        found = _VAGUE.search(duty.quote)
        if found is not None:
            words = found.group()
            yield _defect(
                coding, "vague-reference", (duty.start + found.start(), duty.start + found.end()),
                (f"“{words}”没有指明。", f"“{words}” is not specified."), severity="info", provision=duty.provision, affects=(duty.id,),
                confidence=0.7,
            )  # fmt: skip


def _members_without_duty(coding: Coding) -> Iterator[Defect]:
    """Members given no duty, where others of them are given some."""
    bearers = {bearer for duty in coding.duties for bearer in (*duty.bearers, *duty.partners)}
    names = {body.id: body.name for body in coding.bodies}
    if not any(member.member in bearers for member in coding.memberships):
        return
    for member in coding.memberships:
        if member.member not in bearers:
            name = names.get(member.member, member.member)
            yield _defect(
                coding, "member-without-duty", (member.start, member.end),
                (f"成员单位{name}没有写明任何职责。", f"The member unit {name} is given no duty."), severity="info", provision=None,
                affects=(member.member,), confidence=0.7,
            )  # fmt: skip
