"""The command ``dutygraph serve``: prepare the store, then run the production web server over it."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from pathlib import Path

import click

from kg.commands.context import Failure, reported
from server.settings import Settings, default_store, settings_to_environment

__all__ = ["command", "run"]

QUICK_ENDS = 3  # times in a row the web server may end within HEALTHY seconds
HEALTHY = 2.0
BACKLOG = 2048  # connections that may wait while the web server is busy or started anew
LAST_ANSWERS = 60  # seconds answers under way have once the service is told to stop
HANGS = 20  # seconds of silence after which the web server is held to hang


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
    settings_to_environment(settings)
    listener = _listen(settings)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"serving on http://{shown}:{settings.port}", err=True)
    quick_ends = 0
    while quick_ends < QUICK_ENDS:
        started = time.monotonic()
        if not _serve(listener):
            return
        quick_ends = quick_ends + 1 if time.monotonic() - started < HEALTHY else 0
    raise Failure("the web server ends as soon as it starts; what it wrote above says why")


def _listen(settings: Settings) -> socket.socket:
    """Open the port here, so that whoever connects while the web server is started anew is not refused."""
    host, port = settings.host, settings.port
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise Failure(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another --port or --host"
        ) from error


def _serve(listener: socket.socket) -> bool:
    """Run the web server in a process of its own; tell whether it could not start."""
    from uvicorn import Config
    from uvicorn.config import STARTUP_FAILURE
    from uvicorn.supervisors import Multiprocess

    from server.connection import Connection

    config = Config(
        "server.front:load",
        factory=True,
        http=Connection,
        ws="none",
        lifespan="on",
        interface="asgi3",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=LAST_ANSWERS,
        timeout_worker_healthcheck=HANGS,
    )
    supervisor = Multiprocess(config, [listener])
    supervisor.run()
    return any(each.exitcode == STARTUP_FAILURE for each in supervisor.processes)
