"""An engine that is a SPARQL 1.1 server elsewhere, spoken to through SPARQLWrapper, with the same refusals as our own.

Results are fetched in JSON, graphs in N-Triples or Turtle, read to the end and checked before they count: a server
that breaks off, or writes an error into a body it began with 200, is found out. Only then are they written in the
format asked for.
"""

from __future__ import annotations

import hashlib
import io
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import Message
from http.client import HTTPException, IncompleteRead
from typing import IO, Any, cast
from urllib.error import URLError
from urllib.parse import urlsplit

import msgspec
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results, serialize

from kg.errors import EndpointError, InputError, QueryError, QueryTimeout, QueryTooLarge
from kg.store.binding import bind
from kg.store.csv_text import write_csv
from kg.store.engine import LIVE, Query, Result
from kg.store.evaluation import GRAPHS, RESULTS
from kg.store.formats import format_named
from kg.store.query_text import read_query
from kg.store.rows import read_boolean, read_rows
from kg.store.terms import Bindings, Row
from kg.store.xml_text import XmlText, has_xml

__all__ = ["RemoteEngine", "open_endpoint"]

REMEMBERED = 60.0  # seconds the list of graphs is believed
OWN_TIMEOUT = 30.0  # seconds a query of our own pages may take
CHUNK = 256 * 1024
JSON = format_named("json")
_ASK_TRUE = re.compile(rb'"value":\s*"1"')
LIST_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
ACCEPT = {
    "results": "application/sparql-results+json",
    "graph": "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5",
}
READABLE = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/ntriples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def open_endpoint(url: str, *, timeout: float = 30.0, max_bytes: int = 256 * 1024 * 1024) -> RemoteEngine:
    """Speak to the SPARQL server at a URL; it is asked when the first query comes.

    A query of a client may take ``timeout`` seconds, and a result be ``max_bytes`` long.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"--endpoint {url}: is no http or https URL", value=url)
    return RemoteEngine(url, timeout=timeout, max_bytes=max_bytes)


class RemoteEngine:
    """A SPARQL server elsewhere; its data may change at any time, so that nothing of it is kept."""

    def __init__(self, url: str, *, timeout: float, max_bytes: int) -> None:
        self._url = url
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._opened = datetime.now(UTC).isoformat(timespec="seconds")
        self._graphs: tuple[str, ...] = ()
        self._lists_all = False
        self._listed = float("-inf")

    @property
    def version(self) -> str:
        """A name for the endpoint: its data has no version we could know."""
        return LIVE + hashlib.blake2b(self._url.encode(), digest_size=8).hexdigest()

    @property
    def published(self) -> str:
        """When the endpoint was first spoken to."""
        return self._opened

    def select(self, text: str, bindings: Bindings | None = None) -> list[Row]:
        """Answer a SELECT as rows."""
        return read_rows(self.evaluate(Query(text=text, format=JSON, bindings=bindings)).body)

    def ask(self, text: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""
        return read_boolean(self.evaluate(Query(text=text, format=JSON, bindings=bindings)).body)

    def graphs(self) -> Sequence[str]:
        """List the named graphs."""
        self._look()
        return self._graphs

    def close(self) -> None:
        """Nothing is held open."""

    def evaluate(self, query: Query) -> Result:
        """Send a query and bring home its whole result."""
        self._look()
        stated = query.default_graphs is not None
        default = query.default_graphs or () if stated else (self._graphs if self._lists_all else ())
        named = query.named_graphs or () if stated else (self._graphs if self._lists_all else ())
        shape = read_query(query.text)
        if not stated and (shape.default_graphs or shape.named_graphs):
            default = named = ()
        started = time.monotonic()
        data, content_type = self._fetch(query, shape.kind, default, named)
        body = _written(data, content_type, query.format.name, shape.kind)
        return Result(body=body, size=len(body), seconds=time.monotonic() - started, version=self.version)

    def _look(self) -> None:
        """List the graphs, and see whether the default graph is their union or must be stated with each query."""
        if time.monotonic() - self._listed < REMEMBERED:
            return
        rows, _ = self._fetch(Query(text=LIST_GRAPHS, format=JSON), "results", (), ())
        filled, _ = self._fetch(Query(text="ASK { ?s ?p ?o }", format=JSON), "results", (), ())
        self._graphs = tuple(row["g"].value for row in read_rows(rows) if "g" in row)
        self._lists_all = bool(self._graphs) and not read_boolean(filled)
        self._listed = time.monotonic()

    def _fetch(
        self, query: Query, kind: str, default: Sequence[str], named: Sequence[str]
    ) -> tuple[bytes, str]:
        longest = self._timeout if query.client else max(self._timeout, OWN_TIMEOUT)
        timeout = min(longest, query.timeout or longest)
        until = time.monotonic() + timeout
        wrapper = self._wrapper(query, kind, timeout)
        for name, graphs in (("default-graph-uri", default), ("named-graph-uri", named)):
            for graph in graphs:
                wrapper.addParameter(name, graph)
        try:
            response = _query(wrapper).response
            data, type_ = self._read(response, until), _media_type(response.info())
            return (_standard(data) if kind == "results" else data), type_
        except TimeoutError as error:
            raise QueryTimeout(
                f"the server behind --endpoint did not answer within {timeout:g} s; ask for less"
            ) from error
        except (OSError, HTTPException) as error:
            if isinstance(error, URLError) and isinstance(error.reason, TimeoutError):
                raise QueryTimeout(
                    f"the server behind --endpoint did not answer within {timeout:g} s; ask for less"
                ) from error
            raise EndpointError(
                f"{self._url}: cannot be reached or broke off: {error}", value=self._url
            ) from error

    def _wrapper(self, query: Query, kind: str, timeout: float) -> Any:
        from SPARQLWrapper import POST, SPARQLWrapper

        wrapper: Any = SPARQLWrapper(self._url, agent="dutygraph")
        wrapper.setQuery(bind(query.text, query.bindings) if query.bindings else query.text)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", ACCEPT[kind])
        wrapper.timeout = timeout  # setTimeout takes whole seconds only
        return wrapper

    def _read(self, response: Any, until: float) -> bytes:
        pieces = io.BytesIO()
        # Whatever is there, not a whole piece: a server that sends a byte now and then would go on past the deadline.
        while piece := response.read1(CHUNK):
            pieces.write(piece)
            if pieces.tell() > self._max_bytes:
                raise QueryTooLarge(f"the result is larger than {self._max_bytes:,} bytes; add a LIMIT")
            if time.monotonic() > until:
                raise TimeoutError
        length = response.info().get("Content-Length")
        if length and int(length) != pieces.tell():
            raise IncompleteRead(pieces.getvalue(), int(length) - pieces.tell())
        if any(name.lower() in ("x-sql-state", "x-sparql-anytime") for name in response.info()):
            raise QueryTimeout("the server behind --endpoint cut the result at its own limit; ask for less")
        return pieces.getvalue()


def _query(wrapper: Any) -> Any:
    """Send the query; SPARQLWrapper's own errors, which say what the server answered, become ours."""
    from SPARQLWrapper import SPARQLExceptions

    try:
        return wrapper.query()
    except SPARQLExceptions.QueryBadFormed as error:
        raise QueryError(
            f"the server behind --endpoint does not take the query: {_shortened(error)}"
        ) from error
    except SPARQLExceptions.SPARQLWrapperException as error:
        raise EndpointError(f"the server behind --endpoint failed: {_shortened(error)}") from error


