"""What was found in a document, kept until the document, the vocabulary or the shapes change."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import msgspec

from kg.checking.documents import Checked

__all__ = ["Kept"]

# Changes whenever findings are made in another way from the same input.
_FORM = b"1"


class Kept:
    """A folder of findings, one file a document, named by the digest of all that they depend on; None keeps nothing."""

    def __init__(self, folder: Path | None, vocabulary: bytes, shapes: str) -> None:
        self._folder = folder
        self._base = sha256(_FORM + shapes.encode() + sha256(vocabulary).digest()).digest()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def _path(self, graph: bytes) -> Path | None:
        return self._folder and self._folder / f"{sha256(self._base + graph).hexdigest()[:40]}.json"

    def read(self, graph: bytes) -> Checked | None:
        """Give what was found in the same document before."""
        path = self._path(graph)
        try:
            found = None if path is None else msgspec.json.decode(path.read_bytes(), type=Checked)
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        if path is not None:
            os.utime(path)
        return found

    def write(self, graph: bytes, checked: Checked) -> None:
        """Keep what was found; a reader sees all of it or nothing."""
        path = self._path(graph)
        if path is not None:
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_bytes(msgspec.json.encode(checked))
            draft.replace(path)

    def tidy(self, keep: int = 20_000) -> None:
        """Drop the findings not asked for longest, beyond so many."""
        if self._folder is not None:
            files = list(self._folder.glob("*.json"))
            if len(files) > keep:
                for path in sorted(files, key=lambda file: file.stat().st_mtime)[:-keep]:
                    path.unlink(missing_ok=True)
