"""The whole of reading: bytes of a file to its documents."""

from __future__ import annotations

import re

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


# What a title ends with, and what stands beside titles without being one: numbers and dates of passing.
_TITLED = re.compile(
    r"(?:规则|規則|办法|辦法|制度|职责|職責|分工|方案|意见|意見|通知|要点|要點|章程|规定|規定|责任制|責任制|细则|細則|决定|決定|条例|條例|"
    r"规程|規程|纲要|機制|机制|公约|名单|职权范围|職權範圍)(?:[(（][^()（）]*[)）])?$"
)
_BESIDE = re.compile(
    r"[(（\[〔]|.*(?:\d{4}|[一二三四五六七八九〇○零]{2,4})年.*月|.*[\[〔(（]\d{4}[\]〕)）]\s?第?\d+\s?[号號]|.*文件$"
)


def _title(text: str, end: int) -> str | None:
    """The fullest line of the title block: a compilation often heads a document with a shortened title."""
    lines = [line.strip() for line in text[:end].split("\n") if line.strip()]
    lines = [line for line in lines if not _BESIDE.match(line)] or lines
    lines = [line for line in lines if _TITLED.search(line)] or lines
    return max(lines, key=len) if lines else None