def _shortened(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _media_type(headers: Message) -> str:
    return str(headers.get("Content-Type") or "").partition(";")[0].strip().lower()


def _standard(data: bytes) -> bytes:
    """Write Virtuoso's JSON as the recommendation has it: its truth values are rows, its typed literals a type."""
    if b'"__ASK_RETVAL"' in data:
        return b'{"head":{},"boolean":%s}' % (b"true" if _ASK_TRUE.search(data) else b"false")
    return data.replace(b'"type": "typed-literal"', b'"type": "literal"')


def _out(out: io.BytesIO, format_name: str) -> io.BytesIO | XmlText:
    return XmlText(out) if has_xml(format_name) else out


def _written(data: bytes, content_type: str, format_name: str, kind: str) -> bytes:
    """Check that a result is whole, and write it in the format asked for."""
    out = io.BytesIO()
    try:
        if kind == "results":
            msgspec.json.decode(data, type=msgspec.Raw)  # read to its end, but not made into objects
            if format_name == "json":
                return data
            results = parse_query_results(data, QueryResultsFormat.JSON)
            if format_name == "csv" and isinstance(results, QuerySolutions):
                write_csv(
                    results,
                    lambda: cast(QuerySolutions, parse_query_results(data, QueryResultsFormat.JSON)),
                    out,
                )
            else:
                results.serialize(cast(IO[bytes], _out(out, format_name)), RESULTS[format_name])
            return out.getvalue()
        quads = parse(data, READABLE.get(content_type, RdfFormat.N_TRIPLES))
        serialize(quads, cast(IO[bytes], _out(out, format_name)), GRAPHS[format_name])
        return out.getvalue()
    except (SyntaxError, ValueError) as error:
        raise EndpointError(
            f"the server behind --endpoint broke off, or answered what is no result: {error}"
        ) from error
