"""The main job as a SPARQL client sees it: every document's duties, over HTTP, with the sentence behind each."""

from __future__ import annotations

import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

from kg.coding.corpus import load_corpus
from kg.coding.model import Coding
from kg.queries import read_query
from tests.server.service import Service

DUTIES = """
PREFIX dg: <https://w3id.org/dutygraph/ontology#>
SELECT ?duty ?status ?quote ?path (GROUP_CONCAT(DISTINCT ?name; separator="、") AS ?bearers)
       (COUNT(DISTINCT ?action) AS ?actions) (SAMPLE(?about) AS ?matter) WHERE {
  ?duty a dg:Duty ; dg:document <%s> ; dg:bearerStatus ?status ; dg:quote ?quote ; dg:provision/dg:path ?path .
  OPTIONAL { ?duty dg:bearer ?bearer . ?bearer <http://www.w3.org/2000/01/rdf-schema#label> ?name FILTER (LANG(?name) = "zh") }
  OPTIONAL { ?duty dg:action ?action }
  OPTIONAL { ?duty dg:matter/<http://www.w3.org/2004/02/skos/core#prefLabel> ?about FILTER (LANG(?about) = "zh") }
} GROUP BY ?duty ?status ?quote ?path
"""
STATUSES = {"stated": "Stated", "implied": "Implied", "unstated": "Unstated", "lost": "Lost"}


@pytest.mark.parametrize("coding", load_corpus(), ids=lambda coding: coding.document.id)
def test_a_client_gets_each_document_s_duties_with_bearer_status_action_matter_provision_and_quote(
    service: Service, coding: Coding
) -> None:
    client = SPARQLWrapper(f"{service.url}/sparql", returnFormat=JSON)
    client.setQuery(DUTIES % f"https://w3id.org/dutygraph/id/document/{coding.document.id}")

    rows = client.query().convert()["results"]["bindings"]
    found = {row["duty"]["value"].rsplit("/", 1)[1]: row for row in rows}

    assert found.keys() == {duty.id for duty in coding.duties}
    for duty in coding.duties:
        row = found[duty.id]
        assert row["status"]["value"].endswith(f"#{STATUSES[duty.bearer_status]}")
        assert row["quote"]["value"] == coding.text[duty.start : duty.end]
        assert row["path"]["value"] == duty.provision
        assert bool(row.get("bearers", {}).get("value")) == bool(duty.bearers)
        assert int(row["actions"]["value"]) >= bool(duty.actions)
        assert row.get("matter", {}).get("value") == duty.matter


def test_the_queries_that_come_with_the_program_run_at_the_endpoint(service: Service) -> None:
    client = SPARQLWrapper(f"{service.url}/sparql", returnFormat=JSON)
    client.setQuery(read_query("find-unassigned-duties"))

    rows = client.query().convert()["results"]["bindings"]

    assert any("不予审批" in term["value"] for row in rows for term in row.values())
