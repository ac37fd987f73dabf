"""Bad input: one clear line that says what and where, exit 2, and nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.command_line import main

BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 4,
    "gb18030.txt": "协调小组工作职责".encode("gb18030"),
    "recipe.txt": "红烧肉的做法:五花肉切块,冷水下锅焯水,加冰糖炒出糖色,小火慢炖一小时。".encode(),
}


def run(*arguments: str) -> tuple[int, str, list[str]]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr.strip().splitlines()


@pytest.mark.parametrize("command", ["code", "build", "validate"])
@pytest.mark.parametrize("name", [*BAD, "missing.txt"])
def test_an_unusable_file_gives_one_line_that_names_it_and_exit_2(
    tmp_path: Path, command: str, name: str
) -> None:
    path = tmp_path / name
    if name in BAD:
        path.write_bytes(BAD[name])

    code, _, lines = run(command, str(path))

    assert code == 2
    assert len(lines) == 1
    assert name.removesuffix(".txt") in lines[0]


def test_a_text_not_of_the_genre_still_gives_its_empty_coding(tmp_path: Path) -> None:
    path = tmp_path / "recipe.txt"
    path.write_bytes(BAD["recipe.txt"])

    _, printed, _ = run("code", str(path), "--format", "json")
    coding = json.loads(printed)

    assert coding["document"]["genre"] is False
    assert coding["bodies"] == coding["duties"] == coding["procedures"] == coding["citations"] == []


@pytest.mark.parametrize(
    "arguments", [("code", "--nope"), ("frobnicate",), ("validate", "--format", "odt"), ("code",)]
)
def test_a_wrong_option_or_command_gives_exit_2(arguments: tuple[str, ...]) -> None:
    code, printed, lines = run(*arguments)

    assert code == 2
    assert printed == ""
    assert "Error:" in lines[-1] or "Error:" in " ".join(lines)
