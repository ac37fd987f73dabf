"""A store of many files answers in the sandbox: the engine opens most of them only when it comes to them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.errors import KgError
from kg.store import starting
from kg.store.publishing import current_version, publish
from kg.store.sandbox import SandboxSettings
from kg.store.sandboxed import SandboxedEngine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxedEngine]:
    folder = tmp_path_factory.mktemp("many")
    publish(folder, b"<urn:a> <urn:p> <urn:b> <urn:g> .\n")
    version = current_version(folder).folder
    shutil.rmtree(version)
    store = Store(str(version))
    for batch in range(8):
        store.bulk_extend(
            Quad(NamedNode(f"urn:s{batch}-{n}"), NamedNode("urn:p"), Literal(f"{batch} {n}"), DefaultGraph())
            for n in range(500)
        )
    store.flush()
    del store
    assert len(list(version.glob("*.sst"))) > 20
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starting, "HELD_AT_ONCE", 0)
        patch.setattr(starting, "MOST_HELD", 0)
        opened = SandboxedEngine(folder, SandboxSettings(workers=1))
        yield opened
        opened.close()


@pytest.mark.parametrize("batch", range(8))
def test_what_lies_in_any_file_is_found(engine: SandboxedEngine, batch: int) -> None:
    rows = engine.select(f"SELECT ?o WHERE {{ <urn:s{batch}-250> ?p ?o }}")

    assert [str(row["o"]) for row in rows] == [f"{batch} 250"]


def test_the_way_out_stays_shut(engine: SandboxedEngine) -> None:
    with pytest.raises(KgError, match="Operation not permitted"):
        engine.select("SELECT * WHERE { SERVICE <http://127.0.0.1:65000/> { ?s ?p ?o } }")
