"""The five documents, and one hostile document, served by the application in this process; nothing here changes them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kg.coding.corpus import load_corpus
from kg.graph import build
from kg.store.engine import Engine
from kg.store.memory import open_memory
from server.application import create_application
from server.settings import Settings
from tests.pages.hostile import hostile_coding


@pytest.fixture(scope="session")
def engine() -> Engine:
    return open_memory(build(load_corpus()).serialize(), version="five")


@pytest.fixture(scope="session")
def client(engine: Engine) -> FlaskClient:
    return create_application(Settings(), engine).test_client()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    engine = open_memory(build([hostile_coding()]).serialize(), version="hostile")
    return create_application(Settings(), engine).test_client()
