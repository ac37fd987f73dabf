"""Many documents of realistic variety: the hand-coded ones of the coder's development set, under other names.

Every generated document is one of some twenty codings – committees, headquarters, joint conferences, leading groups
of every level, of 460 to 1,240 characters – whose place bears another name, in which some duties are missing, and
which has an id and a number of its own. A place name keeps its length, so that every offset stays true.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from kg.coding.corpus import load_corpus
from kg.coding.files import read_codings
from kg.coding.model import Coding
from kg.graph import build

__all__ = ["generated", "nquads"]

TESTS = Path(__file__).resolve().parents[1] / "tests"
CODED = (TESTS / "shapes" / "clean.yaml", *sorted((TESTS / "coding" / "development").glob("*.yaml")))
# Two of them make a place name as long as the one it stands for.
SYLLABLES = "白清南北东西山江海湖林石金玉云龙凤安平永长新宁泰德兴昌明和广阳水河溪川原田桥门城"
PLACE = re.compile(r"^(\w{2})(?:省|市|县|區|区|乡|镇|鎮|村|縣|街道)$")
SLICE = 200  # documents built at a time, so that memory stays small
KEPT = 0.85  # of the duties of a document

Value = TypeVar("Value")


def generated(count: int) -> Iterator[Coding]:
    """Give the five documents, then others until there are enough; the same count gives the same documents."""
    yield from load_corpus()[:count]
    originals = [coding for path in CODED for coding in read_codings(path) if _stem(coding)]
    chance = random.Random(7)
    for number in range(count - 5):
        original = originals[number % len(originals)]
        yield _another(original, number, "".join(chance.sample(SYLLABLES, 2)), chance)


def _stem(coding: Coding) -> str | None:
    found = PLACE.match(coding.document.place or "")
    return found[1] if found and coding.duties else None


def _another(original: Coding, number: int, stem: str, chance: random.Random) -> Coding:
    coding = _renamed(original, _stem(original) or "", stem)
    duties = tuple(duty for duty in coding.duties if chance.random() < KEPT)
    document = replace(
        coding.document, id=f"generated-{number}", number=f"{stem}发[{2000 + number % 24}]{number}号"
    )
    return replace(coding, document=document, duties=type(original.duties)(duties))


def _renamed(value: Value, old: str, new: str) -> Value:
    """Put one place name for another wherever it stands in a coding."""
    renamed: Any = value
    if isinstance(value, str):
        renamed = value.replace(old, new)
    elif isinstance(value, (tuple, list)):
        renamed = type(value)(_renamed(each, old, new) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value)]
        renamed = replace(value, **{name: _renamed(getattr(value, name), old, new) for name in names})
    return renamed  # type: ignore[no-any-return]


def nquads(count: int) -> Iterator[bytes]:
    """Build in slices."""
    codings = generated(count)
    while batch := list(islice(codings, SLICE)):
        yield build(batch).serialize()
