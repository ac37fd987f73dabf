"""No pattern has lost a count to string formatting: in an f-string {0,8} is a tuple, and {0, 8} is no count."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import kg.coding
import kg.reading

LOST = re.compile(r"\(\d+, \d+\)|\{\d*, \d*\}")
MODULES = [
    name
    for package in (kg.coding, kg.reading)
    for _, name, _ in walk_packages(package.__path__, f"{package.__name__}.")
]


def test_a_lost_count_is_seen() -> None:
    assert LOST.search(rf"报告[^,]{0, 8}制度")
    assert LOST.search(r"报告[^,]{0, 8}制度")
    assert not LOST.search(r"报告[^,]{0,8}制度")


def test_every_pattern_has_its_counts() -> None:
    patterns = {
        f"{module}.{name}": value.pattern
        for module in MODULES
        for name, value in vars(import_module(module)).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }

    assert "kg.coding.reporting._SAYS" in patterns
    assert {name for name, pattern in patterns.items() if LOST.search(pattern)} == set()
