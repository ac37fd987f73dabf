"""A version is published whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from kg.errors import StoreError
from kg.store.memory import open_local
from kg.store.publishing import KEPT, current_version, publish

ONE = b'<a:s> <a:p> "1" <a:g> .\n<a:s> <a:p> "2" <a:g> .\n<a:s> <a:p> "1" <a:h> .\n'


def test_what_is_published_can_be_read(tmp_path: Path) -> None:
    version = publish(tmp_path, ONE)

    assert current_version(tmp_path).id == version
    assert current_version(tmp_path).quads == 3
    assert current_version(tmp_path).triples == 2
    assert open_local(tmp_path).version == version


def test_the_version_is_a_hash_of_the_content_not_of_its_order(tmp_path: Path) -> None:
    reordered = b"".join(reversed(ONE.splitlines(keepends=True)))

    assert publish(tmp_path / "a", ONE) == publish(tmp_path / "b", reordered)
    assert publish(tmp_path / "c", ONE[: ONE.rindex(b"<a:s>")]) != publish(tmp_path / "a", ONE)


def test_quads_bytes_and_files_give_the_same(tmp_path: Path) -> None:
    file = tmp_path / "data.nq"
    file.write_bytes(ONE)

    versions = {
        publish(tmp_path / "a", ONE),
        publish(tmp_path / "b", file),
        publish(tmp_path / "c", parse(ONE, RdfFormat.N_QUADS)),
    }

    assert len(versions) == 1


def test_bad_data_leaves_the_old_version(tmp_path: Path) -> None:
    version = publish(tmp_path, ONE)

    with pytest.raises(StoreError):
        publish(tmp_path, b"this is no RDF")

    assert current_version(tmp_path).id == version


def test_a_reader_keeps_its_version(tmp_path: Path) -> None:
    publish(tmp_path, ONE)
    reader = open_local(tmp_path)

    for number in range(KEPT):
        publish(tmp_path, f'<a:s> <a:p> "{number}" <a:g> .\n'.encode())

    assert len(reader.select("SELECT * { ?s ?p ?o }")) == 2


def test_old_versions_go(tmp_path: Path) -> None:
    for number in range(6):
        publish(tmp_path, f'<a:s> <a:p> "{number}" <a:g> .\n'.encode())

    assert len(list((tmp_path / "versions").iterdir())) == KEPT + 1


def test_the_same_content_again_is_the_same_version(tmp_path: Path) -> None:
    assert publish(tmp_path, ONE) == publish(tmp_path, ONE, source="again")
    assert current_version(tmp_path).source == "again"


def test_an_empty_data_set_is_one_too(tmp_path: Path) -> None:
    publish(tmp_path, b"")

    assert open_local(tmp_path).select("SELECT * { ?s ?p ?o }") == []


@pytest.mark.parametrize("content", [None, b"", b"{}", b"nonsense"])
def test_a_folder_that_is_no_store_says_so(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "current").write_bytes(content)

    with pytest.raises(StoreError, match=str(tmp_path)):
        current_version(tmp_path)


def test_a_published_version_is_never_written_again(tmp_path: Path) -> None:
    publish(tmp_path, ONE)
    folder = current_version(tmp_path).folder
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    open_local(tmp_path).select("SELECT * { ?s ?p ?o }")
    publish(tmp_path, ONE)

    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_the_engine_counts_a_triple_of_two_graphs_twice_which_the_copy_avoids() -> None:
    store = Store()
    store.load(ONE, RdfFormat.N_QUADS)

    assert len(list(store.query("SELECT * { ?s ?p ?o }", use_default_graph_as_union=True))) == 3
