"""The Flask application: one factory, its blueprints from one list."""

from __future__ import annotations

from importlib import import_module

from flask import Blueprint, Flask

from kg.store.engine import Engine
from server.access import ENGINE, SETTINGS
from server.headers import register_headers
from server.problems import register_problems
from server.settings import Settings

__all__ = ["BLUEPRINTS", "create_application"]

# Modules or packages that each own a ``blueprint``; add a room of the site here.
BLUEPRINTS = [
    "server.health",
    "server.sparql",
    "server.pages",
]


def create_application(settings: Settings, engine: Engine | None = None) -> Flask:
    """Build the application over a store; tests may hand in an engine of their own."""
    application = Flask("server")
    application.json.sort_keys = False  # type: ignore[attr-defined]
    application.extensions[SETTINGS] = settings
    application.extensions[ENGINE] = engine if engine is not None else open_engine(settings)
    application.url_map.strict_slashes = False
    register_headers(application)
    register_problems(application)
    for name in BLUEPRINTS:
        blueprint = import_module(name).blueprint
        if not isinstance(blueprint, Blueprint):
            raise TypeError(f"{name}.blueprint is no blueprint")
        application.register_blueprint(blueprint)
    return application


def open_engine(settings: Settings) -> Engine:
    """Open what the settings name: a store of our own or a remote endpoint."""
    from kg.store.opening import open_store
    from server.settings import default_store

    return open_store(settings.store or default_store())
