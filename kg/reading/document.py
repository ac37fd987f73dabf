"""What reading hands on: a restored document, its repairs, and the tree of its provisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Document", "Loss", "ProvisionNode", "Repair"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """One emendation: ``source`` at ``source_start:source_end`` of the source is read as ``restored``.

    ``start:end`` is where the reading stands in the restored text (empty where something was dropped).
    """

    source_start: int
    source_end: int
    source: str
    start: int
    end: int
    restored: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Text that the source lost and reading does not invent: at ``offset`` of the restored text.

    ``kind`` is ``between-lines`` (a heading or items are missing there), ``cut-off`` (the end is missing) or
    ``cut-in`` (the beginning is missing) or ``garbled`` (unreadable characters stand there); ``resumes_at`` is where
    sound structure, or sound text, begins again.
    """

    kind: Literal["between-lines", "cut-off", "cut-in", "garbled"]
    offset: int
    resumes_at: int
    missing: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionNode:
    """A node of the provision tree; same fields as ``kg.coding.model.Provision``, in document order."""

    path: str
    parent: str | None
    kind: Literal["numbered", "heading", "paragraph"]
    number: str | None = None
    ordinal: int | None = None
    heading: str | None = None
    parent_lost: bool = False
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Document:
    """One restored document: ``source`` as it came, ``text`` as it is read, the repairs between, the provisions."""

    title: str | None
    source: str
    text: str
    repairs: tuple[Repair, ...] = ()
    losses: tuple[Loss, ...] = ()
    provisions: tuple[ProvisionNode, ...] = ()
