"""How a page is cited: BibTeX, RIS, CSL-JSON and plain text, with the data's version and the day it was read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

__all__ = ["REFERENCE_FORMATS", "Reference", "write_reference"]

REFERENCE_FORMATS = {
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
    "text": ("text/plain", "txt"),
}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What identifies a page for a reader elsewhere; dates are ISO 8601. ``released`` is when the data version was published."""

    title: str
    url: str
    version: str
    released: str
    accessed: str
    author: str | None = None
    number: str | None = None
    issued: str | None = None
    language: str = "zh"
    publisher: str = "dutygraph"


def write_reference(reference: Reference, kind: str) -> str:
    """Write a reference in one of the formats of REFERENCE_FORMATS."""
    return {"bibtex": _bibtex, "ris": _ris, "csl": _csl, "text": _text}[kind](_tidy(reference))


def _tidy(reference: Reference) -> Reference:
    from dataclasses import replace

    def one_line(text: str | None) -> str | None:
        return None if text is None else re.sub(r"[\s\x00-\x1f]+", " ", text).strip()

    return replace(
        reference,
        title=one_line(reference.title) or "",
        author=one_line(reference.author),
        number=one_line(reference.number),
    )


def _bibtex(reference: Reference) -> str:
    key = (
        re.sub(r"[^A-Za-z0-9]+", "-", reference.url.split("/id/")[-1].split("://")[-1]).strip("-").lower()
        or "page"
    )
    fields = {
        "title": "{" + _braced(reference.title) + "}",
        "author": "{" + _braced(reference.author) + "}" if reference.author else None,
        "year": (reference.issued or reference.accessed)[:4],
        "date": reference.issued,
        "number": _braced(reference.number) if reference.number else None,
        "publisher": _braced(reference.publisher),
        "version": f"{reference.version}, {reference.released}",
        "url": reference.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": reference.accessed,
        "language": reference.language,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{dutygraph-{key},\n" + ",\n".join(lines) + "\n}\n"


def _braced(text: str | None) -> str:
    escaped = (text or "").replace("\\", "\\textbackslash ")
    return re.sub(r"([{}%&$#_])", r"\\\1", escaped)


def _ris(reference: Reference) -> str:
    fields = [
        ("TY", "ELEC"),
        ("TI", reference.title),
        ("AU", reference.author),
        ("PY", (reference.issued or reference.accessed)[:4]),
        ("DA", reference.issued.replace("-", "/") if reference.issued else None),
        ("M1", reference.number),
        ("PB", reference.publisher),
        ("ET", f"{reference.version}, {reference.released}"),
        ("UR", reference.url),
        ("Y2", reference.accessed.replace("-", "/")),
        ("LA", reference.language),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n"


def _csl(reference: Reference) -> str:
    item = {
        "id": reference.url,
        "type": "webpage",
        "title": reference.title,
        "author": [{"literal": reference.author}] if reference.author else None,
        "issued": {"date-parts": [[int(part) for part in reference.issued.split("-")]]}
        if reference.issued
        else None,
        "number": reference.number,
        "publisher": reference.publisher,
        "version": f"{reference.version}, {reference.released}",
        "URL": reference.url,
        "accessed": {"date-parts": [[int(part) for part in reference.accessed.split("-")]]},
        "language": reference.language,
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=1)


def _text(reference: Reference) -> str:
    parts = [
        reference.author,
        reference.title + (f" ({reference.number})" if reference.number else ""),
        reference.issued,
        f"{reference.publisher}, data {reference.version} ({reference.released})",
        f"{reference.url} ({reference.accessed})",
    ]
    return ". ".join(part for part in parts if part) + ".\n"
