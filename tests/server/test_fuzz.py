"""Whatever is sent, the service answers with an answer or a problem: never a failure of its own."""

from __future__ import annotations

import contextlib
import http.client
import socket

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.service import Service

QUIET = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = [
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "WHERE",
    "FROM",
    "NAMED",
    "GRAPH",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "FILTER",
    "BIND",
    "VALUES",
    "EXISTS",
    "NOT",
    "SERVICE",
    "SILENT",
    "ORDER",
    "BY",
    "GROUP",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "DISTINCT",
    "REDUCED",
    "PREFIX",
    "BASE",
    "COUNT",
    "SUM",
    "AS",
    "IN",
    "REGEX",
    "STR",
    "LANG",
    "IF",
    "COALESCE",
    "UNDEF",
    "INSERT",
    "DATA",
    "DELETE",
    "LOAD",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ".",
    ";",
    ",",
    "*",
    "+",
    "/",
    "|",
    "^",
    "!",
    "=",
    "<",
    ">",
    "&&",
    "||",
    "?s",
    "?p",
    "?o",
    "$x",
    "a",
    "<a:b>",
    "<>",
    "_:b",
    "[]",
    "1",
    "1.5",
    "1e9",
    "-1",
    "'x'",
    '"y"',
    "'''z'''",
    '"""w"""',
    "@zh",
    "^^",
    "ex:",
    ":a",
    "#",
    "\n",
    "\\",
    "\\u0053",
    "厂",
]
TYPES = [
    "application/sparql-query",
    "application/x-www-form-urlencoded",
    "application/sparql-update",
    "text/plain",
    "",
    "a/b;charset=x",
]
ACCEPTS = [
    "*/*",
    "text/csv",
    "text/turtle",
    "application/json;q=0",
    "text/html",
    ",,;q=",
    "a/b;q=2, */*;q=0.001",
    "text/*;q=x",
]


def is_fine(status: int) -> bool:
    return 200 <= status < 500 or status in (503, 504)


@QUIET
@given(words=st.lists(st.sampled_from(WORDS), max_size=30), accept=st.sampled_from(ACCEPTS))
def test_any_words_of_sparql(service: Service, words: list[str], accept: str) -> None:
    reply = service.form([("query", " ".join(words)), ("timeout", "2")], Accept=accept)

    assert is_fine(reply.status)


@QUIET
@given(body=st.binary(max_size=300), type_=st.sampled_from(TYPES), method=st.sampled_from(["POST", "QUERY"]))
def test_any_bytes_as_a_body(service: Service, body: bytes, type_: str, method: str) -> None:
    reply = service.send(method, "/sparql", body, **({"Content_Type": type_} if type_ else {}))

    assert is_fine(reply.status)


@QUIET
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "query",
                    "default-graph-uri",
                    "named-graph-uri",
                    "timeout",
                    "partial",
                    "format",
                    "update",
                    "x",
                ]
            ),
            st.one_of(st.just("ASK {}"), st.text(max_size=20)),
        ),
        max_size=5,
    )
)
def test_any_parameters(service: Service, pairs: list[tuple[str, str]]) -> None:
    sendable = [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]

    assert is_fine(service.form(sendable).status)


@QUIET
@given(
    target=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60),
    path=st.sampled_from(["/sparql?", "/graph-store?", "/", "/id/", "/.well-known/"]),
)
def test_any_target(service: Service, target: str, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    connection.putrequest("GET", path + target.replace("#", ""), skip_host=True)
    connection.putheader("Host", "localhost")
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    connection.close()

    assert is_fine(response.status)


@QUIET
@given(name=st.sampled_from(["Accept", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "X-Forwarded-For", "Host", "Content-Type"]), value=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))  # fmt: skip
def test_any_header(service: Service, name: str, value: str) -> None:
    assert is_fine(service.query("ASK {}", **{name.replace("-", "_"): value.strip()}).status)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=200))
def test_any_bytes_on_the_line_leave_the_service_well(service: Service, data: bytes) -> None:
    # The service may hang up on nonsense before it was all said: that is its right, and no failure of it.
    address = ("127.0.0.1", service.port)
    with contextlib.suppress(OSError), socket.create_connection(address, timeout=5) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)

    assert service.send("GET", "/health").status == 200
