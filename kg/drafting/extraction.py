"""The text of an uploaded file: plain text, Word (docx) or PDF, by what the bytes are and not by what they are called."""

from __future__ import annotations

import io
import zipfile

from kg.errors import InputError

__all__ = ["LARGEST", "LONGEST", "extract_text"]

LARGEST = 4 * 1024 * 1024  # bytes of an upload
LONGEST = 200_000  # characters of a text
_UNPACKED = 64 * 1024 * 1024
_PAGES = 400


def extract_text(data: bytes) -> bytes:
    """Take the text out of a file, as UTF-8; plain text is passed on as it is."""
    if len(data) > LARGEST:
        raise InputError(f"the file is larger than {LARGEST // 1024 // 1024} MB", value=len(data))
    if data.startswith(b"PK\x03\x04"):
        return _docx(data).encode("utf-8")
    if data.startswith(b"%PDF-"):
        return _pdf(data).encode("utf-8")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("the file is neither text nor Word (docx) nor PDF")
    return data


def _docx(data: bytes) -> str:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _UNPACKED:
                raise InputError("the Word file unpacks to more than it may")
        lines: list[str] = []
        for block in Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise InputError(f"the file is not a Word document (docx): {error}") from error
    return "\n".join(lines)


def _pdf(data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise InputError("the PDF is encrypted; save it without a password")
        if len(reader.pages) > _PAGES:
            raise InputError(f"the PDF has more than {_PAGES} pages")
        text = "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"the PDF cannot be read: {error}") from error
    if not text.strip():
        raise InputError(
            "the PDF holds no text, only pictures of it; run it through character recognition first"
        )
    return text
