"""Remembering what was read of a store for as long as its data version stays the same, in memory and on disk."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

import msgspec

from kg.store.engine import Engine, is_live

__all__ = ["keep_in", "kept", "remembered"]

Asked = ParamSpec("Asked")
Result = TypeVar("Result")


class Versioned(Protocol):
    """The part of an engine that tells one version of the data from another."""

    @property
    def version(self) -> str:
        """The data version."""


Opened = TypeVar("Opened", bound=Versioned)

_KEPT = 128  # readings of one kind kept at a time
_VERSIONS = (
    3  # files of one reading kept: of the version served and of those that some reader may still have open
)
_FOLDERS: WeakKeyDictionary[object, Path] = WeakKeyDictionary()


def remembered(
    read: Callable[Concatenate[Engine, Asked], Result],
) -> Callable[Concatenate[Engine, Asked], Result]:
    """Keep the latest results of a reading that depends on the store and its plain arguments alone."""
    stores: WeakKeyDictionary[object, OrderedDict[object, Result]] = WeakKeyDictionary()
    lock = Lock()

    @wraps(read)
    def recall(engine: Engine, *args: Asked.args, **kwargs: Asked.kwargs) -> Result:
        key = (engine.version, args, tuple(sorted(kwargs.items())))
        with lock:
            kept = stores.setdefault(_store_of(engine), OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        result = read(engine, *args, **kwargs)
        with lock:
            kept[key] = result
            if len(kept) > _KEPT:
                kept.popitem(last=False)
        return result

    return cast(Callable[Concatenate[Engine, Asked], Result], recall)


def _store_of(engine: object) -> object:
    """Name what outlives a request: an engine held to one version for a request shares its sandbox with all others."""
    return getattr(engine, "sandbox", engine)


def keep_in(engine: Engine, folder: Path) -> None:
    """Keep what ``kept`` readings of this store find in a folder, where later processes read it instead of asking again."""
    _FOLDERS[_store_of(engine)] = folder


def kept(
    name: str, form: int, type_: type[Result]
) -> Callable[[Callable[[Opened], Result]], Callable[[Opened], Result]]:
    """Keep a reading of a whole data version in a file, once ``keep_in`` has named a folder for its store.

    ``form`` is counted up whenever the reading is made otherwise, so that no file of an earlier program is taken for ours.
    """

    def decorate(read: Callable[[Opened], Result]) -> Callable[[Opened], Result]:
        @wraps(read)
        def recall(engine: Opened) -> Result:
            folder = _FOLDERS.get(_store_of(engine))
            version = engine.version
            if folder is None or is_live(version):
                return read(engine)
            path = folder / f"{name}-{form}-{version}.msgpack"
            try:
                return msgspec.msgpack.decode(path.read_bytes(), type=type_)
            except FileNotFoundError:
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
    files = sorted(path.parent.glob(pattern), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for old in files[_VERSIONS:]:
        old.unlink(missing_ok=True)
