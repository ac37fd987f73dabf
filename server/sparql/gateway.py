"""The SPARQL service itself: from a request to an answer, the same behind the Flask route and the door before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable

from msgspec import Struct, structs
from werkzeug.exceptions import HTTPException, PreconditionFailed, TooManyRequests

from kg.errors import KgError, UnknownGraph
from kg.store.engine import Engine, Query, Result, is_live
from kg.store.query_text import QueryShape, read_query
from server.exchange import Answer, Exchange
from server.headers import COMMON, PREFLIGHT, TAKES_POST
from server.negotiation import NotAcceptable, wants_html
from server.problems import MEDIA_TYPE, Problem, problem_of
from server.settings import Settings
from server.sparql.cache import AnswerCache
from server.sparql.conditional import conditional, holds_exactly
from server.sparql.description import describe_service
from server.sparql.protocol import METHODS, Operation, read_operation
from server.sparql.representation import (
    LINKS,
    VARY,
    chosen_format,
    etag_of,
    http_date,
    named_format,
    represent,
    unchanged,
)
from server.throttle import Throttle

__all__ = ["Gateway", "Work"]

PATH = "/sparql"
FREE = frozenset({"busy", "too-many-requests"})  # problems that are no fault of the client's


class Work(Struct, frozen=True, kw_only=True):
    """A query that is allowed and must be evaluated, and what its answer will be called."""

    exchange: Exchange
    query: Query
    shape: QueryShape
    type: str
    version: str
    modified: str
    key: Hashable
    etag: str | None


class Gateway:
    """Prepares, finishes and remembers answers; holds nothing that belongs to one request."""

    def __init__(
        self, engine: Engine, settings: Settings, page: Callable[[Problem, Exchange], bytes]
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._page = page
        self.cache = AnswerCache()
        self.evaluation = Throttle(settings.rate_seconds, settings.rate_window)
        self.errors = Throttle(settings.rate_errors, settings.rate_window)
        self.statuses: Counter[int] = Counter()
        self.seconds = 0.0

    def answer(self, exchange: Exchange) -> Answer:
        """Answer a request from a thread."""
        prepared = self.prepare(exchange)
        if isinstance(prepared, Answer):
            return prepared
        try:
            result = self._engine.evaluate(prepared.query)
        except KgError as error:
            return self.fail(exchange, error)
        return self.finish(prepared, result)

    def prepare(self, exchange: Exchange) -> Answer | Work:
        """Answer what needs no evaluation, refuse what is not allowed, or say what is to be evaluated."""
        try:
            return self._prepare(exchange)
        except (KgError, HTTPException, NotAcceptable) as error:
            return self.fail(exchange, error)

    def _prepare(self, exchange: Exchange) -> Answer | Work:
        if exchange.method == "OPTIONS":
            return self._note(
                Answer(status=204, headers=(("Allow", ", ".join(METHODS)), *TAKES_POST, *PREFLIGHT, *COMMON))
            )
        self._check_throttle(exchange.client)
        key = cache_key(exchange)
        version = self._engine.version
        held = self.cache.get(key, version)
        if held is not None:
            return self._note(conditional(exchange, structs.replace(held, seconds=0.0)))
        operation = read_operation(exchange, self._settings.max_query)
        if operation is None:
            return self._note(conditional(exchange, describe_service(exchange, self._engine)))
        return self._work(exchange, operation, key, version)

    def is_held_back(self, client: str) -> bool:
        """Say whether a client must wait before it asks again."""
        return bool(self.evaluation.wait(client) or self.errors.wait(client))

    def count_hit(self, status: int) -> None:
        """Count an answer that was sent without coming by here."""
        self.cache.hits += 1
        self.statuses[status] += 1

    def _check_throttle(self, client: str) -> None:
        wait = max(self.evaluation.wait(client), self.errors.wait(client))
        if wait:
            why = "your queries have used up their time, or failed too often; ask again later"
            raise TooManyRequests(f"{why}, in {wait} s", retry_after=wait)

    def _work(self, exchange: Exchange, operation: Operation, key: Hashable, version: str) -> Answer | Work:
        shape = read_query(operation.query)
        if operation.format is None:
            chosen, type_ = chosen_format(shape.kind, exchange.header("accept"))
        else:
            chosen, type_ = named_format(shape.kind, operation.format)
        self._check_graphs(operation, shape)
        default, named = operation.default_graphs, operation.named_graphs
        if default is None and len(shape.default_graphs) > 1:
            # The engine would count twice what two graphs hold, or what FROM names twice.
            default, named = tuple(dict.fromkeys(shape.default_graphs)), shape.named_graphs
        query = Query(
            text=operation.query,
            format=chosen,
            default_graphs=default,
            named_graphs=named,
            timeout=operation.timeout,
            client=exchange.client or "unknown",
            partial=operation.partial,
        )
        modified = http_date(self._engine.published)
        etag = None if shape.volatile or is_live(version) else etag_of(query, version, type_)
        if etag is not None and holds_exactly(exchange, etag):
            suffix = "-gz" if f"{etag}-gz" in (exchange.header("if-none-match") or "") else ""
            return self._note(unchanged(f'"{etag}{suffix}"', modified))
        return Work(
            exchange=exchange,
            query=query,
            shape=shape,
            type=type_,
            version=version,
            modified=modified,
            key=key,
            etag=etag,
        )

    def _check_graphs(self, operation: Operation, shape: QueryShape) -> None:
        """Refuse graphs that are not in the data set: nothing is ever fetched to become one."""
        asked = (
            shape.default_graphs + shape.named_graphs
            if operation.default_graphs is None
            else operation.default_graphs + (operation.named_graphs or ())
        )
        if not asked:
            return
        known = set(self._engine.graphs())
        for graph in asked:
            if graph not in known:
                raise UnknownGraph(
                    f"the data set has no graph {graph}; its graphs are listed by /sparql without a query",
                    value=graph,
                )

    def finish(self, work: Work, result: Result) -> Answer:
        """Turn a result into its answer, and remember it."""
        exchange = work.exchange
        self.evaluation.spend(exchange.client, result.seconds)
        self.seconds += result.seconds
        etag = work.etag if result.version in ("", work.version) else None
        answer = represent(exchange, result, work.type, etag=etag, modified=work.modified)
        if etag is not None and result.partial is None:
            self.cache.put(work.key, work.version, answer)
        try:
            return self._note(conditional(exchange, answer))
        except PreconditionFailed as error:
            return self.fail(exchange, error)

    def fail(self, exchange: Exchange, error: Exception) -> Answer:
        """Answer with the problem an error stands for."""
        problem = problem_of(error)
        if problem.code not in FREE and problem.status < 500:
            self.errors.spend(exchange.client, 1.0)
        spent = getattr(error, "value", None) if problem.status == 504 else None
        if isinstance(spent, float):
            self.evaluation.spend(exchange.client, spent)
        html = wants_html(exchange.header("accept"))
        body = self._page(problem, exchange) if html else problem.body()
        headers = (
            ("Content-Type", "text/html; charset=utf-8" if html else MEDIA_TYPE),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            VARY,
            LINKS,
            *problem.headers,
            *COMMON,
        )
        return self._note(
            Answer(
                status=problem.status,
                headers=headers,
                body=body,
                code=problem.code,
                instance=problem.instance,
            )
        )

    def _note(self, answer: Answer) -> Answer:
        self.statuses[answer.status] += 1
        return answer


def cache_key(exchange: Exchange) -> Hashable:
    """Tell requests apart by everything an answer may depend on."""
    header = exchange.headers.get
    method = "GET" if exchange.method == "HEAD" else exchange.method
    return (
        method,
        exchange.query_string,
        header("accept"),
        header("accept-encoding"),
        header("content-type"),
        header("content-encoding"),
        exchange.body,
    )
