"""Every data IRI answers, for people and for programs."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef

from kg.store.engine import Engine
from tests.pages.links import Page

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

BASE = "https://w3id.org/dutygraph/id/"
BODY = "body/national/coordination-group"
FORMATS = {
    "text/turtle": ("turtle", "ttl"),
    "application/ld+json": ("json-ld", "jsonld"),
    "application/n-triples": ("nt", "nt"),
    "application/rdf+xml": ("xml", "rdf"),
}


def subjects_by_kind(engine: Engine) -> dict[str, list[str]]:
    rows = engine.select(
        f'SELECT DISTINCT ?s WHERE {{ ?s ?p ?o . FILTER(STRSTARTS(STR(?s), "{BASE}")) }} ORDER BY ?s'
    )
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        kinds[str(row["s"]).removeprefix(BASE).partition("/")[0]].append(str(row["s"]))
    return kinds


def test_every_kind_of_iri_has_a_page_in_both_languages(client: FlaskClient, engine: Engine) -> None:
    failed = [
        (iri, language)
        for iris in subjects_by_kind(engine).values()
        for iri in (iris[0], iris[len(iris) // 2], iris[-1])
        for language in ("zh", "en")
        if client.get(
            "/id/" + quote(iri.removeprefix(BASE)),
            query_string={"lang": language},
            headers={"Accept": "text/html"},
        ).status_code
        not in (200, 303)
    ]

    assert failed == []


@pytest.mark.parametrize("media_type", sorted(FORMATS))
def test_a_program_gets_the_format_it_accepts(client: FlaskClient, media_type: str) -> None:
    answer = client.get(f"/id/{BODY}", headers={"Accept": f"{media_type}, */*;q=0.1"})

    graph = Graph().parse(data=answer.data, format=FORMATS[media_type][0])
    assert answer.content_type.startswith(media_type)
    assert (URIRef(BASE + BODY), None, None) in graph


@pytest.mark.parametrize("media_type", sorted(FORMATS))
def test_a_suffix_gives_the_same_as_negotiation(client: FlaskClient, media_type: str) -> None:
    form, suffix = FORMATS[media_type]

    by_suffix = Graph().parse(data=client.get(f"/id/{BODY}.{suffix}").data, format=form)
    negotiated = Graph().parse(
        data=client.get(f"/id/{BODY}", headers={"Accept": media_type}).data, format=form
    )

    assert set(by_suffix) == set(negotiated)


def test_an_answer_says_what_it_varies_by_and_where_the_others_are(client: FlaskClient) -> None:
    answer = client.get(f"/id/{BODY}", headers={"Accept": "text/html"})

    links = ", ".join(answer.headers.getlist("Link"))
    assert "Accept" in ", ".join(answer.headers.getlist("Vary"))
    assert all(f'type="{media_type}"' in links for media_type in FORMATS)
    assert f'<{BASE}{BODY}>; rel="canonical"' in links
    assert answer.headers["Content-Location"] == f"/id/{BODY}.html"


def test_the_page_carries_its_statements_as_json_ld(client: FlaskClient) -> None:
    text = client.get(f"/id/{BODY}", headers={"Accept": "text/html"}).text

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    graph = Graph().parse(data=json.dumps(json.loads(found[1])), format="json-ld")
    assert (URIRef(BASE + BODY), URIRef("http://www.w3.org/2000/01/rdf-schema#label"), None) in graph


def test_an_unknown_iri_is_answered_with_404(client: FlaskClient) -> None:
    for_people = client.get("/id/body/national/nobody", headers={"Accept": "text/html"})
    for_programs = client.get("/id/body/national/nobody", headers={"Accept": "text/turtle"})

    assert (for_people.status_code, for_people.mimetype) == (404, "text/html")
    assert (for_programs.status_code, for_programs.mimetype) == (404, "application/problem+json")


def test_what_nobody_offers_is_answered_with_406(client: FlaskClient) -> None:
    assert client.get(f"/id/{BODY}", headers={"Accept": "image/png"}).status_code == 406


def test_a_graph_is_handed_out_whole_and_shown_as_its_document(client: FlaskClient, engine: Engine) -> None:
    page = client.get("/id/graph/yimin", headers={"Accept": "text/html"})
    data = Graph().parse(data=client.get("/id/graph/yimin.nt").data, format="nt")

    rows = engine.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{BASE}graph/yimin> {{ ?s ?p ?o }} }}")
    assert (page.status_code, page.location) == (303, "/id/document/yimin")
    assert len(data) == int(str(rows[0]["n"]))


@pytest.mark.parametrize("document", ["lianyungang", "shunyi", "national", "yimin", "zongyang"])
def test_a_document_page_holds_the_whole_restored_text(
    client: FlaskClient, engine: Engine, document: str
) -> None:
    text = str(
        engine.select(
            f"SELECT ?t WHERE {{ <{BASE}document/{document}> <https://w3id.org/dutygraph/ontology#text> ?t }}"
        )[0]["t"]
    )

    shown = client.get(f"/id/document/{document}", headers={"Accept": "text/html"}).text

    blocks = re.findall(r'<(?:p|h2) class="text[^>]*>(.*?)</(?:p|h2)>', shown, re.DOTALL)
    words = "".join(Page(block).words for block in blocks)
    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", text)


def test_every_statement_of_a_document_links_to_its_sentence_and_back(
    client: FlaskClient, engine: Engine
) -> None:
    page = Page(client.get("/id/document/lianyungang?lang=zh", headers={"Accept": "text/html"}).text)
    duties = engine.select(
        "PREFIX dg: <https://w3id.org/dutygraph/ontology#> "
        f"SELECT ?d WHERE {{ ?d a dg:Duty ; dg:document <{BASE}document/lianyungang> }}"
    )

    anchors = {"duty-" + str(row["d"]).rpartition("/")[2] for row in duties}
    assert anchors
    assert anchors <= set(page.ids)
    assert {f"#{anchor}" for anchor in anchors} <= set(page.links)


def test_a_sentence_can_be_marked_in_its_document(client: FlaskClient) -> None:
    text = client.get("/id/document/yimin?at=30-40", headers={"Accept": "text/html"}).text

    assert '<mark id="at">' in text


def test_ids_of_a_page_are_unique(client: FlaskClient) -> None:
    page = Page(client.get("/id/document/national", headers={"Accept": "text/html"}).text)

    assert len(page.ids) == len(set(page.ids))
