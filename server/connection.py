"""One connection of HTTP/1.1, as asyncio drives it: https://www.rfc-editor.org/rfc/rfc9112#section-9.

Answers go out in the order of their requests, nobody holds a connection without using it, and who leaves ends what is
done for him. It runs in the thread of the event loop, which also owns the evaluators: no request and no answer crosses
from one thread to another.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, Protocol, cast

from werkzeug.exceptions import BadRequest, HTTPException, RequestTimeout

from server.heads import CLOSING, CONTINUE, KEPT, dated, head_of
from server.messages import NOTHING, Request
from server.problems import MEDIA_TYPE, problem_of
from server.reader import MessageReader

__all__ = ["Answerer", "Connection", "Connections"]

log = logging.getLogger("dutygraph")

# Requests sent ahead of the answers before them, and bytes of their bodies; with more of either, what still comes is
# left with the kernel, and that the client leaves is noticed only once some of them are answered.
MOST_WAITING, MOST_HELD = 64, 64 * 1024
BUFFERED = 256 * 1024  # bytes of an answer that may wait for the client
SWEEP = 1.0
# Seconds a client may take: for a head, between two pieces of a body, for a piece of an answer, between two requests,
# and to hang up after it was refused.
HEAD_WITHIN, PIECE_WITHIN, TAKEN_WITHIN, IDLE, LINGER = 30.0, 30.0, 60.0, 75.0, 2.0
NEVER = float("inf")
LEAVING = 0.05  # seconds after which a client that sends no more is held to have left
COPIED = 16 * 1024  # bytes of a body that are sooner copied than handed over apart
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
        self._reader = MessageReader()
        self._transport = cast(asyncio.Transport, None)
        self._answering = NOTHING
        self._has_head = False
        self._task: asyncio.Task[None] | None = None
        self._may_be_cancelled = False
        self._has_ended = False  # the client sends no more
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
        """Read what has come, and answer what is whole."""
        reader = self._reader
        is_alone = reader.is_at_rest and self._answering is NOTHING
        if is_alone and self._drained is None and self._front.send_ready(data, self):
            self.deadline = self._loop.time() + IDLE
            return
        is_new = reader.read(data, is_alone=is_alone)
        self._answer_waiting()
        reader.learn()
        if reader.has_begun:
            self._await_rest(is_new=is_new)
        if self._has_enough():
            self._transport.pause_reading()

    def _await_rest(self, *, is_new: bool) -> None:
        """Wait for the rest of a message: for a head as a whole, for a body from piece to piece."""
        if self._reader.is_in_body:
            self.deadline = self._loop.time() + PIECE_WITHIN
        elif is_new:
            self.deadline = self._loop.time() + HEAD_WITHIN
        if self._answering is NOTHING and self._reader.must_continue():
            self._transport.write(CONTINUE)

    def eof_received(self) -> bool:
        """Take that the client sends no more; what it asked before is still answered."""
        if self._reader.has_begun:
            self._refuse(BadRequest("the message breaks off before its end"))
        self._reader.is_over = self._has_ended = True
        if self._task is not None and self._may_be_cancelled:
            self._loop.call_later(LEAVING, self._task.cancel)
        return self._answering is not NOTHING

    def connection_lost(self, _: Exception | None) -> None:
        """End what is being done for the client, for it has left."""
        self._reader.is_over = True
        self._reader.requests.clear()
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
        self._reader.is_over = True
        self._reader.requests.clear()
        if self._answering is NOTHING:
            self._transport.close()

    # How requests are answered.

    def _refuse(self, fault: HTTPException) -> None:
        self._reader.refuse(fault)
        self._answer_waiting()

    def _answer_waiting(self) -> None:
        while self._reader.requests and self._answering is NOTHING and self._drained is None:
            request = self._answering = self._reader.requests.popleft()
            self._has_head = False
            self.deadline = NEVER
            try:
                self._front.answer(request, self)
            except Exception:  # whatever it was, the client is told that the service failed
                self._fail()
        if not (self._reader.is_over or self._has_enough() or self._transport.is_reading()):
            self._transport.resume_reading()

    def _has_enough(self) -> bool:
        """Whether what still comes is left with the kernel until some of what came is answered."""
        waiting = self._reader.requests
        return bool(waiting) and (
            len(waiting) > MOST_WAITING or sum(len(each.body) for each in waiting) > MOST_HELD
        )

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
        return not self._answering.keeps_alive or (self._reader.is_over and not self._reader.requests)

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
        self._reader.is_over = True
        self._reader.requests.clear()
        self._transport.close()

    def expire(self) -> None:
        """End a connection on which nothing came or went for too long."""
        self.deadline = NEVER
        if self._drained is not None:
            self._transport.abort()
        elif self._answering is not NOTHING or self._reader.requests:
            return  # it is for us to go on
        elif self._reader.has_begun:
            self._refuse(RequestTimeout("the request did not come in whole within the time there is for it"))
        else:
            self._transport.abort()
