"""Whatever stands in the parameters and bodies that pages take, there is a page, an empty one, or a problem: never a failure."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.server.checks import FORM, send
from tests.server.service import Service
from tests.server.wire import exchange

PARAMETERS = {
    "/": ("lang",),
    "/search": ("q", "kind", "sort", "document", "column", "page", "type", "lang"),
    "/search.csv": ("q", "sort"),
    "/search.xlsx": ("q",),
    "/duties": ("q", "page", "matter"),
    "/compare": ("by", "document"),
    "/compare.json": ("by", "document"),
    "/network": ("document", "body", "relation", "view"),
    "/network.gexf": ("body",),
    "/ask": ("q", "intent", "matter", "body"),
    "/validation": ("document", "severity", "code", "page"),
    "/cite": ("page", "format"),
    "/query": ("query", "part"),
    "/id/document/national": ("at", "view"),
    "/calendar.ics": ("document",),
    "/reconcile": ("queries",),
    "/reconcile/suggest": ("prefix",),
}
ODD = ("%00", "%ff", "%ED%A0%80", "%0A", "-1", "99999999999999999999", "1e9", "'", "(", "*", "a OR b", "NEAR(", "{}", "[]", "null", "<script>", "http://a/<b>", "../..", "a" * 3000, "🙂")  # fmt: skip
BODIES = {
    "nothing": ("", b""),
    "no parts": ("multipart/form-data; boundary=a", b"x"),
    "no boundary": ("multipart/form-data", b"x"),
    "an empty part": ("multipart/form-data; boundary=a", b"--a\r\n\r\n--a--"),
    "no text": ("text/plain", b"\xff\xfe\x00"),
    "an archive that is none": ("application/zip", b"PK\x03\x04zzzz"),
    "a PDF that is none": ("application/pdf", b"%PDF-1.4 nonsense"),
    "an entity": ("text/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
    "a form that is no UTF-8": (FORM, b"text=%ff&queries=%ff&query=%ff"),
    "JSON without end": ("application/json", b'{"a":' * 2000),
}


@pytest.mark.parametrize(
    ("target", "name"), [(target, name) for target, names in PARAMETERS.items() for name in names]
)
def test_any_value_is_answered(service: Service, target: str, name: str) -> None:
    values = [each if each.startswith("%") else quote(each) for each in ODD]
    sent = [send("GET", f"{target}?{name}={value}", Accept="text/html") for value in values]

    statuses = [answer.status for answer in exchange(service, *sent)]

    assert len(statuses) == len(ODD)
    assert set(statuses) <= {200, 303, 400, 404, 422}


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("target", ["/check", "/query", "/reconcile"])
def test_any_body_is_answered(service: Service, target: str, name: str, accept: str) -> None:
    type_, body = BODIES[name]

    (answer,) = exchange(service, send("POST", target, body, Content_Type=type_, Accept=accept))

    assert answer.status in {200, 400, 413, 415, 422}
