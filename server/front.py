"""The door of the service: it answers /sparql itself and hands every other path to Flask.

Flask's dispatch costs more than a small query does. The SPARQL service is the same code as behind the Flask route;
here it runs in the web server's own event loop, which also owns the evaluator processes, so that no query crosses a
thread, and a client that leaves ends its query.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from werkzeug.exceptions import BadRequest, HTTPException, MisdirectedRequest

from kg.errors import KgError, StoreBusy
from kg.store.limits import ALL, die_with_parent
from kg.store.sandboxed import SandboxedEngine
from kg.store.slots import FairSlots, Place
from server.access import CLIENTS, GATEWAY
from server.application import create_application, open_engine
from server.clients import Clients
from server.connection import Connection, Connections
from server.exchange import Answer, Exchange
from server.heads import head_of
from server.hot import LONGEST, HotAnswers, ReadyAnswer
from server.logs import AccessLog
from server.messages import WHOLE_SERVER, Meaning, Request, fault_of
from server.pages.warming import warm
from server.settings import settings_from_environment
from server.sparql.gateway import PATH, Gateway, Work
from server.wsgi import Page, call, environ_of

__all__ = ["Front"]

log = logging.getLogger("dutygraph")

THREADS = 16
ELSEWHERE = 8  # of them that may wait for the server behind --endpoint; the others are left for pages
LONG_TEXT = 32 * 1024  # reading a longer query would hold up the others
LONG_TO_PACK = 64 * 1024  # bytes; packing more would hold up the others
GARBAGE = 20_000  # new objects before a search for garbage
BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})  # methods whose body means nothing

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Front:
    """The application the web server starts and stops (ASGI, lifespan), and that its connections ask."""

    def __init__(self) -> None:
        self._settings = settings_from_environment()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")
        self._log = AccessLog(queries=self._settings.log_queries)
        self._hot = HotAnswers()
        self._engine: SandboxedEngine | None = None
        self._elsewhere = FairSlots(ELSEWHERE, queue=self._settings.queue)
        self.connections = Connections()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Start and stop with the web server: https://asgi.readthedocs.io/en/latest/specs/lifespan.html."""
        await receive()
        try:
            await self._start(asyncio.get_running_loop())
        except KgError as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        scope["state"]["front"] = self
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Open the store before the first request."""
        if sys.platform.startswith("linux"):
            die_with_parent(os.getppid())
        engine = open_engine(self._settings, loop)
        if isinstance(engine, SandboxedEngine):
            await engine.sandbox.start()
            self._engine = engine
            missing = [name for name in ALL if name not in engine.state().limits]
            if missing:
                log.warning(
                    "this system has no limit of %s for evaluators; serve with care", ", ".join(missing)
                )
        self._application = create_application(self._settings, engine)
        self._gateway: Gateway = self._application.extensions[GATEWAY]
        self._clients: Clients = self._application.extensions[CLIENTS]
        self._threads.submit(_prepare, self._application)
        self._log.start(loop)
        self.connections.start(loop)

    async def _stop(self) -> None:
        """End the evaluators."""
        self.connections.stop()
        self._log.stop()
        if self._engine is not None:
            await self._engine.sandbox.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def send_ready(self, message: bytes, connection: Connection) -> bool:
        """Send what lies ready for these bytes; False where there is nothing, or the client must wait."""
        ready = self._hot.ready.get(message) if len(message) <= LONGEST else None
        if ready is None or self._engine is None or ready.version != self._engine.version:
            return False
        started = time.perf_counter()
        client = self._clients.client(connection.address, ready.forwarded_for, ready.forwarded)
        if self._gateway.is_held_back(client):
            return False
        connection.send_known(ready.head, ready.body)
        self._note_ready(client, ready, started)
        return True

    def _note_ready(self, client: str, ready: ReadyAnswer, started: float) -> None:
        self._gateway.count_hit(ready.status)
        self._log.note_ready(client, ready, started)

    def answer(self, request: Request, connection: Connection) -> None:
        """Answer one request."""
        started = time.perf_counter()
        exchange, fault = self._read(request, connection.address)
        if fault is not None:
            self._send(exchange, self._gateway.fail(exchange, fault), connection, started)
        elif exchange.path == WHOLE_SERVER or (exchange.path == PATH and not _is_for_people(exchange)):
            self._answer_query(request, exchange, connection, started)
        else:
            environ = environ_of(request, exchange, connection.address)
            connection.start(self._page(exchange, environ, connection, started), may_be_cancelled=False)

    def _read(self, request: Request, address: str) -> tuple[Exchange, HTTPException | None]:
        """Read a request, and tell what is wrong with it."""
        path, query_string, authority = request.address()
        if request.meaning is not None:
            meaning = request.meaning
            return Exchange(
                method=request.method,
                path=path,
                query_string=query_string,
                headers=meaning.headers,
                client=meaning.client,
                origin=meaning.origin,
            ), None
        headers = request.headers()
        fault = (
            fault_of(request, path, headers)
            or self._fault_of_host(headers.get("host"), authority, request)
            or (None if authority is None else self._fault_of_scheme(request.target, address))
        )
        if authority is not None:
            # The host of a target in absolute form counts, whatever Host says (RFC 9112, 3.2.2).
            headers["host"] = authority
        exchange = Exchange(
            method=request.method,
            path=path,
            query_string=query_string,
            headers=headers,
            body=request.body if request.method not in BODILESS else b"",
            client=self._clients.client(address, headers.get("x-forwarded-for"), headers.get("forwarded")),
            origin=self._clients.origin(address, "http", headers.get),
        )
        if fault is None and authority is None:
            request.meaning = Meaning(
                headers=exchange.headers, client=exchange.client, origin=exchange.origin
            )
        return exchange, fault

    def _fault_of_host(
        self, host: str | None, authority: str | None, request: Request
    ) -> HTTPException | None:
        """Look for the one Host header there must be: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.

        Two of them have become a list, which is no host.
        """
        named = request.version != "1.1" if host is None else self._clients.is_host(host)
        if named and (authority is None or (authority and self._clients.is_host(authority))):
            return None
        return BadRequest("the request needs one Host header that names a host")

    def _fault_of_scheme(self, target: bytes, address: str) -> HTTPException | None:
        """Look whether a target in absolute form is for here: https://www.rfc-editor.org/rfc/rfc9110#section-7.4."""
        scheme = target.partition(b":")[0].lower()
        if scheme == b"http" or (scheme == b"https" and self._clients.is_secured(address)):
            return None
        return MisdirectedRequest(
            f"this is not the server of {scheme.decode('latin-1')} addresses; send one of http, or the path alone"
        )

    def _answer_query(
        self, request: Request, exchange: Exchange, connection: Connection, started: float
    ) -> None:
        """Answer at once what needs no evaluation and no thread; the rest later."""
        engine = self._engine
        if engine is None:
            later = self._answer_in_thread(exchange, connection, started)
            connection.start(later, may_be_cancelled=True)
            return
        ready = self._make_ready(request, exchange)
        if ready is not None and not self._gateway.is_held_back(exchange.client):
            if request.message is not None:
                self._hot.remember(request.message, ready)
            connection.send(ready.head, ready.body)
            self._note_ready(exchange.client, ready, started)
            return
        if len(exchange.query_string) + len(exchange.body) > LONG_TEXT:
            later = self._answer_long_text(engine, exchange, connection, started)
            connection.start(later, may_be_cancelled=True)
            return
        prepared = self._gateway.prepare(exchange)
        if isinstance(prepared, Answer):
            self._hot.keep(exchange, prepared, engine.version)
            self._send(exchange, prepared, connection, started)
        else:
            connection.start(self._evaluate(engine, prepared, connection, started), may_be_cancelled=True)

    async def _answer_in_thread(self, exchange: Exchange, connection: Connection, started: float) -> None:
        loop = asyncio.get_running_loop()
        place = Place(self._elsewhere)
        try:
            await place.enter(exchange.client, loop.time() + self._settings.query_timeout)
        except StoreBusy as error:
            answer = self._gateway.fail(exchange, error)
        else:
            work = loop.run_in_executor(self._threads, self._gateway.answer, exchange)
            # Who leaves does not end the thread: it keeps its place as long as it runs.
            work.add_done_callback(lambda _: place.leave())
            answer = await asyncio.shield(work)
        await self._send_slowly(exchange, answer, connection, started)

    async def _answer_long_text(
        self, engine: SandboxedEngine, exchange: Exchange, connection: Connection, started: float
    ) -> None:
        prepared = await self._in_thread(self._gateway.prepare, exchange)
        if isinstance(prepared, Answer):
            await self._send_slowly(exchange, prepared, connection, started)
        else:
            await self._evaluate(engine, prepared, connection, started)

    async def _evaluate(
        self, engine: SandboxedEngine, work: Work, connection: Connection, started: float
    ) -> None:
        try:
            result = await engine.sandbox.run(work.query)
            if len(result.body) > LONG_TO_PACK and "accept-encoding" in work.exchange.headers:
                answer = await self._in_thread(self._gateway.finish, work, result)
            else:
                answer = self._gateway.finish(work, result)
        except KgError as error:
            answer = self._gateway.fail(work.exchange, error)
        await self._send_slowly(work.exchange, answer, connection, started)

    def _send(self, exchange: Exchange, answer: Answer, connection: Connection, started: float) -> None:
        """Send an answer whose body is at hand."""
        connection.send(head_of(answer.status, answer.headers), answer.body)
        self._note(exchange, answer, started)

    async def _send_slowly(
        self, exchange: Exchange, answer: Answer, connection: Connection, started: float
    ) -> None:
        """Send an answer as fast as the client takes it."""
        if answer.spool is None:
            self._send(exchange, answer, connection, started)
            return
        connection.send_head(head_of(answer.status, answer.headers))
        for piece in answer.chunks():
            connection.send_piece(piece)
            await connection.room()
        connection.end()
        self._note(exchange, answer, started)

    def _note(self, exchange: Exchange, answer: Answer, started: float) -> None:
        self._log.note(
            exchange,
            answer.status,
            answer.size,
            started,
            code=answer.code,
            instance=answer.instance,
            cost=answer.seconds,
        )

    def _make_ready(self, request: Request, exchange: Exchange) -> ReadyAnswer | None:
        """Choose the answer to a plain request that was asked before: whole, or that it is unchanged."""
        header = exchange.header
        hot = self._hot.get((exchange.query_string, header("accept"), header("accept-encoding")))
        if hot is None or self._engine is None or hot.version != self._engine.version:
            return None
        if exchange.method != "GET" or not request.keeps_alive or request.version != "1.1":
            return None
        if header("if-match") or header("if-unmodified-since"):
            return None
        known = header("if-none-match")
        if (known is not None and known != hot.etag) or (
            known is None and header("if-modified-since") is not None
        ):
            return None
        return hot.ready(exchange, is_known=known is not None)

    async def _in_thread(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    async def _page(
        self, exchange: Exchange, environ: dict[str, Any], connection: Connection, started: float
    ) -> None:
        page = await self._in_thread(call, self._application, environ)
        size = 0
        if isinstance(page.body, bytes):
            connection.send(head_of(page.status, page.headers), page.body)
            size = len(page.body)
        else:
            try:
                size = await self._send_pieces(page, connection)
            finally:
                page.close()
        code, instance = (page.problem.code, page.problem.instance) if page.problem else ("", "")
        self._log.note(exchange, page.status, size, started, code=code, instance=instance)

    async def _send_pieces(self, page: Page, connection: Connection) -> int:
        """Send a large page as fast as the client takes it; give how many bytes it had."""
        connection.send_head(head_of(page.status, page.headers))
        pieces, size = iter(page.body), 0
        while (piece := await self._in_thread(next, pieces, None)) is not None:
            size += len(piece)
            connection.send_piece(piece)
            await connection.room()
        connection.end()
        return size


def _prepare(application: Flask) -> None:
    """Read ahead what pages need, and keep what will stay for good out of every later search for garbage."""
    warm(application)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


def _is_for_people(exchange: Exchange) -> bool:
    """Whether Flask must answer: the query editor, and descriptions, which wait for queries of their own."""
    return exchange.method in ("GET", "HEAD") and "query=" not in exchange.query_string
