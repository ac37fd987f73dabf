"""Every error this library raises on purpose.

KgError
├── InputError        what was given cannot be read (a file, a coding, a text)
│   └── UnreadableDraft   a draft that somebody handed in to be checked
├── QueryError        a SPARQL query cannot be run
│   ├── QueryRefused      it asks for something never allowed (SERVICE, update, …)
│   ├── QueryTooComplex   it nests or chains deeper than is evaluated safely
│   ├── QueryTimeout      it ran past its deadline
│   ├── QueryTooLarge     its result passed the limit of rows or bytes
│   │   └── MemoryExceeded    its evaluation passed the limit of memory
│   └── UnknownGraph      FROM, or a graph parameter, names a graph that is not in the data set
├── StoreError        a store cannot be opened, built or published
│   ├── StoreBusy         every evaluator is taken and the queue is full
│   └── EndpointError     the SPARQL server behind --endpoint cannot be reached or answers wrongly
└── UnknownName       a document, body, format or shape that does not exist here
"""

from __future__ import annotations

__all__ = [
    "EndpointError",
    "InputError",
    "KgError",
    "MemoryExceeded",
    "QueryError",
    "QueryRefused",
    "QueryTimeout",
    "QueryTooComplex",
    "QueryTooLarge",
    "StoreBusy",
    "StoreError",
    "UnknownGraph",
    "UnknownName",
    "UnreadableDraft",
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


class UnreadableDraft(InputError):
    """A draft cannot be read; ``why`` is a stable slug of the reason, so that it can be said in any language."""

    def __init__(self, message: str, *, why: str, value: object = None) -> None:
        super().__init__(message, value=value)
        self.why = why


class QueryError(KgError):
    """A SPARQL query cannot be run as it stands."""

    code = "bad-query"


class QueryRefused(QueryError):
    """A SPARQL query asks for something that is never allowed here."""

    code = "query-refused"


class QueryTooComplex(QueryError):
    """A SPARQL query nests or chains deeper than this service evaluates."""

    code = "query-too-complex"


class QueryTimeout(QueryError):
    """A SPARQL query ran past its deadline and was ended."""

    code = "query-timeout"


class QueryTooLarge(QueryError):
    """The result of a SPARQL query passed the limit of rows or bytes and was ended."""

    code = "result-too-large"


class MemoryExceeded(QueryTooLarge):
    """The evaluation of a SPARQL query passed the limit of memory and was ended."""

    code = "memory-exceeded"


class UnknownGraph(QueryError):
    """A query names a graph that the data set does not have."""

    code = "unknown-graph"


class StoreError(KgError):
    """A store cannot be opened, built or published."""

    code = "store-error"


class StoreBusy(StoreError):
    """Every evaluator is taken and the queue is full; ``retry_after`` says in how many seconds to ask again."""

    code = "busy"

    def __init__(self, message: str, *, retry_after: int = 5) -> None:
        super().__init__(message, value=retry_after)
        self.retry_after = retry_after


class EndpointError(StoreError):
    """The SPARQL server behind ``--endpoint`` cannot be reached, or answers something that is no answer."""

    code = "endpoint-failed"


class UnknownName(KgError):
    """A name given by the user stands for nothing here."""

    code = "unknown-name"
