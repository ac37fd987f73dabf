"""One connection of HTTP/1.1, as asyncio drives it: https://www.rfc-editor.org/rfc/rfc9112.

The parser of Node.js, llhttp, reads the messages (through httptools). Kept here is what surrounds them: that answers go
out in the order of their requests, that a head and a body stay within their limits, and that nobody holds a connection
without using it. It runs in the thread of the event loop, which also owns the evaluators: no request and no answer
crosses from one thread to another.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, Protocol, cast

import httptools
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    RequestEntityTooLarge,
    RequestTimeout,
)

from server.heads import CLOSING, CONTINUE, KEPT, dated, head_of
from server.messages import (
    NO_USUAL,
    NOTHING,
    Request,
    Usual,
    escape_target,
    fault_of_line,
    fault_of_size,
    fault_of_syntax,
    unknown_method,
)
from server.problems import MEDIA_TYPE, problem_of

__all__ = ["Answerer", "Connection", "Connections"]

log = logging.getLogger("dutygraph")

LARGEST_BODY = 16 * 1024 * 1024
LARGEST_DRAINED = 256 * 1024 * 1024
MOST_WAITING = 64  # requests sent ahead of the answers before them, and one with a body
BUFFERED = 256 * 1024  # bytes of an answer that may wait for the client
SWEEP = 1.0
# Seconds a client may take: for a head, between two pieces of a body, for a piece of an answer, between two requests,
# and to hang up after it was refused.
HEAD_WITHIN, PIECE_WITHIN, TAKEN_WITHIN, IDLE, LINGER = 30.0, 30.0, 60.0, 75.0, 2.0
NEVER = float("inf")
LEAVING = 0.05  # seconds after which a client that sends no more is held to have left
COPIED = 16 * 1024  # bytes of a body that are sooner copied than handed over apart
STAND_IN = b"UNLOCK"  # a method that nothing here takes
BODY_TOO_LARGE = "the request body is too large"
FAILED = replace(problem_of(RuntimeError()), instance="").body()
FAILED_HEAD = head_of(500, [("Content-Type", MEDIA_TYPE), ("Content-Length", str(len(FAILED)))])


class Answerer(Protocol):
    """What answers the requests of a connection, by ``send`` at once or by ``start`` later."""

    connections: Connections

    def send_ready(self, message: bytes, connection: Connection) -> bool:
        """Send the answer to what came in, where it is a message known byte by byte; False where it must be read."""

    def answer(self, request: Request, connection: Connection) -> None:
        """Answer a request."""


class Connections:
    """All connections that are open; once a second those that took too long are ended."""

    def __init__(self) -> None:
        self._open: set[Connection] = set()
        self._timer: asyncio.TimerHandle | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look again and again."""
        self._timer = loop.call_later(SWEEP, self._sweep, loop)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()

    def add(self, connection: Connection) -> None:
        """Watch a connection."""
        self._open.add(connection)

    def discard(self, connection: Connection) -> None:
        """Watch it no longer."""
        self._open.discard(connection)

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for connection in tuple(self._open):
            if connection.deadline < now:
                connection.expire()
        self.start(loop)


