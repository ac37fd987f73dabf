"""An example of every rule, made from the mutation that it catches."""

from __future__ import annotations

from kg.checking.guide import Example
from tests.shapes.checked import check
from tests.shapes.mutations import MUTATIONS

__all__ = ["examples"]


def examples() -> dict[str, Example]:
    """Give the first mutation of each code with the finding that it gives."""
    found: dict[str, Example] = {}
    for mutation in MUTATIONS:
        if mutation.code not in found:
            found[mutation.code] = Example(mutation.name, check(mutation).findings[0])
    return found
