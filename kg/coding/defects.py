"""What is wrong in the source as far as its form shows it, said without repairing anything."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg.coding.model import (
    Body,
    Defect,
    DocumentDescription,
    Duty,
    Membership,
    Post,
    Procedure,
    Relation,
    Severity,
)
from kg.coding.outline import Outline
from kg.reading.document import Document, ProvisionNode

__all__ = ["DefectFinder"]

_VAGUE = re.compile(
    r"有关(?:部门|单位|方面|领导)|相关(?:部门|单位|方面|规定)|上级(?!党委|政府|机关)|有关规定|其他单位"
)


class DefectFinder:
    """Finds the defects of one coded document, given the facts read from it."""

    def __init__(self, document: Document, outline: Outline, description: DocumentDescription) -> None:
        self._document, self._outline, self._description = document, outline, description
        self._numbered = [node for node in document.provisions if node.kind == "numbered"]

    def find(
        self, *, bodies: tuple[Body, ...], duties: tuple[Duty, ...], members: tuple[Membership, ...], posts: tuple[Post, ...],
        procedures: tuple[Procedure, ...], relations: tuple[Relation, ...], main: str | None,
    ) -> list[Defect]:  # fmt: skip
        """Find everything, in the order of the text."""
        found = [
            *self._losses(duties), *self._numbering(), *self._unborne(duties), *self._description_gaps(), *self._vague(duties),
            *self._members_without_duty(members, duties, bodies), *self._offices(bodies, posts, relations),
        ]  # fmt: skip
        if main is not None:
            found += self._group(main, bodies, members, posts, procedures)
        return sorted(found, key=lambda defect: (defect.start, defect.end, defect.kind))

    def _defect(
        self, kind: str, start: int, end: int, zh: str, en: str, *, severity: Severity = "warning", affects: tuple[str, ...] = (),
        provision: str | None = None, confidence: float = 0.9,
    ) -> Defect:  # fmt: skip
        end = min(max(end, start), len(self._outline.text))
        return Defect(
            kind=kind, provision=provision or self._provision_at(start), message_zh=zh, message_en=en, severity=severity,
            affects=affects, quote=self._outline.text[start:end], start=start, end=end, rule=kind, confidence=confidence,
        )  # fmt: skip

    def _provision_at(self, offset: int) -> str | None:
        inside = [node for node in self._numbered if node.start <= offset < node.end]
        return min(inside, key=lambda node: node.end - node.start).path if inside else None

    def _line_at(self, offset: int) -> tuple[int, int]:
        text = self._outline.text
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        return start, len(text) if end < 0 else end

    def _losses(self, duties: tuple[Duty, ...]) -> Iterator[Defect]:
        kinds = {
            "between-lines": ("text-lost", "此处原文缺失", "Text is lost here"), "cut-off": ("text-cut-off", "文本末尾缺失", "The end of the text is missing"),
            "cut-in": ("cut-in", "文本开头缺失", "The beginning of the text is missing"),
        }  # fmt: skip
        for loss in self._document.losses:
            kind, zh, en = kinds[loss.kind]
            start, end = self._line_at(max(0, min(loss.offset, len(self._outline.text)) - 1))
            yield self._defect(
                kind, start, end, f"{zh}({loss.missing})。", f"{en} ({loss.missing}).", severity="violation"
            )
        lost = [duty for duty in duties if duty.bearer_status == "lost"]
        if lost:
            yield self._defect(
                "heading-lost", lost[0].start, lost[0].end, "其上级标题缺失,承担者不明。", "The heading it stood under is lost, and with it the bearer.",
                severity="violation", affects=tuple(duty.id for duty in lost),
            )  # fmt: skip

    def _numbering(self) -> Iterator[Defect]:
        groups: dict[tuple[str | None, str], list[ProvisionNode]] = {}
        for node in self._numbered:
            if node.ordinal is not None and node.number:
                groups.setdefault(
                    (node.parent, re.sub(r"[\d一二三四五六七八九十百零〇]+", "#", node.number)), []
                ).append(node)
        for nodes in groups.values():
            for before, node in itertools.pairwise(nodes):
                yield from self._step(before, node)

    def _step(self, before: ProvisionNode, node: ProvisionNode) -> Iterator[Defect]:
        start, end = node.start, min(node.end, node.start + 40)
        here, there = node.ordinal or 0, before.ordinal or 0
        if here > there + 1:
            yield self._defect(
                "numbering-gap", start, end, f"编号从{before.number}跳到{node.number}。", f"The numbering jumps from {before.number} to {node.number}.",
                severity="violation", provision=node.path,
            )  # fmt: skip
        elif here == there:
            yield self._defect(
                "numbering-duplicate",
                start,
                end,
                f"编号{node.number}重复。",
                f"The number {node.number} is used twice.",
                provision=node.path,
            )

    def _unborne(self, duties: tuple[Duty, ...]) -> Iterator[Defect]:
        for duty in duties:
            if duty.bearer_status in ("unstated", "lost"):
                lost = duty.bearer_status == "lost"
                yield self._defect(
                    "duty-without-bearer", duty.start, duty.end, "该职责的承担者因原文缺失而不明。" if lost else "该句没有写明由谁承担。",
                    "Who bears this duty is lost with the source." if lost else "The sentence does not say who is to do it.",
                    severity="violation" if lost else "warning", affects=(duty.id,), provision=duty.provision, confidence=duty.confidence or 0.6,
                )  # fmt: skip

    def _description_gaps(self) -> Iterator[Defect]:
        start, end = self._line_at(0)
        for kind, value, zh, en in (
            ("missing-number", self._description.number, "文件没有文号。", "The document has no number."),
            ("missing-date", self._description.date, "文件没有日期。", "The document has no date."),
            (
                "missing-issuer",
                self._description.issuer,
                "文件没有署名,发文机关不明。",
                "The document is not signed; who issued it is not said.",
            ),
        ):
            if value is None:
                yield self._defect(kind, start, end, zh, en, affects=("document",), confidence=0.8)

    def _vague(self, duties: tuple[Duty, ...]) -> Iterator[Defect]:
        for duty in duties:
            found = _VAGUE.search(self._outline.view, duty.start, duty.end)
            if found is not None:
                words = self._outline.text[found.start() : found.end()]
                yield self._defect(
                    "vague-reference", found.start(), found.end(), f"“{words}”没有指明。", f"“{words}” is not specified.", severity="info", affects=(duty.id,),
                    provision=duty.provision, confidence=0.7,
                )  # fmt: skip

    def _members_without_duty(
        self, members: tuple[Membership, ...], duties: tuple[Duty, ...], bodies: tuple[Body, ...]
    ) -> Iterator[Defect]:
        bearers = {bearer for duty in duties for bearer in (*duty.bearers, *duty.partners)}
        names = {body.id: body.name for body in bodies}
        if not any(member.member in bearers for member in members):
            return
        for member in members:
            if member.member not in bearers:
                name = names.get(member.member, member.member)
                yield self._defect(
                    "member-without-duty", member.start, member.end, f"成员单位{name}没有写明任何职责。", f"The member unit {name} is given no duty.",
                    severity="info", affects=(member.member,), confidence=0.7,
                )  # fmt: skip

    def _offices(
        self, bodies: tuple[Body, ...], posts: tuple[Post, ...], relations: tuple[Relation, ...]
    ) -> Iterator[Defect]:
        for office in (body for body in bodies if body.kind == "secretariat-office"):
            if not any(item.relation == "hosted-by" and item.subject == office.id for item in relations):
                yield self._defect(
                    "office-without-host",
                    office.start,
                    office.end,
                    f"没有写明{office.name}设在何处。",
                    f"Where {office.name} sits is not said.",
                    affects=(office.id,),
                )
            if not any(post.body == office.id for post in posts):
                yield self._defect(
                    "office-without-head",
                    office.start,
                    office.end,
                    f"没有写明{office.name}的主任。",
                    f"No head of {office.name} is named.",
                    affects=(office.id,),
                )

    def _group(
        self, main: str, bodies: tuple[Body, ...], members: tuple[Membership, ...], posts: tuple[Post, ...], procedures: tuple[Procedure, ...]
    ) -> Iterator[Defect]:  # fmt: skip
        body = next(item for item in bodies if item.id == main)
        checks = (
            (
                "group-without-leader",
                any(post.body == main for post in posts),
                "没有写明负责人",
                "names no leader",
            ),
            (
                "group-without-members",
                any(item.body == main for item in members),
                "没有写明成员",
                "names no members",
            ),
            (
                "group-without-meeting-rule",
                any(item.kind == "meeting" for item in procedures),
                "没有会议规则",
                "has no meeting rule",
            ),
            (
                "group-without-office",
                any(item.kind == "secretariat-office" for item in bodies),
                "没有写明办公室",
                "has no office",
            ),
        )
        for kind, present, zh, en in checks:
            if not present:
                yield self._defect(
                    kind,
                    body.start,
                    body.end,
                    f"{body.name}{zh}。",
                    f"{body.name}: the text {en}.",
                    affects=(main,),
                    confidence=0.75,
                )
