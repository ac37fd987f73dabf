"""Remembering what was read of a store for as long as its data version stays the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from kg.store.engine import Engine
from kg.store.keeping import store_of

__all__ = ["remembered"]

Asked = ParamSpec("Asked")
Result = TypeVar("Result")

_KEPT = 128  # readings of one kind kept at a time


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
            kept = stores.setdefault(store_of(engine), OrderedDict())
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
