"""Build an immutable version of a store beside the old ones and switch to it by one rename.

A store is a folder: ``versions/<hash>/`` holds one finished data set each, never touched again, and the pointer
file ``current`` says which one counts. Killed at any moment, the pointer names the old version or the new one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import msgspec
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

from kg.errors import StoreError

__all__ = ["Version", "current_version", "publish"]

KEPT = 2  # versions kept besides the current one, for readers that still have them open


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One published data set: its content hash, its folder, its size, when, and of which input it was built."""

    id: str
    folder: Path
    quads: int
    triples: int
    published: str
    source: str | None = None


class _Pointer(msgspec.Struct, kw_only=True):
    version: str
    quads: int
    triples: int
    published: str
    source: str | None = None


def current_version(store_dir: Path) -> Version:
    """Read which version of a store counts."""
    pointer_file = store_dir / "current"
    try:
        pointer = msgspec.json.decode(pointer_file.read_bytes(), type=_Pointer)
    except FileNotFoundError as error:
        raise StoreError(
            f"{store_dir}: nothing has been published here; run dutygraph build --store", value=store_dir
        ) from error
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"{pointer_file}: cannot be read: {error}", value=store_dir) from error
    return Version(
        id=pointer.version,
        folder=store_dir / "versions" / pointer.version,
        quads=pointer.quads,
        triples=pointer.triples,
        published=pointer.published,
        source=pointer.source,
    )


def publish(store_dir: Path, nquads: bytes | Path | Iterable[Quad], *, source: str | None = None) -> str:
    """Build a new version of a store, check it, switch to it, and return its content hash.

    The data is N-Quads, a file of N-Quads, or quads. ``source`` names the input, so that a later start can tell that nothing has changed.
    """
    versions = store_dir / "versions"
    try:
        versions.mkdir(parents=True, exist_ok=True)
        with _one_publisher(store_dir):
            _sweep(versions)
            building = versions / f".building-{uuid4().hex}"
            pointer = _build(building, nquads, source)
            folder = versions / pointer.version
            if not folder.exists():
                _sync_folder(building)
                building.rename(folder)
            _switch(store_dir, pointer)
            _prune(versions, keep=pointer.version)
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(f"{store_dir}: the new version cannot be built: {error}", value=store_dir) from error
    return pointer.version


@contextmanager
def _one_publisher(store_dir: Path) -> Iterator[None]:
    with (store_dir / ".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # Windows: the last of two publishers at once wins, each whole
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(folder: Path, nquads: bytes | Path | Iterable[Quad], source: str | None) -> _Pointer:
    from datetime import UTC, datetime

    store = Store(str(folder))
    if isinstance(nquads, bytes):
        store.bulk_load(BytesIO(nquads), RdfFormat.N_QUADS)
    elif isinstance(nquads, Path):
        store.bulk_load(path=str(nquads), format=RdfFormat.N_QUADS)
    else:
        store.bulk_extend(nquads)
    version, quads = _content_hash(store)
    # The engine's own union of graphs counts a triple once a graph; this copy has each once, and reads faster.
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    store.optimize()
    store.flush()
    del store
    triples = _check(folder, quads)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return _Pointer(version=version, quads=quads, triples=triples, published=now, source=source)


def _content_hash(store: Store) -> tuple[str, int]:
    # A sum of hashes does not depend on the order, so that nothing need be sorted or held in memory.
    total = count = 0
    for quad in store:
        total += int.from_bytes(hashlib.blake2b(str(quad).encode(), digest_size=32).digest(), "big")
        count += 1
    return (total % 2**256).to_bytes(32, "big").hex()[:32], count


def _check(folder: Path, quads: int) -> int:
    """Read the finished version back, and return the number of distinct triples."""
    store = Store.read_only(str(folder))
    triples = sum(1 for _ in store.quads_for_pattern(None, None, None, DefaultGraph()))
    if len(store) < quads or (triples == 0) != (quads == 0):
        raise ValueError(f"{len(store)} statements were read back, {quads} had been written")
    return triples


def _switch(store_dir: Path, pointer: _Pointer) -> None:
    fresh = store_dir / f".current-{uuid4().hex}"
    with fresh.open("wb") as file:
        file.write(msgspec.json.encode(pointer))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(store_dir / "current")
    _sync_folder(store_dir)
    _sync_folder(store_dir / "versions")


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(versions: Path) -> None:
    for left_over in (*versions.glob(".building-*"), *versions.parent.glob(".current-*")):
        if left_over.is_dir():
            shutil.rmtree(left_over, ignore_errors=True)
        else:
            left_over.unlink(missing_ok=True)


def _prune(versions: Path, *, keep: str) -> None:
    others = [each for each in versions.iterdir() if each.is_dir() and each.name != keep]
    others.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    for old in others[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
