"""The web process: uvicorn over a socket that listens already, with connections of our own."""

from __future__ import annotations

import socket
import sys

from uvicorn import Config, Server

from server.connection import Connection
from server.front import Front

__all__ = ["main"]

LAST_ANSWERS = 60  # seconds answers under way have once the service is told to stop


def main(handle: str) -> None:
    """Serve until told to stop by SIGTERM or SIGINT."""
    config = Config(
        Front(),
        loop="uvloop" if sys.platform != "win32" else "asyncio",
        http=Connection,
        ws="none",
        lifespan="on",
        interface="asgi3",
        proxy_headers=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    Server(config).run([socket.socket(fileno=int(handle))])


if __name__ == "__main__":
    main(sys.argv[1])
