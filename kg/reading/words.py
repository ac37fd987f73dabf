"""The Chinese word list that decides where a broken line or a garbled character must be read as a word.

The list is the frequency dictionary that ships with jieba; it is read as data, so that nothing of jieba runs.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path

__all__ = ["crosses", "is_word", "score", "word_weights"]

_LONGEST = 8


@lru_cache(maxsize=1)
def word_weights() -> dict[str, float]:
    """Read the words with the logarithm of their share in running text."""
    spec = find_spec("jieba")
    assert spec is not None  # noqa: S101 - a dependency of this package
    assert spec.origin is not None  # noqa: S101
    counts: dict[str, int] = {}
    with (Path(spec.origin).parent / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ", 2)
            counts[word] = int(count)
    total = log(sum(counts.values()))
    return {word: log(count or 1) - total for word, count in counts.items() if len(word) <= _LONGEST}


def is_word(text: str) -> bool:
    """Tell whether the text is one word of the list."""
    return text in word_weights()


def segment_words(text: str) -> tuple[float, tuple[int, ...]]:
    """Cut a short text into its likeliest words; give the weight and the places of the cuts."""
    weights = word_weights()
    unknown = -25.0
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        best.append(
            max(
                (best[start][0] + weights.get(text[start:end], unknown if end - start == 1 else -1e9), start)
                for start in range(max(0, end - _LONGEST), end)
            )
        )
    cuts = []
    at = len(text)
    while at:
        cuts.append(at)
        at = best[at][1]
    return best[-1][0], tuple(reversed(cuts))


def score(text: str) -> float:
    """Weigh a short text as running words: the higher, the likelier."""
    return segment_words(text)[0]


def crosses(before: str, after: str) -> bool:
    """Tell whether a word runs over the break between two stretches of text."""
    left, right = before[-5:], after[:5]
    return bool(left and right) and len(left) not in segment_words(left + right)[1]
