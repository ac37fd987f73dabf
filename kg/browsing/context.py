"""A sentence with what stands around it in its document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.browsing.facts import read_facts
from kg.browsing.memory import remembered
from kg.browsing.names import PREFIXES
from kg.store.engine import Engine

__all__ = ["Context", "read_context"]

_AROUND = 120
_BREAK = re.compile(r"[\n。;；]")


@dataclass(frozen=True)
class Context:
    """A quotation, the words before and after it, and the document it stands in."""

    document: str
    title_zh: str
    title_en: str
    before: str
    quote: str
    after: str


def read_context(engine: Engine, document: str, start: int, end: int) -> Context:
    """Read a stretch of a document with the sentence around it."""
    text, zh, en = _read_text(engine, document)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    breaks = [found.end() for found in _BREAK.finditer(before)]
    ends = _BREAK.search(after)
    return Context(
        document,
        zh,
        en,
        before[breaks[-1] if breaks else 0 :].lstrip(),
        text[start:end],
        after[: ends.end() if ends else None].rstrip(),
    )


@remembered
def _read_text(engine: Engine, document: str) -> tuple[str, str, str]:
    iri = document if "/document/" in document else f"{PREFIXES['dgi']}document/{document}"
    about = read_facts(engine, "describe-resource", node=iri).get(iri)
    if about is None:
        return "", document, document
    return (
        about.text("dg:text") or "",
        about.named.zh or document,
        about.named.en or about.named.zh or document,
    )
