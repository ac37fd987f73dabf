"""Make sure that there is a store to serve: build it from the five documents, or from what ``--data`` names.

A store whose input has not changed since it was built is served as it is, so that a second start is quick.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import InputError, StoreError
from kg.preparing import prepare_store
from kg.store.publishing import current_version, publish

__all__ = ["ensure_store", "input_digest", "nquads_of"]

RDF = {".ttl", ".trig", ".nq", ".nt", ".rdf", ".owl", ".jsonld"}


def ensure_store(store_dir: Path, files: Sequence[Path], base_iri: str) -> bool:
    """Build a store unless it holds just this input already; say whether it was built."""
    digest = input_digest(files, base_iri)
    try:
        if current_version(store_dir).source == digest:
            return False
    except StoreError:
        store_dir.mkdir(parents=True, exist_ok=True)
    publish(store_dir, nquads_of(files, base_iri), source=digest)
    prepare_store(store_dir)
    return True


def input_digest(files: Sequence[Path], base_iri: str) -> str:
    """Hash everything a build depends on: the files given, and this program with its vocabulary and documents."""
    digest = hashlib.blake2b(base_iri.encode(), digest_size=16)
    for path in (*_program(), *files):
        try:
            digest.update(path.name.encode() + b"\0" + hashlib.blake2b(path.read_bytes()).digest())
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror or error}", value=path) from error
    return digest.hexdigest()


def _program() -> Iterator[Path]:
    import kg

    package = Path(next(iter(kg.__path__)))
    folders = [package / room for room in ("reading", "coding", "graph", "corpus", "data")]
    folders.append(package.parent / "ontology")
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def nquads_of(files: Sequence[Path], base_iri: str) -> bytes:
    """Turn codings, texts and RDF into the N-Quads that are served; no file means the five documents."""
    rdf = [path for path in files if path.suffix.lower() in RDF]
    others = [path for path in files if path not in rdf]
    pieces = [_load(path) for path in rdf]
    if others or not rdf:
        from kg.commands.inputs import read_inputs
        from kg.graph import build

        pieces.append(build(read_inputs(others), base_iri=base_iri).serialize())
    return b"".join(pieces)


def _load(path: Path) -> bytes:
    from pyoxigraph import RdfFormat, parse, serialize

    form = RdfFormat.from_extension(path.suffix.lower().lstrip(".")) or RdfFormat.RDF_XML
    try:
        return (
            serialize(
                parse(path.read_bytes(), form, base_iri=path.resolve().as_uri()), format=RdfFormat.N_QUADS
            )
            or b""
        )
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{path}: is not RDF: {error}", value=path) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}", value=path) from error
