"""A drafting office at the page: paste, upload, put right, take away."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from kg.coding.files import parse_codings
from tests.drafting.test_drafting import TEXT, word_file
from tests.pages.links import Page


def upload(client: FlaskClient, data: bytes, name: str, **fields: str) -> TestResponse:
    return client.post(
        "/check?lang=zh", data={"file": (io.BytesIO(data), name), **fields}, headers={"Accept": "text/html"}
    )


def test_what_was_uploaded_stands_in_the_form_to_be_put_right(client: FlaskClient) -> None:
    page = Page(upload(client, word_file(TEXT), "draft.docx").text)

    assert "督促各成员单位落实安全生产责任制" in page.words
    assert ("textarea", {"id": "draft", "name": "text", "rows": "8", "lang": "zh"}) in page.tags
    assert page.words.count("督促各成员单位落实安全生产责任制") >= 2


def test_a_file_that_cannot_be_read_is_refused_on_the_form_in_the_readers_language(
    client: FlaskClient,
) -> None:
    answer = upload(client, b"%PDF-1.7 nothing", "scan.pdf", text="已贴的文字")

    assert answer.status_code == 400
    assert "这份 PDF 已损坏" in answer.text
    assert "已贴的文字" in answer.text


def test_a_program_is_refused_with_a_problem(client: FlaskClient) -> None:
    answer = client.post("/check", data=b"\x00\x01", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_a_text_that_is_not_utf8_is_read_and_said_so(client: FlaskClient) -> None:
    answer = upload(client, TEXT.encode("gb18030"), "draft.txt")

    assert answer.status_code == 200
    assert "按 GB18030 解读" in answer.text


@pytest.mark.parametrize(
    "wanted", ["coding.yaml", "coding.json", "coding.xlsx", "findings.csv", "findings.html"]
)
def test_reading_and_findings_are_taken_away_as_files(client: FlaskClient, wanted: str) -> None:
    answer = client.post("/check", data={"text": TEXT, "as": wanted})

    assert wanted in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    if wanted.startswith("coding") and not wanted.endswith("xlsx"):
        assert parse_codings(answer.text, origin=wanted)[0].duties
    elif wanted.endswith("xlsx"):
        assert load_workbook(io.BytesIO(answer.data)).sheetnames
    elif wanted.endswith("csv"):
        assert len(list(csv.reader(io.StringIO(answer.text)))) > 1
    else:
        assert "某市安全生产委员会" in Page(answer.text).words
