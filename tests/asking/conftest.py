"""One asker on the five reviewed documents, three on documents coded by the machine, for all tests of this room; nothing here changes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking.answering import Asker
from kg.coding.coder import code_documents
from kg.coding.corpus import load_corpus
from kg.graph import build
from kg.store.memory import open_memory


@pytest.fixture(scope="session")
def asker() -> Asker:
    return Asker(open_memory(build(load_corpus()).serialize()))


CODING = Path(__file__).parent.parent / "coding"
MACHINE_CODED = (
    "untuned/national-myopia-conference",
    "unseen/provincial-intellectual-property",
    "unseen/school-mental-health-group",
    "unseen/town-funeral-reform-wrapped",
)


MORE_MACHINE_CODED = (
    "development/county-flood-control",
    "development/hospital-pharmacy-charter",
    "development/company-safety-board",
    "development/provincial-wages-conference",
    "untuned/city-two-leading-groups",
)
LAST_MACHINE_CODED = (
    "unseen/taiwan-animal-protection",
    "unseen/district-disability-committee-damaged",
    "unseen/village-collective-assets",
    "development/city-fire-committee",
)


def _code_and_ask(names: tuple[str, ...]) -> Asker:
    paths = [CODING / f"{name}.txt" for name in names]
    codings = [coding for path in paths for coding in code_documents(path.read_bytes(), path.stem)]
    return Asker(open_memory(build(codings).serialize()))


@pytest.fixture(scope="session")
def machine_asker() -> Asker:
    return _code_and_ask(MACHINE_CODED)


@pytest.fixture(scope="session")
def more_machine_asker() -> Asker:
    return _code_and_ask(MORE_MACHINE_CODED)


@pytest.fixture(scope="session")
def last_machine_asker() -> Asker:
    return _code_and_ask(LAST_MACHINE_CODED)
