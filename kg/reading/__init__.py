"""Bytes to clean, segmented documents; knows nothing of RDF or of what a duty is."""

from __future__ import annotations

from kg.reading.document import Document, Loss, ProvisionNode, Repair
from kg.reading.known import KnownDocument, known_documents, recognise
from kg.reading.offsets import apply_repairs, to_restored, to_source
from kg.reading.reading import read_document, read_documents
from kg.reading.restoring import Restoration, restore
from kg.reading.script import fold, is_traditional
from kg.reading.segmenting import segment
from kg.reading.sentences import sentences
from kg.reading.source import decode, split_compilation
from kg.reading.tree import ancestors, leaf_at, leaves, node_at, numbered_at

__all__ = [
    "Document",
    "KnownDocument",
    "Loss",
    "ProvisionNode",
    "Repair",
    "Restoration",
    "ancestors",
    "apply_repairs",
    "decode",
    "fold",
    "is_traditional",
    "known_documents",
    "leaf_at",
    "leaves",
    "node_at",
    "numbered_at",
    "read_document",
    "read_documents",
    "recognise",
    "restore",
    "segment",
    "sentences",
    "split_compilation",
    "to_restored",
    "to_source",
]
