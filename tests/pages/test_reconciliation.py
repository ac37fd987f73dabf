"""Names in somebody's table are matched to bodies and matters (Reconciliation API 0.2)."""

from __future__ import annotations

import json

from flask.testing import FlaskClient


def ask(client: FlaskClient, **queries: object) -> dict[str, dict[str, list[dict[str, object]]]]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200
    assert answer.json is not None
    return answer.json


def test_the_manifest_names_version_and_spaces(client: FlaskClient) -> None:
    manifest = client.get("/reconcile").json

    assert manifest is not None
    assert "0.2" in manifest["versions"]
    assert manifest["identifierSpace"] == "https://w3id.org/dutygraph/id/"
    assert "{{id}}" in manifest["view"]["url"]


def test_an_exact_name_is_a_match(client: FlaskClient) -> None:
    result = ask(client, q0={"query": "全国厂务公开协调小组"})["q0"]["result"]

    assert result[0]["id"] == "body/national/coordination-group"
    assert result[0]["match"] is True


def test_a_similar_name_is_a_candidate_but_no_match(client: FlaskClient) -> None:
    result = ask(client, q0={"query": "连云港总工会", "type": "body", "limit": 3})["q0"]["result"]

    assert any("工会" in str(each["name"]) for each in result)
    assert not any(each["match"] for each in result)
    assert len(result) <= 3


def test_a_name_like_nothing_has_no_candidates(client: FlaskClient) -> None:
    assert ask(client, q0={"query": "xyzzy"}) == {"q0": {"result": []}}


def test_a_batch_that_cannot_be_read_is_answered_with_400(client: FlaskClient) -> None:
    assert client.post("/reconcile", data={"queries": "{"}).status_code == 400
