"""Sentences: stretches up to 。 ； ！ ？ or the end of the paragraph, with brackets and quotes respected."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["sentences"]

_PAIRS = {
    "(": ")",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "「": "」",
    "『": "』",
    "[": "]",
    "【": "】",
    "〔": "〕",
}
_TOKEN = re.compile(r"[\n。；;！!？?(（《〈“「『\[【〔)）》〉”」』\]】〕]")
_CLOSERS = "”’」』)）"


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut ``text[start:end]`` into sentences and clauses: spans without the white space around them.

    A stop inside a bracket or quote does not cut, unless that bracket is never closed in its paragraph.

    >>> [("甲负责（含乙；丙）；丁负责。")[a:b] for a, b in sentences("甲负责（含乙；丙）；丁负责。")]
    ['甲负责（含乙；丙）；', '丁负责。']
    """
    last = len(text) if end is None else end
    return [span for low, high in _paragraphs(text, start, last) for span in _clauses(text, low, high)]


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one paragraph at the stops that stand outside all closed brackets."""
    begin = start
    for stop in _stops(text, start, end):
        while stop < end and text[stop] in _CLOSERS:
            stop += 1
        if stop > begin:
            yield from _trimmed(text, begin, stop)
            begin = stop
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    body = piece.strip()
    if body:
        low = start + piece.index(body)
        yield low, low + len(body)


def _stops(text: str, start: int, end: int) -> list[int]:
    """The places after each stop; those inside a bracket are dropped once that bracket closes."""
    stops: list[int] = []
    open_: list[tuple[str, int]] = []  # the closer awaited, and how many stops were found before it opened
    for match in _TOKEN.finditer(text, start, end):
        char = match.group()
        if char in _PAIRS:
            open_.append((_PAIRS[char], len(stops)))
        elif char in "。；;！!？?":
            stops.append(match.end())
        elif open_ and open_[-1][0] == char:
            before = open_.pop()[1]
            if not _ends_quote(text, match.start(), char):
                del stops[before:]
            else:
                del stops[before:-1]
    return stops


def _ends_quote(text: str, closer: int, char: str) -> bool:
    """A quote that ends in a full stop of its own ends the sentence too."""
    return char in "”」』" and text[closer - 1] in "。！？!?"
