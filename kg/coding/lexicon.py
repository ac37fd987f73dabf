"""The coder's lexicons: data files beside this module, read once, and the patterns made of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from kg.coding.model import BodyKind, Level, Supervision

__all__ = [
    "Role",
    "Suffix",
    "Unit",
    "Verb",
    "alternation",
    "coordination_suffixes",
    "place_levels",
    "read_table",
    "roles",
    "standing_organs",
    "surnames",
    "unit_names",
    "unit_stems",
    "unit_suffixes",
    "verbs",
]


@dataclass(frozen=True)
class Unit:
    """A kind of unit: its name without place (or the stem of it), its function, body kind and English gloss."""

    name: str
    function: str
    kind: BodyKind
    gloss: str


@dataclass(frozen=True)
class Suffix:
    """How a name ends, the kind it then has, and its English gloss."""

    name: str
    kind: BodyKind
    gloss: str
    category: bool = False


@dataclass(frozen=True)
class Role:
    """The title of a post, its class (leader, deputy, convener, director, deputy-director, member, other), its gloss."""

    title: str
    category: str
    gloss: str


@dataclass(frozen=True)
class Verb:
    """A verb of duties: the class of action, what it oversees, and its use (main, tail, either, light)."""

    word: str
    action: str
    supervision: Supervision | None
    use: str


@cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """Read the rows of a tab-separated lexicon, without comments."""
    text = files("kg.coding").joinpath("lexicons", name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def unit_names() -> dict[str, Unit]:
    """Units named whole, by name."""
    return {row[0]: _unit(row) for row in read_table("units.tsv") if not row[0].endswith("*")}


@cache
def unit_stems() -> dict[str, Unit]:
    """Units whose name takes a suffix, by stem."""
    return {row[0].rstrip("*"): _unit(row) for row in read_table("units.tsv") if row[0].endswith("*")}


def _unit(row: tuple[str, ...]) -> Unit:
    return Unit(row[0].rstrip("*"), row[1], cast(BodyKind, row[2]), row[3])


@cache
def unit_suffixes() -> dict[str, Suffix]:
    """What may follow a unit's stem."""
    rows = (row + ("",) * (3 - len(row)) for row in read_table("unit_suffixes.tsv"))
    return {row[0]: Suffix(row[0], "government-body", row[1], row[2] == "yes") for row in rows}


@cache
def coordination_suffixes() -> dict[str, Suffix]:
    """How coordination bodies and their parts end."""
    rows = read_table("coordination_suffixes.tsv")
    return {row[0]: Suffix(row[0], cast(BodyKind, row[1]), row[2]) for row in rows}


@cache
def roles() -> dict[str, Role]:
    """Titles of posts."""
    return {row[0]: Role(*row[:3]) for row in read_table("roles.tsv")}


@cache
def verbs() -> dict[str, Verb]:
    """Verbs of duties."""
    rows = read_table("verbs.tsv")
    return {
        row[0]: Verb(row[0], row[1], cast(Supervision, row[2]) if row[2] else None, row[3]) for row in rows
    }


@cache
def standing_organs() -> frozenset[str]:
    """Standing organs whose names end like those of coordination bodies."""
    return frozenset(name for row in read_table("standing_organs.txt") for name in row[0].split())


@cache
def place_levels() -> dict[str, Level]:
    """Divisions named without their suffix, with their level."""
    return {name: cast(Level, row[0]) for row in read_table("places.tsv") for name in row[1].split()}


@cache
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Single-character and two-character surnames."""
    rows = read_table("surnames.txt")
    return frozenset(rows[0][0]), frozenset(rows[1][0].split())


def alternation(words: Iterable[str]) -> str:
    """Make a pattern that matches the longest of the words, branching on first characters so that it stays fast.

    >>> re.match(alternation(["监督", "监督检查", "检查"]), "监督检查情况").group()
    '监督检查'
    """
    groups: dict[str, set[str]] = {}
    for word in words:
        groups.setdefault(word[:1], set()).add(word[1:])
    branches = []
    for first in sorted(groups):
        rests = sorted(groups[first], key=lambda rest: (-len(rest), rest))
        tail = "|".join(re.escape(rest) for rest in rests)
        branches.append(re.escape(first) + (f"(?:{tail})" if len(rests) > 1 or rests[0] else ""))
    return "(?:" + "|".join(branches) + ")"
