"""The findings of what is served, with what people decided about them."""

from __future__ import annotations

from pathlib import PurePath

from flask.testing import FlaskClient

from kg.browsing.findings import make_report
from kg.checking.decided import to_graph
from kg.checking.report import Decision
from kg.graph import build
from kg.store.engine import Engine
from kg.store.memory import open_memory
from server.application import create_application
from server.settings import Settings
from tests.pages.links import Page
from tests.shapes.checked import clean
from tests.shapes.mutations import MUTATIONS

UNSTATED = next(mutation for mutation in MUTATIONS if mutation.code == "duty-without-bearer")


def decided_engine() -> Engine:
    data = build([UNSTATED.change(clean())]).serialize()
    finding = next(
        each
        for each in make_report(open_memory(data, version="undecided"), None).findings
        if each.code == UNSTATED.code
    )
    decision = Decision(
        finding=finding.id,
        verdict="intended",
        who="王某",
        when="2026-11-22",
        why="另行发文",
        basis=finding.quote or "",
    )
    return open_memory(data + to_graph([decision], PurePath("d.nq")), version="decided")


def test_a_decision_among_the_data_is_shown_at_its_finding() -> None:
    client = create_application(Settings(), decided_engine()).test_client()

    page = Page(client.get("/validation?lang=zh&state=decided", headers={"Accept": "text/html"}).text)

    assert "王某 2026-11-22 裁定" in page.words
    assert "另行发文" in page.words
    assert "1 条" in page.words


def test_findings_are_narrowed_by_what_is_clicked(client: FlaskClient) -> None:
    whole = client.get("/validation.json").json
    page = client.get("/validation?code=duty-bearer-lost&lang=en", headers={"Accept": "text/html"}).text

    assert whole is not None
    lost = [each for each in whole["findings"] if each["code"] == "duty-bearer-lost"]
    assert lost
    assert f"{len(lost)} found" in page
