"""The five documents get their ids from what they are, whatever their file is called."""

from __future__ import annotations

from pathlib import Path

from kg.coding.coder import code_documents

FIVE = Path(__file__).resolve().parents[2] / "kg" / "corpus" / "five-documents.txt"


def test_the_five_documents_have_the_ids_of_the_contract_under_any_file_name() -> None:
    codings = code_documents(FIVE.read_bytes(), "scraped.txt")

    assert [coding.document.id for coding in codings] == [
        "lianyungang",
        "shunyi",
        "national",
        "yimin",
        "zongyang",
    ]


def test_a_document_changed_in_one_word_is_no_longer_recognised() -> None:
    first = FIVE.read_text(encoding="utf-8").split("第二篇:")[0].replace("臨時召開", "隨時召開")

    (coding,) = code_documents(first.encode(), "scraped.txt")

    assert coding.document.id == "scraped"
