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
    """Keep the latest results of a reading that depends on the store and its plain arguments alone.

    Whoever asks for what another thread is reading waits for that one's result.
    """
    stores: WeakKeyDictionary[object, OrderedDict[object, Result]] = WeakKeyDictionary()
    reading: dict[tuple[int, object], Lock] = {}
    lock = Lock()

    @wraps(read)
    def recall(engine: Engine, *args: Asked.args, **kwargs: Asked.kwargs) -> Result:
        store = store_of(engine)
        key = (engine.version, args, tuple(sorted(kwargs.items())))
        place = (id(store), key)

        def look() -> tuple[Result] | None:
            with lock:
                kept = stores.setdefault(store, OrderedDict())
                if key not in kept:
                    return None
                kept.move_to_end(key)
                return (kept[key],)

        if (known := look()) is not None:
            return known[0]
        with lock:
            turn = reading.setdefault(place, Lock())
        try:
            with turn:
                if (known := look()) is not None:
                    return known[0]
                result = read(engine, *args, **kwargs)
                with lock:
                    kept = stores[store]
                    kept[key] = result
                    if len(kept) > _KEPT:
                        kept.popitem(last=False)
                return result
        finally:
            with lock:
                reading.pop(place, None)

    return cast(Callable[Concatenate[Engine, Asked], Result], recall)
