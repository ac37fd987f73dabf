"""Finds the folders that are data: the vocabulary and the shapes, in a checkout or in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UnknownName

__all__ = ["data_folder"]

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder ``ontology`` or ``shapes``: beside ``kg`` in a checkout, inside it in a wheel."""
    for folder in (_PACKAGE.parent / name, _PACKAGE / "data" / name):
        if any(folder.glob("*.ttl")):
            return folder
    raise UnknownName(f"{name}: no such data folder; reinstall dutygraph", value=name)
