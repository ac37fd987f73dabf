"""An agreement as text for a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from kg.coding.agreement.results import Agreement, Component, Disagreement

__all__ = ["to_plain_agreement", "to_terminal"]

_QUOTE = 60


def to_plain_agreement(agreement: Agreement) -> dict[str, object]:
    """Turn an agreement into dicts and lists for JSON; an undefined figure is null."""
    return {
        "document": agreement.document,
        "first": agreement.first_coder,
        "second": agreement.second_coder,
        "note": agreement.note,
        "components": [_plain_component(component) for component in agreement.components],
    }


def _plain_component(component: Component) -> dict[str, object]:
    figures = ("precision", "recall", "f1", "percent", "kappa", "alpha")
    return {
        "name": component.name,
        "first": component.first,
        "second": component.second,
        "agreed": component.agreed,
        "units": component.units,
        **{name: _rounded(getattr(component, name)) for name in figures},
        "disagreements": [
            {
                "kind": item.kind,
                "place": item.place,
                "first": {"quote": item.first_quote, "value": item.first_value},
                "second": {"quote": item.second_quote, "value": item.second_value},
            }
            for item in component.disagreements
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def to_terminal(agreement: Agreement) -> str:
    """Write an agreement as a table of figures and, under it, the disagreements by component."""
    return "\n".join([*_write_table(agreement), *_write_disagreements(agreement), ""])


def _write_table(agreement: Agreement) -> Iterator[str]:
    yield f"Agreement on {agreement.document}: first {agreement.first_coder}, second {agreement.second_coder}"
    if agreement.note:
        yield f"Note: {agreement.note}."
    yield ""
    yield _row(
        "component", "first", "second", "agreed", "prec.", "recall", "F1", "percent", "kappa", "alpha", "over"
    )
    for component in agreement.components:
        yield _row(
            component.name, str(component.first), str(component.second), str(component.agreed),
            _figure(component.precision), _figure(component.recall), _figure(component.f1),
            _figure(component.percent), _figure(component.kappa), _figure(component.alpha), component.units,
        )  # fmt: skip
    yield ""
    yield "prec., recall: the first coding measured against the second. – : undefined (nothing, or one label only)."


def _row(name: str, *cells: str) -> str:
    *figures, units = cells
    return f"{name:<22}" + "".join(f"{cell:>8}" for cell in figures) + f"  {units}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _write_disagreements(agreement: Agreement) -> Iterator[str]:
    for component in agreement.components:
        if component.disagreements:
            yield ""
            yield f"== {component.name}: {len(component.disagreements)} differ"
        for item in component.disagreements:
            yield from _write_one(item)


def _write_one(item: Disagreement) -> Iterator[str]:
    what = {"only-first": "only the first", "only-second": "only the second", "differs": "they differ"}[
        item.kind
    ]
    yield f"- {item.place}: {what}"
    for name, quote, value in (
        ("first ", item.first_quote, item.first_value),
        ("second", item.second_quote, item.second_value),
    ):
        if quote is not None or value is not None:
            yield f"    {name}  {_one_line(value or '')}" + (f"   「{_shorten(quote)}」" if quote else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shorten(quote: str) -> str:
    width, kept = 0, ""
    for character in _one_line(quote):
        width += 2 if east_asian_width(character) in "WF" else 1
        if width > _QUOTE:
            return kept + "…"
        kept += character
    return kept
