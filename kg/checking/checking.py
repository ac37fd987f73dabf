"""Check a data set: every document by itself, in parallel, and only those that changed, into one report."""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

from kg.checking.documents import Checked, check_document
from kg.checking.keeping import Kept
from kg.checking.report import Report, Seen
from kg.checking.shapes import Shapes, load_shapes
from kg.checking.vocabulary import index_vocabulary, select_vocabulary

__all__ = ["Checked", "check_document", "check_each", "check_graphs", "gather", "tell_seen"]

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
    """Check every document graph of a data set, as ``check_each`` does, into one report."""
    return gather(
        list(check_each(graphs, folder=folder, processes=processes, kept=kept)), load_shapes(folder)
    )


def check_each(
    graphs: Iterable[_Named],
    *,
    folder: Path | None = None,
    processes: int | None = None,
    kept: Path | None = None,
) -> Iterator[Checked]:
    """Check the document graphs of a data set, given as IRI and N-Triples, in their order; ``vocabulary`` is shared.

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
    yield from _run(check, items, workers)
    store.tidy()


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


def _run(check: partial[Checked], items: Iterator[Checked | _Pair], workers: int) -> Iterator[Checked]:
    """Check what is not known yet, in the order of the documents."""
    first: list[Checked | _Pair] = []
    unknown = 0
    while workers > 1 and unknown < PARALLEL_FROM and (item := next(items, None)) is not None:
        first.append(item)
        unknown += not isinstance(item, Checked)
    every = chain(first, items)
    if unknown < PARALLEL_FROM:
        yield from (item if isinstance(item, Checked) else check(item) for item in every)
        return
    with ProcessPoolExecutor(workers) as pool:
        running: deque[Checked | Future[Checked]] = deque()
        for item in every:
            running.append(item if isinstance(item, Checked) else pool.submit(check, item))
            if len(running) >= workers * _AHEAD:
                yield _result(running.popleft())
        yield from map(_result, running)


def _result(item: Checked | Future[Checked]) -> Checked:
    return item if isinstance(item, Checked) else item.result()


def gather(checked: Sequence[Checked], shapes: Shapes) -> Report:
    """Put the findings of several documents together."""
    seen = Counter[str]()
    for one in checked:
        seen.update(dict(one.seen))
    return Report(
        documents=tuple(one.document for one in checked),
        titles={one.document: one.title for one in checked},
        findings=tuple(finding for one in checked for finding in one.findings),
        seen=tell_seen(seen, shapes),
    )


def tell_seen(seen: Mapping[str, int], shapes: Shapes) -> tuple[Seen, ...]:
    """Tell of every shape how many nodes it looked at."""
    return tuple(
        Seen(shape=shape.iri, code=shape.code, focus_nodes=seen.get(shape.iri, 0)) for shape in shapes.all
    )
