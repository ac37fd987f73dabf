"""What the reading room offers."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

import kg.reading as reading


def test_the_public_names_are_sorted_and_there() -> None:
    assert reading.__all__ == sorted(reading.__all__)
    assert all(hasattr(reading, name) for name in reading.__all__)


@pytest.mark.parametrize("module", ["notes", "numbering", "offsets", "sentences", "tree"])
def test_the_examples_in_the_documentation_hold(module: str) -> None:
    result = doctest.testmod(import_module(f"kg.reading.{module}"))

    assert result.attempted > 0
    assert result.failed == 0
