"""Check a data set: every document by itself, in parallel, and only those that changed, into one report."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from pathlib import Path

from kg.checking.documents import Checked, check_document
from kg.checking.keeping import Kept
from kg.checking.report import Report, Seen
from kg.checking.shapes import Shapes, load_shapes
from kg.checking.vocabulary import index_vocabulary, select_vocabulary

__all__ = ["Checked", "check_document", "check_graphs"]

PARALLEL_FROM = 24  # documents; below, starting processes costs more than it saves
_AHEAD = 4  # documents waiting for each process, so that a large data set never lies in memory whole

_Named = tuple[str, bytes]
_Pair = tuple[bytes, bytes]  # a document and what it needs of the vocabulary


def check_graphs(
    graphs: Iterable[_Named],
    *,
    folder: Path | None = None,
    processes: int | None = None,
    kept: Path | None = None,
) -> Report:
    """Check every document graph of a data set, given as IRI and N-Triples; the graph ``vocabulary`` is shared.

    With ``kept``, a folder, what was found in a document is kept there and read again while the document, the
    vocabulary and the shapes are the same.
    """
    shapes = load_shapes(folder)
    vocabulary, documents = _split(graphs)
    # Shapes of others may ask for anything; ours look from a document into the vocabulary, never the other way.
    index = index_vocabulary(_thin(vocabulary, shapes)) if folder is None else None
    store = Kept(kept, vocabulary, shapes.digest)
    items = (store.read(graph) or _pair(graph, vocabulary, index) for graph in documents)
    check = partial(_check, folder=folder, kept=store)
    workers = processes if processes is not None else (os.cpu_count() or 1)
    report = gather(_run(check, items, workers), shapes)
    store.tidy()
    return report


def _split(graphs: Iterable[_Named]) -> tuple[bytes, Iterator[bytes]]:
    """Find the vocabulary and give the documents; they are streamed where the vocabulary comes first."""
    rest = iter(graphs)
    waiting: list[_Named] = []
    for name, triples in rest:
        if name.endswith("/graph/vocabulary"):
            return triples, _documents(chain(waiting, rest))
        waiting.append((name, triples))
    return b"", _documents(waiting)


def _documents(graphs: Iterable[_Named]) -> Iterator[bytes]:
    for name, triples in graphs:
        if not name.endswith(("/graph/vocabulary", "/graph/statistics", "/graph/decisions")):
            yield triples


def _thin(vocabulary: bytes, shapes: Shapes) -> bytes:
    """Keep of the vocabulary only what a shape can ask for: predicates whose name some constraint uses."""
    words = set(re.findall(r"\w+", " ".join(shape.select or "" for shape in shapes.all))) | {"type", "label"}
    named = re.compile(rb"^<[^>]*> <[^>]*?([^/#>]+)> ")
    lines = vocabulary.splitlines(keepends=True)
    return b"".join(
        line for line in lines if (found := named.match(line)) and found.group(1).decode() in words
    )


def _pair(graph: bytes, vocabulary: bytes, index: Mapping[bytes, bytes] | None) -> _Pair:
    return graph, vocabulary if index is None else select_vocabulary(index, graph)


def _check(pair: _Pair, *, folder: Path | None, kept: Kept) -> Checked:
    checked = check_document(*pair, folder)
    kept.write(pair[0], checked)
    return checked


def _run(check: partial[Checked], items: Iterable[Checked | _Pair], workers: int) -> list[Checked]:
    """Check what is not known yet, in the order of the documents."""
    done: dict[int, Checked] = {}

    def unknown() -> Iterator[tuple[int, _Pair]]:
        for at, item in enumerate(items):
            if isinstance(item, Checked):
                done[at] = item
            else:
                yield at, item

    for at, checked in _each(check, unknown(), workers):
        done[at] = checked
    return [done[at] for at in sorted(done)]


def _each(
    check: partial[Checked], pairs: Iterator[tuple[int, _Pair]], workers: int
) -> Iterator[tuple[int, Checked]]:
    first = list(islice(pairs, PARALLEL_FROM)) if workers > 1 else []
    if len(first) < PARALLEL_FROM:
        yield from ((at, check(pair)) for at, pair in chain(first, pairs))
        return
    with ProcessPoolExecutor(workers) as pool:
        running: deque[tuple[int, Future[Checked]]] = deque()
        for at, pair in chain(first, pairs):
            running.append((at, pool.submit(check, pair)))
            if len(running) >= workers * _AHEAD:
                earliest, future = running.popleft()
                yield earliest, future.result()
        yield from ((at, future.result()) for at, future in running)


def gather(checked: Sequence[Checked], shapes: Shapes) -> Report:
    """Put the findings of several documents together."""
    seen = {shape.iri: 0 for shape in shapes.all}
    for one in checked:
        for iri, count in one.seen:
            seen[iri] += count
    return Report(
        documents=tuple(one.document for one in checked),
        titles={one.document: one.title for one in checked},
        findings=tuple(finding for one in checked for finding in one.findings),
        seen=tuple(
            Seen(shape=shape.iri, code=shape.code, focus_nodes=seen[shape.iri]) for shape in shapes.all
        ),
    )
