"""Small edits of a coding: text with every offset moved along, facts taken out, put in, altered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import Any

from kg.coding.model import Body, Coding, Defect, Duty, Membership, Relation, Silence

__all__ = ["add", "alter", "body", "defect", "drop", "duty", "member", "relation", "retext", "silent", "span"]

_OFFSETS = ("start", "end", "bearer_start", "bearer_end")


def span(coding: Coding, words: str) -> dict[str, Any]:
    """Quote words that stand once or first in the text."""
    start = coding.text.index(words)
    return {"quote": words, "start": start, "end": start + len(words)}


def retext(coding: Coding, old: str, new: str) -> Coding:
    """Replace words of the text; facts that quoted exactly them quote the new ones, facts inside are dropped."""
    begin = coding.text.index(old)
    end, grown = begin + len(old), len(new) - len(old)
    text = coding.text[:begin] + new + coding.text[end:]

    def move(offset: int) -> int:
        return offset if offset <= begin else offset + grown if offset >= end else begin + len(new)

    def inside(fact: Any) -> bool:
        whole = (fact.start, fact.end) == (begin, end) and bool(new)
        return begin <= fact.start and fact.end <= end and fact.start < fact.end and not whole

    def shift(fact: Any) -> Any:
        moved = {
            name: move(getattr(fact, name)) for name in _OFFSETS if getattr(fact, name, None) is not None
        }
        if hasattr(fact, "quote"):
            moved["quote"] = text[moved["start"] : moved["end"]]
        return replace(fact, **moved)

    changed: dict[str, Any] = {"text": text}
    for field in fields(coding):
        facts = getattr(coding, field.name)
        if isinstance(facts, tuple) and facts and is_dataclass(facts[0]) and hasattr(facts[0], "start"):
            changed[field.name] = tuple(shift(fact) for fact in facts if not inside(fact))
    digest = sha256(text.encode()).hexdigest()
    return replace(coding, document=replace(coding.document, sha256=digest), **changed)


def drop(coding: Coding, key: str, which: Callable[[Any], bool]) -> Coding:
    """Take facts of one kind out; there must be such."""
    facts = getattr(coding, key)
    kept = tuple(fact for fact in facts if not which(fact))
    assert len(kept) < len(facts), f"nothing to drop from {key}"
    return replace(coding, **{key: kept})  # type: ignore[arg-type]


def alter(coding: Coding, key: str, which: Callable[[Any], bool], **changes: Any) -> Coding:
    """Change facts of one kind; there must be such."""
    facts = getattr(coding, key)
    assert any(which(fact) for fact in facts), f"nothing to alter in {key}"
    return replace(coding, **{key: tuple(replace(f, **changes) if which(f) else f for f in facts)})  # type: ignore[arg-type]


def add(coding: Coding, key: str, *facts: Any) -> Coding:
    """Put facts in."""
    return replace(coding, **{key: (*getattr(coding, key), *facts)})  # type: ignore[arg-type]


def silent(coding: Coding, about: str, question: str) -> Coding:
    """Record that the text was read for a question and does not answer it."""
    return add(coding, "silences", Silence(about=about, question=question))


def body(coding: Coding, id: str, name: str, kind: str, level: str = "city", function: str = "other") -> Body:  # noqa: A002
    """Describe a body; its evidence is its name where the text has it, else the title."""
    words = name if name in coding.text else coding.text[:5]
    return Body(id=id, name=name, kind=kind, level=level, function=function, **span(coding, words))  # type: ignore[arg-type]


def relation(coding: Coding, subject: str, kind: str, other: str) -> Relation:
    """Relate two bodies."""
    return Relation(subject=subject, relation=kind, object=other, **span(coding, coding.text[:5]))  # type: ignore[arg-type]


def member(coding: Coding, who: str, body: str) -> Membership:
    """Make somebody a member."""
    return Membership(member=who, body=body, **span(coding, coding.text[:5]))


def duty(coding: Coding, id: str, words: str, **parts: Any) -> Duty:  # noqa: A002
    """Assign something that the text says."""
    return Duty(id=id, **({"bearer_status": "stated"} | parts), **span(coding, words))


def defect(coding: Coding, kind: str, words: str) -> Defect:
    """Note something wrong in the source."""
    return Defect(kind=kind, message_zh=kind, message_en=kind, severity="violation", **span(coding, words))
