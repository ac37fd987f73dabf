"""What the service is started with, as one immutable value that travels to every process it spawns."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

__all__ = ["Settings", "default_store", "settings_from_environment"]

VARIABLE = "DUTYGRAPH_SETTINGS"


def _processors() -> int:
    return max(2, os.cpu_count() or 2)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every knob of the service; the defaults are what ``dutygraph serve`` uses.

    ``max_rows`` and ``max_bytes`` bound one result, ``max_memory`` one evaluation (bytes above an idle worker),
    ``max_query`` the text of a query. ``queue`` is how many queries may wait, ``share`` how many of them one client
    may have waiting or running. ``rate_seconds`` of evaluation and ``rate_errors`` failed requests are what a client
    may use up before it is asked to wait; they refill within ``rate_window`` seconds. ``trusted_proxies`` lists the
    addresses or networks whose Forwarded headers are believed. ``work`` is where files made of a data version lie when
    they cannot lie beside it: no folder of ours holds the data, or none we may write to.
    """

    store: Path | None = None
    endpoint: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = field(default_factory=_processors)
    query_timeout: float = 30.0
    base_iri: str = "https://w3id.org/dutygraph/id/"
    max_rows: int = 1_000_000
    max_bytes: int = 256 * 1024 * 1024
    max_memory: int = 256 * 1024 * 1024
    max_query: int = 1024 * 1024
    queue: int = 64
    share: int = 32
    rate_seconds: float = 1200.0
    rate_errors: float = 2000.0
    rate_window: float = 120.0
    trusted_proxies: tuple[str, ...] = ()
    log_queries: bool = False
    work: Path | None = None

    @property
    def keeps_beside_store(self) -> bool:
        """Whether what is made of a data version can lie in the folder of its store."""
        return self.store is not None and os.access(self.store, os.W_OK)


def default_store() -> Path:
    """Say where the five documents' store lives: under the user's state folder (XDG), or DUTYGRAPH_STORE."""
    given = os.environ.get("DUTYGRAPH_STORE")
    if given:
        return Path(given)
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "dutygraph" / "store"


def settings_to_environment(settings: Settings) -> None:
    """Leave the settings where the processes of the web server find them."""
    os.environ[VARIABLE] = msgspec.json.encode(settings, enc_hook=str).decode()


def settings_from_environment() -> Settings:
    """Read the settings the parent process left; the defaults where it left none."""
    text = os.environ.get(VARIABLE, "{}")
    return msgspec.json.decode(text, type=Settings, dec_hook=lambda wanted, value: wanted(value))
