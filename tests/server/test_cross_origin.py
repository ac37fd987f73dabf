"""What a page of another origin may do, clause by clause: https://fetch.spec.whatwg.org/#http-cors-protocol."""

from __future__ import annotations

import pytest

from tests.server.checks import (
    DIRECT,
    FORM,
    MUST,
    OURS,
    Check,
    ask,
    direct,
    empty,
    form,
    has,
    lacks,
    lists,
    send,
    status,
)
from tests.server.service import Service

ORIGIN = "https://notebook.example"
ROUTES = ("/", "/sparql", "/graph-store?default", "/.well-known/void", "/id/document/national", "/ontology.ttl", "/ask?q=x", "/search.json?q=x", "/validation.json", "/health", "/metrics", "/openapi.json", "/reconcile", "/nowhere", "/graph-store", "/problems/busy")  # fmt: skip
ASKED = ("/", "/sparql", "/graph-store", "/.well-known/void", "/id/document/national", "/ontology", "/ask", "/search", "/compare", "/validation", "/check", "/reconcile", "/health", "/metrics", "/openapi.json")  # fmt: skip
HEADERS = "content-type, if-none-match, accept"


def preflight(target: str, method: str = "GET", headers: str = HEADERS) -> bytes:
    more = (("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers))
    return send("OPTIONS", target, None, more, Origin=ORIGIN)


CLAUSES = [
    Check("Fetch 3.2.3", MUST, "a query by GET is shared", ask("ASK {}", Origin=ORIGIN), (status(200), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.3", MUST, "by POST too", direct("ASK {}", Origin=ORIGIN), (status(200), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.3", MUST, "as a form too", form("query=ASK%7B%7D", Origin=ORIGIN), (status(200), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.3", MUST, "the origin null is one too", ask("ASK {}", Origin="null"), (has("access-control-allow-origin", r"^\*$"),)),
    Check("Fetch 3.2.3", MUST, "an error is shared", ask("ASK {", Origin=ORIGIN), (status(400), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.3", MUST, "a refusal is shared", ask("ASK { SERVICE <http://a/> {} }", Origin=ORIGIN), (status(403), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.3", MUST, "406 is shared", ask("ASK {}", Origin=ORIGIN, Accept="image/png"), (status(406), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.3", MUST, "304 is shared", ask("ASK {}", Origin=ORIGIN, If_None_Match="*"), (status(304), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.3", MUST, "405 is shared", send("DELETE", "/sparql", Origin=ORIGIN), (status(405), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.3", MUST, "415 is shared", direct("ASK {}", "text/plain", Origin=ORIGIN), (status(415), has("access-control-allow-origin", r"^\*$"))),
    Check("Fetch 3.2.4", MUST, "a preflight is answered with success", preflight("/sparql", "POST"), (status(200, 204), empty())),
    Check("Fetch 3.2.4", MUST, "the preflight of a SPARQL client: POST", preflight("/sparql", "POST"), (lists("access-control-allow-methods", "POST"), lists("access-control-allow-headers", "content-type"))),
    Check("Fetch 3.2.4", MUST, "the preflight of QUERY", preflight("/sparql", "QUERY"), (lists("access-control-allow-methods", "QUERY"),)),
    Check("Fetch 3.2.4", MUST, "conditions may be sent", preflight("/sparql"), (lists("access-control-allow-headers", "if-none-match", "if-match", "if-modified-since", "if-unmodified-since"),)),
    Check("Fetch 3.2.4", MUST, "any other header may be sent", preflight("/sparql", headers="x-anything"), (lists("access-control-allow-headers", "*"),)),
    Check("Fetch 3.2.3", OURS, "a preflight may be kept for a day", preflight("/sparql"), (has("access-control-max-age", "^86400$"),)),
    Check("Fetch 3.2.3", MUST, "what a program needs is exposed", ask("ASK {}", Origin=ORIGIN), (lists("access-control-expose-headers", "etag", "link", "retry-after", "content-location", "allow", "accept-post", "accept-query", "dutygraph-partial", "dutygraph-version"),)),
    Check("Fetch 3.2.3", MUST, "without an origin it is the same answer, so that it may be kept for all", ask("ASK {}"), (has("access-control-allow-origin", r"^\*$"),)),
    Check("Fetch 3.2.3", MUST, "so that it need not vary by origin", ask("ASK {}", Origin=ORIGIN), (has("vary", r"^(?!.*Origin)"),)),
    Check("W3C Accept-Post", OURS, "a preflight says what may be posted", preflight("/sparql", "POST"), (lists("accept-post", DIRECT, FORM),)),
    *(Check("Fetch 3.2.3", MUST, f"{each} is shared, without credentials", send("GET", each, Origin=ORIGIN), (has("access-control-allow-origin", r"^\*$"), lacks("access-control-allow-credentials"), has("access-control-expose-headers", "ETag"))) for each in ROUTES),
    *(Check("Fetch 3.2.4", MUST, f"the preflight of {each} is granted", preflight(each), (status(200, 204), empty(), has("access-control-allow-origin", r"^\*$"), lists("access-control-allow-methods", "GET"), lists("access-control-allow-headers", "content-type"), has("access-control-max-age", r"^\d+$"), lacks("access-control-allow-credentials"))) for each in ASKED),
    Check("Fetch 3.2.4", MUST, "a draft may be posted from elsewhere", preflight("/check", "POST"), (lists("access-control-allow-methods", "POST"),)),
    Check("Fetch 3.2.4", MUST, "so may names to be reconciled", preflight("/reconcile", "POST"), (lists("access-control-allow-methods", "POST"),)),
]  # fmt: skip


@pytest.mark.parametrize("check", CLAUSES, ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)
