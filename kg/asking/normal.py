"""Normalise a question: one script, one width, one case, no politeness."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

__all__ = ["LIMIT", "Language", "fold_script", "language_of", "normalise"]

Language = Literal["zh", "en"]

# Longer questions are cut: nobody asks a page, and cost must stay bounded (contract: any string gives an answer or a reason).
LIMIT = 1_000

_POLITE = re.compile(
    r"^(请问一下|请问|请教一下|请教|麻烦问一下|麻烦问下|麻烦|劳驾|你好|您好|想问一下|我想问一下|我想问|我想知道|想知道|请告诉我|告诉我|"
    r"could you (please )?tell me|can you (please )?tell me|please tell me|tell me|i would like to know|i want to know|please)[,:\s]*",
)
# Whether a text says it is asked by asking it (does the opinion say who leads?).
_FRAME = re.compile(
    r"\b(documents?|opinion|text|rules|circular|charter|notice)('s text)? (say|state|specify|mention|tell|name|make clear)s? (us )?(?=who|where|how|when|which|what|the person who)"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("t2s")


def fold_script(text: str) -> str:
    """Fold traditional characters to simplified ones, for matching only."""
    return str(_converter().convert(text))  # type: ignore[attr-defined]


def normalise(question: str) -> str:
    """Bring a question to half width, simplified script, lower case, single spaces, without politeness."""
    text = unicodedata.normalize("NFKC", _CONTROL.sub(" ", question[:LIMIT]))
    text = fold_script(text).lower()
    text = re.sub(r"\s+", " ", text).strip()
    text = _FRAME.sub(r"\1 ", text)
    previous = None
    while text != previous:
        previous, text = text, _POLITE.sub("", text)
    return text


def language_of(text: str) -> Language:
    """Tell the language of a question: Chinese when any Han character carries it, else English."""
    han = len(re.findall(r"[\u3400-\u9fff]", text))
    latin = len(re.findall(r"[A-Za-z]+", text))
    return "zh" if han and han * 2 >= latin else "en"
