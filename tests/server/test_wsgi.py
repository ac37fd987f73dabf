"""How the door calls Flask: small bodies come whole, large ones piece by piece, and Flask cleans up behind both."""

from __future__ import annotations

import pytest
from flask import Flask, Response, request

from server.exchange import Exchange
from server.messages import Request
from server.wsgi import LARGEST_WHOLE, Page, call, environ_of

SMALL, LARGE = 3, LARGEST_WHOLE // 4 + 1


@pytest.fixture
def closed() -> list[str]:
    return []


@pytest.fixture
def application(closed: list[str]) -> Flask:
    made = Flask(__name__)

    @made.route("/<kind>/谁", methods=["GET", "POST"])
    def body(kind: str) -> Response:
        size = SMALL if kind == "small" else LARGE
        response = Response(iter([b"x" * size] * 4), headers={"Content-Length": str(4 * size)})
        response.call_on_close(lambda: closed.append(kind))
        return response

    @made.post("/echo")
    def echo() -> dict[str, object]:
        told = {"port": request.environ["SERVER_PORT"], "type": request.content_type, "upgrade": "Upgrade"}
        return {**told, "upgrade": told["upgrade"] in request.headers, "body": request.get_data(as_text=True)}

    return made


def ask(application: Flask, path: str, **more: object) -> Page:
    exchange = Exchange(
        **{"method": "GET", "path": path, "query_string": "", "headers": {"host": "a:81"}, **more}
    )
    return call(application, environ_of(Request(), exchange, "127.0.0.1"))


def test_a_small_body_is_whole_and_flask_has_cleaned_up(application: Flask, closed: list[str]) -> None:
    page = ask(application, "/small/谁")

    assert (page.status, page.body, closed) == (200, b"x" * 4 * SMALL, ["small"])


@pytest.mark.parametrize("taken", [0, 1, 4])
def test_flask_cleans_up_behind_a_large_body_however_much_of_it_is_taken(
    application: Flask, closed: list[str], taken: int
) -> None:
    page = ask(application, "/large/谁")
    assert not isinstance(page.body, bytes)
    pieces = iter(page.body)
    assert [len(next(pieces)) for _ in range(taken)] == [LARGE] * taken
    assert closed == []

    page.close()

    assert closed == ["large"]


def test_flask_reads_the_request_as_it_was_sent(application: Flask) -> None:
    headers = {"host": "a:81", "content-type": "text/plain", "content-length": "6", "upgrade": "h2c"}

    page = ask(application, "/echo", method="POST", body="督".encode(), headers=headers)

    assert isinstance(page.body, bytes)
    assert Response(page.body).get_json(force=True) == {
        "port": "81",
        "type": "text/plain",
        "upgrade": False,
        "body": "督",
    }
