"""How the cells of a printed table are cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.command_line import main


@pytest.mark.timeout(60)
@pytest.mark.parametrize("cell", ["字" * 30 + "a", "a" + "字" * 30, "a" * 61, "字" * 500, "会议" * 15])
def test_a_wide_cell_is_cut_to_the_width_of_the_screen(cell: str, tmp_path: Path) -> None:
    query = tmp_path / "wide.rq"
    query.write_text(f'SELECT ("{cell}" AS ?cell) {{}}', encoding="utf-8")

    result = CliRunner().invoke(main, ["query", str(query)])

    shown = result.stdout.splitlines()[2]
    assert shown == cell or (shown.endswith("…") and cell.startswith(shown[:-1]))
    assert sum(1 if character.isascii() or character == "…" else 2 for character in shown) <= 60
