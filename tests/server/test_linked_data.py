"""Every name of the data answers, for people and for programs, as HTTP asks: RFC 9110 at /id/…, /ontology and the pages."""

from __future__ import annotations

import pytest

from tests.server.checks import (
    MUST,
    OURS,
    SHOULD,
    Check,
    body,
    empty,
    has,
    holds,
    lacks,
    lists,
    media,
    once,
    problem,
    send,
    status,
)
from tests.server.service import Service
from tests.server.wire import exchange

DOCUMENT = "/id/document/national"
FACT = "<https://w3id.org/dutygraph/id/document/national> a dg:PolicyDocument"
TERM = "dg:Duty a ?class"
LONG_AGO, FAR_OFF = "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"
TURTLE = {"Accept": "text/turtle"}
SUFFIXES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples", "rdf": "application/rdf+xml"}  # fmt: skip
NO_NAMES = ("%ff", "%c3%28", "%00", "a%20b", "%3Cx%3E", "%22", "a%5Cb", "%7Bx%7D", "%EF%BF%BD", "a%0Ab", "nothing", "document/nowhere", "document/national/", "document/", "graph/", "body/national/%F0%9F", "document/nation%2561l", "document/national.csv", "document/national.json", "document/national.nq", "document/national.TTL", "graph/national.trig", "document/national/x")  # fmt: skip
PAGES = ("/", "/documents", "/bodies", "/duties", "/matters", "/procedures", "/compare", "/network", "/ask", "/search?q=x", "/check", "/ontology", "/downloads", "/validation", "/query", "/cite")  # fmt: skip
MACHINES = ("/ontology.ttl", "/search.json?q=x", "/bodies.csv", "/compare.json", "/vocabulary.json", "/openapi.json", "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/reconcile", "/calendar.ics", "/network.graphml", "/validation.json", "/validation.ttl", "/problems/busy", "/examples.ttl")  # fmt: skip
KEPT = (DOCUMENT, f"{DOCUMENT}.ttl", "/id/graph/yimin.nt", *PAGES, *MACHINES)

