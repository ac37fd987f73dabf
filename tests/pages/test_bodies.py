"""The page of a body tells its relations from its own side, each with its sentence."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from kg.store.engine import Engine
from tests.pages.links import Page

OFFICE = "https://w3id.org/dutygraph/id/body/national/office"


def test_a_body_page_shows_every_relation_with_its_sentence(client: FlaskClient, engine: Engine) -> None:
    rows = engine.select(
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX dg: <https://w3id.org/dutygraph/ontology#> "
        "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?quote WHERE { "
        f"?statement a dg:RelationStatement ; rdf:subject|rdf:object <{OFFICE}> ; dg:evidence/oa:hasSelector/oa:exact ?quote }}"
    )

    page = Page(client.get(OFFICE.partition("/dutygraph")[2], headers={"Accept": "text/html"}).text)

    assert len(rows) > 3
    assert [str(row["quote"]) for row in rows if str(row["quote"]) not in page.words] == []
    assert {"acts", "undergoes"} <= set(page.ids)


def test_counterparts_stand_by_level_the_highest_first(client: FlaskClient) -> None:
    text = client.get("/id/body/lianyungang/coordination-group?lang=en", headers={"Accept": "text/html"}).text

    levels = re.findall(r"<h3>([^<]+)</h3>", text.partition('id="counterparts"')[2])
    known = ["national", "provincial", "city", "district or county", "township", "village", "school level"]
    assert len(levels) > 3
    assert [level for level in levels if level in known] == [level for level in known if level in levels]
