"""The findings of what is served, with what people decided about them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path, PurePath

import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.namespace import SH

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


def decided_engine(folder: Path) -> Engine:
    data = build([UNSTATED.change(clean())]).serialize()
    finding = next(
        each
        for each in make_report(open_memory(data, version="undecided"), folder).findings
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


def test_a_decision_among_the_data_is_shown_at_its_finding(tmp_path: Path) -> None:
    client = create_application(Settings(), decided_engine(tmp_path)).test_client()

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


@pytest.mark.parametrize("suffix", ["json", "csv", "ttl"])
def test_a_report_is_handed_out_as_it_is_narrowed(client: FlaskClient, suffix: str) -> None:
    narrowed = "code=duty-without-bearer&document=shunyi"
    page = Page(client.get(f"/validation?{narrowed}&lang=en", headers={"Accept": "text/html"}).text)
    (link,) = (href for href in page.links if href.startswith(f"/validation.{suffix}?"))
    found = re.search(r"(\d+) found", page.words)

    assert found
    counted = {
        "json": lambda text: len(json.loads(text)["findings"]),
        "csv": lambda text: len(list(csv.DictReader(io.StringIO(text)))),
        "ttl": lambda text: len(list(Graph().parse(data=text, format="turtle").subjects(SH.focusNode))),
    }[suffix](client.get(link).text)
    assert counted == int(found[1]) > 0
