"""How a route reaches what the application holds: the engine and the settings."""

from __future__ import annotations

from typing import cast

from flask import current_app, g

from kg.store.engine import Engine
from kg.store.sandboxed import SandboxedEngine
from server.clients import Clients
from server.settings import Settings
from server.sparql.gateway import Gateway

__all__ = ["clients", "engine", "gateway", "settings"]

CLIENTS = "dutygraph-clients"
ENGINE = "dutygraph-engine"
GATEWAY = "dutygraph-gateway"
SETTINGS = "dutygraph-settings"


def engine() -> Engine:
    """Give the engine of this application's store, held to one version of the data for the whole request.

    Our own pages' ``select`` and ``ask`` use the places reserved for them.
    """
    if "engine" not in g:
        opened = cast(Engine, current_app.extensions[ENGINE])
        g.engine = opened.pinned() if isinstance(opened, SandboxedEngine) else opened
    return cast(Engine, g.engine)


def settings() -> Settings:
    """Give what the service was started with."""
    return cast(Settings, current_app.extensions[SETTINGS])


def gateway() -> Gateway:
    """Give the SPARQL service."""
    return cast(Gateway, current_app.extensions[GATEWAY])


def clients() -> Clients:
    """Give the reader of client addresses."""
    return cast(Clients, current_app.extensions[CLIENTS])
