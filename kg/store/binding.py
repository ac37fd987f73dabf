"""Put bound values into a query's text, for servers that take no bindings: as whole tokens, escaped, never pasted."""

from __future__ import annotations

from kg.errors import InputError
from kg.store.query_text import tokens_with_space
from kg.store.terms import Bindings

__all__ = ["bind"]


def bind(text: str, bindings: Bindings) -> str:
    """Replace each bound variable by its value; where a query selects one, by ``(value AS ?name)``.

    >>> from kg.store.terms import iri
    >>> bind("SELECT ?s ?o { ?s ?p ?o }", {"s": iri("http://a")})
    'SELECT (<http://a> AS ?s) ?o { <http://a> ?p ?o }'
    """
    values = {name: term.n3() for name, term in bindings.items()}
    blank = next((name for name, term in bindings.items() if term.kind == "blank"), None)
    if blank is not None:
        raise InputError(f"?{blank} is bound to a blank node, which has no name in a query", value=blank)
    pieces: list[str] = []
    state, before, depth = "", "", 0
    for kind, piece in tokens_with_space(text):
        name = piece[1:]
        if kind == "variable" and name in values and before != "AS":
            pieces.append(_written(values[name], name, state, depth))
        else:
            pieces.append(piece)
        if kind == "open" and piece == "(":
            depth += 1
        elif kind == "close" and piece == ")":
            depth -= 1
        elif kind in ("open", "close"):
            state, depth = "", 0
        elif kind == "word" and piece.upper() in ("SELECT", "WHERE", "BY", "FROM", "LIMIT", "OFFSET"):
            state, depth = piece.upper(), 0
        if kind != "space":
            before = piece.upper()
    return "".join(pieces)


def _written(value: str, name: str, state: str, depth: int) -> str:
    if depth == 0 and state == "SELECT":
        return f"({value} AS ?{name})"
    if depth == 0 and state == "BY":
        return f"({value})"
    return value
