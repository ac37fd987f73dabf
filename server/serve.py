"""The command ``dutygraph serve``: prepare the store, then run the production web server over it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from kg.commands.context import Failure, reported
from server.settings import Settings, default_store, settings_from_environment, settings_to_environment

__all__ = ["command", "load_application"]


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
@reported
def command(
    host: str,
    port: int,
    store: Path | None,
    endpoint: str | None,
    data: tuple[Path, ...],
    workers: int | None,
    query_timeout: float,
) -> None:
    """Serve the graph over HTTP: pages, SPARQL, linked data."""
    if store is not None and endpoint is not None:
        raise Failure("--store and --endpoint exclude each other: give one")
    settings = Settings(
        host=host,
        port=port,
        store=store or (None if endpoint else default_store()),
        endpoint=endpoint,
        query_timeout=query_timeout,
    )
    run(replace(settings, workers=workers) if workers else settings)


def run(settings: Settings) -> None:
    """Run the web server until it is told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    settings_to_environment(settings)
    server = Granian(
        "server.serve:load_application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=16,
        respawn_failed_workers=True,
        websockets=False,
    )
    server.serve()


def load_application() -> object:
    """Build the application inside a process of the web server."""
    from server.application import create_application

    return create_application(settings_from_environment())
