"""SPARQL files, one question each, opened by a comment that says what it answers."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kg.errors import UnknownName

__all__ = ["read_query"]


@cache
def read_query(name: str) -> str:
    """Read the query ``name`` (without ``.rq``); UnknownName when there is none."""
    path = files(__name__).joinpath(f"{name}.rq")
    if not path.is_file():
        raise UnknownName(f"there is no query {name!r} in kg/queries", value=name)
    return path.read_text(encoding="utf-8")
