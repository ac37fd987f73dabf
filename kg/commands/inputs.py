"""Turns the files given to a command into codings, whether they hold codings or the texts to code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kg.coding.files import parse_codings
from kg.coding.model import Coding
from kg.commands.context import read_bytes
from kg.errors import InputError

__all__ = ["read_inputs"]

_CODINGS = frozenset({".yaml", ".yml", ".json"})
_SHEETS = frozenset({".csv", ".xlsx"})


def read_inputs(files: Sequence[Path]) -> list[Coding]:
    """Read codings (YAML, JSON, sheets) and texts, which are coded by the machine; no file means the five documents.

    A text with nothing of the genre in it is an InputError.
    """
    if not files:
        from kg.coding.corpus import load_corpus

        return load_corpus()
    hidden = len(files) < 2 or not sys.stderr.isatty()
    with click.progressbar(files, label="reading", file=sys.stderr, hidden=hidden) as watched:
        return [coding for path in watched for coding in _read(path)]


def _read(path: Path) -> list[Coding]:
    data = read_bytes(path)
    origin = "standard input" if str(path) == "-" else str(path)
    suffix = path.suffix.lower()
    if suffix in _SHEETS:
        from kg.coding.sheets import read_sheets

        return read_sheets(data, origin=origin)
    if suffix in _CODINGS or (suffix == "" and _looks_like_coding(data)):
        return parse_codings(_decode(data, origin), origin=origin)
    return _code(data, origin)


def _looks_like_coding(data: bytes) -> bool:
    return data.lstrip()[:1] in (b"{", b"[") or data.startswith((b"document:", b"---"))


def _decode(data: bytes, origin: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{origin}: is not UTF-8 text: {error.reason} at byte {error.start}", value=origin
        ) from error


def _code(data: bytes, origin: str) -> list[Coding]:
    from kg.coding.coder import code_documents

    codings = code_documents(data, origin)
    if not any(coding.document.genre for coding in codings):
        raise InputError(f"{origin}: sets up or regulates no body; there is nothing to build", value=origin)
    return codings
