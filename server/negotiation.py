"""Which representation a request asks for: Accept with q-values and ranges, or a suffix of the path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "Accepted",
    "NotAcceptable",
    "choose",
    "parse_accept",
    "parse_codings",
    "split_suffix",
    "wants_html",
]

HTML = "text/html"
_PIECES = {
    each: re.compile(rf'(?:"(?:[^"\\]|\\.)*"|[^{each}"]|")+') for each in (",", ";")
}  # fmt: skip
SUFFIXES = {
    "html": HTML,
    "json": "application/json",
    "csv": "text/csv",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "nq": "application/n-quads",
    "trig": "application/trig",
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """One range of an Accept header: ``text/*;q=0.5``."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """Say how exactly the range names a media type: 3 exactly, 2 its type, 1 anything, 0 not at all."""
        major, _, minor = media_type.partition("/")
        if (self.type, self.subtype) == (major, minor):
            return 3
        if self.subtype == "*" and self.type == major:
            return 2
        return 1 if self.type == self.subtype == "*" else 0


class NotAcceptable(Exception):
    """Nothing the request accepts can be given; ``offered`` lists what can."""

    def __init__(self, offered: Sequence[str], *, asked_by: str = "Accept") -> None:
        super().__init__(f"not available in what {asked_by} asks for; there are {', '.join(offered)}")
        self.offered = tuple(offered)


def parse_accept(header: str) -> list[Accepted]:
    """Read an Accept header; a range that cannot be read is left out, as RFC 9110 lets a server do."""
    ranges: list[Accepted] = []
    for part in _split(header, ","):
        media, *parameters = (piece.strip() for piece in _split(part, ";"))
        major, slash, minor = media.lower().partition("/")
        if not slash or not major or not minor or (major == "*" and minor != "*"):
            continue
        quality = _quality(parameters)
        if quality is not None:
            ranges.append(Accepted(major, minor, quality))
    return ranges


def parse_codings(header: str) -> dict[str, float]:
    """Read an Accept-Encoding header: each coding in lower case with its weight.

    >>> parse_codings("GZip;q=0.5, *;q=0")
    {'gzip': 0.5, '*': 0.0}
    """
    codings: dict[str, float] = {}
    for part in header.lower().split(","):
        coding, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        if coding and quality is not None:
            codings[coding] = quality
    return codings


def _split(text: str, separator: str) -> list[str]:
    """Split at a separator, except inside quotation marks (RFC 9110, 5.6.4)."""
    if '"' not in text:
        return text.split(separator)
    return [piece for piece in _PIECES[separator].findall(text) if piece]


def _quality(parameters: Sequence[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = float(value.strip())
            except ValueError:
                return None
            return quality if 0 <= quality <= 1 else None
    return 1.0


def choose(header: str | None, offered: Sequence[str]) -> str:
    """Pick the media type of ``offered`` (best first) that an Accept header likes most, or raise NotAcceptable.

    >>> choose("text/*;q=0.5, application/json", ["text/turtle", "application/json"])
    'application/json'
    """
    if header is None or not header.strip():
        return offered[0]
    ranges = parse_accept(header)
    best, best_quality = "", 0.0
    for media_type in offered:
        quality = _preference(ranges, media_type)
        if quality > best_quality:
            best, best_quality = media_type, quality
    if not best:
        raise NotAcceptable(offered)
    return best


def _preference(ranges: Sequence[Accepted], media_type: str) -> float:
    """The quality of the most specific range that covers a media type (RFC 9110, 12.5.1)."""
    covering = [(each.specificity(media_type), each.quality) for each in ranges]
    return max((pair for pair in covering if pair[0]), default=(0, 0.0))[1]


def wants_html(header: str | None) -> bool:
    """Say whether the request names HTML itself, as a browser does and a program does not."""
    ranges = parse_accept(header or "")
    return any(
        each.quality > 0 and each.type in ("text", "application") and each.subtype in ("html", "xhtml+xml")
        for each in ranges
    )


def split_suffix(path: str) -> tuple[str, str | None]:
    """Take a known suffix off a path: ``body/x/y.ttl`` gives ``body/x/y`` and ``text/turtle``.

    >>> split_suffix("body/x/office.ttl")
    ('body/x/office', 'text/turtle')
    >>> split_suffix("provision/x/3.8.2")
    ('provision/x/3.8.2', None)
    """
    stem, dot, suffix = path.rpartition(".")
    if dot and suffix in SUFFIXES:
        return stem, SUFFIXES[suffix]
    return path, None
