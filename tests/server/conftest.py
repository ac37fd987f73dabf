"""One service over the five documents for all tests that only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store.publishing import publish
from server.building import nquads_of
from tests.server.service import Service, serving

BASE = "https://w3id.org/dutygraph/id/"


@pytest.fixture(scope="session")
def five_documents() -> bytes:
    return nquads_of([], BASE)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, five_documents: bytes) -> Path:
    folder = tmp_path_factory.mktemp("store")
    publish(folder, five_documents)
    return folder


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service"), store=store) as running:
        yield running
