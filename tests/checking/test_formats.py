"""Each format of the report, read back by a reader of that format."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from kg.checking import Report
from kg.checking.shapes import SHAPES
from kg.checking.writing import write_report
from tests.checking.sample import HOSTILE, hostile, mutated
from tests.shapes.checked import check

ROOT = Path(__file__).parents[2]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(report: Report) -> _Reader:
    reader = _Reader()
    reader.feed(write_report(report, "html"))
    return reader


def test_csv_has_a_row_for_each_finding_that_a_reader_gives_back() -> None:
    report = mutated("leadership-cycle")

    rows = list(csv.DictReader(io.StringIO(write_report(report, "csv").removeprefix("\ufeff"))))

    assert [(row["id"], row["code"], row["quote"]) for row in rows] == [
        (finding.id, finding.code, finding.quote) for finding in report.findings
    ]


def test_csv_does_not_begin_a_cell_like_a_formula() -> None:
    (row,) = csv.DictReader(io.StringIO(write_report(hostile(), "csv").removeprefix("\ufeff")))

    assert row["quote"] == f"'{HOSTILE}"


def test_json_has_the_keys_of_the_contract() -> None:
    plain = json.loads(write_report(mutated("vague-time"), "json"))

    contract = "shape severity code document focus focus_label path value message_zh message_en suggestion_zh suggestion_en "
    contract += "provision quote start end"
    assert {"conforms", "counts", "documents", "findings"} <= plain.keys()
    assert plain["counts"] == {"violation": 0, "warning": 0, "info": 1}
    assert set(contract.split()) <= plain["findings"][0].keys()


def test_turtle_is_the_validation_report_of_the_standard_with_both_messages() -> None:
    graph = Graph().parse(data=write_report(mutated("vague-time"), "turtle"), format="turtle")

    report = graph.value(predicate=RDF.type, object=SH.ValidationReport)
    (result,) = graph.objects(report, SH.result)
    assert graph.value(report, SH.conforms) == Literal(False)
    assert graph.value(result, SH.sourceShape) == URIRef(SHAPES["VagueTime"])
    assert {getattr(text, "language", None) for text in graph.objects(result, SH.resultMessage)} == {
        "zh",
        "en",
    }


def test_turtle_of_a_clean_report_conforms() -> None:
    graph = Graph().parse(data=write_report(check(), "turtle"), format="turtle")

    assert graph.value(predicate=SH.conforms, object=Literal(True)) is not None


def test_sarif_names_every_rule_it_uses_and_places_findings_by_character() -> None:
    report = mutated("leadership-cycle")

    (run,) = json.loads(write_report(report, "sarif"))["runs"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert {result["ruleId"] for result in run["results"]} <= {
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    }
    assert {result["level"] for result in run["results"]} == {"error"}
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["charOffset"], region["charLength"]) == (
        report.findings[0].start,
        len(report.findings[0].quote or ""),
    )


def test_html_shows_every_finding_and_loads_nothing_from_elsewhere() -> None:
    report = mutated("leadership-cycle")

    page = read_html(report)

    assert {finding.id for finding in report.findings} <= set(page.ids)
    assert {"script", "link", "img", "iframe"}.isdisjoint(page.tags)


def test_html_shows_markup_of_a_document_as_text() -> None:
    page = read_html(hostile())

    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.text


def test_html_keeps_marks_that_turn_the_line_inside_the_quote() -> None:
    assert "bdi" in read_html(hostile()).tags


def test_markdown_shows_markup_of_a_document_as_text() -> None:
    page = write_report(hostile(), "markdown")

    assert "\\<script\\>" in page
    assert "\\*\\*粗\\*\\*" in page


def test_text_has_no_escape_sequence_and_no_turning_mark_of_a_document() -> None:
    page = write_report(hostile(), "text", colour=True)

    assert "\x1b[31m " not in page
    assert "\u202e" not in page


def test_text_says_a_sentence_once_however_many_findings_it_has() -> None:
    report = mutated("leadership-cycle")
    twice = type(report)(
        documents=report.documents, titles=report.titles, findings=(report.findings[0],) * 2, seen=report.seen
    )

    page = write_report(twice, "text")

    assert page.count("●") == 2
    assert page.count("【") == 1


@pytest.mark.parametrize("style", ["text", "html", "markdown"])
def test_a_clean_report_says_in_words_that_it_conforms(style: str) -> None:
    page = write_report(check(), style)

    assert "符合:没有发现问题。" in page
    assert "Conforms: nothing was found." in page


def validate(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "server", "validate", *arguments]


def test_colours_are_for_terminals_only() -> None:
    draft = str(Path(__file__).parent / "drafts" / "clean-flood.txt")

    piped = subprocess.run(validate(draft), cwd=ROOT, capture_output=True, text=True, check=False)
    ours, theirs = pty.openpty()
    shown = subprocess.Popen(validate(draft), cwd=ROOT, stdout=theirs)
    os.close(theirs)
    output = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        output += piece
    shown.wait()
    os.close(ours)

    assert piped.returncode == shown.returncode == 0
    assert "\x1b[" not in piped.stdout
    assert b"\x1b[" in output
