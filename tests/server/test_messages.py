"""HTTP/1.x messages as bytes: what is malformed is refused, nothing is smuggled, and the service goes on."""

from __future__ import annotations

import socket

import pytest

from server.messages import Meaning, Request, Usual
from tests.server.checks import (
    DIRECT,
    MUST,
    OURS,
    SHOULD,
    Check,
    body,
    boolean,
    empty,
    has,
    lists,
    problem,
    status,
)
from tests.server.service import Service
from tests.server.wire import exchange, read_answer, request

Q = b"/sparql?query=ASK%7B%7D"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
BODY = b"query=ASK%7B%7D"
HOST = b"Host: a\r\n"


def get(line: bytes, *fields: bytes) -> bytes:
    return line + b"\r\n" + b"".join(each + b"\r\n" for each in fields) + b"\r\n"


def posted(fields: bytes, body: bytes, version: bytes = b"1.1") -> bytes:
    return b"POST /sparql HTTP/" + version + b"\r\n" + HOST + FORM + fields + b"\r\n" + body


WELL = [
    Check("RFC 9112 3.2", MUST, "HTTP/1.0 needs no Host", get(b"GET " + Q + b" HTTP/1.0"), (boolean(True),)),
    Check("RFC 9112 3.2", MUST, "HTTP/1.0 with one", get(b"GET " + Q + b" HTTP/1.0", b"Host: a"), (boolean(True),)),
    Check("RFC 9112 9.3", MUST, "HTTP/1.0 stays open where asked", get(b"GET " + Q + b" HTTP/1.0", b"Connection: keep-alive"), (boolean(True), has("connection", "keep-alive"))),
    Check("RFC 9112 9.6", MUST, "close is answered with close", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"Connection: close"), (boolean(True), has("connection", "close"))),
    Check("RFC 9112 3.2", MUST, "a Host may be empty", get(b"GET " + Q + b" HTTP/1.1", b"Host:"), (boolean(True),)),
    Check("RFC 9112 3.2.2", MUST, "a target in absolute form", get(b"GET http://a" + Q + b" HTTP/1.1", b"Host: a"), (boolean(True),)),
    Check("RFC 9112 3.2.2", MUST, "whose host counts, whatever Host says", get(b"GET http://b:81/.well-known/void HTTP/1.1", b"Host: a", b"Accept: application/n-triples"), (status(200), body(b"<http://b:81/sparql>"))),
    Check("RFC 9112 3.2.4", MUST, "OPTIONS of the server as a whole", get(b"OPTIONS * HTTP/1.1", b"Host: a"), (status(204), empty(), lists("allow", "GET", "OPTIONS"))),
    Check("RFC 9112 2.2", SHOULD, "an empty line before the request", b"\r\n\r\n" + get(b"GET " + Q + b" HTTP/1.1", b"Host: a"), (boolean(True),)),
    Check("RFC 9112 7.1", MUST, "a body in chunks, with extensions", posted(b"Transfer-Encoding: chunked\r\n", b"5\r\nquery\r\nA;x=y\r\n=ASK%7B%7D\r\n0\r\n\r\n"), (boolean(True),)),
    Check("RFC 9112 7.1.2", MUST, "with a trailer that was announced", posted(b"Trailer: X-T\r\nTransfer-Encoding: chunked\r\n", b"f\r\n" + BODY + b"\r\n0\r\nX-T: 1\r\n\r\n"), (boolean(True),)),
    Check("RFC 9110 6.5.1", MUST, "a trailer nobody announced is read past", posted(b"Transfer-Encoding: chunked\r\n", b"f\r\n" + BODY + b"\r\n0\r\nX-T: 1\r\n\r\n"), (boolean(True),)),
    Check("RFC 9110 4.1", OURS, "an address as it was typed, in UTF-8", "GET /sparql?query=ASK%7B%7D%23谁 HTTP/1.1\r\nHost: a\r\n\r\n".encode(), (boolean(True),)),
    Check("RFC 9110 7.8", MUST, "the offer of another protocol is ignored: h2c", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"Connection: Upgrade", b"Upgrade: h2c"), (boolean(True),)),
    Check("RFC 9110 7.8", MUST, "the offer of another protocol is ignored: websocket", get(b"GET /health HTTP/1.1", b"Host: a", b"Connection: Upgrade", b"Upgrade: websocket"), (status(200),)),
    Check("RFC 9110 7.8", MUST, "and the body behind it is read", posted(b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 15\r\n", BODY), (boolean(True),)),
    Check("RFC 9110 7.8", MUST, "and one in chunks", posted(b"Connection: upgrade\r\nUpgrade: websocket\r\nTransfer-Encoding: chunked\r\n", b"f\r\n" + BODY + b"\r\n0\r\n\r\n"), (boolean(True),)),
    Check("RFC 9110 5.5", OURS, "bytes beyond ASCII in a field", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"X: \xe9\xff"), (boolean(True),)),
    Check("RFC 9110 12.5.1", OURS, "bytes beyond ASCII in Accept", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"Accept: \xe9\xff, text/csv;q=0.5, */*;q=0.1"), (status(200),)),
    Check("RFC 9110 4.1", SHOULD, "a URL of 8,000 bytes and far more", get(b"GET " + Q + b"%23" + b"a" * 60_000 + b" HTTP/1.1", b"Host: a"), (boolean(True),)),
    Check("RFC 9110 10.1.1", OURS, "an expectation nobody knows is not held against it", posted(b"Expect: nonsense\r\nContent-Length: 15\r\n", BODY), (boolean(True),)),
]  # fmt: skip

