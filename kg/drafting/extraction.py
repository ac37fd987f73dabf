"""The text of an uploaded file: plain text, Word (docx) or PDF, by what the bytes are and not by what they are called."""

from __future__ import annotations

import codecs
import io
import zipfile

from kg.errors import UnreadableDraft
from kg.reading.source import guess_encoding

__all__ = ["LARGEST", "LONGEST", "encoding_of", "extract_text"]

LARGEST = 4 * 1024 * 1024  # bytes of an upload
LONGEST = 200_000  # characters of a text
_UNPACKED = 64 * 1024 * 1024
_PAGES = 400


def extract_text(data: bytes) -> bytes:
    """Take the text out of a file, as UTF-8; plain text is passed on as it is."""
    if len(data) > LARGEST:
        raise UnreadableDraft(
            f"the file is larger than {LARGEST // 1024 // 1024} MB", why="too-large", value=len(data)
        )
    if data.startswith(b"PK\x03\x04"):
        return _docx(data).encode("utf-8")
    if data.startswith(b"%PDF-"):
        return _pdf(data).encode("utf-8")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDraft("the file is neither text nor Word (docx) nor PDF", why="neither")
    encoding = encoding_of(data)
    return data if encoding is None else data.decode(encoding).encode("utf-8")


def encoding_of(data: bytes) -> str | None:
    """Name the encoding that a plain text is read in, where it is not UTF-8: what Chinese text editors save as.

    >>> encoding_of("职责".encode("gb18030")), encoding_of("职责".encode())
    ('GB18030', None)
    """
    if data.startswith((b"PK\x03\x04", b"%PDF-")):
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16" if _is_in(data, "utf-16") else None
    return None if _is_in(data, "utf-8") else guess_encoding(data)


def _is_in(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _docx(data: bytes) -> str:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _UNPACKED:
                raise UnreadableDraft("the Word file unpacks to more than it may", why="unpacks")
        lines: list[str] = []
        for block in Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableDraft(f"the file is not a Word document (docx): {error}", why="not-docx") from error
    return "\n".join(lines)


def _pdf(data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise UnreadableDraft("the PDF is encrypted; save it without a password", why="encrypted")
        if len(reader.pages) > _PAGES:
            raise UnreadableDraft(f"the PDF has more than {_PAGES} pages", why="too-long")
        text = "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableDraft(f"the PDF cannot be read: {error}", why="bad-pdf") from error
    if not text.strip():
        raise UnreadableDraft(
            "the PDF holds no text, only pictures of it; run it through character recognition first",
            why="no-text",
        )
    return text
