"""What the documentation promises is there: each test it names, each error it must name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import errors

ROOT = Path(__file__).resolve().parents[2]
LINKED = re.findall(
    r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
)
CODES = sorted({getattr(errors, name).code for name in errors.__all__})


@pytest.mark.parametrize(("file", "name"), sorted(set(LINKED)))
def test_each_promise_has_its_test(file: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_each_error_is_documented(code: str) -> None:
    assert f"`{code}`" in (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
