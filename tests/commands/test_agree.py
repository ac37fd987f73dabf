"""The command ``agree`` on files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.coding.files import to_json, to_yaml
from kg.commands.agree import command
from tests.coding.agreement.codings import FORECAST, RESEARCH, RESERVOIR, TEXT, WHOLE, coding


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    other = replace(WHOLE, duties=(RESEARCH, RESERVOIR, replace(FORECAST, bearers=("water",))))
    one, two = tmp_path / "one.yaml", tmp_path / "two.json"
    one.write_text(to_yaml([WHOLE]), encoding="utf-8")
    two.write_text(to_json([other]), encoding="utf-8")
    return str(one), str(two)


def test_the_text_shows_figures_and_each_disagreement_with_its_place(files: tuple[str, str]) -> None:
    result = CliRunner().invoke(command, files)

    assert result.exit_code == 0
    row = next(line for line in result.output.splitlines() if line.startswith("duties "))
    assert row.split() == ["duties", "3", "3", "2", "0.667", "0.667", "0.667", "0.667", "–", "–", "facts"]
    assert "- 1, line 4: they differ\n    first   县气象局 (stated)   「县气象局负责雨情预报" in result.output


def test_the_json_holds_the_same(files: tuple[str, str]) -> None:
    result = CliRunner().invoke(command, [*files, "--format", "json"])

    duties = next(c for c in json.loads(result.output)["components"] if c["name"] == "duties")
    assert (duties["f1"], duties["disagreements"][0]["second"]["value"]) == (0.6667, "县水利局 (stated)")


def test_codings_of_two_texts_are_refused_with_one_line_and_exit_2(
    tmp_path: Path, files: tuple[str, str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text(to_json([coding(text=TEXT[:-9])]), encoding="utf-8")

    result = CliRunner().invoke(command, [files[0], str(other)])

    assert result.exit_code == 2
    assert result.stderr.startswith("dutygraph: the two codings are not of one text")
    assert result.stderr.count("\n") == 1
