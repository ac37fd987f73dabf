"""The reference page says what the shapes say."""

from __future__ import annotations

from pathlib import Path

from kg.checking.guide import write_guide
from kg.checking.shapes import load_shapes
from tests.shapes.examples import examples

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_the_shapes_is_what_the_script_writes() -> None:
    page = (DOCS / "shapes.md").read_text(encoding="utf-8")

    assert page == write_guide(load_shapes(), examples()), "run scripts/describe_shapes.py"


def test_every_code_has_an_example() -> None:
    assert set(examples()) == {shape.code for shape in load_shapes().all}
