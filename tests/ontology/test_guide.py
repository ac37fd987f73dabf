"""The guide names every module and class, and no term that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.graph import ONTOLOGY_IRI

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/ontology.md").read_text(encoding="utf-8")


def declared(*kinds: str) -> set[str]:
    names = {f"http://www.w3.org/2002/07/owl#{kind}" for kind in kinds}
    return {
        quad.subject.value.removeprefix(ONTOLOGY_IRI)
        for path in (ROOT / "ontology").glob("*.ttl")
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(ONTOLOGY_IRI)
        and isinstance(quad.object, NamedNode)
        and quad.object.value in names
    }


def test_the_guide_names_every_class() -> None:
    told = set(re.findall(r"dg:([A-Z]\w+)", GUIDE))

    assert (
        declared("Class") - told - {"Actor", "BearerStatus", "MembershipStatus", "AdministrativeDivision"}
        == set()
    )


def test_the_guide_names_no_term_that_is_not_declared() -> None:
    told = set(re.findall(r"`dg:(\w+)`", GUIDE))

    assert told - declared("Class", "ObjectProperty", "DatatypeProperty", "NamedIndividual") == set()


def test_the_guide_names_every_file() -> None:
    missing = {path.stem for path in (ROOT / "ontology").glob("*.ttl") if path.stem not in GUIDE}

    assert missing - {"dutygraph"} == set()
