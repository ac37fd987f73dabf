"""Whether two coders mean the same body: references of both codings brought to one key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.coding.agreement.spans import match_spans, overlap_share
from kg.coding.model import Body, Coding

if TYPE_CHECKING:
    import opencc

__all__ = ["References", "fold_name", "match_bodies"]


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=65_536)
def fold_name(name: str) -> str:
    """Fold a name for comparison: simplified script, no spaces, brackets or quotation marks, no final 部门."""
    bare = re.sub(r"[\s()（）《》〈〉“”\"'「」『』、，,。?]", "", name)
    folded = str(_converter().convert(bare)) if not bare.isascii() else bare.lower()
    return folded.removesuffix("部门") or folded


def _names(body: Body) -> set[str]:
    return {fold_name(name) for name in (body.name, *body.aliases) if fold_name(name)}


def _called(body: Body) -> set[str]:
    return _names(body) | ({"办公室"} if body.kind == "secretariat-office" else set())


def _is_same_name(one: Body, other: Body) -> float:
    return float(fold_name(one.name) == fold_name(other.name))


def _is_alias(one: Body, other: Body) -> float:
    named = fold_name(one.name) in _names(other) or fold_name(other.name) in _names(one)
    return 2.0 * named + (1.0 if _names(one) & _names(other) else 0.0)


def _is_tail(one: Body, other: Body) -> float:
    short, long = sorted((fold_name(one.name), fold_name(other.name)), key=len)
    return (
        len(short) / len(long) if one.kind == other.kind and len(short) > 2 and long.endswith(short) else 0.0
    )


def _is_same_place(one: Body, other: Body) -> float:
    share = overlap_share(one, other)
    return share if one.kind == other.kind and share >= 0.5 else 0.0


_STAGES: tuple[Callable[[Body, Body], float], ...] = (_is_same_name, _is_alias, _is_tail, _is_same_place)


def match_bodies(first: Coding, second: Coding) -> list[tuple[Body, Body]]:
    """Pair the bodies of two codings, each at most once.

    The same body is one with the same folded name; else whose name is an alias of the other, or that shares an
    alias; else, the kinds being equal, whose name ends in the other's (with and without its place); else, the kinds
    being equal, that was read from the same words (half of the characters covered by either are shared).
    """
    left, right = list(first.bodies), list(second.bodies)
    pairs: list[tuple[Body, Body]] = []
    for stage in _STAGES:
        found = match_spans(left, right, stage)
        pairs += [(left[i], right[j]) for i, j in found]
        left = [body for i, body in enumerate(left) if i not in {i for i, _ in found}]
        right = [body for j, body in enumerate(right) if j not in {j for _, j in found}]
    return pairs


class References:
    """Brings a reference (body id or name) of either coding to a key that is equal when the same body is meant."""

    def __init__(self, first: Coding, second: Coding) -> None:
        self.pairs = match_bodies(first, second)
        partner = {theirs.id: f"@{ours.id}" for ours, theirs in self.pairs}
        ours = {body.id: f"@{body.id}" for body in first.bodies}
        theirs = {body.id: partner.get(body.id, f"#{body.id}") for body in second.bodies}
        labels = {theirs[body.id]: body.name for body in second.bodies}
        self._labels = labels | {ours[body.id]: body.name for body in first.bodies}
        left = [body for body in first.bodies if body.id not in {one.id for one, _ in self.pairs}]
        known = _index(second.bodies, theirs)
        ours |= {body.id: key for body in left if (key := _adopt(body, known))}
        self._by_id = (ours, theirs)
        self._names_of = ({b.id: _called(b) for b in first.bodies}, {b.id: _called(b) for b in second.bodies})
        self._by_name = (_index(first.bodies, ours), _index(second.bodies, theirs))
        self._roles = _index_roles(((first, ours), (second, theirs)))

    def resolve(self, reference: str | None, side: int) -> str | None:
        """Return the key of a reference of coding ``side`` (0 or 1); None stays None.

        A post is the same whether written 组长 or 领导小组组长, where only one body has that post.
        """
        if reference is None:
            return None
        if reference in self._by_id[side]:
            return self._by_id[side][reference]
        name = fold_name(reference)
        body = self._find(name, side)
        return body or self._find_post(name, side) or name

    def _find(self, name: str, side: int) -> str | None:
        return self._by_name[side].get(name) or self._by_name[1 - side].get(name)

    def _find_post(self, name: str, side: int) -> str | None:
        for cut in range(len(name) - 1, 1, -1):
            body = self._find(name[:cut], side)
            if body is not None:
                return f"{body}·{name[cut:]}"
        bodies = self._roles.get(name, set())
        return f"{next(iter(bodies))}·{name}" if len(bodies) == 1 else None

    def resolve_role(self, role: str, body: str, side: int) -> str:
        """Return a post's role without the name of its body: 办公室主任 of an office is its 主任."""
        names = self._names_of[side].get(body, set())
        folded = fold_name(role)
        return next(
            (
                rest
                for name in sorted(names, key=len, reverse=True)
                if (rest := folded.removeprefix(name)) != folded and rest
            ),
            folded,
        )

    def resolve_all(self, references: Iterable[str], side: int) -> frozenset[str]:
        """Return the keys of several references."""
        return frozenset(key for item in references if (key := self.resolve(item, side)) is not None)

    def label(self, reference: str | None, side: int) -> str:
        """Return what a person calls a reference of coding ``side``."""
        if reference is None:
            return "–"
        return self._labels.get(self._by_id[side].get(reference, ""), reference)

    def show(self, key: str) -> str:
        """Return what a person calls the body or post a key stands for."""
        body, dot, role = key.partition("·")
        return self._labels.get(body, body) + dot + role


def _adopt(body: Body, index: dict[str, str]) -> str | None:
    """Find the second coder's body of that name, where the first made two of what the second holds to be one.

    Only this way round: the second is what is measured against, and who gives two of its bodies one name is wrong.
    """
    return next(
        (index[name] for name in (fold_name(body.name), *sorted(_names(body))) if name in index), None
    )


def _index_roles(sides: Iterable[tuple[Coding, dict[str, str]]]) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = {}
    for coding, keys in sides:
        for post in coding.posts:
            roles.setdefault(fold_name(post.role), set()).add(keys.get(post.body, post.body))
    return roles


def _index(bodies: Iterable[Body], keys: dict[str, str]) -> dict[str, str]:
    index: dict[str, str] = {}
    for body in bodies:
        for alias in body.aliases:
            index.setdefault(fold_name(alias), keys[body.id])
    for body in bodies:
        index[fold_name(body.name)] = keys[body.id]
    return index
