"""Where a result is written while it grows: memory at first, then a spool file, counting rows and bytes as it goes.

A cap that is passed raises, which ends the evaluation at once.
"""

from __future__ import annotations

import os

__all__ = ["NO_FILE", "NoRoom", "RowCounter", "Spool", "TooLargeForMemory"]

NO_FILE = -1

# Between two rows in JSON. A string can hold it only in escaped form, or where the string itself ends.
_NEXT_ROW = b'}},{"'


class Overflow(OSError):
    """The result passed a cap; the message says which."""


class TooLargeForMemory(Exception):
    """The result is larger than may be kept in memory, and there is no file for it."""


class NoRoom(Exception):
    """The spool file cannot be written: the disk is full, most likely."""


class RowCounter:
    """Count the rows of a result from its bytes, in whatever pieces they come."""

    def __init__(self, format_name: str) -> None:
        self._count = {
            "tsv": self._lines,
            "csv": self._records,
            "xml": self._elements,
            "json": self._objects,
        }.get(format_name)
        self._tail = b""
        self._quoted = False
        self._seen = 0
        self._head = format_name in ("tsv", "csv")

    @property
    def rows(self) -> int:
        """Rows that have ended so far."""
        return max(0, self._seen - 1) if self._head else self._seen

    def exceeds(self, most: int) -> bool:
        """Say whether there are more rows than ``most``: in JSON what ends one is that the next begins."""
        return self.rows + (self._count == self._objects) > most

    def add(self, data: bytes) -> None:
        """Count what ends in the next piece."""
        if self._count is not None:
            self._count(data)

    def _lines(self, data: bytes) -> None:
        self._seen += data.count(b"\n")

    def _records(self, data: bytes) -> None:
        # Every quotation mark, doubled ones too, turns "inside quotes" on or off.
        for number, piece in enumerate(data.split(b'"')):
            if number:
                self._quoted = not self._quoted
            if not self._quoted:
                self._seen += piece.count(b"\n")

    def _elements(self, data: bytes) -> None:
        data = self._tail + data
        self._seen += data.count(b"</result>")
        self._tail = data[-8:]

    def _objects(self, data: bytes) -> None:
        seam = self._tail + data[:4]
        self._seen += seam.count(_NEXT_ROW) + data.count(_NEXT_ROW)
        self._tail = data[-4:]


class Spool:
    """A writable that keeps a small result in memory and a large one in a file, and stops at the caps.

    ``handle`` is the file, or NO_FILE, ``keep`` how many bytes may be kept in memory.
    """

    def __init__(self, handle: int, format_name: str, *, max_rows: int, max_bytes: int, keep: int) -> None:
        self._handle = handle
        self._format_name = format_name
        self._pieces: list[bytes] = []
        self._counted = 0  # of the pieces
        self._spooled = False
        self._keep = keep
        self._max_rows = max_rows
        self._max_bytes = max_bytes
        # A row is at least a byte long: so small a result passes no cap, and most results are.
        self._light = min(keep, max_rows, max_bytes)
        self._counter: RowCounter | None = None
        self.size = 0
        self.overflow = ""

    def write(self, data: bytes) -> int:
        """Take the next piece of the result."""
        if self.overflow:
            # What could not be written is offered again when the engine drops its buffer.
            raise Overflow(self.overflow)
        self.size += len(data)
        self._pieces.append(data)
        if self.size > self._light:
            self._look()
        return len(data)

    def _look(self) -> None:
        """Hold the result so far against what may be kept in memory, and against the caps."""
        if self._counter is None:
            self._counter = RowCounter(self._format_name)
        for piece in self._pieces[self._counted :]:
            self._counter.add(piece)
        self._counted = len(self._pieces)
        if self._spooled or self.size > self._keep:
            self._unload()
        if self.size > self._max_bytes:
            self._stop(f"the result is larger than {self._max_bytes:,} bytes")
        if self._counter.exceeds(self._max_rows):
            self._stop(f"the result has more than {self._max_rows:,} rows")

    def seek(self, _: int) -> None:
        """Nothing to do: what follows is written from the start, once it is truncated."""

    def truncate(self) -> None:
        """Forget what was written."""
        self._pieces, self._counted, self._counter = [], 0, None
        self._spooled = False  # the file is emptied before it is written again
        self.size = 0

    def flush(self) -> None:
        """Nothing to do: what is held is handed over at the end."""

    def finish(self) -> bytes | None:
        """Give the whole result, or None where it is in the spool file."""
        if not self._spooled:
            return b"".join(self._pieces)
        self._unload()
        return None

    def _stop(self, why: str) -> None:
        self.overflow = why
        self._unload()
        raise Overflow(why)

    def _unload(self) -> None:
        if self._handle == NO_FILE:
            raise TooLargeForMemory
        data = memoryview(b"".join(self._pieces))
        self._pieces, self._counted = [], 0
        try:
            if not self._spooled:
                os.ftruncate(self._handle, 0)
                os.lseek(self._handle, 0, os.SEEK_SET)
                self._spooled = True
            while data:
                data = data[os.write(self._handle, data) :]
        except OSError as error:
            raise NoRoom(error.strerror) from error
