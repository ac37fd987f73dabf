"""What strangers upload is read, or refused in one sentence."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from kg.drafting import encoding_of, read_draft
from kg.drafting.extraction import LARGEST, extract_text
from kg.errors import InputError, UnreadableDraft
from server.language import LANGUAGES, load_strings

TEXT = "某市安全生产委员会工作规则\n一、委员会办公室职责\n1、督促各成员单位落实安全生产责任制。\n"


def word_file(text: str) -> bytes:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "左", "右"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_file(text: str = "Rules of the safety committee") -> bytes:
    content = zlib.compress(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 5\n0000000000 65535 f \n%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


def test_plain_text_is_coded() -> None:
    codings = read_draft(TEXT.encode())

    assert any("督促" in duty.actions for coding in codings for duty in coding.duties)


def test_a_word_file_is_read_with_its_tables() -> None:
    text = extract_text(word_file(TEXT)).decode()

    assert "督促各成员单位落实安全生产责任制" in text
    assert "左\t右" in text


def test_a_word_file_gives_the_same_coding_as_its_text() -> None:
    from_word = read_draft(word_file(TEXT))[0]
    from_text = read_draft((TEXT + "左\t右\n").encode())[0]

    assert [duty.quote for duty in from_word.duties] == [duty.quote for duty in from_text.duties]


def test_a_pdf_is_read() -> None:
    assert b"Rules of the safety committee" in extract_text(pdf_file())


def test_an_encrypted_pdf_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_file())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(InputError, match="encrypted"):
        extract_text(out.getvalue())


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (80 * 1024 * 1024))

    with pytest.raises(InputError, match="unpacks"):
        extract_text(out.getvalue())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"PK\x03\x04 no archive", "not a Word document"),
        (b"%PDF-1.7 nothing", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "neither"),
        (b"x" * (LARGEST + 1), "larger"),
        (b"\x00\x01\x02binary", "neither"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_draft(data)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "big5"])
def test_a_text_as_chinese_editors_save_it_is_read_and_its_encoding_told(encoding: str) -> None:
    text = (
        TEXT
        if encoding != "big5"
        else "某市安全委員會工作規則\n一、辦公室職責\n1、督促各成員單位落實責任。\n"
    )
    data = text.encode(encoding)

    assert encoding_of(data) == encoding.upper()
    assert extract_text(data).decode().removeprefix("\ufeff") == text
    assert encoding_of(text.encode()) is None


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"\x00\x01\x02binary", b"%PDF-1.7 nothing"])
def test_a_refusal_has_a_reason_that_the_pages_can_say(data: bytes) -> None:
    with pytest.raises(UnreadableDraft) as raised:
        read_draft(data)

    assert all(f"check.why-{raised.value.why}" in load_strings(language) for language in LANGUAGES)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="longer"):
        read_draft(("长" * 250_000).encode())
