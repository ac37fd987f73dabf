"""Token buckets: how much evaluation and how many errors a client may use up before it is asked to wait."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Throttle"]

REMEMBERED = 20_000


@dataclass(slots=True)
class _Bucket:
    level: float
    stamp: float


class Throttle:
    """A bucket a client: full it holds ``capacity``, and it refills wholly within ``window`` seconds."""

    def __init__(self, capacity: float, window: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = capacity
        self._rate = capacity / window
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str) -> int:
        """Say in how many seconds the client may ask again; 0 is now."""
        bucket = self._buckets.get(client)
        if bucket is None or bucket.level > 0:  # time only fills it
            return 0
        level = self._level(bucket, self._clock())
        return 0 if level > 0 else max(1, math.ceil(-level / self._rate) + 1)

    def spend(self, client: str, amount: float) -> None:
        """Take what a request cost out of the client's bucket; it may go below empty once."""
        now = self._clock()
        with self._lock:
            bucket = self._buckets.get(client)
            if bucket is None:
                bucket = self._buckets[client] = _Bucket(self._capacity, now)
                if len(self._buckets) > REMEMBERED:
                    self._buckets.popitem(last=False)
            bucket.level = self._level(bucket, now) - amount
            bucket.stamp = now
            self._buckets.move_to_end(client)

    def _level(self, bucket: _Bucket, now: float) -> float:
        return min(self._capacity, bucket.level + (now - bucket.stamp) * self._rate)
