"""SPARQL results in JSON to rows of terms, the one way every engine's answers come in."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from kg.errors import QueryError
from kg.store.terms import XSD, Row, Term

__all__ = ["read_boolean", "read_rows"]


class _Value(msgspec.Struct):
    type: str
    value: str
    language: str | None = msgspec.field(default=None, name="xml:lang")
    datatype: str | None = None


class _Bindings(msgspec.Struct):
    bindings: list[dict[str, _Value]] = []


class _Document(msgspec.Struct):
    results: _Bindings | None = None
    boolean: bool | None = None


_DECODER = msgspec.json.Decoder(_Document)


def _read(body: bytes) -> _Document:
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise QueryError(f"the answer is not SPARQL results in JSON: {error}") from error


_Key: TypeAlias = tuple[str, str, str | None, str | None]


def _term(value: _Value, known: dict[_Key, Term]) -> Term:
    """Make a term, the same one for every place of an answer in which it stands: most stand in many."""
    key = (value.value, value.type, value.language, value.datatype)
    term = known.get(key)
    if term is None:
        term = known[key] = _new_term(value)
    return term


def _new_term(value: _Value) -> Term:
    if value.type == "uri":
        return Term("iri", value.value)
    if value.type == "bnode":
        return Term("blank", value.value)
    datatype = None if value.datatype == f"{XSD}string" else value.datatype
    return Term("literal", value.value, value.language, datatype)


def read_rows(body: bytes) -> list[Row]:
    """Read the rows of a SELECT."""
    results = _read(body).results
    if results is None:
        raise QueryError("the query gives no rows: only a SELECT does")
    known: dict[_Key, Term] = {}
    return [{name: _term(value, known) for name, value in row.items()} for row in results.bindings]


def read_boolean(body: bytes) -> bool:
    """Read the truth value of an ASK."""
    boolean = _read(body).boolean
    if boolean is None:
        raise QueryError("the query gives no truth value: only an ASK does")
    return boolean
