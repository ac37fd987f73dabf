"""Pinyin notes that a site wrote after characters: 務(wù)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import Style, pinyin

from kg.reading.draft import Edit

__all__ = ["NOTE", "SYLLABLE", "has_notes", "note_edits", "readings"]

NOTE = "pinyin note after a character dropped"

SYLLABLE = r"[a-züɡāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{1,6}"
_NOTE = re.compile(rf"(?<=[\u3400-\u9fff])[(（]({SYLLABLE})[)）]")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ]")


def note_edits(text: str) -> Iterator[Edit]:
    """Drop each pinyin syllable in brackets that follows a character; one without a tone mark must be its reading."""
    for match in _NOTE.finditer(text):
        syllable = match.group(1).replace("ɡ", "g")
        if _TONED.search(syllable) or syllable in readings(text[match.start() - 1]):
            yield Edit(match.start(), match.end(), "", NOTE)


def has_notes(text: str) -> bool:
    """Tell whether a text carries such notes."""
    return next(note_edits(text), None) is not None


@lru_cache(maxsize=8192)
def readings(char: str) -> frozenset[str]:
    """Give the readings of a character, with tone marks.

    >>> sorted(readings("调"))
    ['diào', 'tiáo']
    """
    return frozenset(next(iter(pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")), ()))
