"""What HTTP asks of a request message, whatever it is about: https://www.rfc-editor.org/rfc/rfc9112."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote_from_bytes, unquote

import httptools
from msgspec import Struct
from werkzeug import exceptions

__all__ = [
    "LARGEST_HEAD",
    "NOTHING",
    "NO_USUAL",
    "STAND_IN",
    "WHOLE_SERVER",
    "Meaning",
    "Request",
    "Usual",
    "escape_target",
    "fault_of",
    "fault_of_line",
    "fault_of_size",
    "fault_of_syntax",
    "head_without_offer",
    "size_of_fields",
    "unknown_method",
]

WHOLE_SERVER = "*"
STAND_IN = b"UNLOCK"  # a method that nothing here takes
_METHOD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}(?= )")
_PLAIN_TARGET = re.compile(rb"[!-~]+")
SPOKEN = frozenset({"1.0", "1.1"})
LONGEST_TARGET, LARGEST_HEAD = 64 * 1024, 128 * 1024  # bytes
MOST_FIELDS = 100


class Meaning(Struct, frozen=True, kw_only=True):
    """What the fields of a good request say: by name, in lower case; who asks; scheme and host asked for."""

    headers: dict[str, str]
    client: str
    origin: str


class Request(Struct, kw_only=True):
    """One request as it came in; ``fields`` are name and value of its head, in order, ``meaning`` what they say.

    ``message`` are its bytes where they came alone and whole; ``fault`` is what is wrong with it.
    """

    method: str = ""
    target: bytes = b""
    version: str = "1.1"
    fields: list[tuple[bytes, bytes]] = []
    body: bytes = b""
    message: bytes | None = None
    keeps_alive: bool = True
    meaning: Meaning | None = None
    fault: exceptions.HTTPException | None = None

    def address(self) -> tuple[str, str, str | None]:
        """Give path, decoded, and query string of the target, and the authority of one in absolute form (3.2.2)."""
        target = self.target.decode("latin-1")
        authority = None
        if not target.startswith("/") and "://" in target:
            authority, slash, rest = target.partition("://")[2].partition("/")
            authority, mark, query = authority.partition("?")
            target = f"/{rest}" if slash else f"/{mark}{query}"
        path, _, query = target.partition("#")[0].partition("?")
        return unquote(path) if "%" in path else path, query, authority

    def headers(self) -> dict[str, str]:
        """Give the fields by name, in lower case; one that is given twice is one list (RFC 9110, 5.3)."""
        headers: dict[str, str] = {}
        for raw, value in self.fields:
            name = _lower(raw)
            text = value.decode("latin-1").strip(" \t")
            headers[name] = f"{headers[name]}, {text}" if name in headers else text
        return headers

    def length(self) -> int:
        """Give how long its body says it is; 0 where it does not say."""
        lengths = (int(value) for name, value in self.fields if name.lower() == b"content-length")
        return next(lengths, 0)  # the parser lets only one through, and only digits

    def has_body(self) -> bool:
        """Say whether its head announces a body."""
        return self.length() > 0 or any(name.lower() == b"transfer-encoding" for name, _ in self.fields)

    def expects_continue(self) -> bool:
        """Say whether the client waits to be told that its body is wanted (RFC 9110, 10.1.1)."""
        return self.version == "1.1" and any(
            name.lower() == b"expect" and value.strip().lower() == b"100-continue"
            for name, value in self.fields
        )


NOTHING = Request()  # stands where there is no request


class Usual(Struct, frozen=True):
    """What a connection's requests have in common but for their target: a client's fields seldom change.

    ``rest`` are the bytes behind the target.
    """

    rest: bytes
    meaning: Meaning | None

    @classmethod
    def of(cls, request: Request) -> Usual | None:
        """Take it from a request that came alone and whole; None where it is no plain one."""
        message, length = request.message or b"", len(request.target)
        if request.meaning is None or request.method != "GET" or not request.keeps_alive:
            return None
        if not message.startswith(b"GET " + request.target + b" HTTP/1.1\r\n"):
            return None
        return cls(message[4 + length :], request.meaning)

    def again(self, message: bytes) -> Request | None:
        """Read a message of which nothing but the target is new, without parsing it; None where it is another.

        The target holds no space, so that the first line ends where it did before, and all behind it is as it was.
        """
        if self.meaning is None or not message.endswith(self.rest) or not message.startswith(b"GET /"):
            return None
        target = message[4 : -len(self.rest)]
        if len(target) > LONGEST_TARGET or not _PLAIN_TARGET.fullmatch(target):
            return None
        return Request(method="GET", target=target, message=message, meaning=self.meaning)


NO_USUAL = Usual(b"", None)


@lru_cache(maxsize=1024)
def _lower(name: bytes) -> str:
    return name.decode("latin-1").lower()


def escape_target(data: bytes) -> bytes:
    """Write the bytes of a request target that are no ASCII as they should have been, with %HH.

    Command-line clients send an address as it was typed, and here it is often typed in Chinese.

    >>> escape_target("GET /ask?q=谁 HTTP/1.1\\r\\n".encode())
    b'GET /ask?q=%E8%B0%81 HTTP/1.1\\r\\n'
    """
    line, end, rest = data.partition(b"\r\n")
    return b"".join((quote_from_bytes(line, safe=bytes(range(128))).encode(), end, rest))


def head_without_offer(request: Request) -> bytes:
    """Write the head of a request again, without its offer of another protocol.

    >>> head_without_offer(Request(method="POST", target=b"/", fields=[(b"Host", b"a"), (b"Upgrade", b"h2c")]))
    b'POST / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n'
    """
    line = b"%s %s HTTP/%s\r\n" % (request.method.encode(), request.target, request.version.encode())
    kept = (field for field in request.fields if field[0].lower() != b"upgrade")
    return line + b"".join(b"%s: %s\r\n" % field for field in kept) + b"\r\n"


def size_of_fields(fields: Sequence[tuple[bytes, bytes]]) -> int:
    """Give how many bytes the fields of a head have.

    >>> size_of_fields([(b"Host", b"a")])
    9
    """
    return sum(len(name) + len(value) + len(b": \r\n") for name, value in fields)


def unknown_method(data: bytes) -> str:
    """Read a method the parser has never heard of; nothing where there is none.

    >>> unknown_method(b"BREW /pot HTTP/1.1"), unknown_method(b"\\x16\\x03\\x01")
    ('BREW', '')
    """
    found = _METHOD.match(data)
    return found[0].decode() if found else ""


def fault_of_syntax(error: httptools.HttpParserError) -> exceptions.HTTPException:
    """Say why a message cannot be read."""
    if str(error) in ("Invalid HTTP version", "Pause on PRI/Upgrade"):
        return exceptions.HTTPVersionNotSupported("this version of HTTP is not spoken here; send HTTP/1.1")
    return exceptions.BadRequest(f"the request is no HTTP/1.1: {error}")


def fault_of_line(data: bytes) -> exceptions.HTTPException | None:
    """Say what is wrong with the spaces of a request line, which the parser is not strict about; None where it is not whole.

    >>> fault_of_line(b"GET /sparql?query=ASK {} HTTP/1.1\\r\\n").code
    400
    """
    end = data.find(b"\r\n")
    if end <= 0 or data.count(b" ", 0, end) == 2:
        return None
    return exceptions.BadRequest(
        "the request line is not method, target and version with one space between; a space in the target is %20"
    )


def fault_of_size(
    target: bytes, fields: Sequence[tuple[bytes, bytes]], size: int = 0
) -> exceptions.HTTPException | None:
    """Say whether a head is too large, or None; ``size`` are the bytes that came late of one that is not whole."""
    if len(target) > LONGEST_TARGET or (size > LONGEST_TARGET and not fields):
        return exceptions.RequestURITooLarge(
            "the address is too long; send a long query in the body of a POST"
        )
    if size > LARGEST_HEAD or len(fields) > MOST_FIELDS:
        return exceptions.RequestHeaderFieldsTooLarge(
            f"the request has too much in its head; send at most {MOST_FIELDS} fields of {LARGEST_HEAD // 1024} KiB together"
        )
    return None


def fault_of(request: Request, path: str, headers: Mapping[str, str]) -> exceptions.HTTPException | None:
    """Say what is wrong with a message, or None.

    >>> fault_of(Request(method="GET"), "*", {}).code
    400
    >>> fault_of(Request(method="POST"), "/sparql", {"transfer-encoding": "gzip, chunked"}).code
    501
    """
    if request.fault is not None:
        return request.fault
    if request.version not in SPOKEN:
        return exceptions.HTTPVersionNotSupported(f"HTTP/{request.version} is not spoken here; send HTTP/1.1")
    # The asterisk stands for the server as a whole, and only OPTIONS may ask that (section 3.2.4).
    if not path.startswith("/") and not (path == WHOLE_SERVER and request.method == "OPTIONS"):
        return exceptions.BadRequest("the request target is no path; send one that begins with /")
    coding = headers.get("transfer-encoding")
    fault = None if coding is None else _fault_of_coding(coding, request.version)
    return fault or fault_of_size(request.target, request.fields)


def _fault_of_coding(coding: str, version: str) -> exceptions.HTTPException | None:
    # With a Content-Length beside it the parser has refused it (section 6.3).
    if version == "1.0":
        return exceptions.BadRequest("HTTP/1.0 has no chunks (section 6.1); send HTTP/1.1")
    if coding.strip().lower() != "chunked":
        return exceptions.NotImplemented(f"the transfer coding {coding} is not read here; send chunked")
    return None
