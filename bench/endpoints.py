"""Throughput side by side in one run: this service, the native Oxigraph server, rdflib-endpoint, over the same data.

Only the ratios mean something: all servers and the load generator (wrk, from Debian) share the machine. Run it with
``scripts/bench-endpoints --triples 1000000``; without ``--triples`` the five documents are served. Every figure is the
median of ``--rounds``, and in each round the servers take turns.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from kg.store.publishing import current_version, publish

ROOT = Path(__file__).resolve().parents[1]
BINARIES = Path(sys.executable).parent
JSON = "application/sparql-results+json"
STARTS_WITHIN = 600  # seconds; rdflib-endpoint reads a million triples into memory first

# Every request another query, so that no server can answer from a cache; some ask about another thing, too.
EACH = "EACH"
DIFFERENT = """
local n = {start}
local before, after = "{before}", "{after}" .. "%20%23"
request = function()
  n = n + 1
  local path = before .. ({thing}) .. after .. n
  return wrk.format("GET", path, {{["Accept"] = "{accept}", ["Host"] = "localhost"}})
end
"""
SAME = """
request = function()
  return wrk.format("GET", "{path}", {{["Accept"] = "{accept}", ["Host"] = "localhost"{more}}})
end
"""

# The cheapest query there is says most of the service around the engine; those that join are more like what users ask.
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
ID, DG, GENERATED = (f"https://w3id.org/dutygraph/{place}" for place in ("id/", "ontology#", "bench/"))
OF_THE_FIVE = {
    "small SELECT": f"SELECT ?p ?o {{ <{ID}document/national> ?p ?o }} LIMIT 5",
    "small SELECT that joins: the duties of a body": f"""
        SELECT ?duty ?quote {{
          ?duty <{DG}bearer> <{ID}body/yimin/township-trade-union> ; a <{DG}Duty> ; <{DG}quote> ?quote
        }} LIMIT 10""",
    "SELECT of 1,000 rows": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000",
    "SELECT of 1,000 rows that joins: facts and labels": f"""
        SELECT ?fact ?label {{ ?fact <{DG}document> ?document ; {LABEL} ?label }} LIMIT 1000""",
}
OF_GENERATED = {
    "small SELECT": f"SELECT ?p ?o {{ <{GENERATED}thing/4711> ?p ?o }} LIMIT 5",
    "small SELECT that joins: what a thing links to": f"""
        SELECT ?thing ?label ?number {{
          <{GENERATED}thing/4711> <{GENERATED}link0>|<{GENERATED}link1> ?thing .
          ?thing {LABEL} ?label ; <{GENERATED}number1> ?number
        }} LIMIT 10""",
    "small SELECT that joins, each about another thing": f"""
        SELECT ?thing ?label ?number {{
          <{GENERATED}thing/{EACH}> <{GENERATED}link0>|<{GENERATED}link1> ?thing .
          ?thing {LABEL} ?label ; <{GENERATED}number1> ?number
        }} LIMIT 10""",
    "SELECT of 1,000 rows": OF_THE_FIVE["SELECT of 1,000 rows"],
    "SELECT of 1,000 rows that joins: things of a class and labels": f"""
        SELECT ?thing ?label {{ ?thing a <{GENERATED}Class7> ; {LABEL} ?label }} LIMIT 1000""",
}


@dataclass(frozen=True)
class Measured:
    """One figure: requests a second, the slowest hundredth in milliseconds, answers that were no 2xx or 3xx."""

    rate: float
    p99: float
    failed: int


def generate(count: int) -> bytes:
    """Make triples that look like the graph's: things with types, labels, numbers and links."""
    lines = []
    base = "https://w3id.org/dutygraph/bench/"
    for number in range(count // 10):
        subject, graph = f"<{base}thing/{number}>", f"<{base}graph/{number % 50}>"
        lines.append(
            f"{subject} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{base}Class{number % 20}> {graph} .\n"
        )
        lines.append(
            f'{subject} <http://www.w3.org/2000/01/rdf-schema#label> "第{number}项职责"@zh {graph} .\n'
        )
        lines += [
            f'{subject} <{base}number{k}> "{number * k}"^^<http://www.w3.org/2001/XMLSchema#integer> {graph} .\n'
            for k in range(4)
        ]
        lines += [
            f"{subject} <{base}link{k}> <{base}thing/{(number * 7 + k) % (count // 10)}> {graph} .\n"
            for k in range(4)
        ]
    return "".join(lines).encode()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, path: str, **environment: str) -> Iterator[int]:
    """Start a server, wait until it answers, end it."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=settings)
        try:
            await_answer(process, port, path, said)
            await_rest(process.pid)
            yield port
        finally:
            end(process)


def await_answer(process: subprocess.Popen[bytes], port: int, path: str, said: IO[bytes]) -> None:
    """Wait for a server's first answer; one that ends instead ends the benchmark with its last words."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            said.seek(0)
            last = said.read().decode("utf-8", "replace")[-2000:]
            raise SystemExit(f"{process.args} ended with {process.returncode} before it answered:\n{last}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    raise SystemExit(f"{process.args} did not answer within {STARTS_WITHIN} s")


def await_rest(pid: int) -> None:
    """Wait until a server has done what it does after its start, so that every one is measured in its steady state."""
    until, before = time.monotonic() + STARTS_WITHIN, -1.0
    while time.monotonic() < until:
        now = processor_seconds(pid)
        if 0.0 <= now - before < 0.03:  # less than before: one of its processes has ended
            return
        before = now
        time.sleep(1.0)


def processor_seconds(pid: int) -> float:
    """Add up the processor time of a process and its descendants."""
    spent, parents = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)] = int(fields[1])
                spent[int(folder.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(spent.get(each, 0.0) for each in family)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server, by force where it does not end by itself."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def load(port: int, script: str, seconds: float, connections: int) -> Measured:
    """Run wrk once."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        out = subprocess.run(
            [
                "wrk",
                "-t1",
                f"-c{connections}",
                f"-d{max(1, round(seconds))}s",
                "--latency",
                "-s",
                file.name,
                f"http://127.0.0.1:{port}",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    return Measured(
        rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit], int(failed[1]) if failed else 0
    )


def etag(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept": JSON, "Host": "localhost"})
    response = connection.getresponse()
    response.read()
    return response.getheader("ETag") or ""


def different(path: str) -> str:
    """Ask another query each time, about another thing where ``EACH`` stands for its number.

    The numbers begin elsewhere in every run, or the last run's answers would be in a cache.
    """
    before, mark, after = path.partition(EACH)
    thing = "n * 7919 % 10000" if mark else '""'
    return DIFFERENT.format(
        before=before, thing=thing, after=after, accept=JSON, start=random.randrange(10**9)
    )


def measure(
    servers: dict[str, tuple[int, str]],
    queries: dict[str, str],
    seconds: float,
    connections: int,
    rounds: int,
) -> None:
    """Measure every case on every server, in turn, round by round, and print the medians with their ratios."""
    for name, query in queries.items():
        figures: dict[str, list[Measured]] = {}
        for _ in range(rounds):
            for server, place in servers.items():
                for case, figure in one_round(server, place, query, seconds, connections).items():
                    figures.setdefault(case, []).append(figure)
        medians = {case: median(each) for case, each in figures.items()}
        native = medians["native"]
        print(f"\n{name}")
        for case, figure in medians.items():
            print(
                f"  {case:24} {figure.rate:10.0f}/s  ratio {figure.rate / native.rate:7.2f}  "
                f"p99 {figure.p99:8.2f} ms ({figure.p99 / native.p99:5.1f} x)  failed {figure.failed}",
                flush=True,
            )


def one_round(
    server: str, place: tuple[int, str], query: str, seconds: float, connections: int
) -> dict[str, Measured]:
    """Measure one server with one query: asked anew each time and, where it keeps answers, asked again."""
    port, prefix = place
    path = f"{prefix}?query={quote(' '.join(query.split()), safe='')}"
    load(port, different(path), 0.5, connections)
    figures = {server: load(port, different(path), seconds, connections)}
    path = path.replace(EACH, "4711")
    if server == "dutygraph":
        same = SAME.format(path=path, accept=JSON, more="")
        load(port, same, 0.5, connections)
        figures["dutygraph, cached"] = load(port, same, seconds, connections)
        packed = SAME.format(path=path, accept=JSON, more=', ["Accept-Encoding"] = "gzip"')
        load(port, packed, 0.5, connections)
        figures["dutygraph, cached, gzip"] = load(port, packed, seconds, connections)
        more = f", [\"If-None-Match\"] = '{etag(port, path)}'"
        again = SAME.format(path=path, accept=JSON, more=more)
        figures["dutygraph, 304"] = load(port, again, seconds, connections)
    return figures


def median(figures: list[Measured]) -> Measured:
    """Take the middle of each figure; failures add up."""
    return Measured(
        statistics.median(each.rate for each in figures),
        statistics.median(each.p99 for each in figures),
        sum(each.failed for each in figures),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--without", nargs="*", default=[])
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        store, data = Path(folder) / "store", Path(folder) / "data.nq"
        if options.triples:
            data.write_bytes(generate(options.triples))
            queries = OF_GENERATED
        else:
            from server.building import nquads_of

            data.write_bytes(nquads_of([], "https://w3id.org/dutygraph/id/"))
            queries = OF_THE_FIVE
        publish(store, data)
        version = current_version(store)
        print(f"{version.quads} statements, {os.cpu_count()} processors, {options.connections} connections")
        ports = {name: free_port() for name in ("dutygraph", "native", "rdflib-endpoint")}
        commands = {
            "dutygraph": [sys.executable, "-m", "server", "serve", "--store", str(store), "--port", str(ports["dutygraph"])],
            "native": [str(BINARIES / "oxigraph"), "serve-read-only", "--location", str(version.folder), "--bind", f"127.0.0.1:{ports['native']}"],
            "rdflib-endpoint": [sys.executable, "-m", "uvicorn", "bench.rdflib_server:app", "--port", str(ports["rdflib-endpoint"]), "--log-level", "critical"],
        }  # fmt: skip
        paths = {"dutygraph": "/sparql", "native": "/query", "rdflib-endpoint": "/"}
        servers = {}
        for name in ("native", "dutygraph", "rdflib-endpoint"):
            if name not in options.without:
                stack.enter_context(running(commands[name], ports[name], "/", BENCH_DATA=str(data)))
                servers[name] = (ports[name], paths[name])
        measure(servers, queries, options.seconds, options.connections, options.rounds)


if __name__ == "__main__":
    main()
