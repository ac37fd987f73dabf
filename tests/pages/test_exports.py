"""Every file the site hands out is opened again by a library that reads its format."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree

import bibtexparser
import networkx
import pytest
import rispy
from flask.testing import FlaskClient
from icalendar import Calendar
from openpyxl import load_workbook
from rdflib import Dataset, Graph

from kg.store.engine import Engine
from server.pages import catalogue
from tests.pages.links import Page

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated", "ignore:Dataset:DeprecationWarning"
)

SEEN = "/duties?q=工会&sort=-bearer&column=text&column=bearer&column=provision&lang=zh"


def test_a_csv_holds_exactly_what_is_seen(client: FlaskClient) -> None:
    page = Page(client.get(SEEN, headers={"Accept": "text/html"}).text)
    rows = list(
        csv.reader(io.StringIO(client.get(SEEN.replace("/duties?", "/duties.csv?")).data.decode("utf-8-sig")))
    )

    assert rows[0] == ["原文", "承担者", "条款", "IRI"]
    assert f"{len(rows) - 1} 条" in page.words
    assert all(row[0] in page.words for row in rows[1:])


def test_a_workbook_holds_the_same_as_the_csv(client: FlaskClient) -> None:
    rows = list(
        csv.reader(io.StringIO(client.get(SEEN.replace("/duties?", "/duties.csv?")).data.decode("utf-8-sig")))
    )
    sheet = load_workbook(io.BytesIO(client.get(SEEN.replace("/duties?", "/duties.xlsx?")).data)).active

    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == rows


def test_json_holds_a_record_a_row_with_its_iri(client: FlaskClient) -> None:
    rows = client.get(SEEN.replace("/duties?", "/duties.json?")).json

    assert rows
    assert all(row["iri"].startswith("https://w3id.org/dutygraph/id/duty/") for row in rows)
    assert {key for row in rows for key in row} == {"iri", "text", "bearer", "provision"}


def test_a_comparison_of_meetings_says_silent_in_its_files(client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/compare.csv?by=meeting").data.decode("utf-8-sig"))))
    records = json.loads(client.get("/compare.json?by=meeting").data)

    assert any("未写明" in cell for row in rows[1:] for cell in row)
    assert any(value == {"silent": True} for record in records for value in record.values())


@pytest.mark.parametrize(
    ("suffix", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)]
)
def test_a_network_file_has_provision_and_sentence_on_every_edge(
    client: FlaskClient, suffix: str, read: object
) -> None:
    graph = read(io.BytesIO(client.get(f"/network.{suffix}?document=lianyungang").data))  # type: ignore[operator]

    edges = [data for _, _, data in graph.edges(data=True)]
    assert edges
    assert all(data["provision"] and data["quote"] and data["relation"] for data in edges)


def test_the_picture_of_a_network_is_well_formed_and_names_its_bodies(client: FlaskClient) -> None:
    root = ElementTree.fromstring(client.get("/network.svg?document=lianyungang&lang=zh").data)  # noqa: S314 - our own

    names = {"".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert "市总工会" in names


def test_the_calendar_has_the_fixed_days_and_no_others(client: FlaskClient, engine: Engine) -> None:
    events = Calendar.from_ical(client.get("/calendar.ics?document=shunyi").data).walk("VEVENT")

    days = {(event["DTSTART"].dt.month, event["DTSTART"].dt.day) for event in events}
    assert {(1, 28), (7, 28)} <= days
    unspecified = engine.select(
        "PREFIX dg: <https://w3id.org/dutygraph/ontology#> SELECT ?r WHERE { ?r dg:frequency/dg:unspecified true . "
        "FILTER NOT EXISTS { ?r dg:fixedDate ?d } }"
    )
    assert {str(row["r"]) for row in unspecified}.isdisjoint({str(event.get("URL")) for event in events})


def test_a_reference_is_read_by_reference_managers(client: FlaskClient, engine: Engine) -> None:
    address = "/cite?page=/id/document/shunyi&lang=zh&format="

    bibtex = bibtexparser.parse_string(client.get(address + "bibtex").text)
    ris = rispy.loads(client.get(address + "ris").text)
    csl = json.loads(client.get(address + "csl").data)
    assert bibtex.failed_blocks == []
    assert "顺义区" in bibtex.entries[0]["title"]
    assert ris[0]["urls"] == ["https://w3id.org/dutygraph/id/document/shunyi"]
    assert csl[0]["issued"] == {"date-parts": [[2008, 1, 8]]}
    assert csl[0]["version"] == f"five, {engine.published[:10]}"
    assert engine.published[:10] in client.get(address + "text").text


def test_a_search_is_cited_with_what_was_sought(client: FlaskClient) -> None:
    page = Page(client.get("/duties?q=监督&lang=zh", headers={"Accept": "text/html"}).text)
    cite = next(link for link in page.links if link.startswith("/cite"))

    text = client.get(cite + "&format=text").text
    assert "职责：监督" in text
    assert "/duties?q=%E7%9B%91%E7%9D%A3" in text


@pytest.mark.parametrize(("suffix", "form"), [("ttl", "turtle"), ("rdf", "xml")])
def test_the_whole_graph_as_triples_is_complete(
    client: FlaskClient, engine: Engine, suffix: str, form: str
) -> None:
    graph = Graph().parse(data=client.get(f"/downloads/dutygraph.{suffix}").data, format=form)

    assert len(graph) == int(str(engine.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0]["n"]))


@pytest.mark.parametrize(("suffix", "form"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
def test_the_whole_graph_as_quads_keeps_its_named_graphs(
    client: FlaskClient, engine: Engine, suffix: str, form: str
) -> None:
    data = Dataset()
    data.parse(data=client.get(f"/downloads/dutygraph.{suffix}").data, format=form)

    count = int(str(engine.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")[0]["n"]))
    assert sum(1 for quad in data.quads((None, None, None, None)) if quad[3] is not None) == count


def test_the_workbook_of_everything_has_a_sheet_for_every_kind(client: FlaskClient) -> None:
    book = load_workbook(io.BytesIO(client.get("/downloads/dutygraph.xlsx").data))

    assert {"duty", "body", "procedure", "matter", "document", "provision"} <= set(book.sheetnames)
    assert all(sheet.max_row > 1 for sheet in book)


def test_the_report_is_handed_out_in_every_form(client: FlaskClient) -> None:
    report = client.get("/validation.json").json
    rows = list(csv.reader(io.StringIO(client.get("/validation.csv").text)))
    graph = Graph().parse(data=client.get("/validation.ttl").data, format="turtle")

    assert report is not None
    assert len(rows) - 1 == len(report["findings"])
    assert len(graph) > len(report["findings"])


def test_the_description_of_the_api_is_handed_out(client: FlaskClient) -> None:
    described = client.get("/openapi.json").json

    assert described is not None
    assert described["openapi"].startswith("3.1")
    assert all(method["responses"] for path in described["paths"].values() for method in path.values())


def test_the_sitemap_lists_pages_that_exist(client: FlaskClient) -> None:
    places = [place for part in mapped(client, "/sitemap.xml") for place in mapped(client, part)]

    assert len(places) > 200
    for place in places[:: len(places) // 20]:
        assert client.get(place, headers={"Accept": "text/html"}).status_code == 200


def test_a_long_sitemap_comes_in_parts(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    (part,) = mapped(client, "/sitemap.xml")
    whole = mapped(client, part)
    monkeypatch.setattr(catalogue, "_IN_ONE_MAP", 100)
    parts = mapped(client, "/sitemap.xml")

    assert len(parts) > 2
    assert [place for part in parts for place in mapped(client, part)] == whole
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def mapped(client: FlaskClient, path: str) -> list[str]:
    """Read the paths a sitemap, or an index of sitemaps, names."""
    root = ElementTree.fromstring(client.get(path).data)  # noqa: S314 - our own
    places = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    return ["/" + place.partition("://")[2].partition("/")[2] for place in places]
