"""Reads the messages of one connection: https://www.rfc-editor.org/rfc/rfc9112.

The parser of Node.js, llhttp, takes them apart (through httptools). Kept here are the limits of a head and a body, and
what the parser does not know: methods nobody has heard of, addresses as they were typed.
"""

from __future__ import annotations

from collections import deque

import httptools
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from server.messages import (
    LARGEST_HEAD,
    NO_USUAL,
    NOTHING,
    STAND_IN,
    Request,
    Usual,
    escape_target,
    fault_of_line,
    fault_of_size,
    fault_of_syntax,
    head_without_offer,
    size_of_fields,
    unknown_method,
)

__all__ = ["MessageReader"]

LARGEST_BODY = 16 * 1024 * 1024
LARGEST_DRAINED = 256 * 1024 * 1024
BODY_TOO_LARGE = "the request body is too large"


class MessageReader:
    """``requests`` are those that have come in whole or were refused, in order; who answers them takes them away.

    ``is_over`` says that nothing more is read: the last message was refused, or is the last by its own words.
    """

    def __init__(self) -> None:
        self.requests: deque[Request] = deque()
        self.has_begun = self.is_in_body = self.is_over = False
        self._parser = httptools.HttpRequestParser(self)
        self._usual = NO_USUAL
        self._alone: Request | None = None
        # The message that is coming in.
        self._method = ""  # where it is one the parser does not know
        self._target = b""
        self._fields: list[tuple[bytes, bytes]] = []
        self._request = NOTHING  # once its head is whole
        self._size = 0  # bytes of its head, then of its body
        self._at_most = 0  # bytes its head can have
        self._has_continued = False
        self._body = bytearray()

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing has begun and nothing waits."""
        return not (self.has_begun or self.requests)

    def read(self, data: bytes, *, is_alone: bool) -> bool:
        """Read a piece; say whether a message that has begun began in it.

        ``is_alone``: nothing else is under way, so that it is a whole message, nearly always.
        """
        if self.is_over:
            return False
        if is_alone:
            self._read_alone(data)
            return True
        had_begun, before = self.has_begun, len(self.requests)
        self._feed(data if had_begun or data.isascii() else escape_target(data))
        is_new = not had_begun or len(self.requests) > before
        self._look_at_part(0 if is_new else len(data))
        return is_new

    def _read_alone(self, data: bytes) -> None:
        request = self._usual.again(data)
        if request is not None:
            self.requests.append(request)
            return
        fault = fault_of_line(data)
        if fault is not None:
            self.refuse(fault)
            return
        self._feed(data if data.isascii() else escape_target(data))
        if len(self.requests) == 1 and not self.has_begun:
            self._alone = self.requests[0]
            self._alone.message = data
        self._look_at_part(0 if self.requests else len(data))

    def learn(self) -> None:
        """Keep what a message that came alone was found to mean: the next will most often differ in its target alone."""
        if self._alone is not None:
            self._usual = Usual.of(self._alone) or self._usual
            self._alone = None

    def refuse(self, fault: HTTPException) -> None:
        """Take a message that is not read to its end for a request to be refused."""
        request = self._request
        if request is NOTHING:
            request = Request(method=self._method, target=self._target)
        request.fault, request.keeps_alive = fault, False
        self._request = NOTHING
        self.has_begun = self.is_in_body = False
        self.is_over = True
        self.requests.append(request)

    def must_continue(self) -> bool:
        """Say, once, whether the client waits to be told that its body is wanted."""
        if self._has_continued or self._size or not self.is_in_body:
            return False
        self._has_continued = True
        return self._request.expects_continue()

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin a message."""
        self.has_begun, self.is_in_body, self._has_continued = True, False, False
        self._target, self._fields, self._size = b"", [], 0

    def on_url(self, piece: bytes) -> None:
        """Take a piece of the request target."""
        self._target += piece

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field of the head; those of a trailer say nothing that is asked for here."""
        if not self.is_in_body:
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
        if self._at_most > LARGEST_HEAD:
            self._request.fault = fault_of_size(self._target, self._fields, size_of_fields(self._fields))
        self.is_in_body = True
        self._size = 0

    def on_body(self, piece: bytes) -> None:
        """Take a piece of the body.

        A browser shows an answer only to what it could send: a body too large is read to its end and thrown away.
        """
        self._size += len(piece)
        if self._size <= LARGEST_BODY:
            self._body += piece
        else:
            self._body.clear()

    def on_message_complete(self) -> None:
        """Take that the message is whole."""
        request, self._request = self._request, NOTHING
        self.has_begun = self.is_in_body = False
        if self._size > LARGEST_BODY:
            request.fault = RequestEntityTooLarge(BODY_TOO_LARGE)
        elif self._body:
            request.body = bytes(self._body)
            self._body.clear()
        if not request.keeps_alive:
            self.is_over = True
        self.requests.append(request)

    def _feed(self, data: bytes) -> None:
        """Read messages, as many as there are; where they cannot be read, refuse the rest."""
        self._at_most = len(data) if self.is_in_body else len(data) + self._size
        while data and not self.is_over:
            is_start, before = not self.has_begun, len(self.requests)
            try:
                self._parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                # An offer of another protocol may be ignored (RFC 9110, 7.8): what follows is HTTP.
                data = self._head_again() + data[upgrade.args[0] :]
            except httptools.HttpParserInvalidMethodError as error:
                # Only at the start of what came is it known where the message begins.
                method = unknown_method(data) if is_start and len(self.requests) == before else ""
                if not method:
                    self.refuse(fault_of_syntax(error))
                    return
                # It is read under a name the parser knows, so that it can be told what would be taken instead.
                self._parser, self._method = httptools.HttpRequestParser(self), method
                data = STAND_IN + data[len(method) :]
            except httptools.HttpParserError as error:
                if not self.is_over:
                    self.refuse(fault_of_syntax(error))
                return
            else:
                return

    def _head_again(self) -> bytes:
        """Take back a message that ended, for the parser, with the offer in its head; nothing where that is its end.

        What it takes for the next message is the body: whoever wrote that would be asking in the name of another.
        """
        request = self.requests[-1]
        if not request.has_body():
            return b""
        if request.method == "CONNECT":  # has no content (RFC 9110, 9.3.6): where this ends is in doubt
            request.keeps_alive, self.is_over = False, True
            return b""
        self.requests.pop()
        self.is_over = False
        return head_without_offer(request)

    def _look_at_part(self, came: int) -> None:
        """Look at a message that is not whole yet; so many bytes of it came after its first piece."""
        if not self.has_begun:
            return
        fault: HTTPException | None = None
        if not self.is_in_body:
            self._size += came
            fault = fault_of_size(self._target, self._fields, self._size)
        elif self._size > LARGEST_DRAINED or (
            not self._size and self._request.expects_continue() and self._request.length() > LARGEST_BODY
        ):
            fault = RequestEntityTooLarge(BODY_TOO_LARGE)
        if fault is not None:
            self.refuse(fault)
