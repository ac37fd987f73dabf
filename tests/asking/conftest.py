"""One asker on the five reviewed documents for all tests of this room; nothing here changes it."""

from __future__ import annotations

import pytest

from kg.asking.answering import Asker
from kg.coding.corpus import load_corpus
from kg.graph import build
from kg.store.memory import open_memory


@pytest.fixture(scope="session")
def asker() -> Asker:
    return Asker(open_memory(build(load_corpus()).serialize()))
