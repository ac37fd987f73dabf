"""What validation costs at 5, 500 and 5,000 documents: all of them at first, and again when one has changed.

Run ``python bench/validation.py [COUNT …]``. The documents are generated from one coding of the tests, each with a graph
of its own; a tenth of them have a duty without a bearer.
"""

from __future__ import annotations

import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from kg.checking import check_document, check_graphs
from kg.coding.files import read_codings
from kg.graph import build

ROOT = Path(__file__).resolve().parent.parent
COUNTS = (5, 500, 5000)
_STATED = b"ontology#bearerStatus> <https://w3id.org/dutygraph/ontology#Stated>"


def generate(count: int, *, changed: bool = False) -> Iterator[tuple[str, bytes]]:
    """Generate the graphs of so many documents, the vocabulary first; ``changed`` alters the last one."""
    (coding,) = read_codings(ROOT / "tests" / "shapes" / "clean.yaml")
    graphs = dict(build([coding]).by_graph())
    vocabulary = next(name for name in graphs if name.endswith("/vocabulary"))
    document = next(name for name in graphs if name.endswith("/qinghe"))
    yield vocabulary, graphs[vocabulary]
    for number in range(count):
        triples = graphs[document].replace(b"/qinghe", f"/qinghe{number}".encode())
        if number % 10 == 0 or (changed and number == count - 1):
            triples = triples.replace(_STATED, _STATED.replace(b"#Stated", b"#Unstated"), 1)
        yield document + str(number), triples


def main() -> None:
    """Print a row for each number of documents."""
    print("documents  findings  read only s  first s  ms/document  again s  one changed s  that one alone ms")
    for count in [int(word) for word in sys.argv[1:]] or COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            print(_measure(count, Path(folder)))


def _measure(count: int, kept: Path) -> str:
    begin = perf_counter()
    deque(generate(count), maxlen=0)
    read = perf_counter() - begin
    begin = perf_counter()
    report = check_graphs(generate(count), kept=kept)
    first = perf_counter() - begin
    begin = perf_counter()
    check_graphs(generate(count), kept=kept)
    again = perf_counter() - begin
    begin = perf_counter()
    check_graphs(generate(count, changed=True), kept=kept)
    changed = perf_counter() - begin
    (_, vocabulary), (_, document) = list(generate(1))
    begin = perf_counter()
    check_document(document, vocabulary)
    alone = perf_counter() - begin
    return (
        f"{count:9}  {len(report.findings):8}  {read:11.2f}  {first:7.2f}  {first / count * 1000:11.1f}  {again:7.2f}  {changed:13.2f}  "
        f"{alone * 1000:17.0f}"
    )


if __name__ == "__main__":
    main()
