"""The wheel carries the vocabulary, the shapes, the queries and the codings, and works outside the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("dutygraph-*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    ("folder", "pattern", "inside"),
    [
        ("ontology", "*", "kg/data/ontology"),
        ("shapes", "*", "kg/data/shapes"),
        ("kg/queries", "*.rq", "kg/queries"),
        ("kg/corpus", "**/*.yaml", "kg/corpus"),
        ("kg/corpus", "*.txt", "kg/corpus"),
        ("kg/coding/lexicons", "*", "kg/coding/lexicons"),
        ("server/templates", "**/*.html", "server/templates"),
        ("server/static", "**/*.*", "server/static"),
    ],
)
def test_the_wheel_holds_every_data_file(names: set[str], folder: str, pattern: str, inside: str) -> None:
    files = {
        path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).glob(pattern) if path.is_file()
    }

    assert files
    assert {f"{inside}/{name}" for name in files} - names == set()


def test_the_wheel_holds_no_tests_and_no_benchmarks(names: set[str]) -> None:
    assert {name for name in names if name.startswith(("tests/", "bench/", "docs/", "scripts/"))} == set()


def test_a_build_from_the_unpacked_wheel_is_the_build_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "empty").mkdir()

    built = {
        place: subprocess.run(
            [sys.executable, "-m", "server", "build"],
            cwd=tmp_path / "empty",
            env={"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
            capture_output=True,
        ).stdout
        for place in (ROOT, tmp_path / "site")
    }

    assert built[ROOT]
    assert built[ROOT] == built[tmp_path / "site"]