class Connection(asyncio.Protocol):
    """Made by the web server (uvicorn) for every connection that comes in."""

    def __init__(
        self,
        config: object,
        server_state: Any,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self.deadline = NEVER
        self.address = ""
        self._loop = _loop or asyncio.get_running_loop()
        self._front: Answerer = app_state["front"]
        self._of_server: set[Any] = server_state.connections
        self._parser = httptools.HttpRequestParser(self)
        self._transport = cast(asyncio.Transport, None)
        # The message that is coming in.
        self._has_begun = self._in_body = False
        self._method = ""  # where it is one the parser does not know
        self._target = b""
        self._fields: list[tuple[bytes, bytes]] = []
        self._request = NOTHING  # once its head is whole
        self._size = 0  # bytes of its head, then of its body
        self._has_continued = False
        self._body = bytearray()
        # Those that have come in whole, and the one that is being answered.
        self._waiting: deque[Request] = deque()
        self._answering = NOTHING
        self._usual = NO_USUAL
        self._has_head = False
        self._task: asyncio.Task[None] | None = None
        self._may_be_cancelled = False
        self._is_last = False  # no more messages are read
        self._has_ended = False  # none are sent
        self._drained: asyncio.Future[None] | None = None  # there while the client takes no more

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(BUFFERED)
        peer = transport.get_extra_info("peername")
        self.address = peer[0] if peer else ""
        self._of_server.add(self)
        self._front.connections.add(self)
        self.deadline = self._loop.time() + HEAD_WITHIN

    def data_received(self, data: bytes) -> None:
        """Read what has come."""
        had_begun, before = self._has_begun, len(self._waiting)
        is_alone = not (had_begun or before) and self._answering is NOTHING
        if is_alone and self._drained is None and self._front.send_ready(data, self):
            self.deadline = self._loop.time() + IDLE
            return
        if self._is_last:
            return
        if is_alone:
            self._read_alone(data)
            return
        self._feed(data if had_begun or data.isascii() else escape_target(data))
        came = len(self._waiting) - before
        self._answer_waiting()
        if self._has_begun:
            self._look_at_part(len(data) if had_begun and not came else 0)
        if self._has_enough():
            self._transport.pause_reading()

    def _read_alone(self, data: bytes) -> None:
        """Read what came while nothing else was under way: a whole message, nearly always."""
        request = self._usual.again(data)
        if request is not None:
            self._waiting.append(request)
            self._answer_waiting()
            return
        fault = fault_of_line(data)
        if fault is not None:
            self._refuse(fault)
            return
        self._feed(data if data.isascii() else escape_target(data))
        is_whole = len(self._waiting) == 1 and not self._has_begun
        if is_whole:
            request = self._waiting[0]
            request.message = data
        self._answer_waiting()
        if is_whole and request is not None:
            self._usual = Usual.of(request) or self._usual
        if self._has_begun:
            self._look_at_part(0)

    def eof_received(self) -> bool:
        """Take that the client sends no more; what it asked before is still answered."""
        if self._has_begun:
            self._refuse(BadRequest("the message breaks off before its end"))
        self._is_last = self._has_ended = True
        if self._task is not None and self._may_be_cancelled:
            self._loop.call_later(LEAVING, self._task.cancel)
        return self._answering is not NOTHING

    def connection_lost(self, _: Exception | None) -> None:
        """End what is being done for the client, for it has left."""
        self._is_last = True
        self._waiting.clear()
        self._of_server.discard(self)
        self._front.connections.discard(self)
        self.resume_writing()
        if self._task is not None and self._may_be_cancelled:
            self._task.cancel()

    def pause_writing(self) -> None:
        """Take that the client is slow."""
        self._drained = self._loop.create_future()
        self.deadline = self._loop.time() + TAKEN_WITHIN

    def resume_writing(self) -> None:
        """Take that it has caught up."""
        if self._drained is not None:
            self._drained.set_result(None)
            self._drained = None
            self.deadline = self._loop.time() + IDLE if self._answering is NOTHING else NEVER
            self._loop.call_soon(self._answer_waiting)

    # What the web server calls.

    def shutdown(self) -> None:
        """Hang up once what is being answered is answered."""
        self._is_last = True
        self._waiting.clear()
        if self._answering is NOTHING:
            self._transport.close()

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin a message."""
        self._has_begun, self._in_body, self._has_continued = True, False, False
        self._target, self._fields, self._size = b"", [], 0
        self.deadline = self._loop.time() + HEAD_WITHIN

    def on_url(self, piece: bytes) -> None:
        """Take a piece of the request target."""
        self._target += piece

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field of the head; those of a trailer say nothing that is asked for here."""
        if not self._in_body:
            self._fields.append((name, value))

    def on_headers_complete(self) -> None:
        """Take that the head is whole."""
        parser = self._parser
        self._request = Request(
            method=self._method or parser.get_method().decode(),
            target=self._target,
            version=parser.get_http_version(),
            fields=self._fields,
            keeps_alive=parser.should_keep_alive(),
        )
        self._method = ""
        self._in_body = True
        self._size = 0

    def on_body(self, piece: bytes) -> None:
        """Take a piece of the body.

        A browser shows an answer only to what it could send: a body too large is read to its end and thrown away.
        """
        self._size += len(piece)
        self.deadline = self._loop.time() + PIECE_WITHIN
        if self._size <= LARGEST_BODY:
            self._body += piece
        else:
            self._body.clear()

    def on_message_complete(self) -> None:
        """Take that the message is whole."""
        request, self._request = self._request, NOTHING
        self._has_begun = self._in_body = False
        if self._size > LARGEST_BODY:
            request.fault = RequestEntityTooLarge(BODY_TOO_LARGE)
        elif self._body:
            request.body = bytes(self._body)
            self._body.clear()
        if not request.keeps_alive:
            self._is_last = True
        self._waiting.append(request)

    def _feed(self, data: bytes) -> None:
        """Read messages, as many as there are; where they cannot be read, refuse the rest."""
        while data and not self._is_last:
            is_start, before = not self._has_begun, len(self._waiting)
            try:
                self._parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                # An offer of another protocol may be ignored (RFC 9110, 7.8): what follows is HTTP.
                data = data[upgrade.args[0] :]
            except httptools.HttpParserInvalidMethodError as error:
                # Only at the start of what came is it known where the message begins.
                method = unknown_method(data) if is_start and len(self._waiting) == before else ""
                if not method:
                    self._refuse(fault_of_syntax(error))
                    return
                # It is read under a name the parser knows, so that it can be told what would be taken instead.
                self._parser, self._method = httptools.HttpRequestParser(self), method
                data = STAND_IN + data[len(method) :]
            except httptools.HttpParserError as error:
                if not self._is_last:
                    self._refuse(fault_of_syntax(error))
                return
            else:
                return

    def _look_at_part(self, came: int) -> None:
        """Look at a message that is not whole yet; so many bytes of it came after its first piece."""
        if not self._in_body:
            self._size += came
            fault = fault_of_size(self._target, self._fields, self._size)
            if fault is not None:
                self._refuse(fault)
        elif self._size > LARGEST_DRAINED:
            self._refuse(RequestEntityTooLarge(BODY_TOO_LARGE))
        elif not (self._has_continued or self._size) and self._answering is NOTHING:
            self._has_continued = True
            if not self._request.expects_continue():
                return
            if self._request.length() > LARGEST_BODY:
                self._refuse(RequestEntityTooLarge(BODY_TOO_LARGE))
            else:
                self._transport.write(CONTINUE)

    def _refuse(self, fault: HTTPException) -> None:
        """Answer a message that is not read to its end, and hang up."""
        request = (
            Request(method=self._method, target=self._target) if self._request is NOTHING else self._request
        )
        request.fault, request.keeps_alive = fault, False
        self._request = NOTHING
        self._has_begun = self._in_body = False
        self._is_last = True
        self._waiting.append(request)
        self._answer_waiting()

    # How requests are answered.

    def _answer_waiting(self) -> None:
        while self._waiting and self._answering is NOTHING and self._drained is None:
            request = self._answering = self._waiting.popleft()
            self._has_head = False
            self.deadline = NEVER
            try:
                self._front.answer(request, self)
            except Exception:  # whatever it was, the client is told that the service failed
                self._fail()
        if not (self._is_last or self._has_enough() or self._transport.is_reading()):
            self._transport.resume_reading()

    def _has_enough(self) -> bool:
        """Whether what still comes is left with the kernel until some of what came is answered."""
        return bool(self._waiting) and (len(self._waiting) > MOST_WAITING or bool(self._waiting[-1].body))

    def start(self, work: Coroutine[Any, Any, None], *, may_be_cancelled: bool) -> None:
        """Let the answer come later; where the client leaves before, the work is cancelled if it may be."""
        self._may_be_cancelled = may_be_cancelled
        self._task = self._loop.create_task(self._do(work))

    async def _do(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except asyncio.CancelledError:
            self._transport.abort()
            raise
        except ConnectionError:
            self._transport.abort()
        except Exception:  # as above
            self._fail()
        finally:
            self._task = None
        self._answer_waiting()

    def send(self, head: bytes, body: bytes) -> None:
        """Send the whole answer to the request that is being answered."""
        request = self._answering
        closes = self._closes()
        self._write(dated(head, self._persistence(closes=closes)), b"" if request.method == "HEAD" else body)
        self._end(closes=closes)

    def send_known(self, head: bytes, body: bytes) -> None:
        """Send the whole answer to a message that was known byte by byte."""
        self._write(dated(head), body)

    def send_head(self, head: bytes) -> None:
        """Send the head of an answer that follows piece by piece."""
        self._write(dated(head, self._persistence(closes=self._closes())), b"")

    def send_piece(self, piece: bytes) -> None:
        """Send a piece of the body, unless only the head was asked for."""
        if piece and self._answering.method != "HEAD":
            self._transport.write(piece)

    def end(self) -> None:
        """Take that all pieces are sent."""
        self._end(closes=self._closes())

    def _write(self, head: bytes, body: bytes) -> None:
        """Hand head and body to the kernel in one piece; a large body is not copied for that."""
        self._has_head = True
        if len(body) < COPIED:
            self._transport.write(head + body)
        else:
            self._transport.writelines((head, body))

    def _persistence(self, *, closes: bool) -> bytes:
        """Write what an answer says of its connection (RFC 9112, 9.3)."""
        if closes:
            return CLOSING
        return KEPT if self._answering.version == "1.0" else b""

    def _closes(self) -> bool:
        """Whether the connection ends with the answer that is being sent."""
        return not self._answering.keeps_alive or (self._is_last and not self._waiting)

    def _end(self, *, closes: bool) -> None:
        self._answering = NOTHING
        if not closes:
            self.deadline = self._loop.time() + IDLE
        elif self._transport.can_write_eof() and not self._has_ended:
            # What still comes is thrown away, for a while: with it unread the answer could be lost (RFC 9112, 9.6).
            self._transport.write_eof()
            self.deadline = self._loop.time() + LINGER
        else:
            self._transport.close()

    async def room(self) -> None:
        """Wait until the client has taken most of what was sent; ConnectionError where it has left."""
        if self._drained is not None:
            await asyncio.shield(self._drained)
        if self._transport.is_closing():
            raise ConnectionResetError

    def _fail(self) -> None:
        """Say that the service failed, where nothing was said yet, and hang up."""
        log.exception("a request failed")
        if self._answering is not NOTHING and not self._has_head:
            self._transport.write(dated(FAILED_HEAD, CLOSING) + FAILED)
        self._answering = NOTHING
        self._is_last = True
        self._waiting.clear()
        self._transport.close()

    def expire(self) -> None:
        """End a connection on which nothing came or went for too long."""
        self.deadline = NEVER
        if self._drained is not None:
            self._transport.abort()
        elif self._answering is not NOTHING or self._waiting:
            return  # it is for us to go on
        elif self._has_begun:
            self._refuse(RequestTimeout("the request did not come in whole within the time there is for it"))
        else:
            self._transport.abort()
