"""The documents that come with the program, recognised by what they are, not by the name of their file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec
import yaml

from kg.errors import InputError
from kg.reading.document import Document

__all__ = ["KnownDocument", "Label", "known_documents", "recognise"]

METADATA = Path(__file__).resolve().parent.parent / "corpus" / "metadata.yaml"


@dataclass(frozen=True, kw_only=True)
class Label:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class KnownDocument:
    """What identifies a document of the corpus; None where its text says nothing."""

    id: str
    title: Label
    issuer: Label | None
    number: str | None
    date: date | None
    place: Label
    level: str
    language: str
    source_sha256: str
    text_sha256: str


@lru_cache(maxsize=1)
def known_documents() -> tuple[KnownDocument, ...]:
    """Read what identifies the documents of the corpus, in the order of their file."""
    try:
        plain = yaml.safe_load(METADATA.read_text(encoding="utf-8"))
        return tuple(msgspec.convert(plain["documents"], list[KnownDocument]))
    except (OSError, yaml.YAMLError, msgspec.ValidationError, KeyError, TypeError) as error:
        raise InputError(
            f"{METADATA}: is damaged: {error}: reinstall dutygraph", value=str(METADATA)
        ) from error


def recognise(document: Document) -> KnownDocument | None:
    """Give what identifies a document if its source or its restored text is one of the corpus, else None."""
    digests = {
        sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in (document.source, document.text)
    }
    return next(
        (known for known in known_documents() if {known.source_sha256, known.text_sha256} & digests),
        None,
    )
