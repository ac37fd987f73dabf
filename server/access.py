"""How a route reaches what the application holds: the engine and the settings."""

from __future__ import annotations

from typing import cast

from flask import current_app

from kg.store.engine import Engine
from server.clients import Clients
from server.settings import Settings
from server.sparql.gateway import Gateway

__all__ = ["clients", "engine", "gateway", "settings"]

CLIENTS = "dutygraph-clients"
ENGINE = "dutygraph-engine"
GATEWAY = "dutygraph-gateway"
SETTINGS = "dutygraph-settings"


def engine() -> Engine:
    """Give the engine of this application's store: prepared queries of our own pages use its reserved lane."""
    return cast(Engine, current_app.extensions[ENGINE])


def settings() -> Settings:
    """Give what the service was started with."""
    return cast(Settings, current_app.extensions[SETTINGS])


def gateway() -> Gateway:
    """Give the SPARQL service."""
    return cast(Gateway, current_app.extensions[GATEWAY])


def clients() -> Clients:
    """Give the reader of client addresses."""
    return cast(Clients, current_app.extensions[CLIENTS])
