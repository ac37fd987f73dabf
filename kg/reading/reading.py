"""The whole of reading: bytes of a file to its documents."""

from __future__ import annotations

from kg.reading.document import Document
from kg.reading.restoring import restore
from kg.reading.segmenting import segment
from kg.reading.source import decode, split_compilation

__all__ = ["read_document", "read_documents"]


def read_documents(data: bytes, *, origin: str) -> list[Document]:
    """Read every document in a file; ``origin`` names the file in errors (InputError)."""
    return [
        read_document(part.source, counter=part.counter)
        for part in split_compilation(decode(data, origin=origin))
    ]


def read_document(source: str, *, counter: str = "") -> Document:
    """Restore and segment one document; ``counter`` is the head of the compilation (第一篇:) it begins with."""
    restored = restore(source, counter=counter)
    provisions = segment(restored.text, restored.losses)
    return Document(
        title=_title(restored.text, provisions[0].end if provisions and provisions[0].path == "h" else 0),
        source=source,
        text=restored.text,
        repairs=restored.repairs,
        losses=restored.losses,
        provisions=provisions,
    )


def _title(text: str, end: int) -> str | None:
    """The fullest line of the title block: a compilation often heads a document with a shortened title."""
    lines = [line.strip() for line in text[:end].split("\n") if line.strip()]
    lines = [line for line in lines if line[0] not in "(（[〔"] or lines
    return max(lines, key=len) if lines else None
