"""The scheme of matters is what its list says."""

from __future__ import annotations

import runpy
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "kg/corpus/matters.yaml"


def test_the_scheme_is_generated_from_the_list_as_it_stands() -> None:
    generate = runpy.run_path(str(ROOT / "scripts/generate_matters.py"))["generate"]

    written = (ROOT / "ontology/matters.ttl").read_text(encoding="utf-8")
    assert written == generate(LIST.read_text(encoding="utf-8")), "run scripts/generate_matters.py"


def test_every_wider_matter_is_in_the_list() -> None:
    matters = yaml.safe_load(LIST.read_text(encoding="utf-8"))

    assert {m["broader"] for m in matters if m.get("broader")} <= {m["slug"] for m in matters}
