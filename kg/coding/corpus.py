"""The reviewed codings that come with the program."""

from __future__ import annotations

from pathlib import Path

from kg.coding.files import read_codings
from kg.coding.model import Coding
from kg.errors import UnknownName

__all__ = ["load_corpus"]

CODINGS = Path(__file__).resolve().parent.parent / "corpus" / "codings"


def load_corpus() -> list[Coding]:
    """Read the reviewed codings of the five documents, by document id."""
    files = sorted(CODINGS.glob("*.yaml"))
    if not files:
        raise UnknownName(f"{CODINGS}: no codings here; reinstall dutygraph", value=str(CODINGS))
    return [coding for path in files for coding in read_codings(path)]
