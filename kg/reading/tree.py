"""Finding one's way in the provision tree of a document."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from kg.reading.document import Document, ProvisionNode

__all__ = ["ancestors", "leaf_at", "leaves", "node_at", "numbered_at"]


@lru_cache(maxsize=64)
def _index(
    provisions: tuple[ProvisionNode, ...],
) -> tuple[tuple[ProvisionNode, ...], dict[str, ProvisionNode]]:
    parents = {node.parent for node in provisions}
    return tuple(node for node in provisions if node.path not in parents), {
        node.path: node for node in provisions
    }


def leaves(document: Document) -> tuple[ProvisionNode, ...]:
    """Give the leaves in order; they partition the text."""
    return _index(document.provisions)[0]


def leaf_at(document: Document, offset: int) -> ProvisionNode:
    """Give the leaf an offset of the text lies in; the end of the text belongs to the last leaf.

    Raises IndexError for an offset outside the text.
    """
    if not 0 <= offset <= len(document.text) or not document.provisions:
        raise IndexError(f"offset {offset} is outside the text of {len(document.text)} characters")
    found = leaves(document)
    return found[max(0, bisect_right(found, offset, key=lambda leaf: leaf.start) - 1)]


def node_at(document: Document, path: str) -> ProvisionNode:
    """Give the node with a path; KeyError names one that is not there."""
    return _index(document.provisions)[1][path]


def numbered_at(document: Document, offset: int) -> ProvisionNode | None:
    """Give the nearest numbered provision an offset lies in, or None under no number."""
    nodes = _index(document.provisions)[1]
    node: ProvisionNode | None = leaf_at(document, offset)
    while node is not None and node.kind != "numbered":
        node = nodes[node.parent] if node.parent is not None else None
    return node


def ancestors(path: str) -> tuple[str, ...]:
    """Give the paths above a path as it is written, nearest first.

    >>> ancestors("3.8.2")
    ('3.8', '3')
    """
    parts = path.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
