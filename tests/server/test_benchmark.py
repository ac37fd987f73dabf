"""The benchmark of endpoints stops at once, and says why, where a server does not start."""

from __future__ import annotations

import sys
import time

import pytest

from bench.endpoints import running
from tests.server.service import free_port


def test_a_server_that_ends_at_its_start_ends_the_benchmark_with_its_last_words() -> None:
    began = time.monotonic()

    with (
        pytest.raises(SystemExit, match=r"(?s)ended with 1 .*there is no such store"),
        running([sys.executable, "-c", "raise SystemExit('there is no such store')"], free_port(), "/"),
    ):
        pass

    assert time.monotonic() - began < 10
