"""The door of the service in this process: what takes long is done aside, so that everybody else is answered meanwhile."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from kg.store.engine import Result
from server.connection import Connection
from server.front import Front
from server.settings import Settings, settings_to_environment
from server.sparql.gateway import Gateway, Work

LARGE = "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 2000"


@asynccontextmanager
async def opened(store: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Front, int]]:
    with monkeypatch.context() as patch:
        patch.setattr(os, "environ", os.environ.copy())
        settings_to_environment(Settings(store=store, workers=1))
        front = Front()
    state = SimpleNamespace(connections=set())
    told: asyncio.Queue[dict] = asyncio.Queue()
    heard: asyncio.Queue[dict] = asyncio.Queue()
    life = asyncio.ensure_future(front({"type": "lifespan", "state": {}}, told.get, heard.put))
    await told.put({"type": "lifespan.startup"})
    assert (await heard.get())["type"] == "lifespan.startup.complete"
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(None, state, {"front": front}), "127.0.0.1", 0
    )
    try:
        yield front, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for each in tuple(state.connections):
            each.shutdown()
        await told.put({"type": "lifespan.shutdown"})
        await life


async def ask(port: int, query: str, *headers: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    fields = "".join(f"{each}\r\n" for each in ("Host: a", "Connection: close", *headers))
    writer.write(f"GET /sparql?query={quote(query)} HTTP/1.1\r\n{fields}\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


def test_a_large_answer_is_packed_aside(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    may_finish = threading.Event()
    finish = Gateway.finish

    def slow(self: Gateway, work: Work, result: Result) -> object:
        if work.query.text == LARGE:
            assert may_finish.wait(20), "nobody else was answered meanwhile"
        return finish(self, work, result)

    monkeypatch.setattr(Gateway, "finish", slow)

    async def play() -> None:
        async with opened(store, monkeypatch) as (_, port):

            async def note(name: str, answer: bytes) -> None:
                assert answer.startswith(b"HTTP/1.1 200 "), answer
                order.append(name)

            async def large() -> None:
                await note("large", await ask(port, LARGE, "Accept-Encoding: gzip"))

            waiting = asyncio.ensure_future(large())
            await asyncio.sleep(0.3)
            await note("small", await ask(port, "ASK {}"))
            may_finish.set()
            await waiting

    asyncio.run(play())

    assert order == ["small", "large"]
