"""Statements of Institutional Grammar and how IG Script writes them.

IG Parser 0.7 silently drops a component whose annotation holds anything but ASCII letters, digits and ``: - / # = ,``
(an underscore, Chinese), refuses component pairs in Chinese, and takes ``|`` and line breaks out of content; what is
written here avoids all three.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

__all__ = ["SYMBOLS", "Component", "Statement", "annotate", "clean_content", "clean_id", "write_script"]

Symbol = Literal[
    "A",
    "A,p",
    "D",
    "I",
    "Bdir",
    "Bdir,p",
    "Bind",
    "Bind,p",
    "Cac",
    "Cex",
    "E",
    "E,p",
    "M",
    "F",
    "P",
    "P,p",
    "O",
]

# Component symbols with the names of their columns in IG Parser's table.
SYMBOLS: Mapping[str, str] = MappingProxyType({
    "A": "Attributes", "A,p": "Attributes Property", "D": "Deontic", "I": "Aim", "Bdir": "Direct Object",
    "Bdir,p": "Direct Object Property", "Bind": "Indirect Object", "Bind,p": "Indirect Object Property",
    "Cac": "Activation Condition", "Cex": "Execution Constraint", "E": "Constituted Entity",
    "E,p": "Constituted Entity Property", "M": "Modal", "F": "Constitutive Function", "P": "Constituting Properties",
    "P,p": "Constituting Properties Properties", "O": "Or Else",
})  # fmt: skip

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_FULL_WIDTH = str.maketrans("()[]{}", "（）［］｛｝")


@dataclass(frozen=True, kw_only=True)
class Component:
    """One component: its content (several are combined by ``operator``) or a nested statement, and its annotation."""

    symbol: Symbol
    contents: tuple[str, ...] = ()
    nested: Statement | None = None
    operator: Literal["AND", "OR", "XOR"] = "AND"
    annotation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One institutional statement: its components in order, its annotation and the words it encodes."""

    components: tuple[Component, ...]
    annotation: str | None = None
    original: str = ""
    notes: tuple[str, ...] = field(default=())

    def is_complete(self) -> bool:
        """Say whether it has what a statement needs: A and I, or E and F."""
        symbols = {
            component.symbol for component in self.components if component.contents or component.nested
        }
        return {"A", "I"} <= symbols or {"E", "F"} <= symbols


def write_script(statement: Statement) -> str:
    """Write a statement in IG Script."""
    parts = [statement.annotation] if statement.annotation else []
    return " ".join([*parts, *(_write_component(component) for component in statement.components)])


def _write_component(component: Component) -> str:
    head = component.symbol + (component.annotation or "")
    if component.nested is not None:
        return f"{head}{{{write_script(component.nested)}}}"
    return f"{head}({f' [{component.operator}] '.join(component.contents)})"


def annotate(*pairs: tuple[str, str | None]) -> str | None:
    """Write an annotation of the pairs that have a value; None when none has.

    >>> annotate(("ref", "org_001"), ("freq", None))
    '[ref=org-001]'
    """
    kept = [f"{key}={clean_id(value)}" for key, value in pairs if value is not None and clean_id(value)]
    return f"[{','.join(kept)}]" if kept else None


def clean_id(value: str) -> str:
    """Bring an id to what an annotation can hold; empty when nothing of it can."""
    return re.sub(r"[^A-Za-z0-9:/#]+", "-", value).strip("-") if re.search(r"[A-Za-z0-9]", value) else ""


def clean_content(text: str) -> tuple[str, list[str]]:
    """Take out of a content what IG Script cannot hold, and say what was taken.

    >>> clean_content("甲|乙(丙")
    ('甲乙（丙', ['| removed', 'unbalanced brackets made full-width'])
    """
    notes = []
    if "|" in text:
        notes.append("| removed")
    if re.search(r"[\r\n]", text):
        notes.append("line breaks removed")
    cleaned = re.sub(r"[|\r\n]", "", text)
    if not _is_balanced(cleaned):
        notes.append("unbalanced brackets made full-width")
        cleaned = cleaned.translate(_FULL_WIDTH)
    return cleaned, notes


def _is_balanced(text: str) -> bool:
    expected: list[str] = []
    for character in text:
        if character in _PAIRS:
            expected.append(_PAIRS[character])
        elif character in _PAIRS.values() and (not expected or expected.pop() != character):
            return False
    return not expected
