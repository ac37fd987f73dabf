"""The door of the service: an RSGI application that answers /sparql itself and hands every other path to Flask.

Flask's dispatch costs more than a small query does. The SPARQL service is the same code as behind the Flask route;
here it runs in the web server's own event loop, which also owns the evaluator processes, so that no query crosses a
thread, and a client that leaves ends its query.
"""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, cast

from flask import Flask
from werkzeug.exceptions import BadRequest, HTTPException

from kg.errors import KgError
from kg.store.alarms import Alarms
from kg.store.engine import Result
from kg.store.limits import ALL, die_with_parent
from kg.store.sandboxed import SandboxedEngine
from server.access import CLIENTS, GATEWAY
from server.application import create_application, open_engine
from server.bodies import read_body
from server.clients import Clients
from server.exchange import Answer, Exchange
from server.hot import HotAnswers, ReadyAnswer
from server.logs import AccessLog
from server.messages import WHOLE_SERVER, fault_of
from server.pages.warming import warm
from server.problems import ENVIRONMENT_KEY, Problem
from server.settings import settings_from_environment
from server.sparql.gateway import PATH, Gateway, Work

__all__ = ["Front", "load"]

log = logging.getLogger("dutygraph")

THREADS = 16
WATCHED_AFTER = 0.05
LONG_TEXT = 32 * 1024  # reading a longer query would hold up the others
GARBAGE = 20_000  # new objects before a search for garbage


class Scope(Protocol):
    """What granian says of a request (https://github.com/emmett-framework/granian, RSGI)."""

    method: str
    path: str
    query_string: str
    client: str
    scheme: str
    http_version: str
    server: str
    authority: str | None
    headers: Any


