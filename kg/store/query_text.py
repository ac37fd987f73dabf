"""Read a SPARQL query just far enough to refuse what is never evaluated, before any parser sees it.

The tokens are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar: a word inside a string, a comment, an IRI
or a prefixed name is no keyword. Whatever slips through is still without power in the evaluator process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import QueryError, QueryRefused, QueryTooComplex
from kg.store.formats import Kind

__all__ = ["QueryShape", "read_query", "tokens_with_space"]

DEEPEST = 400  # brackets of any kind inside one another
LONGEST_CHAIN = 4000  # operators of one query, each of which nests the parsed query once more

_TOKEN = re.compile(
    r"""
    (?P<space>[\s]+|\#[^\n\r]*)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
             | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d][\w.\-·]*+)?:(?:[\w.\-·:]|%[0-9A-Fa-f]{2}|\\.)*+ | [^\W\d][\w.\-·]*+)
  | (?P<number>\d[\d.eE]*)
  | (?P<open><<\(?|[({\[])
  | (?P<close>\)?>>|[)}\]])
  | (?P<operator>\|\||&&|\^\^|!=|<=|>=|[!|/^+*\-=<>])
  | (?P<other>[.;,@\\~&%$?'"`\x00-\x1f]|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_DOT = re.compile(r"(\.)")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# Most queries are short, begin with their form and hold nothing that needs a look: no token of theirs is read.
SHORT = LONGEST_CHAIN
_PLAIN = re.compile(r"\s*(SELECT|ASK|DESCRIBE)\b", re.IGNORECASE)
_NOTABLE = ("service", "from", "now", "rand", "uuid", "bnode", "\\", "\0")

FORMS: dict[str, Kind] = {"SELECT": "results", "ASK": "results", "CONSTRUCT": "graph", "DESCRIBE": "graph"}
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
CHAINED = frozenset({"UNION", "MINUS", "OPTIONAL", "FILTER", "BIND", "GRAPH", "EXISTS"})


@dataclass(frozen=True, slots=True)
class QueryShape:
    """What a query asks for: its form, the kind of its result, the graphs its FROM and FROM NAMED name.

    ``volatile`` marks one that may answer differently each time over the same data.
    """

    form: str
    kind: Kind
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    volatile: bool = False


_PLAIN_SHAPES = {form: QueryShape(form, kind) for form, kind in FORMS.items()}


def read_query(text: str) -> QueryShape:
    """Tell the form of a query, or refuse it: updates, SERVICE, nesting beyond bounds, text that is no query."""
    plain = _PLAIN.match(text)
    if (
        plain is not None
        and len(text) < SHORT
        and not _has_notable(text.lower())
        and _brackets(text) <= DEEPEST
    ):
        return _PLAIN_SHAPES[plain[1].upper()]
    return _read_with_care(text)


@lru_cache(maxsize=512)
def _read_with_care(text: str) -> QueryShape:
    if "\0" in text:
        raise QueryError("the query contains the character NUL, which SPARQL does not allow")
    # An escape may stand for a letter of a keyword; what it hides is refused before it is called no query.
    unescaped = _ESCAPE.sub(_character, text)
    if unescaped != text:
        _read(unescaped)
    return _read(text)


def _has_notable(lowered: str) -> bool:
    # Eight searches of the interpreter's own take a tenth of the time of one alternation of re.
    for each in _NOTABLE:  # noqa: SIM110 - a generator would take as long as the searches
        if each in lowered:
            return True
    return False


def _brackets(text: str) -> int:
    return text.count("{") + text.count("(") + text.count("[") + text.count("<<")


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]


def tokens_with_space(text: str) -> Iterator[tuple[str, str]]:
    """Split a query into its tokens with their kinds; together they are the text."""
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "other", match[0]
        if kind != "name":
            yield kind, token
        elif ":" in token:
            yield "prefixed", token
        elif "." in token:
            for piece in filter(None, _DOT.split(token)):
                yield ("other" if piece == "." else "word"), piece
        else:
            yield "word", token


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    return (pair for pair in tokens_with_space(text) if pair[0] != "space")


def _read(text: str) -> QueryShape:
    form = ""
    depth = chain = 0
    volatile = blank = False
    clause = _Clauses()
    for kind, token in _tokens(text):
        if kind == "word":
            word = token.upper()
            _refuse(word, form, depth)
            form = form or (word if word in FORMS else "")
            chain += word in CHAINED
            volatile = volatile or word in CHANGING
            if not depth:
                clause.word(word)
        elif kind == "iri":
            clause.iri(token)
        elif kind == "prefixed":
            clause.prefixed(token)
            blank = blank or token.startswith("_:")
        elif kind == "operator":
            chain += 1
        elif kind == "open":
            depth += 1
            blank = blank or token.startswith("[")
            if depth > DEEPEST:
                raise QueryTooComplex(
                    f"the query nests more than {DEEPEST} brackets; write it flatter", value=depth
                )
        elif kind == "close":
            depth -= 1
        if chain > LONGEST_CHAIN:
            raise QueryTooComplex(
                f"the query chains more than {LONGEST_CHAIN} operators; use IN or VALUES", value=chain
            )
    if not form:
        raise QueryError(
            "the query has none of SELECT, ASK, CONSTRUCT and DESCRIBE; begin it with one, behind its prefixes"
        )
    volatile = volatile or (form == "CONSTRUCT" and blank)
    return QueryShape(form, FORMS[form], tuple(clause.default), tuple(clause.named), volatile)


def _refuse(word: str, form: str, depth: int) -> None:
    if word == "SERVICE":
        raise QueryRefused("SERVICE is never evaluated here: a query cannot reach other servers", value=word)
    if word in UPDATES and not form and not depth:
        raise QueryRefused(f"{word} is an update: the data is read-only here", value=word)


class _Clauses:
    """The dataset clauses as they come by, with the prefixes and the base they need."""

    def __init__(self) -> None:
        self.default: list[str] = []
        self.named: list[str] = []
        self._state = ""
        self._prefixes: dict[str, str] = {}
        self._prefix = ""
        self._base = ""

    def word(self, word: str) -> None:
        if word in ("FROM", "PREFIX", "BASE"):
            self._state = word
        elif word == "NAMED" and self._state == "FROM":
            self._state = "NAMED"
        else:
            self._state = ""

    def prefixed(self, token: str) -> None:
        prefix, _, local = token.partition(":")
        if self._state == "PREFIX":
            self._prefix = prefix
        elif self._state in ("FROM", "NAMED"):
            self._take(self._prefixes.get(prefix, "") + local.replace("\\", ""))

    def iri(self, token: str) -> None:
        value = token[1:-1]
        if self._state == "BASE":
            self._base = value
        elif self._state == "PREFIX":
            self._prefixes[self._prefix] = self._resolve(value)
        elif self._state in ("FROM", "NAMED"):
            return self._take(self._resolve(value))
        self._state = ""
        return None

    def _resolve(self, value: str) -> str:
        from urllib.parse import urljoin

        return urljoin(self._base, value) if self._base else value

    def _take(self, graph: str) -> None:
        (self.named if self._state == "NAMED" else self.default).append(graph)
        self._state = ""
