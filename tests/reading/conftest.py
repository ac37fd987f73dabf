"""The five documents, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reading import Document, read_documents

FIVE = Path(__file__).resolve().parents[2] / "kg" / "corpus" / "five-documents.txt"
IDS = ("lianyungang", "shunyi", "national", "yimin", "zongyang")


@pytest.fixture(scope="session")
def five() -> dict[str, Document]:
    return dict(zip(IDS, read_documents(FIVE.read_bytes(), origin=FIVE.name), strict=True))
