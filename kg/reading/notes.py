"""Pinyin notes a site wrote after characters, and the bytes such notes shifted.

The notes were put in by replacing byte pairs in GBK text without regard to where characters begin. Where the trail
byte of one character and the lead byte of the next happened to spell another character, the note cut the next
character in two and everything up to the next ASCII byte was read one byte off: 或實施換屆 (BBF2 8C8D CAA9 9351 …)
holds F2 8C, which is 驅, and became ``或?qū)嵤Q屆``. Knowing that, most of it can be read back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

from kg.reading.draft import Edit
from kg.reading.script import fold
from kg.reading.words import score, word_weights

__all__ = ["note_edits", "shift_edits"]

NOTE = "pinyin note after a character dropped"
SHIFTED = "bytes shifted by a pinyin note read back"

_SYLLABLE = r"[a-züɡāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{1,6}"
_HAN = "\u3400-\u9fff"
_NOTE = re.compile(rf"(?<=[{_HAN}])[(（]({_SYLLABLE})[)）]")
_SHIFT = re.compile(rf"([{_HAN}])\?({_SYLLABLE})\)([^\x00-\x7f]{{1,12}})([@-~])([{_HAN}]{{0,3}})")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ]")


def note_edits(text: str) -> Iterator[Edit]:
    """Drop each pinyin syllable in brackets that follows a character; one without a tone mark must be its reading."""
    for match in _NOTE.finditer(text):
        syllable = match.group(1).replace("ɡ", "g")
        if _TONED.search(syllable) or syllable in _readings(text[match.start() - 1]):
            yield Edit(match.start(), match.end(), "", NOTE)


@lru_cache(maxsize=4096)
def _readings(char: str) -> frozenset[str]:
    return frozenset(pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")[0])


def shift_edits(text: str) -> Iterator[Edit]:
    """Read back what a note inside a character shifted, where one reading stands out; the rest stays as it is."""
    for match in _SHIFT.finditer(text):
        before, note, run, tail, after = match.groups()
        restored = _read_back(
            text[max(0, match.start() - 2) : match.start()] + before, note, run, tail, after
        )
        if restored:
            yield Edit(match.start() + 1, match.end(4), restored, SHIFTED)


def _read_back(before: str, note: str, run: str, tail: str, after: str) -> str | None:
    readings: dict[str, float] = {}
    for lead in _lost_leads(before[-1], note):
        for guess in _candidates(lead, run, tail):
            readings[guess] = score(fold(before + guess + after))
    ranked = sorted(readings, key=lambda guess: (-readings[guess], guess))
    return ranked[0] if ranked and _stands_out(before, ranked[0], after) else None


def _stands_out(before: str, guess: str, after: str) -> bool:
    """A reading is accepted only when its characters all fall into words of two or more."""
    context = fold(before + guess + after)
    weights = word_weights()
    inside = range(len(before), len(before) + len(guess))
    covered = {
        place
        for start in range(len(context))
        for end in range(start + 2, min(len(context), start + 5) + 1)
        if context[start:end] in weights
        for place in range(start, end)
    }
    return all(place in covered for place in inside)


def _lost_leads(before: str, note: str) -> Iterator[int]:
    """The lead bytes that, after the trail byte of the character before, spell a character read as the note says."""
    trail = _gbk(before)[-1:]
    for lead in range(0x81, 0xFF):
        spelt = _decode(trail + bytes([lead]))
        if spelt and note in _readings(spelt):
            yield lead


def _candidates(lead: int, run: str, tail: str) -> Iterator[str]:
    """All readings of the shifted run: whole, or with one undecodable byte pair lost between two characters."""
    pieces = [_gbk(char) for char in run]
    if not all(pieces):
        return
    end = tail.encode("ascii")
    whole = _decode(bytes([lead]) + b"".join(pieces) + end)
    if whole:
        yield whole
    for gap in range(len(pieces) + 1):
        left, right = bytes([lead]) + b"".join(pieces[:gap]), b"".join(pieces[gap:]) + end
        head, rest = _decode(left[:-1]), _decode(right[1:])
        if head is None or rest is None:
            continue
        for first, second in _lost_pairs(left[-1], right[0]):
            yield head + first + second + rest


@lru_cache(maxsize=64)
def _lost_pairs(lead: int, trail: int) -> tuple[tuple[str, str], ...]:
    """Two characters, from a known lead and a known trail byte, whose inner bytes spell no character together."""
    firsts = [(byte, char) for byte in range(0x40, 0xFF) if (char := _decode(bytes([lead, byte])))]
    seconds = [(byte, char) for byte in range(0x81, 0xFF) if (char := _decode(bytes([byte, trail])))]
    weights = word_weights()
    common = {
        "".join(pair)
        for pair in product(*[[c for _, c in s if fold(c) in weights] for s in (firsts, seconds)])
    }
    return tuple(
        (first, second)
        for (a, first), (b, second) in product(firsts, seconds)
        if first + second in common and not _decode(bytes([a, b]))
    )


def _gbk(char: str) -> bytes:
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _decode(data: bytes) -> str | None:
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    return text if all(unicodedata.category(char) == "Lo" for char in text) else None
