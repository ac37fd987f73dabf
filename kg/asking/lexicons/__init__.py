"""Word lists of asking, as data: intents, relations, roles, synonyms, stop words, messages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

__all__ = ["load_lexicon"]

Shape = TypeVar("Shape")


@cache
def _source(name: str) -> object:
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def load_lexicon(name: str, shape: type[Shape]) -> Shape:
    """Read the lexicon ``name`` as ``shape``."""
    return msgspec.convert(_source(name), shape)