class Front:
    """The RSGI application."""

    def __init__(self) -> None:
        self._settings = settings_from_environment()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")
        self._log = AccessLog(queries=self._settings.log_queries)
        self._hot = HotAnswers()
        self._engine: SandboxedEngine | None = None
        self._application: Flask | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Open the store before the first request."""
        if sys.platform.startswith("linux"):
            import os

            die_with_parent(os.getppid())
        engine = open_engine(self._settings, loop)
        if isinstance(engine, SandboxedEngine):
            loop.run_until_complete(engine.sandbox.start())
            self._engine = engine
            missing = [name for name in ALL if name not in engine.state().limits]
            if missing:
                log.warning(
                    "this system has no limit of %s for evaluators; serve with care", ", ".join(missing)
                )
        application = create_application(self._settings, engine)
        self._application = application
        self._threads.submit(_prepare, application)
        self._gateway: Gateway = application.extensions[GATEWAY]
        self._clients: Clients = application.extensions[CLIENTS]
        self._log.start(loop)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the evaluators."""
        self._log.stop()
        if self._engine is not None:
            loop.run_until_complete(self._engine.sandbox.stop())
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        """Answer one request."""
        started = time.perf_counter()
        headers: list[tuple[str, str]] = scope.headers.items()
        is_query = scope.path == PATH and scope.method == "GET" and self._engine is not None
        if is_query:
            # The same words in the same order need no second look at what they say.
            words = (scope.query_string, scope.authority, scope.http_version, *headers)
            ready = self._hot.ready.get(words)
            if ready is not None and self._answer_ready(ready, scope, protocol, started):
                return
        exchange, fault = await self._read(scope, headers, protocol)
        if is_query and fault is None:
            ready = self._make_ready(scope, exchange)
            if ready is not None:
                self._hot.remember(words, ready)
                if self._answer_ready(ready, scope, protocol, started):
                    return
        if fault is not None:
            refusal = self._gateway.fail(exchange, fault)
            await _send(protocol, refusal)
            self._note(exchange, refusal, started)
            return
        if exchange.path == WHOLE_SERVER or (exchange.path == PATH and not _is_for_people(exchange)):
            answer = await self._sparql(exchange, protocol)
            if answer is None:
                return
            await _send(protocol, answer)
            self._note(exchange, answer, started)
        else:
            environ = _environ(scope, exchange)
            status, size = await self._page(environ, protocol)
            problem: Problem | None = environ.get(ENVIRONMENT_KEY)
            code, instance = (problem.code, problem.instance) if problem else ("", "")
            self._log.note(exchange, status, size, started, code=code, instance=instance)

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

    def _answer_ready(self, ready: ReadyAnswer, scope: Scope, protocol: Any, started: float) -> bool:
        """Send an answer that lies ready; False where it is of another version, or the client must wait."""
        engine = self._engine
        if engine is None or ready.version != engine.version:
            return False
        address = scope.client.rsplit(":", 1)[0].strip("[]")
        client = self._clients.client(address, ready.forwarded_for, ready.forwarded)
        if self._gateway.is_held_back(client):
            return False
        protocol.response_bytes(ready.status, ready.headers, ready.body)
        self._gateway.count_hit(ready.status)
        self._log.note_ready(client, ready, started, scope.query_string)
        return True

    def _make_ready(self, scope: Scope, exchange: Exchange) -> ReadyAnswer | None:
        """Choose the answer to a plain request that was asked before: whole, or that it is unchanged."""
        header = exchange.header
        hot = self._hot.get((exchange.query_string, header("accept"), header("accept-encoding")))
        if hot is None or self._engine is None or hot.version != self._engine.version:
            return None
        if header("if-match") or header("if-unmodified-since") or not self._is_plain(scope):
            return None
        known = header("if-none-match")
        if (known is not None and known != hot.etag) or (
            known is None and header("if-modified-since") is not None
        ):
            return None
        return hot.ready(
            is_known=known is not None, forwarded_for=header("x-forwarded-for"), forwarded=header("forwarded")
        )

    def _is_plain(self, scope: Scope) -> bool:
        """Whether a request says once what it accepts and for whom it is passed on."""
        every = scope.headers.get_all
        return (
            len(every("accept")) < 2
            and len(every("accept-encoding")) < 2
            and len(every("x-forwarded-for")) < 2
            and len(every("forwarded")) < 2
        )

    async def _read(
        self, scope: Scope, given: list[tuple[str, str]], protocol: Any
    ) -> tuple[Exchange, HTTPException | None]:
        """Read a request, and tell what is wrong with it."""
        headers: dict[str, str] = {}
        for name, value in given:
            # A header given twice is one list (RFC 9110, 5.3).
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        fault = self._fault_of_host(headers.get("host"), scope.authority, scope.http_version)
        if scope.authority:
            # The host of a target in absolute form counts, whatever Host says (RFC 9112, 3.2.2).
            headers["host"] = scope.authority
        method, path = scope.method, scope.path
        body = b""
        if method not in ("GET", "HEAD", "OPTIONS"):
            taken = await read_body(headers, protocol)
            if isinstance(taken, bytes):
                body = taken
            else:
                fault = taken
        address = scope.client.rsplit(":", 1)[0].strip("[]")
        exchange = Exchange(
            method=method,
            path=path,
            query_string=scope.query_string,
            headers=headers,
            body=body,
            client=self._clients.client(address, headers.get("x-forwarded-for"), headers.get("forwarded")),
            origin=self._clients.origin(address, scope.scheme, headers.get),
        )
        return exchange, fault or fault_of(method, path, headers)

    def _fault_of_host(self, host: str | None, authority: str | None, version: str) -> HTTPException | None:
        """Look for the one Host header there must be: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.

        Two of them have become a list, which is no host.
        """
        named = version != "1.1" if host is None else self._clients.is_host(host)
        if named and (not authority or self._clients.is_host(authority)):
            return None
        return BadRequest("the request needs one Host header that names a host")

    async def _sparql(self, exchange: Exchange, protocol: Any) -> Answer | None:
        """Answer a query; None where the client has left."""
        if self._engine is None:
            return cast(Answer, await self._in_thread(self._gateway.answer, exchange))
        if len(exchange.query_string) + len(exchange.body) > LONG_TEXT:
            prepared = await self._in_thread(self._gateway.prepare, exchange)
        else:
            prepared = self._gateway.prepare(exchange)
        if isinstance(prepared, Answer):
            self._hot.keep(exchange, prepared, self._engine.version)
            return prepared
        try:
            result = await self._while_connected(self._engine, prepared, protocol)
        except KgError as error:
            return self._gateway.fail(exchange, error)
        return None if result is None else self._gateway.finish(prepared, result)

    async def _while_connected(self, engine: SandboxedEngine, work: Work, protocol: Any) -> Result | None:
        """Evaluate; where the client leaves first, end the query and give None."""
        watch = _Watch(protocol, engine.sandbox.alarms)
        try:
            return await engine.sandbox.run(work.query)
        except asyncio.CancelledError:
            if watch.has_left:
                return None
            raise
        finally:
            watch.end()

    async def _in_thread(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    async def _page(self, environ: dict[str, Any], protocol: Any) -> tuple[int, int]:
        status, headers, body = await self._in_thread(self._run_flask, environ)
        if isinstance(body, bytes):
            protocol.response_bytes(status, headers, body)
            return status, len(body)
        transport = protocol.response_stream(status, headers)
        size = 0
        pieces = iter(body)
        while (piece := await self._in_thread(next, pieces, None)) is not None:
            size += len(piece)
            await transport.send_bytes(piece)
        return status, size

    def _run_flask(
        self, environ: dict[str, Any]
    ) -> tuple[int, list[tuple[str, str]], bytes | Iterable[bytes]]:
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
            started[:] = [int(status[:3]), headers]
            return started.append

        application = cast(Flask, self._application)
        pieces = application.wsgi_app(environ, start_response)
        status, headers = started[:2]
        length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
        if length > 8 * 1024 * 1024:
            return status, headers, pieces
        body = b"".join(pieces)
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
        return status, headers, body


class _Watch:
    """Looks out for the client's leaving, once a query has run for a while, and then cancels it."""

    def __init__(self, protocol: Any, alarms: Alarms) -> None:
        self.has_left = False
        self._protocol = protocol
        self._query = asyncio.current_task()
        self._leaving: asyncio.Task[None] | None = None
        self._is_over = False
        alarms.ring(WATCHED_AFTER, self)

    def done(self) -> bool:
        return self._is_over

    def set_result(self, _: None, /) -> None:
        self._leaving = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        await self._protocol.client_disconnect()
        self.has_left = True
        if self._query is not None:
            self._query.cancel()

    def end(self) -> None:
        self._is_over = True
        if self._leaving is not None:
            self._leaving.cancel()


def _prepare(application: Flask) -> None:
    """Read ahead what pages need, and keep what will stay for good out of every later search for garbage."""
    warm(application)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


def _is_for_people(exchange: Exchange) -> bool:
    """Whether Flask must answer: the query editor, and descriptions, which wait for queries of their own."""
    return exchange.method in ("GET", "HEAD") and "query=" not in exchange.query_string


async def _send(protocol: Any, answer: Answer) -> None:
    headers = list(answer.headers)
    if answer.spool is None:
        protocol.response_bytes(answer.status, headers, answer.body)
        return
    transport = protocol.response_stream(answer.status, headers)
    for piece in answer.chunks():
        await transport.send_bytes(piece)


def _environ(scope: Scope, exchange: Exchange) -> dict[str, Any]:
    host, _, port = (exchange.headers.get("host") or scope.server).partition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": exchange.method,
        "SCRIPT_NAME": "",
        # The web server has decoded the escapes of the path already; WSGI wants a character a byte.
        "PATH_INFO": exchange.path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": exchange.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rsplit(":", 1)[0],
        "CONTENT_LENGTH": str(len(exchange.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": exchange.origin.partition(":")[0],
        "wsgi.input": io.BytesIO(exchange.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in exchange.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    environ.pop("HTTP_CONTENT_LENGTH", None)
    # No other protocol is spoken here, and the offer of one may be ignored (RFC 9110, 7.8).
    environ.pop("HTTP_UPGRADE", None)
    return environ


def load() -> Front:
    """Make the application inside a process of the web server."""
    return Front()
