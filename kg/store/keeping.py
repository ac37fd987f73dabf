"""Keeping what is read of a whole data version in files, where later processes read it instead of asking again."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from threading import get_ident
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

import msgspec

from kg.store.engine import is_live

__all__ = ["folder_of", "forget_old", "keep_in", "kept", "store_of"]

Result = TypeVar("Result")


class Versioned(Protocol):
    """The part of an engine that tells one version of the data from another."""

    @property
    def version(self) -> str:
        """The data version."""


Opened = TypeVar("Opened", bound=Versioned)

# Of the version that is served, and of those that some reader may still be at.
_VERSIONS = 3
_FOLDERS: WeakKeyDictionary[object, Path] = WeakKeyDictionary()

log = logging.getLogger("dutygraph.store")


def store_of(engine: object) -> object:
    """Name what outlives a request: an engine held to one version for a request shares its sandbox with all others."""
    return getattr(engine, "sandbox", engine)


def keep_in(engine: Versioned, folder: Path) -> None:
    """Keep in a folder what ``kept`` readings of this store find."""
    _FOLDERS[store_of(engine)] = folder


def folder_of(engine: Versioned) -> Path | None:
    """Give the folder that ``keep_in`` named for a store, if it did."""
    return _FOLDERS.get(store_of(engine))


def kept(
    name: str, form: int, type_: type[Result]
) -> Callable[[Callable[[Opened], Result]], Callable[[Opened], Result]]:
    """Keep a reading of a whole data version in a file, once ``keep_in`` has named a folder for its store.

    ``form`` is counted up whenever the reading is made otherwise, so that no file of an earlier program is taken for
    ours; one that cannot be read is made again, and the log says so.
    """

    def decorate(read: Callable[[Opened], Result]) -> Callable[[Opened], Result]:
        @wraps(read)
        def recall(engine: Opened) -> Result:
            folder, version = folder_of(engine), engine.version
            if folder is None or is_live(version):
                return read(engine)
            path = folder / f"{name}-{form}-{version}.msgpack"
            try:
                return msgspec.msgpack.decode(path.read_bytes(), type=type_)
            except FileNotFoundError:
                pass
            except msgspec.DecodeError as error:
                log.warning("%s cannot be read and is made again: %s", path.name, error)
            result = read(engine)
            if engine.version == version:  # nothing of two versions may stand under the name of one
                _write(path, result, f"{name}-*.msgpack")
            return result

        return recall

    return decorate


def _write(path: Path, result: Any, pattern: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}.draft")
    draft.write_bytes(msgspec.msgpack.encode(result))
    draft.replace(path)
    forget_old(path.parent, pattern)


def forget_old(folder: Path, pattern: str) -> None:
    """Delete what was made of versions long gone; a reader that still has such a file open keeps it until it is done."""
    files = sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for old in files[_VERSIONS:]:
        old.unlink(missing_ok=True)
