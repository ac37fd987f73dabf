"""Every error this library raises on purpose.

KgError
├── InputError        what was given cannot be read (a file, a coding, a text)
├── QueryError        a SPARQL query cannot be run
│   ├── QueryRefused      it asks for something never allowed (SERVICE, update, …)
│   ├── QueryTimeout      it ran past its deadline
│   └── QueryTooLarge     its result or its memory passed a limit
├── StoreError        a store cannot be opened, built or published
└── UnknownName       a document, body, format or shape that does not exist here
"""

from __future__ import annotations

__all__ = [
    "InputError",
    "KgError",
    "QueryError",
    "QueryRefused",
    "QueryTimeout",
    "QueryTooLarge",
    "StoreError",
    "UnknownName",
]


class KgError(Exception):
    """What every deliberate error of this library descends from.

    ``code`` is a stable slug for programs; ``value`` is the offending value, where there is one; the message
    says what happened, to which value, and what to do.
    """

    code = "error"

    def __init__(self, message: str, *, value: object = None) -> None:
        super().__init__(message)
        self.value = value


class InputError(KgError):
    """Something given to the program cannot be read as what it should be."""

    code = "unreadable-input"


class QueryError(KgError):
    """A SPARQL query cannot be run as it stands."""

    code = "bad-query"


class QueryRefused(QueryError):
    """A SPARQL query asks for something that is never allowed here."""

    code = "query-refused"


class QueryTimeout(QueryError):
    """A SPARQL query ran past its deadline and was ended."""

    code = "query-timeout"


class QueryTooLarge(QueryError):
    """A SPARQL query passed the limit of its memory, rows or bytes and was ended."""

    code = "query-too-large"


class StoreError(KgError):
    """A store cannot be opened, built or published."""

    code = "store-error"


class UnknownName(KgError):
    """A name given by the user stands for nothing here."""

    code = "unknown-name"
