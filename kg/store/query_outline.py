"""The outline of a query for the log: its form and how much of what it holds, without a word of its text."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

__all__ = ["outline"]

LONGEST = 20_000  # a longer query is not read once more only for the log

FORMS = "SELECT|ASK|CONSTRUCT|DESCRIBE"
CLAUSES = "OPTIONAL|UNION|MINUS|FILTER|BIND|VALUES|GRAPH|EXISTS|DISTINCT|REDUCED|GROUP|HAVING|ORDER|LIMIT|OFFSET|FROM"
_PIECE = re.compile(
    rf"""
    \#[^\n\r]*
  | (?P<term> \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
            | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | <[^\x00-\x20<>"{{}}|^`\\]*> | [?$]\w+
            | [\w\-]*:(?:[\w\-:%\\]|\.(?=[\w\-:%\\]))* | \d+(?:\.\d+)? | \ba\b | \])
  | \b(?P<form>{FORMS})\b(?:\s*\*)?
  | \b(?P<clause>{CLAUSES})\b(?:\s*\*)?
  | (?P<bracket>[{{}}()])
  | (?P<separator>[.;,])
  | (?P<path>[*+|^/])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# How many terms make a triple pattern after a separator: a whole one, one of the same subject, another object.
_TERMS = {".": 3, ";": 2, ",": 1}


@lru_cache(maxsize=512)
def outline(text: str) -> str:
    """Say roughly what a query is made of: its form, its triple patterns, its clauses.

    >>> outline("SELECT * { ?s a <a:b> ; <a:p>+ ?o, 5 . OPTIONAL { ?o ?p 'OPTIONAL {' } FILTER(?o > 1) } LIMIT 5")
    'SELECT triples=4 paths=1 optional=1 filter=1 limit=1'
    >>> outline("ASK {}")
    'ASK triples=0'
    """
    if len(text) > LONGEST:
        return f"longer than {LONGEST}"
    counts: Counter[str] = Counter()
    form, around, terms, before = "", " ", 0, "."
    for match in _PIECE.finditer(text):
        kind = match.lastgroup or "comment"
        piece = match[kind] if match.lastgroup else ""
        if kind == "form":
            counts["subselect"] += bool(form)
            form = form or piece.upper()
        elif kind == "clause":
            counts[piece.lower()] += 1
        elif piece in ("(", ")"):
            around = around + piece if piece == "(" else around[:-1]
        in_pattern = around.endswith("{")
        if kind == "path":
            counts["paths"] += in_pattern
        elif kind == "term" or piece == ")":
            terms += in_pattern
        elif kind in ("form", "clause", "separator") or piece in ("{", "}"):
            # Here a triple pattern ends, if there were terms enough for one.
            if in_pattern:
                counts["triples"] += terms >= _TERMS[before]
                before, terms = piece if kind == "separator" else ".", 0
            if piece in ("{", "}"):
                around = around + piece if piece == "{" else around[:-1]
    names = ("paths", "subselect", *CLAUSES.lower().split("|"))
    told = [f"{name}={counts[name]}" for name in names if counts[name]]
    return " ".join([form or "none", f"triples={counts['triples']}", *told])
