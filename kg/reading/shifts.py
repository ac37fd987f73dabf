"""Bytes that a pinyin note shifted, read back.

The notes were put in by replacing byte pairs in GBK text without regard to where characters begin. Where the trail
byte of one character and the lead byte of the next happened to spell another character, the note cut the next
character in two, its lead byte and the bracket came out as ``?``, and everything up to the next byte below 0x80 was
read one byte off: 或實施換屆 (BBF2 8C8D CAA9 9351 …) holds F2 8C, which is 驅, and became ``或?qū)嵤Q屆``. Byte pairs
that spell nothing were dropped (A9 93 there). Knowing that, each character but those beside a dropped pair is fixed by
the bytes that are left; the rest is searched among what the word list knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.reading.draft import Edit
from kg.reading.notes import SYLLABLE, readings
from kg.reading.script import fold, fold_character, unfold
from kg.reading.words import score, word_weights

__all__ = ["garbled_spans", "shift_edits"]

SHIFTED = "bytes shifted by a pinyin note read back"
SWALLOWED = SHIFTED + ", the mark they swallowed read as a comma"

_HAN = "\u3400-\u9fff"
_SHIFT = re.compile(
    rf"(?<=[^\x00-\x7f])\?(?P<note>{SYLLABLE})\)(?P<run>[^\x00-\x7f€]{{0,24}})"
    rf"(?:(?P<tail>[@-~€])(?:\((?P<tail_note>{SYLLABLE})\))?|\?(?P<end_note>{SYLLABLE})\)|(?P<swallowed>\?))"
)
_GARBLED = re.compile(rf"\?{SYLLABLE}\)[^\x00-\x7f]{{0,24}}[@-~?]?")
_CONTEXT = 3
_MARGIN = 1.0
_SIMPLIFIED_COST = 3.0
_RARE = -13.0
_LOST_PAIR = 7.0  # dropped pairs are rare
_MARK, _MARKS = 4.0, "，。、；："
_CHARACTER = 4.5  # what one more character costs in running text, so that readings of two lengths compare
_MOST_SEARCHES = 400  # in one text: beyond that it is not a text with some notes but noise


@dataclass(frozen=True, slots=True)
class _Shift:
    """A shifted stretch: ``run`` holds the misread characters, ``tail`` the byte that ends it, if it is known."""

    before: str
    note: str
    run: tuple[bytes, ...]
    tail: int | None
    end_note: str | None
    after: str


def shift_edits(text: str) -> Iterator[Edit]:
    """Read back what a note inside a character shifted, where one reading stands out; the rest stays as it is."""
    found: dict[_Shift, str | None] = {}
    for match in _SHIFT.finditer(text):
        run = tuple(_gbk(char) for char in match["run"])
        if not all(run):
            continue
        shift = _Shift(
            before=text[max(0, match.start() - _CONTEXT) : match.start()],
            note=match["note"],
            run=run,
            tail=_tail_byte(match["tail"]),
            end_note=match["tail_note"] or match["end_note"],
            after=text[match.end() : match.end() + _CONTEXT],
        )
        if shift not in found:
            found[shift] = _read_back(shift) if len(found) < _MOST_SEARCHES else None
        restored = found[shift]
        if restored and match["swallowed"]:
            yield Edit(match.start(), match.end(), restored + ",", SWALLOWED)
        elif restored:
            yield Edit(match.start(), match.end(), restored, SHIFTED)


def _tail_byte(tail: str | None) -> int | None:
    """The byte a shifted stretch ends with: an ASCII letter, or 0x80, which reads as the euro sign."""
    if tail is None:
        return None
    return 0x80 if tail == "€" else ord(tail)


def garbled_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches that stayed unreadable."""
    for match in _GARBLED.finditer(text):
        yield match.span()


def _read_back(shift: _Shift) -> str | None:
    """The likeliest reading made of words, with or without a lost byte pair, if it is clearly so."""
    guesses: dict[str, float] = {}
    for lead in _lost_leads(shift):
        for find in (_whole, _with_a_lost_pair):
            for guess in find(shift, lead):
                # With nothing lost the bytes leave no choice; a lost pair leaves many, so words must bear it out.
                if find is _whole and _is_common(guess):
                    guesses[guess] = _weigh(shift, guess)
                elif guess not in guesses and _is_worded(shift, guess):
                    guesses[guess] = _weigh(shift, guess) - _LOST_PAIR
    ranked = sorted(guesses, key=lambda guess: (-guesses[guess], guess))
    if not ranked:
        return None
    clear = len(ranked) == 1 or guesses[ranked[0]] - guesses[ranked[1]] >= _MARGIN
    return ranked[0] if clear or fold(ranked[0]) == fold(ranked[1]) else None


def _weigh(shift: _Shift, guess: str) -> float:
    """The weight of a reading as words; the stretches come from traditional text, so simplified forms are unlikely."""
    simplified = sum(char != back for char, back in zip(guess, unfold(guess), strict=False))
    parts = re.split(f"[{_MARKS}]", fold(shift.before + guess + shift.after))
    words = sum(map(score, parts)) - _MARK * (len(parts) - 1)
    return words - _SIMPLIFIED_COST * simplified + _CHARACTER * len(guess)


