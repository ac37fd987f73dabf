"""The command ``dutygraph serve``: prepare the store, then run the production web server over it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import click

from kg.commands.context import Failure, reported
from server.settings import Settings, default_store, settings_to_environment

__all__ = ["command", "run"]

QUICK_ENDS = 3  # times in a row the web server may end within HEALTHY seconds
HEALTHY = 2.0
BACKLOG = 2048  # connections that may wait while the web server is busy or started anew
PAUSE = 0.1  # seconds between an end and a new start


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@click.option(
    "--store", type=click.Path(path_type=Path, file_okay=False), help="Folder of a published store."
)
@click.option("--endpoint", help="URL of a SPARQL 1.1 server that already holds the data.")
@click.option(
    "--data", multiple=True, type=click.Path(path_type=Path), help="Codings, texts or RDF to serve instead."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Evaluator processes.  [default: one a processor]"
)
@click.option(
    "--query-timeout",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="Seconds a query may run.",
)
@click.option(
    "--trusted-proxy",
    multiple=True,
    metavar="ADDRESS",
    help="Proxy or network whose Forwarded and X-Forwarded headers are believed.",
)
@click.option(
    "--log-queries", is_flag=True, help="Write the text of queries to the log, not only their hash."
)
@reported
def command(
    host: str,
    port: int,
    store: Path | None,
    endpoint: str | None,
    data: tuple[Path, ...],
    workers: int | None,
    query_timeout: float,
    trusted_proxy: tuple[str, ...],
    log_queries: bool,
) -> None:
    """Serve the graph over HTTP: pages, SPARQL, linked data."""
    if store is not None and endpoint is not None:
        raise Failure("--store and --endpoint exclude each other: give one")
    chosen = store or (None if endpoint else default_store())
    settings = Settings(host=host, port=port, store=chosen, endpoint=endpoint, query_timeout=query_timeout)
    settings = replace(settings, trusted_proxies=_networks(trusted_proxy), log_queries=log_queries)
    if workers:
        settings = replace(settings, workers=workers)
    if chosen is not None:
        prepare(chosen, data, settings, given=store is not None)
    run(settings)


def _networks(addresses: tuple[str, ...]) -> tuple[str, ...]:
    from ipaddress import ip_network

    for address in addresses:
        try:
            ip_network(address, strict=False)
        except ValueError as error:
            raise Failure(f"--trusted-proxy {address}: is no address and no network") from error
    return addresses


def prepare(store_dir: Path, data: tuple[Path, ...], settings: Settings, *, given: bool) -> None:
    """Build the store where there is none for this input; a store that was named is served as it was published."""
    from kg.store.publishing import current_version
    from server.building import ensure_store

    if given and not data and (store_dir / "current").exists():
        current_version(store_dir)
        return
    if ensure_store(store_dir, data, settings.base_iri):
        click.echo(f"built {current_version(store_dir).quads} statements into {store_dir}", err=True)


def run(settings: Settings) -> None:
    """Run the web server until it is told to stop; one that ends by itself is started again."""
    listener = _listen(settings)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"serving on http://{shown}:{settings.port}", err=True)
    with _Watch(listener) as watch, _with_work(settings) as complete:
        settings_to_environment(complete)
        quick_ends = 0
        while quick_ends < QUICK_ENDS:
            started = time.monotonic()
            code = watch.run_once()
            if code is None:
                return
            # One that a signal ended would have gone on.
            is_quick = code > 0 and time.monotonic() - started < HEALTHY
            quick_ends = quick_ends + 1 if is_quick else 0
            time.sleep(PAUSE)
    raise Failure("the web server ends as soon as it starts; what it wrote above says why")


@contextmanager
def _with_work(settings: Settings) -> Iterator[Settings]:
    """Add a folder to work in where there is none beside the data: it outlives a web process that is killed, and goes with the service."""
    if settings.keeps_beside_store:
        yield settings
        return
    with TemporaryDirectory(prefix="dutygraph-") as work:
        yield replace(settings, work=Path(work))


def _listen(settings: Settings) -> socket.socket:
    """Open the port here, so that whoever connects while the web server is started anew is not refused."""
    host, port = settings.host, settings.port
    try:
        found = {each[0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        # localhost is both, and most who open it mean 127.0.0.1.
        family = socket.AF_INET if socket.AF_INET in found else socket.AF_INET6
        is_both = host == "::" and socket.has_dualstack_ipv6()
        return socket.create_server((host, port), family=family, backlog=BACKLOG, dualstack_ipv6=is_both)
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (")[0]
        raise Failure(
            f"cannot listen on {host} port {port}: {why}; choose another --port or --host"
        ) from error


class _Watch:
    """Runs the web server in a process of its own, and passes on the signals to stop."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopping = False

    def __enter__(self) -> Self:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def run_once(self) -> int | None:
        """Run it until it ends, and give its exit code; None where it was to end."""
        handle = self._listener.fileno()
        self._listener.set_inheritable(True)
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "server.web", str(handle)], close_fds=False
        )
        if self._is_stopping:
            self._process.terminate()
        code = self._process.wait()
        return None if self._is_stopping else code

    def _stop(self, *_: object) -> None:
        self._is_stopping = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
