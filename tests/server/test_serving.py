"""The command as somebody gives it."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.service import ROOT, Service, free_port, serving


def test_a_store_named_from_the_folder_one_is_in_is_served(tmp_path: Path, store: Path) -> None:
    (tmp_path / "my-store").symlink_to(store, target_is_directory=True)

    with serving(tmp_path, store=Path("my-store")) as service:
        reply = service.query("ASK { ?s ?p ?o }", Accept="application/sparql-results+json")

    assert reply.json()["boolean"] is True


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


OVER_IPV6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


@pytest.mark.parametrize(
    ("host", "addresses"),
    [
        ("localhost", ["127.0.0.1"]),
        pytest.param("::1", ["::1"], marks=OVER_IPV6),
        pytest.param("::", ["::1", "127.0.0.1"], marks=OVER_IPV6),
    ],
)
def test_it_listens_where_it_is_told_to(tmp_path: Path, store: Path, host: str, addresses: list[str]) -> None:
    with serving(tmp_path, "--host", host, store=store, address=addresses[0]) as service:
        for address in addresses:
            connection = http.client.HTTPConnection(address, service.port, timeout=10)
            connection.request("GET", "/health")
            assert connection.getresponse().status == 200
            connection.close()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            ["--port", "{taken}"],
            "cannot listen on 127.0.0.1 port {taken}: Address already in use; choose another --port",
        ),
        (["--host", "no.such.host.invalid"], "cannot listen on no.such.host.invalid port"),
        (["--host", "192.0.2.1"], "cannot listen on 192.0.2.1 port"),
    ],
)
def test_where_it_cannot_listen_it_says_so_and_ends(
    service: Service, store: Path, options: list[str], says: str
) -> None:
    given = [each.format(taken=service.port) for each in options]
    port = [] if "--port" in given else ["--port", str(free_port())]
    ended = subprocess.run(
        [sys.executable, "-m", "server", "serve", "--store", str(store), *port, *given],
        capture_output=True, text=True, timeout=60, cwd=ROOT, check=False,
    )  # fmt: skip

    assert ended.returncode == 2
    assert says.format(taken=service.port) in ended.stderr
    assert "Traceback" not in ended.stderr
