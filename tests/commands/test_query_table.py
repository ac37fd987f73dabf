"""How the cells of a printed table are cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.command_line import main

CELLS = ("字" * 30 + "a", "a" + "字" * 30, "a" * 61, "字" * 500, "会议" * 15)


@pytest.mark.timeout(120)
def test_wide_cells_are_cut_to_the_width_of_the_screen(tmp_path: Path) -> None:
    query = tmp_path / "wide.rq"
    cells = " ".join(f'"{cell}"' for cell in CELLS)
    query.write_text(f"SELECT ?cell {{ VALUES ?cell {{ {cells} }} }}", encoding="utf-8")

    result = CliRunner().invoke(main, ["query", str(query)])

    shown = result.stdout.splitlines()[2 : 2 + len(CELLS)]
    assert [
        line
        for line, cell in zip(shown, CELLS, strict=True)
        if line != cell and not cell.startswith(line[:-1])
    ] == []
    assert max(sum(1 if c.isascii() or c == "…" else 2 for c in line) for line in shown) <= 60
