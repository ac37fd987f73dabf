"""How long each kind of page takes, and how much it weighs: on the five documents, or on many generated ones.

    python -m bench.pages                                     the five documents
    python -m bench.pages --documents 500                     the five, and generated ones up to that number
    python -m bench.pages --documents 5000 --store DIR        the same, in a store that is kept and used again

The documents are those of ``bench/generated.py``. Answers come from the real service over HTTP; every figure is the
median of several addresses of one kind, each asked once cold (never asked before) and then warm. ``built_s`` is the time
to publish a version and make all that is made of it once; ``ready_s`` that from a start to a healthy service,
``prepared_s`` to an answered search and question; ``again_ready_s`` and ``again_prepared_s`` are those of a second start.
``gz_kB`` is a page packed, as a browser is sent it.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import random
import re
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from bench.generated import generated, nquads
from kg.preparing import prepare_store
from kg.store.publishing import publish
from tests.server.service import Service, serving

BASE = "https://w3id.org/dutygraph/id/"


def addresses(provisions: dict[str, str | None], listed: dict[str, list[str]]) -> dict[str, list[str]]:
    """Give addresses of each kind of page: of documents, each with one of its provisions if it has any, and of things in lists."""
    names = list(provisions)
    words = [quote(word) for word in ("工会", "监督", "厂务公开", "会议", "考核", "学校", "职工代表大会")]
    questions = ("市总工会有哪些职责?", "协调小组会议多久开一次?", "谁指导学校的校务公开?")
    one = quote(f"{BASE}document/{names[0]}", safe="")
    things = [path for paths in listed.values() for path in paths[:2]]
    return {
        "home": ["/"],
        "document": [f"/id/document/{name}" for name in names],
        "as source": [f"/id/document/{name}?view=source" for name in names],
        "provision": [f"/id/provision/{name}/{path}" for name, path in provisions.items() if path],
        "body": listed["bodies"],
        "matter": listed["matters"],
        "procedure": listed["procedures"],
        "duty": listed["duties"],
        **{f"data .{end}": [f"{path}.{end}" for path in things] for end in ("ttl", "jsonld", "nt", "rdf")},
        "list": ["/documents", "/bodies", "/duties", "/matters", "/procedures"],
        "search": [f"/search?q={word}" for word in words],
        "narrowed": [f"/duties?q={word}&document={one}" for word in words],
        "search.csv": [f"/search.csv?q={word}" for word in words[2:]],
        **{f"compare by {by}": [f"/compare?by={by}"] for by in ("function", "matter", "meeting", "procedure")},
        "calendar": ["/calendar.ics"],
        "network": [f"/network?document={name}" for name in names],
        "network of a body": [f"/network?body={quote(BASE, safe='')}{path[4:]}" for path in listed["bodies"]],
        "network.graphml": [f"/network.graphml?document={name}" for name in names],
        "ask": [f"/ask?q={quote(word)}" for word in questions],
        "validation": ["/validation", "/validation?severity=warning", f"/validation?document={names[0]}"],
        "sparql": ["/sparql"],
        "ontology": ["/ontology"],
        "check": ["/check"],
        "cite": [f"/cite?page=/id/document/{name}" for name in names],
        "reconcile": [f"/reconcile/suggest?prefix={word}" for word in words],
        "void": ["/.well-known/void"],
        "sitemap": ["/sitemap.xml"],
        "downloads": ["/downloads"],
        "openapi": ["/openapi.json"],
        "health": ["/health"],
    }  # fmt: skip


def listed_pages(port: int) -> dict[str, list[str]]:
    """Find the pages of the things at the head of each list, those with the most duties first."""
    found = {}
    for name, order in (("bodies", "-duties"), ("matters", "-duties"), ("procedures", ""), ("duties", "")):
        _, _, body = fetch(port, f"/search?kind={SINGULAR[name]}&sort={order}", accept="text/html")
        paths = re.findall(rf'href="(/id/(?:{KINDS[name]})/[^"?#]+)"', body.decode())
        found[name] = list(dict.fromkeys(paths))[:8]
    return found


SINGULAR = {"bodies": "body", "matters": "matter", "procedures": "procedure", "duties": "duty"}
KINDS = {
    "bodies": "body|category",
    "matters": "matter",
    "procedures": "procedure|meeting-rule",
    "duties": "duty",
}


def fetch(port: int, path: str, accept: str = "text/html,*/*;q=0.5") -> tuple[float, int, bytes]:
    """Ask for one page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    started = time.perf_counter()
    connection.request(
        "GET", quote(path, safe="/?&=%+"), headers={"Accept": accept, "Accept-Encoding": "gzip"}
    )
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - started
    connection.close()
    return (
        seconds,
        answer.status,
        gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body,
    )


