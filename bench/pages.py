"""How long each kind of page takes, and how much it weighs: on the five documents, or on many generated ones.

    python -m bench.pages                     the five documents
    python -m bench.pages --documents 500     the five, and small generated ones up to that number

A generated document is the clean coding of the tests (some 900 quads) under another place name, number and id.
Answers come from the real service over HTTP; every figure is the median of several addresses of one kind, each asked
once cold (never asked before) and then warm.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from kg.coding.corpus import load_corpus
from kg.coding.files import read_codings
from kg.coding.model import Coding
from kg.graph import build
from kg.store.publishing import publish
from tests.server.service import serving

BASE = "https://w3id.org/dutygraph/id/"
CLEAN = Path(__file__).resolve().parents[1] / "tests" / "shapes" / "clean.yaml"
# Two of them make a place name as long as the one it stands for, so that every offset stays true.
PLACES = "白清南北东西山江海湖林石金玉云龙凤安平永长新宁泰"


def generated(count: int) -> Iterator[Coding]:
    """Give the five documents, then small ones that differ in place, number and id until there are enough."""
    yield from load_corpus()[:count]
    clean = read_codings(CLEAN)[0]
    for number in range(count - 5):
        place = PLACES[number % len(PLACES)] + PLACES[number // len(PLACES) % len(PLACES)]
        document = clean.document
        renamed = replace(
            document,
            id=f"generated-{number}",
            title=document.title.replace("青河", place),
            issuer=(document.issuer or "").replace("青河", place),
            number=f"{place}消联[2024]{number}号",
            place=f"{place}市",
        )
        yield replace(clean, document=renamed, text=clean.text.replace("青河", place))


def nquads(count: int) -> Iterator[bytes]:
    """Build in slices, so that memory stays small."""
    batch: list[Coding] = []
    for coding in generated(count):
        batch.append(coding)
        if len(batch) == 50:
            yield build(batch).serialize()
            batch = []
    if batch:
        yield build(batch).serialize()


def body_of(name: str) -> str | None:
    """Name a body that a document has a great deal on."""
    if name.startswith("generated-"):
        return "joint-conference"
    return None if name in ("yimin", "zongyang") else "coordination-group"


def addresses(names: list[str], matters: list[str]) -> dict[str, list[str]]:
    """Give addresses of each kind of page."""
    words = ["工会", "监督", "厂务公开", "会议", "考核", "学校", "职工代表大会"]
    return {
        "home": ["/"],
        "document": [f"/id/document/{name}" for name in names],
        "body": [f"/id/body/{name}/{body}" for name in names if (body := body_of(name))],
        "matter": matters,
        "list": ["/documents", "/bodies", "/duties", "/matters", "/procedures"],
        "search": [f"/search?q={quote(word)}" for word in words],
        "narrowed": [f"/duties?q={quote(word)}&document={quote(BASE)}document/{names[0]}" for word in words],
        "compare": ["/compare", "/compare?by=matter", "/compare?by=meeting", "/compare?by=procedure"],
        "network": [f"/network?document={name}" for name in names],
        "sparql": ["/sparql"],
        "ontology": ["/ontology"],
        "ask": [f"/ask?q={quote(word)}" for word in ("市总工会有哪些职责?", "协调小组会议多久开一次?", "谁指导学校的校务公开?")],
    }  # fmt: skip


def matter_pages(port: int) -> list[str]:
    """Find the pages of the matters most duties are about."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", "/matters.json?sort=-duties")
    rows = json.loads(connection.getresponse().read())
    connection.close()
    return ["/id/" + quote(row["iri"].removeprefix(BASE)) for row in rows[:5]]


def ask(port: int, path: str) -> tuple[float, int, int]:
    """Ask for one page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    started = time.perf_counter()
    connection.request("GET", path, headers={"Accept": "text/html"})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    return time.perf_counter() - started, answer.status, size


def measure(port: int, paths: list[str]) -> dict[str, float | int]:
    """Ask for pages of one kind, cold and warm."""
    cold = [ask(port, path) for path in paths]
    warm = [ask(port, path)[0] for _ in range(5) for path in paths]
    return {
        "pages": len(paths),
        "cold_ms": round(1000 * statistics.median(seconds for seconds, _, _ in cold), 1),
        "warm_ms": round(1000 * statistics.median(warm), 1),
        "kB": round(statistics.median(size for _, _, size in cold) / 1000, 1),
        "failed": sum(status != 200 for _, status, _ in cold),
    }


def main() -> None:
    """Measure and print one line a kind of page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=5)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        store.mkdir()
        started = time.perf_counter()
        publish(store, b"".join(nquads(count)))
        print(
            json.dumps({"documents": count, "built_s": round(time.perf_counter() - started, 1)}), flush=True
        )
        with serving(Path(folder), store=store, wait=600) as service:
            names = [coding.document.id for coding in generated(count)]
            chosen = random.Random(1).sample(names, min(15, len(names)))
            seconds, _, _ = ask(service.port, "/search?q=x")
            print(json.dumps({"index_s": round(seconds, 1)}), flush=True)
            ask(service.port, "/ask?q=x")
            for kind, paths in addresses(chosen, matter_pages(service.port)).items():
                print(json.dumps({"kind": kind, **measure(service.port, paths)}), flush=True)


if __name__ == "__main__":
    main()
