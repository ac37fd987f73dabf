"""The Flask application: one factory, its blueprints from one list."""

from __future__ import annotations

import logging
import sys
from asyncio import AbstractEventLoop
from functools import partial
from importlib import import_module

from flask import Blueprint, Flask

from kg.store.engine import Engine
from kg.store.memory import open_local
from server.access import CLIENTS, ENGINE, GATEWAY, SETTINGS
from server.addresses import register_addresses
from server.clients import Clients
from server.exchange import Exchange
from server.files import register_files
from server.headers import register_headers
from server.packing import register_packing
from server.problems import Problem, register_problems, render_page
from server.settings import Settings, default_store
from server.sparql.gateway import Gateway
from server.validators import register_conditions, register_tags

__all__ = ["BLUEPRINTS", "create_application"]

log = logging.getLogger("dutygraph")

# Modules or packages that each own a ``blueprint``; add a room of the site here.
BLUEPRINTS = [
    "server.health",
    "server.metrics",
    "server.problem_types",
    "server.sparql.routes",
    "server.pages",
]


def create_application(settings: Settings, engine: Engine | None = None) -> Flask:
    """Build the application over a store; tests may hand in an engine of their own."""
    application = Flask("server")
    application.json.sort_keys = False  # type: ignore[attr-defined]
    application.extensions[SETTINGS] = settings
    opened = engine if engine is not None else open_engine(settings)
    application.extensions[ENGINE] = opened
    application.extensions[CLIENTS] = Clients(settings.trusted_proxies)
    application.extensions[GATEWAY] = Gateway(opened, settings, partial(_problem_page, application))
    register_addresses(application)
    # What is registered last is done first: an answer is tagged, packed, held against its conditions, given its headers.
    register_headers(application)
    register_files(application)
    register_conditions(application)
    register_packing(application)
    register_tags(application)
    register_problems(application)
    for name in BLUEPRINTS:
        blueprint = import_module(name).blueprint
        if not isinstance(blueprint, Blueprint):
            raise TypeError(f"{name}.blueprint is no blueprint")
        application.register_blueprint(blueprint)
    return application


def _problem_page(application: Flask, problem: Problem, exchange: Exchange) -> bytes:
    language = {"Accept-Language": exchange.header("accept-language") or ""}
    with application.test_request_context(
        exchange.path, query_string=exchange.query_string, headers=language
    ):
        return render_page(problem).encode()


def open_engine(settings: Settings, loop: AbstractEventLoop | None = None) -> Engine:
    """Open what the settings name: a store of our own in sandboxed processes, or a remote endpoint."""
    if settings.endpoint:
        endpoint: Engine = import_module("kg.store.remote").open_endpoint(
            settings.endpoint, timeout=settings.query_timeout, max_bytes=settings.max_bytes
        )
        return endpoint
    if sys.platform == "win32":
        log.warning(
            "queries run without a sandbox: Windows has none of its limits; serve to people you trust"
        )
        return open_local(settings.store or default_store())
    from kg.store.evaluator import Caps
    from kg.store.sandbox import SandboxSettings
    from kg.store.sandboxed import SandboxedEngine

    sandbox = SandboxSettings(
        workers=settings.workers,
        timeout=settings.query_timeout,
        queue=settings.queue,
        share=settings.share,
        caps=Caps(max_rows=settings.max_rows, max_bytes=settings.max_bytes, max_memory=settings.max_memory),
    )
    return SandboxedEngine(settings.store or default_store(), sandbox, loop)