def measure(port: int, paths: list[str]) -> dict[str, float | int]:
    """Ask for pages of one kind, cold and warm."""
    cold = [fetch(port, path) for path in paths]
    warm = [fetch(port, path)[0] for _ in range(3) for path in paths]
    bodies = [body for _, _, body in cold]
    return {
        "pages": len(paths),
        "cold_ms": round(1000 * statistics.median(seconds for seconds, _, _ in cold), 1),
        "warm_ms": round(1000 * statistics.median(warm), 1),
        "kB": round(statistics.median(map(len, bodies)) / 1000, 1),
        "largest_kB": round(max(map(len, bodies)) / 1000, 1),
        "gz_kB": round(max(len(gzip.compress(body)) for body in bodies) / 1000, 1),
        "failed": sum(status != 200 for _, status, _ in cold),
    }


def prepare(service: Service) -> float:
    """Wait until searching and asking answer."""
    started = time.perf_counter()
    fetch(service.port, "/search?q=x")
    fetch(service.port, "/ask?q=x")
    return time.perf_counter() - started


def start(folder: Path, store: Path, name: str) -> None:
    """Start a service on a store, time it, and end it."""
    started = time.perf_counter()
    with serving(folder, store=store, wait=900) as service:
        ready = time.perf_counter() - started
        prepared = ready + prepare(service)
        show({f"{name}ready_s": round(ready, 1), f"{name}prepared_s": round(prepared, 1)})


def show(line: dict[str, object]) -> None:
    """Print one line."""
    print(json.dumps(line, ensure_ascii=False), flush=True)


def fill(store: Path, count: int) -> None:
    """Build a store, unless it is there, and tell its size."""
    started = time.perf_counter()
    if not (store / "current").exists():
        store.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(suffix=".nq", dir=store) as file:
            for piece in nquads(count):
                file.write(piece)
            file.flush()
            publish(store, Path(file.name))
        prepare_store(store)
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    show({"documents": count, "built_s": round(time.perf_counter() - started, 1), "MB": round(size / 1e6)})


def main() -> None:
    """Measure and print one line a kind of page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=5)
    parser.add_argument("--store", type=Path, help="keep the store here, and use it again where it is")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = asked.store or Path(folder) / "store"
        fill(store, asked.documents)
        start(Path(folder), store, "")
        start(Path(folder), store, "again_")
        with serving(Path(folder), store=store, wait=900) as service:
            prepare(service)
            provisions = {
                # The codings by hand that most generated documents are made of have no tree of provisions.
                coding.document.id: coding.duties[0].provision if coding.provisions else None
                for coding in generated(asked.documents)
            }
            names = random.Random(1).sample(list(provisions), min(15, len(provisions)))
            chosen = {name: provisions[name] for name in names}
            for kind, paths in addresses(chosen, listed_pages(service.port)).items():
                show({"kind": kind, **measure(service.port, paths)})
            show({"service_MB": round(service.memory() / 1e6)})


if __name__ == "__main__":
    main()
