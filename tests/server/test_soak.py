"""Many queries leave nothing behind: descriptors, processes, files and memory stay as they were."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.server.service import Service, serving

# Times beside other tests on a small machine say nothing; these have the machine to themselves.
pytestmark = pytest.mark.alone

PATTERNS = (
    "ASK {{ ?s ?p ?o }} #{n}",
    "SELECT ?s ?o {{ ?s a <https://w3id.org/dutygraph/ontology#PolicyDocument> ; ?p ?o }} ORDER BY ?o #{n}",
    "SELECT (COUNT(*) AS ?n) {{ ?s a ?c }} #{n}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} LIMIT 50 #{n}",
    "SELECT * {{ ?s ?p #{n}",
    "SELECT * {{ SERVICE <http://a/> {{ }} }} #{n}",
    "SELECT * {{ ?s ?p ?o }} LIMIT 4000 #{n}",
)


def state(service: Service) -> tuple[int, int, int]:
    """Processes, descriptors and memory, once replaced processes have gone and their successors are ready."""
    same, known = 0, 0
    for _ in range(100):
        time.sleep(0.2)
        processes = service.processes()
        same = same + 1 if len(processes) == known else 0
        known = len(processes)
        try:
            handles = sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in processes)
        except OSError:
            continue
        ready = service.send("GET", "/health").json()["evaluators"]
        if same >= 5 and len(service.evaluators()) == ready:
            break
    return len(processes), handles, service.memory()


def soak(service: Service, count: int, start: int) -> None:
    def ask(number: int) -> int:
        # Forty clients, as one alone would rightly be asked to wait for its failed requests.
        client = f"203.0.113.{number // 500 % 40 + 1}"
        return service.query(PATTERNS[number % len(PATTERNS)].format(n=number), X_Forwarded_For=client).status

    with ThreadPoolExecutor(8) as threads:
        statuses = set(threads.map(ask, range(start, start + count)))
    assert statuses <= {200, 400, 403}


@pytest.mark.parametrize("count", [2_000, pytest.param(20_000, marks=pytest.mark.soak)])
def test_a_soak_leaves_nothing_behind(tmp_path: Path, store: Path, count: int) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serving(tmp_path, "--trusted-proxy", "127.0.0.1", store=store, TMPDIR=str(temporary)) as service:
        # The cache of answers fills first: it is meant to be kept.
        soak(service, 1_500, 0)
        processes, handles, memory = state(service)

        soak(service, count, 100_000)

        after = state(service)
        assert after[0] == processes
        assert after[1] - handles <= 8
        assert after[2] < memory + 80_000_000
        assert not list(temporary.iterdir())
