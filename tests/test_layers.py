"""The directions between the rooms of the house (docs: which folder must not know what)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FORBIDDEN = {
    "kg": ("server", "flask", "werkzeug", "uvicorn", "httptools"),
    "kg/reading": ("kg.coding", "kg.graph", "kg.store", "kg.checking", "kg.asking", "kg.comparing", "rdflib", "pyoxigraph"),
    "kg/coding": ("kg.graph", "kg.store", "kg.checking", "kg.asking", "kg.comparing", "rdflib", "pyoxigraph"),
    "kg/graph": ("kg.store", "kg.checking", "kg.asking", "kg.comparing", "kg.reading"),
    "kg/store": ("kg.coding", "kg.reading", "kg.checking", "kg.asking", "kg.comparing"),
    "kg/checking": ("kg.asking", "kg.comparing"),
    "kg/asking": ("kg.checking", "kg.comparing"),
    "kg/browsing": ("kg.coding", "kg.reading", "kg.asking", "kg.comparing", "kg.exporting", "kg.searching"),
    "kg/comparing": ("kg.coding", "kg.reading", "kg.asking", "kg.checking", "kg.searching"),
    "kg/drafting": ("kg.graph", "kg.store", "kg.asking", "kg.checking", "kg.browsing"),
    "kg/exporting": ("kg.coding", "kg.reading", "kg.asking", "kg.checking"),
    "kg/searching": ("kg.coding", "kg.reading", "kg.asking", "kg.checking", "kg.comparing"),
}  # fmt: skip


def imported_modules(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("folder", sorted(FORBIDDEN))
def test_a_room_imports_nothing_it_must_not_know(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files

    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imported_modules(path)
        for banned in FORBIDDEN[folder]
        if name == banned or name.startswith(banned + ".")
    ]

    assert wrong == []