def _lost_leads(shift: _Shift) -> list[int]:
    """The lead bytes that, after the trail byte of the character before, spell a character read as the note says."""
    trail = _gbk(shift.before[-1])[-1:]
    return [
        lead
        for lead in range(0x81, 0xFF)
        if (spelt := _decode(trail + bytes([lead]))) and shift.note in readings(spelt)
    ]


def _whole(shift: _Shift, lead: int) -> Iterator[str]:
    """Readings with no byte pair lost: only the last character may be open."""
    known = bytes([lead]) + b"".join(shift.run)
    head = _decode(known[:-1])
    if head is not None:
        for last in _characters(known[-1], shift.tail, shift.end_note):
            yield head + last


def _with_a_lost_pair(shift: _Shift, lead: int) -> Iterator[str]:
    """Readings with one undecodable pair lost between two of the misread characters."""
    for gap in range(len(shift.run) + 1):
        left, right = bytes([lead]) + b"".join(shift.run[:gap]), b"".join(shift.run[gap:])
        head = _decode(left[:-1])
        if head is None:
            continue
        before = (shift.before + head)[-3:]
        for last, rest in _after_gap(shift, right):
            trail = right[0] if right else None
            seconds = _characters(None, trail, None) if right else (last,)
            yield from (
                head + first + second + (rest + last if right else "")
                for first, second in _pairs(
                    before, left[-1], seconds, (rest + last if right else "") + shift.after
                )
            )


def _after_gap(shift: _Shift, right: bytes) -> Iterator[tuple[str, str]]:
    """The last character of the stretch, and what is known between the character behind the lost pair and it."""
    if not right:
        for last in _characters(None, shift.tail, shift.end_note):
            yield last, ""
        return
    middle = _decode(right[1:-1])
    if middle is not None:
        for last in _characters(right[-1], shift.tail, shift.end_note):
            yield last, middle


def _pairs(before: str, lead: int, seconds: tuple[str, ...], after: str) -> Iterator[tuple[str, str]]:
    """The characters on both sides of a lost pair: each makes a word with a neighbour, their inner bytes spell nothing."""
    weights = word_weights()
    left, right = ("".join(map(fold_character, part)) for part in (before, after[:2]))
    ends = [(second, fold_character(second)) for second in seconds]
    firm = {second for second, folded in ends if any(folded + right[:n] in weights for n in (1, 2) if right)}
    for first in _characters(lead, None, None):
        folded_first = fold_character(first)
        is_firm = any(left[-n:] + folded_first in weights for n in (1, 2, 3) if left)
        inner = _gbk(first)[1:]
        for second, folded in ends:
            linked = (is_firm and (second in firm or second in _MARKS)) or folded_first + folded in weights
            if linked and not _decode(inner + _gbk(second)[:1]):
                yield first, second


def _is_common(guess: str) -> bool:
    """Whether all characters are frequent on their own."""
    weights = word_weights()
    return all(char in _MARKS or weights.get(fold_character(char), -99.0) > _RARE for char in guess)


def _is_worded(shift: _Shift, guess: str) -> bool:
    """A reading is accepted only when each of its characters falls into a word of two or more."""
    context = "".join(map(fold_character, shift.before + guess + shift.after))
    weights = word_weights()
    first = len(shift.before)
    covered = {
        place
        for start in range(len(context))
        for end in range(start + 2, min(len(context), start + 5) + 1)
        if context[start:end] in weights
        for place in range(start, end)
    }
    inside = range(first, first + len(guess))
    return all(place in covered or not re.match(f"[{_HAN}]", context[place]) for place in inside)


def _characters(lead: int | None, trail: int | None, note: str | None) -> tuple[str, ...]:
    """Characters in use with this lead byte, this trail byte and this reading, as far as they are known."""
    if lead is None and trail is None and note is None:
        return ()
    return _characters_in_use(lead, trail, note)


@lru_cache(maxsize=512)
def _characters_in_use(lead: int | None, trail: int | None, note: str | None) -> tuple[str, ...]:
    leads = range(0x81, 0xFF) if lead is None else [lead]
    trails = range(0x40, 0xFF) if trail is None else [trail]
    pairs = (_decode(bytes([a, b])) for a in leads for b in trails)
    return tuple(char for char in pairs if char and _is_in_use(char, note))


def _is_in_use(char: str, note: str | None) -> bool:
    if note is not None:
        return note in readings(char)
    return char in _MARKS or fold_character(char) in word_weights()


def _gbk(char: str) -> bytes:
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _decode(data: bytes) -> str | None:
    """Decode to characters, or None where the bytes spell anything else; some marks may stand among them."""
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    return (
        text if all("\u3400" <= char <= "\u9fff" or char in "，。、；：《》（）“”" for char in text) else None
    )
