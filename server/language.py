"""The language of the pages: which one a request asks for, and the interface's words in it.

A language is chosen by ``?lang=zh`` or ``?lang=en``, else by Accept-Language, else it is Chinese. No cookie is set: a
page's links carry the choice on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from flask import Request

__all__ = ["LANGUAGES", "Interface", "Language", "chosen_interface", "load_strings", "set_chinese"]

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_HAN = "\u3400-\u9fff"
_HALF = re.compile(
    rf"(?<=[{_HAN}”’》」）])[,;:?!]|(?<=[)])[,;:?!](?=[{_HAN}“‘《「])|[,;:?!](?=[{_HAN}“‘《「])"
)
_BRACKETS = re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)|(?<=[{_HAN}])\(([^()]*)\)")
_FULL = str.maketrans(",;:?!", "，；：？！")


@dataclass(frozen=True)
class Interface:
    """The interface in one language; ``explicit`` when the address itself chose it."""

    language: Language
    explicit: bool = False

    @property
    def other(self) -> Language:
        """Name the language that is not shown."""
        return "en" if self.language == "zh" else "zh"

    def say(self, key: str, **values: object) -> str:
        """Return the words under ``key``, with ``{name}`` filled in."""
        words = load_strings(self.language)[key]
        return words.format(**values) if values else words

    def has(self, key: str) -> bool:
        """Tell whether there are words under ``key``."""
        return key in load_strings(self.language)


def chosen_interface(request: Request) -> Interface:
    """Read which language a request asks for."""
    for language in LANGUAGES:
        if request.values.get("lang") == language:
            return Interface(language, explicit=True)
    best = request.accept_languages.best_match(LANGUAGES, default="zh")
    return Interface("en" if best == "en" else "zh")


def set_chinese(text: str) -> str:
    """Set words of our own in Chinese with the full-width marks Chinese is printed with; quotations stay as they are.

    >>> set_chinese("找到 8 条答案,依据见原文(第2条).")
    '找到 8 条答案，依据见原文（第2条）.'
    """
    text = _BRACKETS.sub(lambda found: f"（{found[1] if found[1] is not None else found[2]}）", text)
    return _HALF.sub(lambda found: found[0].translate(_FULL), text)


@cache
def load_strings(language: Language) -> dict[str, str]:
    """Read the interface's words in one language, keyed ``page.word``."""
    text = files("server").joinpath("strings", f"{language}.yaml").read_text(encoding="utf-8")
    return {
        f"{page}.{key}": str(words)
        for page, entries in yaml.safe_load(text).items()
        for key, words in entries.items()
    }
