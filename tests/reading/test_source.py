"""Bytes to sources: what is read, what is refused and how it is said."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.reading import decode, read_documents, split_compilation

RULES = "一、领导小组每年召开一次会议，研究部署工作。\n"


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        decode(data, origin="rules.txt")
    return str(caught.value)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbf" + RULES.encode(), origin="rules.txt") == RULES


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused_by_name(data: bytes) -> None:
    assert refusal(data) == "rules.txt: is empty: give a text in UTF-8"


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_another_encoding_is_named_with_the_command_that_converts_it(encoding: str) -> None:
    message = refusal((RULES * 5).encode(encoding))

    assert "is not UTF-8 (byte " in message
    assert "iconv -f GB18030 -t UTF-8" in message


def test_utf16_is_named_by_its_mark() -> None:
    assert "iconv -f UTF-16LE -t UTF-8" in refusal(RULES.encode("utf-16"))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04rest", "docx"),
        (b"\xd0\xcf\x11\xe0rest", "doc, xls, wps"),
    ],
)
def test_a_known_kind_of_file_is_named(data: bytes, what: str) -> None:
    assert what in refusal(data)


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50, b"\xff\x00\xfa\x10" * 9])
def test_binary_data_is_refused_with_the_byte_and_its_place(data: bytes) -> None:
    assert "is not a text in UTF-8 (byte 0x" in refusal(data)


def test_a_single_control_character_does_not_make_a_text_binary() -> None:
    (document,) = read_documents((RULES + "\x00" + RULES).encode(), origin="rules.txt")

    assert "\x00" not in document.text
    assert any(repair.source == "\x00" for repair in document.repairs)


@pytest.mark.parametrize("head", ["第{}篇:", "第{}篇：", "篇{}：", "【第{}篇】：", "【篇{}】"])
def test_a_compilation_falls_into_its_documents(head: str) -> None:
    text = "".join(head.format(numeral) + f"{numeral}县规则\n" + RULES for numeral in "一二三四五六七")

    documents = read_documents(text.encode(), origin="rules.txt")

    assert [document.title for document in documents] == [f"{numeral}县规则" for numeral in "一二三四五六七"]


def test_the_parts_of_a_compilation_joined_are_the_file() -> None:
    text = "规则汇编\n第一篇:甲\n" + RULES + "第二篇:乙\n" + RULES

    parts = split_compilation(text)

    assert "".join(part.source for part in parts) == text
    assert len(parts) == 2


def test_a_short_preface_of_a_compilation_is_dropped_with_its_head() -> None:
    text = "规则汇编(精选2篇)\n第一篇:甲县规则\n" + RULES + "第二篇:乙县规则\n" + RULES

    documents = read_documents(text.encode(), origin="rules.txt")

    assert [document.text.split("\n")[0] for document in documents] == ["甲县规则", "乙县规则"]
    assert documents[0].repairs[0].source == "规则汇编(精选2篇)\n第一篇:"


def test_a_long_text_above_a_compilation_is_a_document_of_its_own() -> None:
    text = "丙县规则\n" + RULES * 20 + "第一篇:甲县规则\n" + RULES

    assert len(read_documents(text.encode(), origin="rules.txt")) == 2


def test_a_part_heading_without_colon_does_not_split_a_document() -> None:
    assert len(split_compilation("工作规则\n第一篇 总则\n" + RULES + "第二篇 职责\n" + RULES)) == 1


def test_an_untitled_head_is_dropped_with_a_reason() -> None:
    (document,) = read_documents(("第一篇:某县规则\n" + RULES).encode(), origin="rules.txt")

    assert document.text.startswith("某县规则\n")
    assert document.repairs[0].source == "第一篇:"
