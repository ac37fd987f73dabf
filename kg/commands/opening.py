"""What a command asks its questions of: a published store, an endpoint elsewhere, or the five documents."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.commands.context import Failure
from kg.store.engine import Engine

__all__ = ["open_engine", "source_options"]

Command = TypeVar("Command", bound=Callable[..., Any])


def source_options(command: Command) -> Command:
    """Give a command the options ``--store`` and ``--endpoint``."""
    store = click.option(
        "--store",
        "store_dir",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="A store that `dutygraph build --store` published; without it, the five documents.",
    )
    endpoint = click.option("--endpoint", metavar="URL", help="A SPARQL 1.1 endpoint that holds the graph.")
    return store(endpoint(command))


def open_engine(store_dir: Path | None, endpoint: str | None) -> Engine:
    """Open what the options name; with neither, build the five documents in memory."""
    if store_dir is not None and endpoint is not None:
        raise Failure("--store and --endpoint both say where the graph is; give one of them")
    if endpoint is not None:
        engine: Engine = import_module("kg.store.remote").open_endpoint(endpoint)
        return engine
    if store_dir is not None:
        from kg.store.opening import open_store

        return open_store(store_dir)
    from kg.coding.corpus import load_corpus
    from kg.graph import build
    from kg.store.memory import open_memory

    return open_memory(build(load_corpus()).serialize())
