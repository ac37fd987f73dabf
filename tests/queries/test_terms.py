"""No query and no shape speaks of a term that the ontology does not declare: it would silently find nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.graph import ONTOLOGY_IRI

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    [*(ROOT / "kg").rglob("*.rq"), *(ROOT / "server").rglob("*.rq"), *(ROOT / "shapes").glob("*.ttl")]
)


@pytest.fixture(scope="module")
def declared() -> set[str]:
    return {
        quad.subject.value.removeprefix(ONTOLOGY_IRI)
        for path in (ROOT / "ontology").glob("*.ttl")
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode) and quad.predicate.value.endswith("#type")
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_term_used_is_declared(path: Path, declared: set[str]) -> None:
    used = set(re.findall(r"\bdg:(\w+)", re.sub(r'#.*|"[^"]*"', "", path.read_text(encoding="utf-8"))))

    assert used - declared == set()
