"""How a component's figures come out of matched facts: the arithmetic every component shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.coding.agreement.coefficients import cohen_kappa, krippendorff_alpha
from kg.coding.agreement.results import Component, Disagreement

__all__ = ["Item", "compare_labels", "compare_listed", "compare_sets", "pair_by_keys"]

Fact = TypeVar("Fact")


@dataclass(frozen=True, kw_only=True)
class Item(Generic[Fact]):
    """A fact of one coder with where it stands and how it reads."""

    fact: Fact
    place: str
    quote: str
    value: str


def pair_by_keys(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair equal keys one to one, in order."""
    waiting: dict[Hashable, list[int]] = {}
    for j, key in enumerate(second):
        waiting.setdefault(key, []).append(j)
    return [(i, waiting[key].pop(0)) for i, key in enumerate(first) if waiting.get(key)]


def compare_listed(
    name: str,
    first: Sequence[Item[Fact]],
    second: Sequence[Item[Fact]],
    pairs: Sequence[tuple[int, int]],
    is_same: Callable[[Fact, Fact], bool] = lambda one, other: True,
) -> Component:
    """Figures of facts that either coder may or may not have; a pair agrees when ``is_same``.

    Percent is over the union of facts. Chance agreement is undefined, as nothing counts what neither coded.
    """
    same = [(i, j) for i, j in pairs if is_same(first[i].fact, second[j].fact)]
    union = len(first) + len(second) - len(pairs)
    found = [_differing(first[i], second[j]) for i, j in pairs if (i, j) not in set(same)]
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    found += [_single(item, "only-first") for i, item in enumerate(first) if i not in left]
    found += [_single(item, "only-second") for j, item in enumerate(second) if j not in right]
    return Component(
        name=name, first=len(first), second=len(second), agreed=len(same), units="facts",
        percent=len(same) / union if union else None, disagreements=tuple(found),
    )  # fmt: skip


def compare_labels(
    name: str,
    pairs: Sequence[tuple[Item[Fact], Item[Fact]]],
    totals: tuple[int, int],
    label: Callable[[Fact], str],
    label_second: Callable[[Fact], str] | None = None,
) -> Component:
    """Figures of one nominal value of matched facts; ``totals`` are each coder's facts, matched or not."""
    first = [label(one.fact) for one, _ in pairs]
    second = [(label_second or label)(other.fact) for _, other in pairs]
    agreed = sum(a == b for a, b in zip(first, second, strict=True))
    found = [
        _differing(one, other, a, b)
        for (one, other), a, b in zip(pairs, first, second, strict=True)
        if a != b
    ]
    return Component(
        name=name, first=totals[0], second=totals[1], agreed=agreed, units="pairs",
        percent=agreed / len(pairs) if pairs else None, kappa=cohen_kappa(first, second),
        alpha=krippendorff_alpha(first, second), disagreements=tuple(found),
    )  # fmt: skip


def compare_sets(
    name: str,
    pairs: Sequence[tuple[Item[Fact], Item[Fact]]],
    totals: tuple[int, int],
    values: tuple[Callable[[Fact], Sequence[str]], Callable[[Fact], Sequence[str]]],
    show: Callable[[str], str] = str,
) -> Component:
    """Figures of a list of values (actions, bearers, roles) of matched facts, order aside.

    Precision, recall and F1 count single values, ``totals`` being all of each coder's, in matched facts or not;
    percent, kappa and alpha take the whole set of a fact as its label; ``show`` turns a value into words.
    """
    lists = [(list(values[0](one.fact)), list(values[1](other.fact))) for one, other in pairs]
    agreed = sum(sum((Counter(a) & Counter(b)).values()) for a, b in lists)
    first = [" + ".join(sorted(a)) for a, _ in lists]
    second = [" + ".join(sorted(b)) for _, b in lists]
    equal = [a == b for a, b in zip(first, second, strict=True)]
    found = [
        _differing(one, other, *(" + ".join(map(show, values)) or "–" for values in both))
        for (one, other), both, is_equal in zip(pairs, lists, equal, strict=True)
        if not is_equal
    ]
    return Component(
        name=name, first=totals[0], second=totals[1], agreed=agreed, units="pairs",
        percent=sum(equal) / len(equal) if equal else None, kappa=cohen_kappa(first, second),
        alpha=krippendorff_alpha(first, second), disagreements=tuple(found),
    )  # fmt: skip


def _differing(
    one: Item[Fact], other: Item[Fact], a: str | None = None, b: str | None = None
) -> Disagreement:
    return Disagreement(
        kind="differs", place=one.place, first_quote=one.quote, second_quote=other.quote,
        first_value=one.value if a is None else a, second_value=other.value if b is None else b,
    )  # fmt: skip


def _single(item: Item[Fact], kind: str) -> Disagreement:
    if kind == "only-first":
        return Disagreement(
            kind="only-first", place=item.place, first_quote=item.quote, first_value=item.value
        )
    return Disagreement(
        kind="only-second", place=item.place, second_quote=item.quote, second_value=item.value
    )
