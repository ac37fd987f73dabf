"""What is read of a data version once is read from its file by the next process, and never for another version."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking.loading import load_knowledge
from kg.browsing.counts import count_dataset
from kg.browsing.overview import read_overview
from kg.browsing.vocabulary import read_vocabulary
from kg.coding.corpus import load_corpus
from kg.exporting.whole import export
from kg.graph import build
from kg.preparing import prepare, prepare_store, prepared_folder
from kg.store.keeping import keep_in
from kg.store.memory import LocalEngine, open_memory
from kg.store.opening import open_store
from kg.store.publishing import publish
from kg.store.terms import Bindings, Row

NQUADS = build(load_corpus()[:2]).serialize()
READINGS = (read_overview, read_vocabulary, count_dataset, load_knowledge)


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: LocalEngine) -> None:
        self.engine, self.asked = engine, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.engine, name)

    def select(self, text: str, bindings: Bindings | None = None) -> list[Row]:
        self.asked += 1
        return self.engine.select(text, bindings)


@pytest.mark.parametrize("read", READINGS, ids=lambda read: read.__name__)
def test_what_was_prepared_is_read_back_the_same_without_a_query(read: object, tmp_path: Path) -> None:
    plain = read(open_memory(NQUADS, version="one"))  # type: ignore[operator]
    prepare(open_memory(NQUADS, version="one"), tmp_path)
    later = Counting(open_memory(NQUADS, version="one"))
    keep_in(later, tmp_path)  # type: ignore[arg-type]

    found = read(later)  # type: ignore[operator]

    assert found == plain
    assert later.asked == 0


def test_another_version_is_read_anew(tmp_path: Path) -> None:
    prepare(open_memory(NQUADS, version="one"), tmp_path)
    other = open_memory(build(load_corpus()[:1]).serialize(), version="two")
    keep_in(other, tmp_path)

    assert read_overview(other).counts["document"] == 1


def test_files_of_versions_long_gone_are_deleted(tmp_path: Path) -> None:
    for number in range(5):
        engine = open_memory(NQUADS, version=f"v{number}")
        keep_in(engine, tmp_path)
        read_overview(engine)

    assert {path.name for path in tmp_path.glob("overview-*")} == {
        f"overview-1-v{n}.msgpack" for n in (2, 3, 4)
    }


def test_a_file_that_cannot_be_read_is_made_again_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_memory(NQUADS, version="one")
    keep_in(engine, tmp_path)
    right = count_dataset(engine)
    (file,) = tmp_path.iterdir()
    for broken in (b"", b"\xc1", file.read_bytes()[:-3], b"\x81\xa1a\x01"):
        file.write_bytes(broken)
        again = open_memory(NQUADS, version="one")
        keep_in(again, tmp_path)
        caplog.clear()

        assert count_dataset(again) == right
        assert file.name in caplog.text


def test_an_export_reads_the_index_that_was_prepared(tmp_path: Path) -> None:
    plain = export(open_memory(NQUADS, version="one"), "csv")
    prepare(open_memory(NQUADS, version="one"), tmp_path)
    later = Counting(open_memory(NQUADS, version="one"))
    keep_in(later, tmp_path)  # type: ignore[arg-type]

    assert export(later, "csv") == plain  # type: ignore[arg-type]
    assert later.asked == 0


def test_data_that_may_change_under_us_are_not_kept(tmp_path: Path) -> None:
    engine = open_memory(NQUADS, version="live:1")
    keep_in(engine, tmp_path)

    read_overview(engine)

    assert not list(tmp_path.iterdir())


def test_a_published_store_is_prepared_beside_its_versions(tmp_path: Path) -> None:
    version = publish(tmp_path, NQUADS)

    prepare_store(tmp_path)

    made = {path.name.split("-")[0] for path in prepared_folder(tmp_path).iterdir() if version in path.name}
    assert made == {"overview", "vocabulary", "counts", "search", "knowledge", "report"}
    engine = Counting(open_store(tmp_path))  # type: ignore[arg-type]
    keep_in(engine, prepared_folder(tmp_path))  # type: ignore[arg-type]
    assert read_overview(engine).counts["document"] == 2  # type: ignore[arg-type]
    assert engine.asked == 0
