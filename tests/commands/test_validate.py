"""What ``dutygraph validate`` and ``dutygraph decide`` do from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from server.command_line import main

DRAFTS = Path(__file__).parents[1] / "checking" / "drafts"
WATER, FLOOD = str(DRAFTS / "water.txt"), str(DRAFTS / "clean-flood.txt")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def findings(*arguments: str) -> list[dict[str, str]]:
    found = json.loads(run("validate", *arguments, "--format", "json").stdout)["findings"]
    assert isinstance(found, list)
    return found


def test_a_draft_with_violations_exits_with_1() -> None:
    assert run("validate", WATER).exit_code == 1


def test_a_draft_without_violations_exits_with_0() -> None:
    assert run("validate", FLOOD).exit_code == 0


def test_fail_on_sets_how_severe_a_finding_must_be(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(Path(FLOOD).read_text("utf-8").replace(",由指挥长审定", ""), "utf-8")

    assert run("validate", str(draft)).exit_code == 0
    assert run("validate", str(draft), "--fail-on", "info").exit_code == 1


def test_a_draft_that_says_who_proposes_and_who_decides_the_agenda_is_clean() -> None:
    assert findings(FLOOD) == []


def test_a_draft_says_which_findings_rest_on_the_machines_coding() -> None:
    assert "findings rest on the machine's coding" in run("validate", WATER).stdout


def test_a_published_store_keeps_what_was_found(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    assert run("build", FLOOD, "--store", store).exit_code == 0

    first, again = run("validate", "--store", store), run("validate", "--store", store)

    assert first.stdout == again.stdout
    assert len(list((tmp_path / "store" / "findings").glob("*.json"))) == 1


def test_a_decision_is_kept_and_shown(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    gap = next(finding for finding in findings(WATER) if finding["code"] == "numbering-gap")

    decided = run(
        "decide", gap["id"][:10], "intended", WATER, "--who", "王某", "--why", "第四项另发", "--decisions", str(path)
    )  # fmt: skip

    assert decided.exit_code == 0
    assert yaml.safe_load(path.read_text(encoding="utf-8"))[0]["why"] == "第四项另发"
    shown = next(f for f in findings(WATER, "--decisions", str(path)) if f["code"] == "numbering-gap")
    assert shown["state"] == "decided"


def test_what_is_resolved_since_an_earlier_report_is_said(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(run("validate", WATER, "--format", "json").stdout, encoding="utf-8")

    assert "Resolved since the earlier report" in run("validate", FLOOD, "--since", str(earlier)).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["validate", WATER, "--store", "x"], "give one of them"),
        (["validate", WATER, "--shapes", str(DRAFTS)], "holds no shapes"),
        (["validate", WATER, "--decisions", WATER], "decisions"),
        (["validate", WATER, "--since", WATER], "is not a report in JSON"),
        (["decide", "ffff", "intended", FLOOD, "--who", "a", "--why", "b"], "no finding of this id"),
    ],
    ids=["two inputs", "no shapes", "no decisions", "no report", "no such finding"],
)
def test_bad_input_gives_one_line_and_exit_2(arguments: list[str], words: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
