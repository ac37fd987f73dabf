"""HTTP/1.1 as bytes on a socket, for what no client library would send and for headers exactly as they came."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import BinaryIO

from tests.server.service import Service

WAIT = 30.0


@dataclass(frozen=True)
class Wire:
    """One answer as it came: header names in lower case, in order, repeated ones kept."""

    status: int
    pairs: tuple[tuple[str, str], ...]
    body: bytes
    version: str = "HTTP/1.1"

    def __repr__(self) -> str:
        return f"Wire({self.status}, {self.pairs}, {self.body[:500]!r})"

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name.lower()]

    def header(self, name: str) -> str:
        """A header's value, repeated ones joined by commas; empty where there is none."""
        return ", ".join(self.all(name))

    def list(self, name: str) -> list[str]:
        return [each.strip().lower() for each in self.header(name).split(",") if each.strip()]

    @property
    def type(self) -> str:
        return self.header("content-type").partition(";")[0].strip()


def request(
    method: str, target: str, headers: tuple[tuple[str, str], ...] = (), body: bytes | None = None
) -> bytes:
    """Write a request; Host and Content-Length are added unless given."""
    names = {name.lower() for name, _ in headers}
    lines = [f"{method} {target} HTTP/1.1"]
    if "host" not in names:
        lines.append("Host: localhost")
    lines += [f"{name}: {value}" for name, value in headers]
    if body is not None and not names & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b"")


def exchange(service: Service, *requests: bytes, heads: tuple[bool, ...] = ()) -> list[Wire]:
    """Send requests on one connection, all at once, and read as many answers as come back."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=WAIT) as connection:
        connection.sendall(b"".join(requests))
        reader = connection.makefile("rb")
        answers = []
        for number in range(len(requests)):
            is_head = heads[number] if number < len(heads) else requests[number].startswith(b"HEAD ")
            answer = read_answer(reader, is_head=is_head)
            if answer is None:
                break
            answers.append(answer)
        return answers


def read_answer(reader: BinaryIO, *, is_head: bool = False) -> Wire | None:
    """Read one answer, interim ones left out; None where the server has hung up."""
    while True:
        line = reader.readline().decode("latin-1")
        if not line:
            return None
        version, status = line.split()[:2]
        pairs = []
        while (line := reader.readline().decode("latin-1").rstrip("\r\n")) != "":
            name, _, value = line.partition(":")
            pairs.append((name.strip().lower(), value.strip()))
        if status != "100":
            break
    answer = Wire(int(status), tuple(pairs), b"", version)
    if is_head or answer.status in (204, 304):
        return answer
    if "chunked" in answer.list("transfer-encoding"):
        body = b"".join(iter(lambda: _chunk(reader), b""))
    else:
        length = answer.header("content-length")
        body = reader.read(int(length)) if length else reader.read()
    return Wire(answer.status, answer.pairs, body, version)


def _chunk(reader: BinaryIO) -> bytes:
    size = int(reader.readline().partition(b";")[0], 16)
    data = reader.read(size)
    reader.readline()
    return data
