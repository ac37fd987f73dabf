"""What the documentation promises is there: each test it names, each error it must name."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kg import errors

ROOT = Path(__file__).resolve().parents[2]
MODEL = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
PROMISED = MODEL.partition("## Promised")[2].partition("## Not promised")[0]
PROMISES = [line for line in PROMISED.splitlines() if line.startswith("| ")][2:]
_LINK = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
LINKED = sorted(set(_LINK.findall(MODEL)))
CODES = sorted({getattr(errors, name).code for name in errors.__all__})


@pytest.mark.parametrize("promise", PROMISES)
def test_each_promise_names_a_test(promise: str) -> None:
    assert _LINK.search(promise)


@pytest.mark.parametrize(("file", "name"), LINKED)
def test_each_promise_has_its_test(file: str, name: str) -> None:
    module = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = {each.name: each for each in module.body if isinstance(each, ast.FunctionDef)}

    assert name.startswith("test_")
    assert any(isinstance(each, ast.Assert | ast.Call) for each in ast.walk(functions[name]))


def test_the_model_promises_something() -> None:
    assert len(PROMISES) > 30
    assert len(LINKED) > 25


@pytest.mark.parametrize("code", CODES)
def test_each_error_is_documented(code: str) -> None:
    assert f"`{code}`" in (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