CLAUSES = [
    Check("contract", MUST, "a browser is shown a page", send("GET", DOCUMENT, Accept="text/html,*/*;q=0.8"), (status(200), media("text/html"))),
    Check("contract", MUST, "who asks for nothing is shown a page", send("GET", DOCUMENT), (status(200), media("text/html"))),
    Check("RFC 9110 12.5.1", MUST, "what is liked most is given", send("GET", DOCUMENT, Accept="text/html;q=0.1, application/ld+json;q=0.9, text/turtle;q=0.5"), (media("application/ld+json"), holds(FACT))),
    Check("RFC 9110 12.5.1", MUST, "q=0 refuses", send("GET", DOCUMENT, Accept="text/html;q=0, */*;q=0.1"), (media("text/turtle"), holds(FACT))),
    Check("RFC 9110 12.5.1", MUST, "any application", send("GET", DOCUMENT, Accept="application/*"), (media("application/ld+json"),)),
    Check("RFC 9110 15.5.7", SHOULD, "406 lists what there is", send("GET", DOCUMENT, Accept="image/png"), (problem(406, says="text/turtle"), lists("vary", "accept"))),
    Check("RFC 9110 12.5.5", SHOULD, "what is negotiated says so", send("GET", DOCUMENT, **TURTLE), (lists("vary", "accept"),)),
    Check("RFC 9110 8.7", SHOULD, "Content-Location is where this one form is", send("GET", DOCUMENT, **TURTLE), (has("content-location", rf"^{DOCUMENT}\.ttl$"), once("content-location"))),
    Check("RFC 9110 8.3", SHOULD, "the charset of Turtle is named", send("GET", DOCUMENT, **TURTLE), (has("content-type", "charset=utf-8"),)),
    Check("RFC 8288 3.3", OURS, "the other forms are linked", send("GET", DOCUMENT, **TURTLE), (has("link", r'national\.jsonld>; rel="alternate"; type="application/ld\+json"'),)),
    Check("RFC 6596", OURS, "the name itself is linked", send("GET", DOCUMENT, **TURTLE), (has("link", r'<https://w3id.org/dutygraph/id/document/national>; rel="canonical"'),)),
    Check("RFC 9110 8.8.3", SHOULD, "RDF has a strong tag", send("GET", DOCUMENT, **TURTLE), (has("etag", r'^"[^"]+"$'), once("etag"))),
    Check("RFC 9110 8.8.2", SHOULD, "RDF has a date", send("GET", DOCUMENT, **TURTLE), (has("last-modified", r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$"),)),
    Check("RFC 9110 13.1.3", SHOULD, "RDF held since is 304", send("GET", DOCUMENT, If_Modified_Since=FAR_OFF, **TURTLE), (status(304), empty(), has("etag"), lists("vary", "accept"), has("content-location"))),
    Check("RFC 9110 13.1.3", MUST, "older RDF is sent", send("GET", DOCUMENT, If_Modified_Since=LONG_AGO, **TURTLE), (status(200),)),
    Check("RFC 9110 13.1.3", MUST, "a tag counts before a date", send("GET", DOCUMENT, If_None_Match='"x"', If_Modified_Since=FAR_OFF, **TURTLE), (status(200),)),
    Check("RFC 9110 13.1.4", MUST, "RDF of another day is 412", send("GET", DOCUMENT, If_Unmodified_Since=LONG_AGO, **TURTLE), (problem(412),)),
    Check("RFC 9110 13.2.1", MUST, "what is not there is 404, whatever is asked of it", send("GET", "/id/nothing", If_None_Match="*", **TURTLE), (problem(404),)),
    Check("RFC 9110 13.2.1", MUST, "what cannot be given is 406, whatever is asked of it", send("GET", DOCUMENT, If_None_Match="*", Accept="image/png"), (problem(406),)),
    Check("RFC 9110 15.4.4", OURS, "the page of a graph is that of its document", send("GET", "/id/graph/national"), (status(303), has("location", "/id/document/national$"))),
    Check("contract", MUST, "the vocabulary for people", send("GET", "/ontology", Accept="text/html"), (media("text/html"), body(b"Duty"))),
    Check("contract", MUST, "the vocabulary for programs", send("GET", "/ontology", **TURTLE), (media("text/turtle"), holds(TERM), has("etag"), has("last-modified"))),
    Check("RFC 9110 15.5.7", SHOULD, "the vocabulary has no picture", send("GET", "/ontology", Accept="image/png"), (problem(406, says="text/turtle"),)),
    Check("RFC 9110 12.5.4", SHOULD, "a page says its language", send("GET", "/", Accept_Language="en"), (has("content-language", "^en$"), lists("vary", "accept-language"))),
    Check("RFC 9110 8.5", SHOULD, "so does the page of a problem", send("GET", "/nowhere", Accept="text/html", Accept_Language="en"), (status(404), has("content-language", "^en$"), lists("vary", "accept-language"))),
    Check("RFC 9110 12.5.4", SHOULD, "the language liked most is given", send("GET", "/", Accept_Language="fr, zh;q=0.9, en;q=0.8"), (has("content-language", "^zh$"),)),
    Check("RFC 9110 12.5.4", OURS, "a language not there is no failure", send("GET", "/", Accept_Language="fr"), (status(200),)),
    Check("docs/endpoint.md", OURS, "a slash too many is sent on, with its query", send("GET", "/sparql/?query=ASK%7B%7D"), (status(308), has("location", r"^/sparql\?query=ASK%7B%7D$"))),
    Check("docs/endpoint.md", OURS, "so is a POST, which stays one", send("POST", "/sparql/", b"ASK {}", Content_Type="application/sparql-query"), (status(308), has("location", "^/sparql$"))),
    Check("docs/endpoint.md", OURS, "so is a page", send("GET", "/compare/?by=matter"), (status(308), has("location", r"^/compare\?by=matter$"))),
    Check("docs/endpoint.md", OURS, "no other host is ever sent to", send("GET", "//evil.example/"), (status(404), lacks("location"))),
    Check("docs/endpoint.md", OURS, "nor behind a backslash", send("GET", "/%5Cevil.example/"), (status(404), lacks("location"))),
    Check("RFC 9110 15.5.5", MUST, "a page that is not there is 404", send("GET", "/nowhere"), (problem(404),)),
    Check("RFC 9110 15.5.5", SHOULD, "a body that is no IRI is not found", send("GET", "/network?body=nonsense"), (problem(404, says="IRI"),)),
    Check("RFC 9110 15.6.1", MUST, "a page beyond any list is an empty one", send("GET", "/search?page=99999999999999999999"), (status(200),)),
    Check("RFC 9110 15.5.5", MUST, "nor with a slash", send("GET", "/nowhere/"), (problem(404),)),
    Check("RFC 3986 2.1", OURS, "an address that is no UTF-8 is not found", send("GET", "/%ff"), (problem(404, says="UTF-8"),)),
    Check("RFC 3986 2.4", MUST, "an address is decoded", send("GET", "/id/document/%6Eational.nt"), (status(200), holds(FACT))),
    Check("RFC 3986 2.4", MUST, "names of any language are found, escaped", send("GET", "/id/place/%E5%85%A8%E5%9B%BD.nt"), (status(200), body(b"China"))),
    *(Check("contract", MUST, f".{suffix} is {type_}", send("GET", f"{DOCUMENT}.{suffix}", Accept="text/html"), (status(200), media(type_), holds(FACT))) for suffix, type_ in SUFFIXES.items()),
    *(Check("RFC 9110 12.5.1", MUST, f"{type_} is given", send("GET", DOCUMENT, Accept=type_), (status(200), media(type_), holds(FACT), has("content-location", suffix))) for suffix, type_ in SUFFIXES.items()),
    *(Check("contract", MUST, f"the vocabulary as .{suffix}", send("GET", f"/ontology.{suffix}"), (status(200), media(type_), holds(TERM))) for suffix, type_ in SUFFIXES.items()),
    *(Check("RFC 9110 15.5.5", MUST, f"/id/{each} is not found", send("GET", f"/id/{each}", **TURTLE), (problem(404),)) for each in NO_NAMES),
    *(Check("RFC 9110 15.5.5", MUST, f"nor is its page: /id/{each}", send("GET", f"/id/{each}", Accept="text/html"), (status(404), media("text/html"))) for each in NO_NAMES),
    *(Check("RFC 9110 9.3.7", SHOULD, f"OPTIONS of {each} say what is allowed and nothing else", send("OPTIONS", each), (status(204), empty(), lists("allow", "GET", "HEAD", "OPTIONS"), lacks("content-type"), lacks("content-length"), lacks("transfer-encoding"))) for each in (DOCUMENT, *PAGES)),
    *(Check("RFC 9110 15.5.6", MUST, f"DELETE of {each} is 405 and says what is allowed", send("DELETE", each), (problem(405), lists("allow", "GET"))) for each in (DOCUMENT, *PAGES)),
]  # fmt: skip


@pytest.mark.parametrize("check", CLAUSES, ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)


NEGOTIATED = ("/ask?q=x", "/search?q=x", "/bodies", "/compare", "/validation", "/ontology", DOCUMENT, "/.well-known/void", "/sparql", "/problems/busy")  # fmt: skip
SPOKEN = ("/", "/search.json?q=%E5%85%AC%E5%BC%80", "/duties.csv", "/compare.json", "/vocabulary.json", "/reconcile", "/calendar.ics", "/network.svg")  # fmt: skip


@pytest.mark.parametrize("accept", ["text/html", "application/json, text/turtle;q=0.9", "image/png"])
@pytest.mark.parametrize("target", NEGOTIATED)
def test_what_is_negotiated_says_so(service: Service, target: str, accept: str) -> None:
    """RFC 9110 12.5.5, also where nothing can be given."""
    (answer,) = exchange(service, send("GET", target, Accept=accept))

    assert "accept" in answer.list("vary")


@pytest.mark.parametrize("target", SPOKEN)
def test_what_is_in_a_language_says_so(service: Service, target: str) -> None:
    """RFC 9110 12.5.4 and 12.5.5: another language is another answer, with another tag."""
    zh, en = exchange(service, *(send("GET", target, Accept_Language=each) for each in ("zh", "en")))

    assert "accept-language" in zh.list("vary")
    assert zh.body != en.body
    assert zh.header("etag") != en.header("etag")


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("target", KEPT)
def test_what_is_held_is_not_sent_again(service: Service, target: str, encoding: str) -> None:
    """RFC 9110 13.1.2 and 15.4.5; whatever the form the tag comes back in."""
    (first,) = exchange(service, send("GET", target, Accept_Encoding=encoding))
    tag = first.header("etag")

    tries = [tag, f"W/{tag}", f'"x", {tag}', "*", '"x"']
    answers = exchange(
        service, *(send("GET", target, Accept_Encoding=encoding, If_None_Match=each) for each in tries)
    )

    assert [each.status for each in answers] == [304, 304, 304, 304, 200]
    for same in answers[:4]:
        assert same.header("etag") == tag
        assert same.header("cache-control") == first.header("cache-control") != ""
        assert same.list("vary") == first.list("vary")
        assert same.header("content-location") == first.header("content-location")
        assert not same.all("content-encoding")
        assert not same.all("content-length")


@pytest.mark.parametrize("target", KEPT)
def test_if_match_is_held_against_the_page(service: Service, target: str) -> None:
    """RFC 9110 13.1.1: 412 where the answer is another; compared strongly."""
    (first,) = exchange(service, send("GET", target))
    tag = first.header("etag")

    answers = exchange(
        service, *(send("GET", target, If_Match=each) for each in ("*", tag, f"W/{tag}", '"x"'))
    )

    assert [each.status for each in answers] == [200, 200, 412, 412]
    assert answers[3].type == "application/problem+json"


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*"])
@pytest.mark.parametrize("target", [*KEPT, "/id/nothing", "/nowhere", "/health", "/.well-known/void", "/graph-store?graph=http://a/"])  # fmt: skip
def test_head_says_what_get_says(service: Service, target: str, accept: str) -> None:
    """RFC 9110 9.3.2: the same header fields, no content."""
    get, head = exchange(service, send("GET", target, Accept=accept), send("HEAD", target, Accept=accept))

    assert head.status == get.status
    assert head.body == b""
    assert {pair for pair in head.pairs if pair[0] != "date"} == {
        pair for pair in get.pairs if pair[0] != "date"
    }


@pytest.mark.parametrize("target", ["/health", "/metrics"])
def test_what_is_of_the_moment_is_not_kept(service: Service, target: str) -> None:
    (answer,) = exchange(service, send("GET", target))

    assert answer.header("cache-control") == "no-store"
    assert not answer.all("etag")
