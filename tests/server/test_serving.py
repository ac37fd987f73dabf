"""The command as somebody gives it."""

from __future__ import annotations

from pathlib import Path

from tests.server.service import serving


def test_a_store_named_from_the_folder_one_is_in_is_served(tmp_path: Path, store: Path) -> None:
    (tmp_path / "my-store").symlink_to(store, target_is_directory=True)

    with serving(tmp_path, store=Path("my-store")) as service:
        reply = service.query("ASK { ?s ?p ?o }", Accept="application/sparql-results+json")

    assert reply.json()["boolean"] is True
