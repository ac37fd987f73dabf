"""Text to search tokens: overlapping pairs of Chinese characters, whole words of anything else.

Pairs find two-character words anywhere in a sentence, which SQLite's own trigrams cannot; the last character of a run
stands alone, so that a single character can be found as the beginning of a token.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["any_expression", "likeness", "match_expression", "tokens"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_RUN = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")


def tokens(text: str) -> str:
    """Turn a text into tokens joined by spaces.

    >>> tokens("厂务公开 ISO")
    '厂务 务公 公开 开 iso'
    """
    return " ".join(token for run in _runs(text) for token in _cut(run))


def match_expression(words: str) -> str | None:
    """Turn what a reader typed into an FTS5 expression: every run of characters must occur as typed.

    >>> match_expression("工会 监督")
    '"工会" "监督"'
    """
    parts = []
    for run in _runs(_simplified(words)):
        cut = _cut(run)
        if len(cut) == 1:
            parts.append(f'"{cut[0]}"*')
        else:
            parts.append('"' + " ".join(cut[:-1]) + '"' if _is_han(run) else f'"{cut[0]}"*')
    return " ".join(parts) or None


def any_expression(words: str) -> str | None:
    """Turn a name into an FTS5 expression that any of its tokens fulfils."""
    parts = [f'"{token}"' for run in _runs(_simplified(words)) for token in _pairs(run)]
    return " OR ".join(dict.fromkeys(parts)) or None


def likeness(one: str, other: str) -> float:
    """Tell how alike two names are, from 0 to 1: the share of their tokens they have in common (Dice)."""
    first, second = (
        [token for run in _runs(_simplified(text)) for token in _pairs(run)] for text in (one, other)
    )
    shared = len(set(first) & set(second))
    return 2 * shared / (len(set(first)) + len(set(second))) if first and second else 0.0


def _pairs(run: str) -> list[str]:
    cut = _cut(run)
    return cut[:-1] or cut


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def _is_han(run: str) -> bool:
    return re.match(f"[{_HAN}]", run) is not None


def _cut(run: str) -> list[str]:
    if not _is_han(run):
        return [run]
    return [*(run[place : place + 2] for place in range(len(run) - 1)), run[-1]]


@cache
def _converter() -> object:
    from opencc import OpenCC

    return OpenCC("t2s")


def _simplified(text: str) -> str:
    return str(_converter().convert(text))  # type: ignore[attr-defined]
