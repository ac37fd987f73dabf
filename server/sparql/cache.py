"""Answers kept for the same request over the same version of the data, least recently used out first."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Hashable

from server.exchange import Answer

__all__ = ["AnswerCache"]

DEAR = 0.005  # seconds of evaluation from which an answer is kept at once
KNOCKS = 4096  # requests remembered


class AnswerCache:
    """At most ``capacity`` bytes of answers, none larger than ``largest``."""

    def __init__(self, capacity: int = 64 * 1024 * 1024, largest: int = 4 * 1024 * 1024) -> None:
        self._capacity = capacity
        self._largest = largest
        self._answers: OrderedDict[Hashable, tuple[str, Answer]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._knocks = array("q", [0]) * KNOCKS
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
        """Keep an answer that is dear, or asked for a second time.

        Most queries are asked once. To keep them all would push out those that are asked again, and every one kept
        takes memory that no cache of the processor holds. So a cheap one must knock twice: a doorkeeper, as in
        https://arxiv.org/abs/1512.00727, section 3.4.2, remembers who did.
        """
        if answer.spool is not None or answer.size > self._largest:
            return
        if answer.seconds < DEAR and not self._has_knocked(key, version):
            return
        with self._lock:
            self._drop(key)
            self._answers[key] = (version, answer)
            self._bytes += _weight(answer)
            while self._bytes > self._capacity:
                self._drop(next(iter(self._answers)))

    def _has_knocked(self, key: Hashable, version: str) -> bool:
        knock = hash((key, version))
        place = knock % len(self._knocks)
        if self._knocks[place] == knock:
            return True
        self._knocks[place] = knock
        return False

    def _drop(self, key: Hashable) -> None:
        held = self._answers.pop(key, None)
        if held is not None:
            self._bytes -= _weight(held[1])


def _weight(answer: Answer) -> int:
    return answer.size + 2048
