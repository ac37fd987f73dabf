"""One asker on the five reviewed documents, one on four coded by the machine, for all tests of this room; nothing here changes them."""

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


@pytest.fixture(scope="session")
def machine_asker() -> Asker:
    paths = [CODING / f"{name}.txt" for name in MACHINE_CODED]
    codings = [coding for path in paths for coding in code_documents(path.read_bytes(), path.stem)]
    return Asker(open_memory(build(codings).serialize()))
