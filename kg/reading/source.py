"""From bytes to the sources of single documents: decoding, and taking a compilation apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import InputError

__all__ = ["SourcePart", "decode", "guess_encoding", "split_compilation"]

# What a file that is no text begins with, and what to tell its owner.
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file (docx, xlsx …)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls, wps)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
)
_UTF16 = ((b"\xff\xfe", "UTF-16LE"), (b"\xfe\xff", "UTF-16BE"))
_BINARY_SHARE = 0.01
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_NUMERAL = "一二三四五六七八九十百〇零"
# 第一篇: 篇一: 第2篇: at the head of a line, with a colon; 第一篇 总则 is a part of one document, not a document.
_PART = rf"(?:第[{_NUMERAL}\d]+篇|篇[{_NUMERAL}\d]+)"
_PART_HEAD = re.compile(
    rf"^[ \t　]*(?:【[ 　]*{_PART}[ 　]*】[ \t　]*[:：]?|{_PART}[ \t　]*[:：])[ \t　]*(?=\S)", re.MULTILINE
)
_PREFACE_LENGTH = 400  # of what a site writes above the first document of a compilation


@dataclass(frozen=True, kw_only=True)
class SourcePart:
    """One document's stretch of a file: ``source`` begins with ``counter``, the head (``第一篇:``) of the compilation."""

    source: str
    counter: str


def decode(data: bytes, *, origin: str) -> str:
    """Decode UTF-8, with or without a byte order mark; InputError says what else ``origin`` seems to be."""
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise InputError(f"{origin}: is empty: give a text in UTF-8", value=origin)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{origin}: is {what}, not a text: save its text as UTF-8 first", value=origin)
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            raise InputError(_recode_message(origin, 0, encoding), value=origin)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        guess = guess_encoding(data)
        if guess is None:
            raise InputError(_binary_message(origin, data, error.start), value=origin) from error
        raise InputError(_recode_message(origin, error.start, guess), value=origin) from error
    controls = len(_CONTROL.findall(data))
    if controls > max(8, len(data) * _BINARY_SHARE) or (controls and controls * 20 > len(data)):
        first = _CONTROL.search(data)
        raise InputError(_binary_message(origin, data, first.start() if first else 0), value=origin)
    return text.removeprefix("\ufeff")


def guess_encoding(data: bytes) -> str | None:
    """Name the encoding that a Chinese text which is not UTF-8 seems to be in."""
    if len(_CONTROL.findall(data[:4096])) * 20 > len(data[:4096]):
        return None
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        common = sum("\u4e00" <= char <= "\u9fff" or char.isascii() for char in text)
        if common > 0.8 * len(text):
            return encoding.upper()
    return None


def _recode_message(origin: str, offset: int, encoding: str) -> str:
    return (
        f"{origin}: is not UTF-8 (byte {offset}); it looks like {encoding}: "
        f"convert it, for example with: iconv -f {encoding} -t UTF-8"
    )


def _binary_message(origin: str, data: bytes, offset: int) -> str:
    return f"{origin}: is not a text in UTF-8 (byte 0x{data[offset]:02x} at offset {offset}): give a UTF-8 text file"


def split_compilation(text: str) -> list[SourcePart]:
    """Take a compilation headed 第一篇: 第二篇: … apart; a text without such heads is one document.

    The parts joined are the text again. A short preface above the first head belongs to the head; a long one is a
    document of its own.
    """
    heads = list(_PART_HEAD.finditer(text))
    if not heads:
        return [SourcePart(source=text, counter="")]
    starts = [head.start() for head in heads]
    counters = [head.group() for head in heads]
    if len(text[: starts[0]].strip()) > _PREFACE_LENGTH:
        starts, counters = [0, *starts], ["", *counters]
    else:
        counters[0] = text[: heads[0].end()]
        starts[0] = 0
    return [
        SourcePart(source=text[start:end], counter=counter)
        for start, end, counter in zip(starts, [*starts[1:], len(text)], counters, strict=True)
    ]
