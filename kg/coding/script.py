"""A view of a text for matching: same length, simplified script, ASCII punctuation and digits.

Names and quotes are always cut from the text itself; only rules look at the view, so a document from Hong Kong or
Taiwan keeps its own script.
"""

from __future__ import annotations

from functools import cache
from typing import Any

__all__ = ["fold"]

_PUNCTUATION = str.maketrans(
    {
        "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "．": ".", "！": "!", "？": "?", "﹑": "、",
        "｡": "。", "「": "“", "」": "”", "『": "“", "』": "”", "〈": "《", "〉": "》", "％": "%", "﹕": ":",
        "﹔": ";", "﹐": ",", "〔": "[", "〕": "]", "［": "[", "］": "]", "【": "[", "】": "]", "\u3000": " ",
        "\xa0": " ", "\t": " ", "﹝": "[", "﹞": "]", "﹙": "(", "﹚": ")",
    }
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)  # fmt: skip


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _simplified(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


def fold(text: str) -> str:
    """Fold a text for matching, character by character, so that offsets stay what they are.

    >>> fold("協調小組，〔2011〕")
    '协调小组,[2011]'
    """
    table = {
        ord(c): _simplified(c) for c in set(text) if "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"
    }
    return text.translate(table).translate(_PUNCTUATION)
