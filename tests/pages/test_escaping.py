"""A document full of markup, script, formulas and reordering characters shows as text everywhere."""

from __future__ import annotations

import csv
import io
import json
import re

import networkx
import pytest
from bibtexparser import parse_string
from flask.testing import FlaskClient
from icalendar import Calendar
from openpyxl import load_workbook

from tests.pages.hostile import BIDI, FORMULA, SCRIPT
from tests.pages.links import Page

ALLOWED = {"application/ld+json", "application/json"}
PATHS = (
    "/",
    "/documents",
    "/bodies",
    "/duties",
    "/matters",
    "/procedures",
    f"/search?q={SCRIPT}",
    "/search?q=监督&sort=name",
    "/search?kind=silence",
    "/search?kind=defect",
    "/.well-known/void",
    "/id/provision/hostile/p1",
    "/network?body=https://w3id.org/dutygraph/id/body/hostile/b1",
    "/compare",
    "/compare?by=matter",
    "/compare?by=meeting",
    "/compare?by=procedure",
    "/network",
    "/network.svg",
    "/validation",
    f"/ask?q={SCRIPT}",
    f"/query?query=ASK {{}} # {SCRIPT}",
    "/query?query=SELECT * WHERE { ?s ?p ?o FILTER(isLiteral(?o)) } LIMIT 400",
    "/cite?page=/id/document/hostile",
    f"/cite?page=/{SCRIPT}",
    "/ontology",
    "/id/document/hostile",
    "/id/document/hostile?view=source",
    "/id/document/hostile?at=30-60",
    "/id/body/hostile/b1",
    "/id/body/hostile/b3",
    "/id/duty/hostile/dp1-1",
    "/id/procedure/hostile/pp1-1",
)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_in_a_document_becomes_markup(hostile: FlaskClient, path: str, language: str) -> None:
    answer = hostile.get(
        path, query_string=None, headers={"Accept": "text/html", "Accept-Language": language}
    )

    page = Page(answer.text)
    assert answer.status_code == 200
    assert [
        given
        for tag, given in page.tags
        if tag == "script" and "src" not in given and given.get("type") not in ALLOWED
    ] == []
    assert [tag for tag, given in page.tags if tag in ("img", "b") and "onerror" in str(given)] == []
    assert [given for _, given in page.tags if any(name.startswith("on") for name in given)] == []
    assert [link for link in page.links if link.lower().startswith(("javascript:", "data:"))] == []


def test_a_draft_full_of_markup_is_shown_as_text(hostile: FlaskClient) -> None:
    text = f"{SCRIPT}某市协调小组工作规则\n一、协调小组职责\n1、负责指导{FORMULA}各单位落实{BIDI}责任制。\n"
    answer = hostile.post("/check", data={"text": text}, headers={"Accept": "text/html"})

    page = Page(answer.text)
    assert answer.status_code == 200
    assert [given for tag, given in page.tags if tag == "script" and "src" not in given] == []
    assert SCRIPT in page.words
    assert "\u202e" not in re.sub(r"<textarea.*?</textarea>", "", answer.text, flags=re.DOTALL)


@pytest.mark.parametrize("path", ["/bodies", "/id/document/hostile", "/id/body/hostile/b4"])
def test_characters_that_reorder_text_are_shown_by_their_code(hostile: FlaskClient, path: str) -> None:
    text = hostile.get(path, headers={"Accept": "text/html"}).text

    assert "\u202e" not in Page(text).words
    assert "[U+202E]" in text


def test_json_in_a_page_cannot_end_its_element(hostile: FlaskClient) -> None:
    text = hostile.get("/id/document/hostile", headers={"Accept": "text/html"}).text

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    assert SCRIPT in json.dumps(json.loads(found[1]), ensure_ascii=False)


@pytest.mark.parametrize("name", ["bodies", "duties", "documents", "procedures"])
def test_no_cell_of_a_csv_is_a_formula(hostile: FlaskClient, name: str) -> None:
    rows = list(csv.reader(io.StringIO(hostile.get(f"/{name}.csv").data.decode("utf-8-sig"))))

    cells = [cell for row in rows for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("name", ["bodies", "duties", "documents", "procedures"])
def test_no_cell_of_a_workbook_is_a_formula(hostile: FlaskClient, name: str) -> None:
    sheet = load_workbook(io.BytesIO(hostile.get(f"/{name}.xlsx").data)).active

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(FORMULA in str(cell.value) for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_network_files_hold_hostile_names_as_text(hostile: FlaskClient) -> None:
    graph = networkx.read_graphml(io.BytesIO(hostile.get("/network.graphml").data))

    assert {SCRIPT, FORMULA} <= {data["label"] for _, data in graph.nodes(data=True)}


def test_a_calendar_holds_hostile_names_as_text(hostile: FlaskClient) -> None:
    events = Calendar.from_ical(hostile.get("/calendar.ics").data).walk("VEVENT")

    assert [str(event["SUMMARY"]) for event in events] == [SCRIPT]


def test_a_reference_holds_hostile_names_as_text(hostile: FlaskClient) -> None:
    text = hostile.get("/cite?page=/id/document/hostile&format=bibtex").text

    library = parse_string(text)
    assert library.failed_blocks == []
    assert len(library.entries) == 1


def test_json_keeps_a_text_as_it_is(hostile: FlaskClient) -> None:
    rows = hostile.get("/bodies.json").json

    assert BIDI in {row["name"]["text"] for row in rows or []}