MALFORMED = [
    Check("RFC 9112 3.2", MUST, "no Host", get(b"GET " + Q + b" HTTP/1.1"), (problem(400, says="Host"),)),
    Check("RFC 9112 3.2", MUST, "no Host, and a target that names one", get(b"GET http://a" + Q + b" HTTP/1.1"), (problem(400),)),
    Check("RFC 9112 3.2", MUST, "two Hosts", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"Host: b"), (problem(400),)),
    Check("RFC 9112 3.2", MUST, "the same Host twice", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"Host: a"), (problem(400),)),
    Check("RFC 9112 3.2", MUST, "a Host with a space", get(b"GET " + Q + b" HTTP/1.1", b"Host: a b"), (problem(400),)),
    Check("RFC 9112 3.2", MUST, "a Host with a user", get(b"GET " + Q + b" HTTP/1.1", b"Host: u:p@a"), (problem(400),)),
    Check("RFC 9112 3.2", MUST, "a Host with a path", get(b"GET " + Q + b" HTTP/1.1", b"Host: a/b"), (problem(400),)),
    Check("RFC 9112 3.2", MUST, "a Host with a % that escapes nothing", get(b"GET " + Q + b" HTTP/1.1", b"Host: %zz"), (problem(400),)),
    Check("RFC 9110 7.4", MUST, "a target of https, without TLS", get(b"GET https://a" + Q + b" HTTP/1.1", b"Host: a"), (problem(421, says="https"),)),
    Check("RFC 9110 7.4", MUST, "a target of another protocol", get(b"GET ftp://a" + Q + b" HTTP/1.1", b"Host: a"), (problem(421, says="ftp"),)),
    Check("RFC 9110 4.2.4", SHOULD, "a target with a user", get(b"GET http://u:p@a" + Q + b" HTTP/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9112 3.2.4", MUST, "GET of the server as a whole", get(b"GET * HTTP/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9112 3.2", MUST, "a target without its slash", get(b"GET sparql HTTP/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9112 3.2.3", OURS, "CONNECT", get(b"CONNECT a:80 HTTP/1.1", b"Host: a:80"), (problem(400, says="path"),)),
    Check("RFC 9112 2.2", OURS, "a line that ends with LF alone", b"GET " + Q + b" HTTP/1.1\nHost: a\n\n", (problem(400),)),
    Check("RFC 9112 2.3", OURS, "HTTP/2 without TLS", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (problem(505),)),
    Check("RFC 9112 3", MUST, "two spaces in the request line", get(b"GET  " + Q + b" HTTP/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9112 3", MUST, "a space in the target", get(b"GET /sparql?query=ASK {} HTTP/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9112 3", MUST, "NUL in the target", get(b"GET /sparql?query=\x00 HTTP/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9112 3", OURS, "no UTF-8 in the target", get(b"GET " + Q + b"%23\xff HTTP/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9110 9.1", MUST, "a method that is no token", get(b"G(T " + Q + b" HTTP/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9110 9.1", MUST, "methods have a case", get(b"get " + Q + b" HTTP/1.1", b"Host: a"), (problem(405), lists("allow", "GET"))),
    Check("RFC 9110 9.1", MUST, "at pages too", get(b"get /health HTTP/1.1", b"Host: a"), (problem(405), lists("allow", "GET"))),
    Check("RFC 9110 9.1", MUST, "and when they ask what is allowed", get(b"Options /health HTTP/1.1", b"Host: a"), (problem(405), lists("allow", "OPTIONS"))),
    Check("RFC 9112 2.3", MUST, "a version nobody knows", get(b"GET " + Q + b" HTTP/9.9", b"Host: a"), (problem(505), has("connection", "close"))),
    Check("RFC 9112 2.3", MUST, "the name of HTTP has a case", get(b"GET " + Q + b" http/1.1", b"Host: a"), (problem(400),)),
    Check("RFC 9112 5.1", MUST, "a space before the colon", get(b"GET " + Q + b" HTTP/1.1", b"Host : a"), (problem(400),)),
    Check("RFC 9112 2.2", MUST, "a space before the first field", get(b"GET " + Q + b" HTTP/1.1", b" Host: a"), (problem(400),)),
    Check("RFC 9112 5.2", MUST, "a field that is folded", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"X: a\r\n b"), (problem(400),)),
    Check("RFC 9112 2.2", MUST, "CR alone in a field", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"X: a\rb"), (problem(400),)),
    Check("RFC 9110 5.5", MUST, "NUL in a field", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"X: a\x00b"), (problem(400),)),
    Check("RFC 9112 5", MUST, "a field without colon", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"nonsense"), (problem(400),)),
    Check("RFC 9112 5", MUST, "a field without name", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b": x"), (problem(400),)),
    Check("RFC 9112 6.3", MUST, "two lengths that differ", posted(b"Content-Length: 15\r\nContent-Length: 16\r\n", BODY), (problem(400), has("connection", "close"))),
    Check("RFC 9112 6.3", OURS, "a list of lengths", posted(b"Content-Length: 15, 15\r\n", BODY), (problem(400), has("connection", "close"))),
    Check("RFC 9110 8.6", MUST, "a length below nothing", posted(b"Content-Length: -1\r\n", BODY), (problem(400),)),
    Check("RFC 9110 8.6", MUST, "a length with a sign", posted(b"Content-Length: +15\r\n", BODY), (problem(400),)),
    Check("RFC 9110 8.6", MUST, "a length in words", posted(b"Content-Length: abc\r\n", BODY), (problem(400),)),
    Check("RFC 9110 8.6", MUST, "a length beyond any number", posted(b"Content-Length: 99999999999999999999999\r\n", BODY), (problem(400),)),
    Check("RFC 9112 6.3", MUST, "a length and chunks: refused, and the connection ends", posted(b"Content-Length: 15\r\nTransfer-Encoding: chunked\r\n", b"f\r\n" + BODY + b"\r\n0\r\n\r\n"), (problem(400), has("connection", "close"))),
    Check("RFC 9112 6.3", MUST, "a transfer coding that is not chunked at its end", posted(b"Transfer-Encoding: gzip\r\n", b"abc"), (problem(400), has("connection", "close"))),
    Check("RFC 9112 6.1", SHOULD, "a transfer coding not known", posted(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"), (problem(501, says="gzip"),)),
    Check("RFC 9112 6.1", MUST, "chunks in HTTP/1.0", posted(b"Transfer-Encoding: chunked\r\n", b"f\r\n" + BODY + b"\r\n0\r\n\r\n", b"1.0"), (problem(400),)),
    Check("RFC 9112 7.1", MUST, "a chunk without a size after a good one", posted(b"Transfer-Encoding: chunked\r\n", b"f\r\n" + BODY + b"\r\nzz\r\n"), (problem(400, says="chunk"),)),
    Check("RFC 9112 7.1", MUST, "a chunk without a size", posted(b"Transfer-Encoding: chunked\r\n", b"zz\r\n" + BODY + b"\r\n0\r\n\r\n"), (problem(400),)),
    Check("RFC 9112 6.3", OURS, "a form without any length is empty", posted(b"", b""), (problem(400, says="query"),)),
    Check("RFC 9110 15.5.15", SHOULD, "a URL too long", get(b"GET " + Q + b"%23" + b"a" * 66_000 + b" HTTP/1.1", b"Host: a"), (problem(414),)),
    Check("RFC 6585 5", SHOULD, "fields too large", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"X: " + b"a" * 2_000_000), (problem(431),)),
    Check("RFC 6585 5", SHOULD, "fields too large that come in one piece", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"X: " + b"a" * 140_000), (problem(431, says="128 KiB"),)),
    Check("RFC 6585 5", SHOULD, "too many fields", get(b"GET " + Q + b" HTTP/1.1", b"Host: a", *[b"X: 1"] * 200), (problem(431),)),
    Check("RFC 9112 2.2", OURS, "no HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", (problem(400),)),
]  # fmt: skip


@pytest.mark.parametrize("check", WELL, ids=str)
def test_a_message_that_is_well_formed_is_answered(service: Service, check: Check) -> None:
    check.run(service)


@pytest.mark.parametrize("check", MALFORMED, ids=str)
def test_a_message_that_is_malformed_is_refused_and_the_service_goes_on(
    service: Service, check: Check
) -> None:
    # The refusal may come while a large message is still on its way, so that the sender sees a reset.
    try:
        check.run(service)
    except (ConnectionResetError, BrokenPipeError):
        assert len(check.sent) > 100_000

    assert service.query("ASK {}").status == 200


def everything(service: Service, *pieces: bytes, half: bool = False) -> bytes:
    """Send, and read until the server hangs up or is silent."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=1.5) as connection:
        for piece in pieces:
            connection.sendall(piece)
        if half:
            connection.shutdown(socket.SHUT_WR)
        data = b""
        try:
            while piece := connection.recv(65536):
                data += piece
        except TimeoutError:
            pass
        return data


SMUGGLED = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.mark.parametrize(
    "first",
    [
        posted(b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"f\r\n" + BODY + b"\r\n0\r\n\r\n"),
        posted(b"Content-Length: 15\r\nContent-Length: 0\r\n", BODY),
        posted(b"Transfer-Encoding: chunked\r\n", b"f\r\n" + BODY + b"\r\nzz\r\n\r\n"),
        posted(b"Transfer-Encoding: xchunked\r\n", b""),
        posted(b"Content-Length: 0x0\r\n", b""),
        get(b"GET " + Q + b" HTTP/1.1", b"Host : a"),
    ],
)
def test_nothing_is_smuggled_behind_a_message_with_two_meanings(service: Service, first: bytes) -> None:
    """RFC 9112 11.2: after a message whose end is in doubt the connection ends."""
    assert everything(service, first + SMUGGLED).count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("offers", [b"Connection: upgrade\r\n", b"Connection: Upgrade, close\r\n"])
@pytest.mark.parametrize("line", [b"POST /sparql", b"GET " + Q, b"BREW /pot", b"CONNECT a:80"])
def test_a_body_behind_the_offer_of_another_protocol_is_no_request(
    service: Service, line: bytes, offers: bytes
) -> None:
    """RFC 9112 6.3: a body ends where its length says, whatever protocol is offered."""
    head = line + b" HTTP/1.1\r\nHost: a\r\n" + offers + b"Upgrade: h2c\r\n"
    plain = head + b"Content-Length: %d\r\n\r\n" % len(SMUGGLED) + SMUGGLED
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)

    for sent in ((plain,), (chunked,), (plain[:30], plain[30:-20], plain[-20:])):
        answers = everything(service, *sent, half=True)

        assert answers.count(b"HTTP/1.1 ") == 1
        assert b'"ready"' not in answers


def test_what_follows_a_body_behind_such_an_offer_is_the_next_request(service: Service) -> None:
    offering = posted(b"Connection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 15\r\n", BODY)

    answers = exchange(service, offering, offering, request("GET", "/health"))

    assert [each.status for each in answers] == [200, 200, 200]


def test_a_body_of_get_is_read_past(service: Service) -> None:
    first = get(b"GET " + Q + b" HTTP/1.1", b"Host: a", b"Content-Length: %d" % len(SMUGGLED)) + SMUGGLED

    answers = exchange(service, first, request("HEAD", "/sparql?query=ASK%7B%7D"))

    assert [each.status for each in answers] == [200, 200]


def test_pipelined_requests_are_answered_in_their_order(service: Service) -> None:
    """RFC 9112 9.3.2 MUST: answers in the order of the requests."""
    sent = [request("GET", f"/sparql?query=SELECT%20({n}%20AS%20%3Fx)%7B%7D&format=csv") for n in range(20)]

    answers = exchange(service, *sent, request("GET", "/health"), request("GET", "/nowhere"))

    assert [each.body for each in answers[:20]] == [f"x\r\n{n}\r\n".encode() for n in range(20)]
    assert [each.status for each in answers[20:]] == [200, 404]


def test_a_body_that_is_waited_for_is_asked_for(service: Service) -> None:
    """RFC 9110 10.1.1 MUST: 100 or a final answer."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
        connection.sendall(posted(b"Expect: 100-continue\r\nContent-Length: 15\r\n", b""))
        interim = connection.recv(65536)
        connection.sendall(BODY)
        answer = connection.recv(65536)

    assert interim == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_a_body_too_large_that_is_waited_for_is_not_asked_for(service: Service) -> None:
    head = posted(b"Expect: 100-continue\r\nContent-Length: 99000000\r\n", b"")
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
        connection.sendall(head)

        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "part",
    [
        b"POST",
        b"GET " + Q,
        posted(b"Content-Length: 30\r\n", BODY),
    ],
)
def test_a_message_that_breaks_off_is_not_answered_as_if_whole(service: Service, part: bytes) -> None:
    assert b" 200 " not in everything(service, part, half=True)
    assert service.query("ASK {}").status == 200


@pytest.mark.parametrize(
    "target",
    ["/", "/health", "/metrics", "/sparql?query=ASK%7B%7D", "/nowhere", "/sparql?query=x", "/openapi.json"],
)
def test_head_has_no_body_and_the_next_answer_follows_at_once(service: Service, target: str) -> None:
    """RFC 9110 9.3.2 MUST NOT send content."""
    head, after = exchange(service, request("HEAD", target), request("GET", "/sparql?query=ASK%7B%7D"))
    (get_,) = exchange(service, request("GET", target))

    assert head.status == get_.status
    assert head.type == get_.type
    assert after.status == 200


def test_204_and_304_have_no_body(service: Service) -> None:
    target = "/sparql?query=ASK%7B%7D"
    answers = exchange(
        service,
        request("OPTIONS", "/sparql"),
        request("GET", target, (("If-None-Match", "*"),)),
        request("QUERY", "/sparql", (("Content-Type", DIRECT), ("If-None-Match", "*")), b"ASK {}"),
        request("GET", target),
    )

    assert [each.status for each in answers] == [204, 304, 304, 200]


@pytest.mark.parametrize(
    "chunks",
    [
        b"f\r\n" + BODY,
        b"f\r\n" + BODY + b"\r\n",
        b"f\r\n" + BODY + b"\r\n0\r\n",
        b"1f\r\n" + BODY,
        b"7fff\r\n",
    ],
)
def test_a_body_in_chunks_that_breaks_off_is_not_evaluated(service: Service, chunks: bytes) -> None:
    """RFC 9112 8: such a message is incomplete, whatever its pieces say."""
    told = everything(service, posted(b"Transfer-Encoding: chunked\r\n", chunks), half=True)

    assert b" 200 " not in told
    assert b"boolean" not in told


TAIL = b" HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n"


def usual() -> Usual:
    first = Request(
        method="GET",
        target=b"/a",
        message=b"GET /a" + TAIL,
        meaning=Meaning(headers={"host": "a", "accept": "text/csv"}, client="c", origin="http://a"),
    )
    found = Usual.of(first)
    assert found is not None
    return found


@pytest.mark.parametrize("target", [b"/", b"/sparql?query=ASK%7B%7D", b"/a#b", b'/"<>\\^`{|}'])
def test_a_message_that_differs_in_its_target_alone_means_what_the_one_before_meant(target: bytes) -> None:
    request = usual().again(b"GET " + target + TAIL)

    assert request is not None
    assert (request.method, request.target, request.meaning) == ("GET", target, usual().meaning)


@pytest.mark.parametrize(
    "message",
    [
        b"GET /b HTTP/1.1\r\nX: y" + TAIL,
        b"GET /b HTTP/1.1\r\nHost: b\r\n\r\nGET /a" + TAIL,
        b"GET  /b" + TAIL,
        b"GET /b c" + TAIL,
        b"GET /b\x00" + TAIL,
        b"GET /b\x7f" + TAIL,
        "GET /职".encode() + TAIL,
        b"GET http://b/b" + TAIL,
        b"GET *" + TAIL,
        b"HEAD /b" + TAIL,
        b"get /b" + TAIL,
        b"GET /b" + TAIL + b"GET /b" + TAIL,
        b"GET /b" + TAIL[:-2],
        b"GET /b" + TAIL.replace(b"1.1", b"1.0"),
        b"GET /b" + TAIL.replace(b"csv", b"tsv"),
        b"GET /" + b"b" * 70_000 + TAIL,
        b"GET " + TAIL,
        b"",
    ],
)
def test_any_other_difference_is_parsed(message: bytes) -> None:
    assert usual().again(message) is None


@pytest.mark.parametrize(
    "change",
    [
        {"method": "HEAD", "message": b"HEAD /a" + TAIL},
        {"method": "POST", "message": b"POST /a" + TAIL},
        {"keeps_alive": False},
        {"meaning": None},
        {"message": None},
        {"message": b"GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"},
        {"message": b"\r\nGET /a" + TAIL},
        {"target": b"/%E8%81%8C", "message": "GET /职".encode() + TAIL},
    ],
)
def test_only_a_plain_request_is_what_others_are_held_against(change: dict) -> None:
    plain = {"method": "GET", "target": b"/a", "message": b"GET /a" + TAIL, "meaning": usual().meaning}

    assert Usual.of(Request(**plain)) is not None
    assert Usual.of(Request(**(plain | change))) is None


def test_one_after_the_other_each_request_of_a_connection_is_taken_for_what_it_says(service: Service) -> None:
    ask = b"GET /sparql?query=SELECT%20(%d%20AS%20?x)%7B%7D"
    sent = [
        (ask.replace(b"%d", b"1") + TAIL, b"x\r\n1\r\n"),
        (ask.replace(b"%d", b"2") + TAIL, b"x\r\n2\r\n"),
        (ask.replace(b"%d", b"3") + TAIL.replace(b"csv", b"tab-separated-values"), b"?x\n3\n"),
        (ask.replace(b"%d", b"4") + TAIL, b"x\r\n4\r\n"),
        (b"HEAD" + ask[3:].replace(b"%d", b"5") + TAIL, b""),
        (posted(b"Accept: text/csv\r\nContent-Length: 15\r\n", BODY), b"true"),
        (
            ask.replace(b"%d", b"6") + TAIL.replace(b"Accept", b"Content-Length: 2\r\nAccept") + b"xx",
            b"x\r\n6\r\n",
        ),
        (
            ask.replace(b"%d", b"7") + TAIL.replace(b"Accept", b"Content-Length: 2\r\nAccept") + b"xx",
            b"x\r\n7\r\n",
        ),
        (ask.replace(b"%d", b"8") + TAIL.replace(b"Accept", b"Connection: close\r\nAccept"), b"x\r\n8\r\n"),
    ]
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as connection:
        reader = connection.makefile("rb")
        for message, expected in sent:
            connection.sendall(message)
            answer = read_answer(reader, is_head=message.startswith(b"HEAD"))
            assert answer is not None
            assert (answer.status, answer.body) == (200, expected)
        assert reader.read() == b""
