"""What a comparison of two codings yields: components with their figures, and disagreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Agreement", "Component", "Disagreement"]


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One fact only one coder has, or both have and code differently.

    ``place`` is the provision and line; the quotes are the words each coder read it from, the values what each made
    of them (None on the side that has nothing).
    """

    kind: Literal["only-first", "only-second", "differs"]
    place: str
    first_quote: str | None = None
    second_quote: str | None = None
    first_value: str | None = None
    second_value: str | None = None


@dataclass(frozen=True, kw_only=True)
class Component:
    """The figures of one component.

    ``first`` and ``second`` count each coder's facts, ``agreed`` those that are the same in both. ``percent`` is
    agreement over what both could have coded (the union of facts, the matched pairs, or the characters of the text:
    ``units`` says which); ``kappa`` and ``alpha`` are over the same units, None where chance agreement is undefined.
    """

    name: str
    first: int
    second: int
    agreed: int
    units: Literal["facts", "pairs", "characters"]
    percent: float | None
    kappa: float | None = None
    alpha: float | None = None
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def precision(self) -> float | None:
        """The share of the first coder's facts that the second has too."""
        return self.agreed / self.first if self.first else None

    @property
    def recall(self) -> float | None:
        """The share of the second coder's facts that the first has too."""
        return self.agreed / self.second if self.second else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None when neither coder has a fact."""
        total = self.first + self.second
        return 2 * self.agreed / total if total else None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """All components of a comparison; ``note`` says what was set aside to make the two comparable."""

    document: str
    first_coder: str
    second_coder: str
    note: str | None
    components: tuple[Component, ...]

    def component(self, name: str) -> Component:
        """Return the component of that name (KeyError when there is none)."""
        return {component.name: component for component in self.components}[name]
