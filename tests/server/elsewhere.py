"""Other SPARQL servers, started for a test with the five documents in them."""

from __future__ import annotations

import http.client
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

from kg.store.loading import load_graphs
from tests.server.service import free_port

GRAPH = "https://w3id.org/dutygraph/id/graph/"


def by_graph(nquads: bytes) -> list[tuple[str, bytes]]:
    graphs: dict[str, list] = {}
    for quad in parse(nquads, RdfFormat.N_QUADS):
        graphs.setdefault(quad.graph_name.value, []).append(quad.triple)
    return [(name, serialize(triples, format=RdfFormat.N_TRIPLES)) for name, triples in graphs.items()]


def await_answer(port: int, target: str, process: subprocess.Popen, wait: float = 60) -> None:
    until = time.monotonic() + wait
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", target)
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"nothing answers at port {port}")


@contextmanager
def oxigraph(folder: Path, nquads: bytes, *options: str) -> Iterator[str]:
    """The native Oxigraph server; gives the URL of its query endpoint."""
    port = free_port()
    program = Path(sys.executable).parent / "oxigraph"
    process = subprocess.Popen(
        [
            str(program),
            "serve",
            "--location",
            str(folder / "oxigraph"),
            "--bind",
            f"127.0.0.1:{port}",
            *options,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_answer(port, "/", process)
        load_graphs(f"http://127.0.0.1:{port}/store", by_graph(nquads))
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.kill()
        process.wait()


CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {isql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
ServerThreads = 10
[HTTPServer]
ServerPort = {http}
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso(folder: Path, nquads: bytes) -> Iterator[str]:
    """Virtuoso, installed from Debian where it is missing; gives the URL of its query endpoint."""
    if shutil.which("virtuoso-t") is None:
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        subprocess.run([*install, "virtuoso-opensource-7-bin"], check=True, stdout=subprocess.DEVNULL)
    isql, http_port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(CONFIGURATION.format(folder=folder, isql=isql, http=http_port))
    (folder / "data.nq").write_bytes(nquads)
    process = subprocess.Popen(
        ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_answer(http_port, "/sparql?query=ASK%7B%7D", process, 120)
        statements = f"ld_dir('{folder}', 'data.nq', 'a:default'); rdf_loader_run(); checkpoint;"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{isql}", "dba", "dba", f"EXEC={statements}"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        yield f"http://127.0.0.1:{http_port}/sparql"
    finally:
        process.kill()
        process.wait()
