"""The sources of the development set are restored to the text that was coded by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.coding.files import read_codings
from kg.reading import read_documents

CODINGS = sorted((Path(__file__).parent / "development").glob("*.yaml"))


@pytest.mark.parametrize("path", CODINGS, ids=[path.stem for path in CODINGS])
def test_a_source_is_restored_to_the_text_coded_by_hand(path: Path) -> None:
    source = path.with_suffix(".txt")

    documents = read_documents(source.read_bytes(), origin=str(source))

    assert [document.text for document in documents] == [read_codings(path)[0].text]
