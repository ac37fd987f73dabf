"""A report in a file says what the report in memory says, whole and narrowed, and is there whole or not at all."""

from __future__ import annotations

import gc
import sqlite3
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat
from pathlib import Path

import pytest

from kg.checking import Report, check_graphs
from kg.checking.checking import check_each
from kg.checking.documents import Checked
from kg.checking.report import Decision
from kg.checking.report_file import NARROWING, ReportFile, write_report_file
from kg.checking.writing import STREAMED, write_into, write_report
from kg.coding.corpus import load_corpus
from kg.graph import build

GRAPHS = list(build(load_corpus()).by_graph())


@pytest.fixture(scope="module")
def report() -> Report:
    return check_graphs(GRAPHS, processes=1)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> ReportFile:
    path = tmp_path_factory.mktemp("report") / "five.sqlite"
    write_report_file(path, check_each(GRAPHS, processes=1))
    return ReportFile(path)


def test_a_file_says_what_the_report_says(report: Report, file: ReportFile) -> None:
    assert tuple(file.findings) == report.findings
    assert file.documents == report.documents
    assert file.titles == report.titles
    assert file.seen == report.seen
    assert file.counts == report.counts
    assert not file.conforms


@pytest.mark.parametrize("name", NARROWING)
def test_a_report_is_narrowed_by_each_thing_it_counts(report: Report, file: ReportFile, name: str) -> None:
    counted = Counter(str(getattr(finding, name)) for finding in report.findings)
    choices = dict(dict(file.page(1, 10).choices)[name])

    assert choices == {value: count for value, count in counted.items() if value}
    for value, count in list(choices.items())[:5]:
        narrowed = file.narrowed({name: value})
        assert [finding.id for finding in narrowed.findings] == [
            finding.id for finding in report.findings if getattr(finding, name) == value
        ]
        assert narrowed.page(1, 10).total == count
        assert dict(narrowed.page(1, 10).choices)[name] == ((value, count),)


def test_a_narrowed_report_counts_what_is_left(report: Report, file: ReportFile) -> None:
    narrowed = file.narrowed({"severity": "warning", "document": "zongyang"})
    left = [each for each in report.findings if each.severity == "warning" and each.document == "zongyang"]

    page = narrowed.page(1, 3)
    assert page.total == len(left) > 3
    assert dict(page.choices)["code"] == tuple(
        sorted(Counter(each.code for each in left).items(), key=lambda pair: (-pair[1], pair[0]))
    )


def test_pages_put_together_are_the_report(report: Report, file: ReportFile) -> None:
    pages = [file.page(number, 7) for number in range(1, file.page(1, 7).pages + 1)]

    assert tuple(finding for page in pages for finding in page.findings) == report.findings


def test_a_value_nothing_has_narrows_to_nothing(file: ReportFile) -> None:
    narrowed = file.narrowed({"code": "' OR 1=1 --"})

    assert narrowed.page(1, 10).total == 0
    assert narrowed.conforms


def test_decisions_are_kept_with_their_findings(report: Report, tmp_path: Path) -> None:
    meant = report.findings[0]
    decision = Decision(
        finding=meant.id,
        verdict="intended",
        who="王某",
        when="2026-11-30",
        why="另文规定",
        basis=meant.quote or "",
    )
    write_report_file(tmp_path / "decided.sqlite", check_each(GRAPHS, processes=1), [decision])

    (found,) = ReportFile(tmp_path / "decided.sqlite").narrowed({"state": "decided"}).findings
    assert found == replace(meant, state="decided", decision=decision)


@pytest.mark.parametrize("style", STREAMED)
def test_a_file_is_written_as_the_report_is(
    report: Report, file: ReportFile, style: str, tmp_path: Path
) -> None:
    with (tmp_path / "written").open("wb") as written:
        write_into(written, file, style)

    assert (tmp_path / "written").read_bytes().decode() == write_report(report, style)


def test_a_check_that_fails_leaves_no_report(tmp_path: Path) -> None:
    def broken() -> Iterator[Checked]:
        yield from list(check_each(GRAPHS, processes=1))[:1]
        raise ValueError("the store went away")

    with pytest.raises(ValueError, match="went away"):
        write_report_file(tmp_path / "report.sqlite", broken())

    assert not list(tmp_path.iterdir())


def test_memory_does_not_grow_with_the_findings(tmp_path: Path) -> None:
    one = next(iter(check_each(GRAPHS, processes=1)))

    def peak(count: int) -> int:
        write_report_file(tmp_path / f"{count}.sqlite", repeat(one, count))
        gc.collect()
        tracemalloc.start()
        with Path("/dev/null").open("wb") as nowhere:
            write_into(nowhere, ReportFile(tmp_path / f"{count}.sqlite"), "json")
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(60) < 1.5 * peak(6)


def test_counting_reads_no_finding(tmp_path: Path) -> None:
    path = tmp_path / "report.sqlite"
    write_report_file(path, check_each(GRAPHS, processes=1))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE item SET packed = 'unreadable'")

    narrowed = ReportFile(path).narrowed({"severity": "warning"})

    assert narrowed.counts["warning"] > 0
    assert narrowed.page(10_000, 10).total == narrowed.counts["warning"]
