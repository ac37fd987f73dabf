"""RDF terms as every engine hands them out and takes them in, whatever library or server is behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.errors import InputError

__all__ = ["Bindings", "Row", "Term", "iri", "is_iri", "literal"]

XSD = "http://www.w3.org/2001/XMLSchema#"

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
# https://www.w3.org/TR/sparql11-query/#rIRIREF: what may not stand between < and >.
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI, a literal or a blank node; ``str()`` of it is its value."""

    kind: Literal["iri", "literal", "blank"]
    value: str
    language: str | None = None
    datatype: str | None = None

    def __str__(self) -> str:
        return self.value

    def n3(self) -> str:
        """Write the term as SPARQL and Turtle do, escaped."""
        if self.kind == "iri":
            if _NOT_IN_IRI.search(self.value):
                raise InputError(f"no IRI can be written {self.value!r}", value=self.value)
            return f"<{self.value}>"
        if self.kind == "blank":
            return f"_:{self.value}"
        text = f'"{self.value.translate(_ESCAPES)}"'
        if self.language:
            return f"{text}@{self.language}"
        return f"{text}^^<{self.datatype}>" if self.datatype else text


# One solution: the bound variables only. Bindings are given to a query as values, never pasted into its text.
Row: TypeAlias = dict[str, Term]
Bindings: TypeAlias = Mapping[str, Term]


def iri(value: str) -> Term:
    """Make the term of an IRI."""
    return Term("iri", value)


def is_iri(value: str) -> bool:
    """Tell whether a text is an absolute IRI, as the engine reads one.

    >>> is_iri("https://w3id.org/dutygraph/id/place/全国"), is_iri("national"), is_iri("http://a/<b>")
    (True, False, False)
    """
    from pyoxigraph import NamedNode

    try:
        NamedNode(value)
    except ValueError:
        return False
    return True


def literal(value: str | int | bool, *, language: str | None = None, datatype: str | None = None) -> Term:
    """Make a literal; integers and booleans get their datatype."""
    if isinstance(value, bool):
        return Term("literal", str(value).lower(), datatype=f"{XSD}boolean")
    if isinstance(value, int):
        return Term("literal", str(value), datatype=f"{XSD}integer")
    return Term("literal", value, language, datatype)
