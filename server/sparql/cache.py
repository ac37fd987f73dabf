"""Answers kept for the same request over the same version of the data, least recently used out first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from server.exchange import Answer

__all__ = ["AnswerCache"]


class AnswerCache:
    """At most ``capacity`` bytes of answers, none larger than ``largest``."""

    def __init__(self, capacity: int = 64 * 1024 * 1024, largest: int = 4 * 1024 * 1024) -> None:
        self._capacity = capacity
        self._largest = largest
        self._answers: OrderedDict[Hashable, tuple[str, Answer]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable, version: str) -> Answer | None:
        """Find the answer to a request, if it is of this version of the data."""
        held = self._answers.get(key)
        if held is None or held[0] != version:
            self.misses += 1
            return None
        self.hits += 1
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
        return held[1]

    def put(self, key: Hashable, version: str, answer: Answer) -> None:
        """Keep an answer."""
        if answer.spool is not None or answer.size > self._largest:
            return
        with self._lock:
            self._drop(key)
            self._answers[key] = (version, answer)
            self._bytes += _weight(answer)
            while self._bytes > self._capacity:
                self._drop(next(iter(self._answers)))

    def _drop(self, key: Hashable) -> None:
        held = self._answers.pop(key, None)
        if held is not None:
            self._bytes -= _weight(held[1])


def _weight(answer: Answer) -> int:
    return answer.size + 2048
