"""A real service in processes of its own, spoken to over plain HTTP, as the tests of this room need it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Reply:
    """An answer as it came over the wire; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Service:
    """A running service."""

    port: int
    process: subprocess.Popen
    log: Path
    store: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    address: str = "127.0.0.1"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self, method: str, target: str, body: bytes | None = None, timeout: float = 60, **headers: str
    ) -> Reply:
        """Send one request; header names are given with underscores."""
        started = time.perf_counter()
        connection = http.client.HTTPConnection(self.address, self.port, timeout=timeout)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body, named)
            response = connection.getresponse()
            data = response.read()
            given = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, given, data, time.perf_counter() - started)
        finally:
            connection.close()

    def query(
        self, text: str, timeout: float = 60, method: str = "GET", more: str = "", **headers: str
    ) -> Reply:
        """Ask a query by GET."""
        return self.send(method, f"/sparql?query={quote(text, safe='')}{more}", timeout=timeout, **headers)

    def form(self, pairs: list[tuple[str, str]], **headers: str) -> Reply:
        """Ask by a POST of a form."""
        body = urlencode(pairs).encode()
        return self.send("POST", "/sparql", body, Content_Type="application/x-www-form-urlencoded", **headers)

    def processes(self) -> dict[int, str]:
        """Every process of the service: its id and command line."""
        found = {self.process.pid: "main"}
        while True:
            more = {
                pid: line for pid, (parent, line) in _table().items() if parent in found and pid not in found
            }  # fmt: skip
            if not more:
                return found
            found |= more

    def evaluators(self) -> list[int]:
        return [pid for pid in self.processes() if _name(pid) == "evaluator"]

    def fork_servers(self) -> list[int]:
        """The processes evaluators are forked off, one for each version that is open."""
        programs = {pid for pid, line in self.processes().items() if "kg.store.fork_server" in line}
        return sorted(programs - set(self.evaluators()))

    def front(self) -> int:
        """The process of the web server: the parent of the evaluators."""
        return _table()[self.evaluators()[0]][0]

    def memory(self) -> int:
        """Proportional memory of all processes, in bytes."""
        return sum(_proportional(pid) for pid in self.processes())

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def _name(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""


def _table() -> dict[int, tuple[int, str]]:
    table = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        table[int(folder.name)] = (parent, line)
    return table


def is_running(pid: int) -> bool:
    """Whether there is such a process that is not merely waiting to be buried."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _proportional(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    folder: Path,
    *options: str,
    store: Path | None = None,
    wait: float = 60,
    address: str = "127.0.0.1",
    **environment: str,
) -> Iterator[Service]:
    """Start a service and wait until it is healthy; end it afterwards."""
    port = free_port()
    log = folder / f"service-{port}.log"
    given = ["--store", str(store)] if store else []
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "server", "serve", "--port", str(port), *given, *options],
            stdout=out,
            stderr=out,
            env=settings,
            cwd=folder,
        )
    service = Service(port, process, log, store, environment, address)
    try:
        await_health(service, wait)
        yield service
    finally:
        service.stop()


def await_health(service: Service, wait: float = 60) -> Reply:
    until = time.monotonic() + wait
    while True:
        try:
            reply = service.send("GET", "/health", timeout=5)
            if reply.status == 200:
                return reply
        except OSError:
            pass
        if service.process.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"the service is not healthy:\n{service.log.read_text()[-3000:]}")
        time.sleep(0.05)
