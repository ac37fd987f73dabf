"""HTTP semantics at /sparql, clause by clause: https://www.rfc-editor.org/rfc/rfc9110."""

from __future__ import annotations

import gzip
from urllib.parse import quote

import pytest

from tests.server.checks import (
    DIRECT,
    FORM,
    MUST,
    OURS,
    SHOULD,
    Check,
    ask,
    direct,
    empty,
    form,
    has,
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

SMALL = "ASK {}"
# Large enough to be packed, in an order of its own, and over one document, so that it costs no more than it must.
LARGE = (
    "SELECT * { GRAPH <https://w3id.org/dutygraph/id/graph/yimin> { ?s ?p ?o } } ORDER BY ?s ?p ?o LIMIT 200"
)
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5"
BROKEN = "ASK {"
RESULTS = "application/sparql-results+json"
LONG_AGO, FAR_OFF = "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"

METHODS = [
    Check("RFC 9110 9.1", MUST, "every answer of GET can be had by HEAD: an error too", ask(BROKEN, method="HEAD"), (status(400), empty(), media("application/problem+json"))),
    Check("RFC 9110 15.5.6", MUST, "a page takes no POST and says what it takes", send("POST", "/ask", b"q=x", Content_Type=FORM), (problem(405), lists("allow", "GET", "HEAD", "OPTIONS"))),
    Check("RFC 9110 15.5.6", MUST, "405 and OPTIONS say the same", send("OPTIONS", "/check"), (status(204), lists("allow", "GET", "HEAD", "OPTIONS", "POST"))),
    Check("RFC 9110 14.2", OURS, "parts of a file are given", send("GET", "/static/style.css", Range="bytes=0-9"), (status(206), has("content-range", r"^bytes 0-9/\d+$"), has("content-length", "^10$"))),
    Check("RFC 9110 15.5.17", MUST, "a part beyond a file is 416", send("GET", "/static/style.css", Range="bytes=99999999-"), (problem(416, says="none"), has("content-range", r"^bytes \*/\d+$"))),
    Check("RFC 9110 14.2", MUST, "a part of a file in units not known is the whole", send("GET", "/static/style.css", Range="rows=0-5"), (status(200), lacks("content-range"))),
    Check("RFC 9110 14.2", OURS, "so are parts that are no range, or several", send("GET", "/static/style.css", Range="bytes=0-1,3-4"), (status(200), lacks("content-range"))),
    Check("RFC 9110 14.1.1", OURS, "so is one that ends before it begins", send("GET", "/static/style.css", Range="bytes=5-1"), (status(200), lacks("content-range"))),
    Check("RFC 9110 14.2", MUST, "HEAD has no parts", send("HEAD", "/static/style.css", Range="bytes=0-9"), (status(200), lacks("content-range"), empty())),
    Check("RFC 9110 13.1.1", MUST, "any file there is meets If-Match: *", send("GET", "/static/style.css", If_Match="*", If_Unmodified_Since=LONG_AGO), (status(200),)),
    Check("RFC 9110 13.1.4", MUST, "a file that changed since is not given", send("GET", "/static/style.css", If_Unmodified_Since=LONG_AGO), (problem(412),)),
    Check("RFC 9110 13.1.4", MUST, "one that did not is", send("GET", "/static/style.css", If_Unmodified_Since=FAR_OFF), (status(200),)),
    Check("RFC 9110 13.1.1", MUST, "a file is given to nobody who holds others, or a weak tag", send("GET", "/static/style.css", If_Match='W/"x", "y"'), (problem(412),)),
    Check("RFC 9110 15.5.13", OURS, "a condition a file does not meet is a problem like any other", send("GET", "/static/style.css", If_Match='"x"'), (problem(412, says="If-Match"), lists("vary", "accept"), has("access-control-allow-origin"))),
    Check("RFC 9110 6.6.1", MUST, "a file has one date of its answer", send("GET", "/static/style.css"), (once("date"),)),
    Check("RFC 9110 13.1.2", MUST, "a file held is 304", send("GET", "/static/style.css", If_None_Match="*"), (status(304), empty())),
    Check("RFC 9110 4.2.3", OURS, "two slashes are one", send("GET", "//sparql?query=ASK%7B%7D"), (status(200, 301, 308, 404),)),
    Check("RFC 9110 4.2.3", MUST, "an escaped letter is the letter", send("GET", "/%73parql?query=ASK%7B%7D"), (status(200), media(RESULTS))),
    Check("RFC 9110 9.3.2", MUST, "HEAD has no body", ask(LARGE, method="HEAD"), (status(200), empty(), has("content-length", r"^\d+$"))),
    Check("RFC 9110 9.1", SHOULD, "a known method that is not allowed is 405", send("PUT", "/sparql", b"x", Content_Type=FORM), (problem(405),)),
    Check("RFC 9110 15.5.6", MUST, "405 lists what is allowed", send("DELETE", "/sparql"), (problem(405), lists("allow", "GET", "HEAD", "POST", "OPTIONS"))),
    Check("RFC 9110 15.5.6", MUST, "so for PATCH", send("PATCH", "/sparql", b"x"), (problem(405), lists("allow", "GET"))),
    Check("RFC 9110 15.5.6", MUST, "so for reading whole graphs", send("PUT", "/graph-store?default", b""), (problem(405), lists("allow", "GET", "HEAD"))),
    Check("RFC 9110 15.5.6", MUST, "405 of a method nobody knows lists the same", send("PROPFIND", "/graph-store?default"), (problem(405, says="read-only"), has("allow", r"^(GET|HEAD|OPTIONS)(, (GET|HEAD|OPTIONS)){2}$"))),
    Check("RFC 9110 15.5.6", MUST, "so for pages", send("DELETE", "/health"), (problem(405), lists("allow", "GET"))),
    Check("RFC 9110 9.1", OURS, "a method nobody knows is 405 too", send("BREW", "/sparql"), (problem(405),)),
    Check("RFC 9110 9.3.7", SHOULD, "OPTIONS say what is allowed", send("OPTIONS", "/sparql"), (status(200, 204), lists("allow", "GET", "POST", "QUERY"))),
    Check("RFC 9110 8.6", MUST, "204 has no Content-Length", send("OPTIONS", "/sparql"), (status(204), lacks("content-length"), lacks("transfer-encoding"))),
    Check("RFC 9110 9.3.7", MUST, "OPTIONS of the server as a whole", send("OPTIONS", "*"), (status(200, 204, 400, 404),)),
    Check("W3C Accept-Post", SHOULD, "OPTIONS say what may be posted", send("OPTIONS", "/sparql"), (lists("accept-post", DIRECT, FORM),)),
    Check("QUERY 3", SHOULD, "OPTIONS say what may be asked by QUERY", send("OPTIONS", "/sparql"), (lists("accept-query", DIRECT, FORM),)),
    Check("QUERY 3", SHOULD, "an answer says it too", ask(SMALL), (has("accept-query", DIRECT),)),
    Check("QUERY 2", MUST, "QUERY answers", send("QUERY", "/sparql", SMALL.encode(), Content_Type=DIRECT), (status(200), media(RESULTS))),
    Check("QUERY 2", MUST, "QUERY answers a form", send("QUERY", "/sparql", b"query=ASK%7B%7D", Content_Type=FORM), (status(200), media(RESULTS))),
    Check("QUERY 2", MUST, "QUERY without a media type fails", send("QUERY", "/sparql", SMALL.encode()), (status(400, 415),)),
    Check("QUERY 2", MUST, "QUERY of a type not read is 415", send("QUERY", "/sparql", SMALL.encode(), Content_Type="application/sql"), (problem(415), has("accept-query"))),
    Check("RFC 9110 9.3.1", OURS, "a body of GET means nothing", send("GET", "/sparql?query=ASK%7B%7D", b"query=nonsense", Content_Type=FORM), (status(200),)),
    Check("RFC 9110 9.3.8", OURS, "TRACE echoes nothing", send("TRACE", "/sparql", X_Marker="a"), (status(405, 400, 501),)),
]  # fmt: skip

NEGOTIATION = [
    Check("RFC 9110 12.5.1", MUST, "no Accept takes anything", ask(LARGE), (status(200), media(RESULTS))),
    Check("RFC 9110 12.5.1", MUST, "the most specific range counts", ask(LARGE, Accept="text/*;q=0.9, text/csv;q=0.1, application/xml;q=0.5"), (media("text/tab-separated-values"),)),
    Check("RFC 9110 12.5.1", MUST, "q=0 refuses", ask(LARGE, Accept=f"{RESULTS};q=0, text/csv;q=0.1"), (media("text/csv"),)),
    Check("RFC 9110 12.5.1", MUST, "q=0.000 refuses", ask(LARGE, Accept=f"{RESULTS};q=0.000, text/csv;q=0.001"), (media("text/csv"),)),
    Check("RFC 9110 12.4.2", MUST, "a weight has up to three digits", ask(LARGE, Accept="text/csv;q=0.999, application/sparql-results+xml;q=1.000"), (media("application/sparql-results+xml"),)),
    Check("RFC 9110 12.4.2", OURS, "more digits are read all the same", ask(LARGE, Accept="text/csv;q=0.12345678, application/sparql-results+xml;q=0.12345679"), (media("application/sparql-results+xml"),)),
    Check("RFC 9110 12.4.2", MUST, "Q is q", ask(LARGE, Accept="text/csv;Q=0.1, application/xml;Q=0.2"), (media("application/xml"),)),
    Check("RFC 9110 12.5.1", MUST, "spaces around separators", ask(LARGE, Accept="text/csv ; q=0.1 ,\tapplication/xml ; q=0.2"), (media("application/xml"),)),
    Check("RFC 9110 5.6.1", MUST, "empty elements of a list are skipped", ask(LARGE, Accept=", ,text/csv,,"), (media("text/csv"),)),
    Check("RFC 9110 5.3", MUST, "a header given twice is one list", send("GET", "/sparql?query=SELECT%20*%20%7B%7D", None, (("Accept", "image/png"), ("Accept", "text/csv"))), (status(200), media("text/csv"))),
    Check("RFC 9110 8.3.1", MUST, "media types have no case", ask(LARGE, Accept="TEXT/CSV"), (media("text/csv"),)),
    Check("RFC 9110 12.5.1", OURS, "a quoted comma ends no range", ask(LARGE, Accept='text/csv;x="a,application/xml,b";q=0.5, text/tab-separated-values;q=0.4'), (media("text/csv"),)),
    Check("RFC 9110 12.5.1", OURS, "a quoted q is no weight", ask(LARGE, Accept='text/csv;x=";q=0", application/xml;q=0.5'), (media("text/csv"),)),
    Check("RFC 9110 12.5.1", MUST, "any type", ask(GRAPH, Accept="*/*"), (media("text/turtle"),)),
    Check("RFC 9110 12.5.1", MUST, "any text of a graph", ask(GRAPH, Accept="text/*"), (media("text/turtle"),)),
    Check("RFC 9110 12.5.1", MUST, "any application of rows", ask(LARGE, Accept="application/*"), (media(RESULTS),)),
    Check("RFC 9110 12.5.1", OURS, "a charset asked for with the type does not keep the type away", ask(LARGE, Accept="text/csv;charset=utf-8"), (status(200), media("text/csv"))),
    Check("RFC 9110 12.5.1", OURS, "nor does any other parameter", ask(LARGE, Accept="application/sparql-results+json;version=9;q=0.5"), (status(200), media(RESULTS))),
    Check("RFC 9110 12.5.2", MUST, "Accept-Charset may be left unread: the answer is UTF-8", ask(LARGE, Accept="text/csv", Accept_Charset="iso-8859-1"), (status(200), has("content-type", "charset=utf-8"))),
    Check("RFC 9110 12.5.1", MUST, "a range of a type that is not there is 406", ask(LARGE, Accept="image/*"), (problem(406),)),
    Check("RFC 9110 12.5.1", MUST, "a type refused within its range", ask(LARGE, Accept="text/*, text/csv;q=0"), (media("text/tab-separated-values"),)),
    Check("RFC 9110 12.5.1", MUST, "all refused but one", ask(LARGE, Accept="*/*;q=0, text/csv"), (media("text/csv"),)),
    Check("RFC 9110 15.5.7", SHOULD, "406 lists what there is", ask(LARGE, Accept="image/png"), (problem(406, says="text/csv"),)),
    Check("RFC 9110 15.5.7", SHOULD, "so for a graph", ask(GRAPH, Accept="text/csv"), (problem(406, says="text/turtle"),)),
    Check("RFC 9110 15.5.7", SHOULD, "so for the description", send("GET", "/sparql", Accept="text/csv"), (problem(406, says="text/turtle"),)),
    Check("RFC 9110 12.5.1", MUST, "an Accept that refuses everything is 406", ask(LARGE, Accept="*/*;q=0"), (problem(406),)),
    Check("RFC 9110 12.5.1", OURS, "an Accept that says nothing readable is 406, never a failure", ask(LARGE, Accept="nonsense;;q="), (status(200, 406),)),
    Check("RFC 9110 12.5.1", OURS, "an empty Accept takes anything", ask(LARGE, Accept=""), (status(200), media(RESULTS))),
    Check("RFC 9110 12.5.5", SHOULD, "a negotiated answer says so", ask(LARGE), (lists("vary", "accept", "accept-encoding"),)),
    Check("RFC 9110 12.5.5", SHOULD, "so does 406", ask(LARGE, Accept="image/png"), (lists("vary", "accept"),)),
    Check("RFC 9110 12.5.5", SHOULD, "so does the description", send("GET", "/sparql"), (lists("vary", "accept"),)),
    Check("RFC 9110 12.5.5", SHOULD, "so does the editor", send("GET", "/sparql", Accept="text/html"), (media("text/html"), lists("vary", "accept"))),
    Check("RFC 9110 12.5.5", SHOULD, "so does VoID", send("GET", "/.well-known/void"), (lists("vary", "accept"),)),
    Check("RFC 9110 12.5.5", SHOULD, "so does a whole graph", send("GET", "/graph-store?default"), (lists("vary", "accept"),)),
    Check("RFC 9110 8.3", SHOULD, "a body has a media type, once", ask(LARGE), (once("content-type"),)),
    Check("docs/endpoint.md", OURS, "format= asks by name", ask(LARGE, "&format=csv", Accept="application/xml"), (media("text/csv"),)),
    Check("docs/endpoint.md", OURS, "format= asks by media type", ask(LARGE, "&format=application%2Fsparql-results%2Bxml"), (media("application/sparql-results+xml"),)),
    Check("docs/endpoint.md", OURS, "format= of what both kinds have", ask(GRAPH, "&format=application/json"), (media("application/ld+json", "application/json"),)),
    Check("docs/endpoint.md", OURS, "output= is another name of it", ask(LARGE, "&output=tsv"), (media("text/tab-separated-values"),)),
    Check("docs/endpoint.md", OURS, "a format nobody knows is 406 and lists what there is", ask(LARGE, "&format=pdf"), (problem(406, says="csv"),)),
    Check("docs/endpoint.md", OURS, "a format of the other kind is 406", ask(LARGE, "&format=turtle"), (problem(406, says="csv"),)),
]  # fmt: skip

CODINGS = [
    Check("RFC 9110 12.5.3", MUST, "gzip for who takes it", ask(LARGE, Accept_Encoding="gzip"), (has("content-encoding", "^gzip$"), lists("vary", "accept-encoding"))),
    Check("RFC 9110 8.4.1.3", SHOULD, "x-gzip is gzip", ask(LARGE, Accept_Encoding="x-gzip"), (has("content-encoding", "gzip"),)),
    Check("RFC 9110 8.4.1", MUST, "codings have no case", ask(LARGE, Accept_Encoding="GZip"), (has("content-encoding", "gzip"),)),
    Check("RFC 9110 9.3.2", SHOULD, "HEAD of a packed answer says that it is packed", ask(LARGE, method="HEAD", Accept_Encoding="gzip"), (status(200), empty(), has("content-encoding", "^gzip$"), has("etag", '-gz"$'))),
    Check("RFC 9110 12.5.3", MUST, "304 of a packed answer has the tag of the packed form", ask(LARGE, Accept_Encoding="gzip", If_None_Match="*"), (status(304), has("etag", '-gz"$'))),
    Check("RFC 9110 12.5.3", MUST, "gzip;q=0 refuses it", ask(LARGE, Accept_Encoding="gzip;q=0"), (lacks("content-encoding"),)),
    Check("RFC 9110 12.5.3", MUST, "so with spaces and zeros", ask(LARGE, Accept_Encoding="gzip ; q=0.000, br"), (lacks("content-encoding"),)),
    Check("RFC 9110 12.5.3", MUST, "naming gzip counts before *", ask(LARGE, Accept_Encoding="*;q=0, gzip"), (has("content-encoding", "gzip"),)),
    Check("RFC 9110 12.5.3", MUST, "refusing gzip counts before *", ask(LARGE, Accept_Encoding="*, gzip;q=0"), (lacks("content-encoding"),)),
    Check("RFC 9110 12.5.3", MUST, "* takes gzip", ask(LARGE, Accept_Encoding="*"), (status(200),)),
    Check("RFC 9110 12.5.3", SHOULD, "the heavier coding is preferred", ask(LARGE, Accept_Encoding="gzip;q=0.2, identity;q=0.9"), (lacks("content-encoding"),)),
    Check("RFC 9110 12.5.3", SHOULD, "where the plain form is refused even a short body is packed", ask(SMALL, Accept_Encoding="gzip, identity;q=0"), (has("content-encoding", "gzip"),)),
    Check("RFC 9110 12.5.3", SHOULD, "* may refuse the plain form too", ask(SMALL, Accept_Encoding="gzip, *;q=0"), (has("content-encoding", "gzip"),)),
    Check("RFC 9110 12.5.3", MUST, "an empty header takes the plain form alone", ask(LARGE, Accept_Encoding=""), (lacks("content-encoding"),)),
    Check("RFC 9110 12.5.3", MUST, "no header is answered plainly", ask(LARGE), (status(200), lacks("content-encoding"))),
    Check("RFC 9110 12.5.3", OURS, "a coding not known is no failure", ask(LARGE, Accept_Encoding="zstd, br;q=x"), (status(200), lacks("content-encoding"))),
    Check("RFC 9110 15.5.16", SHOULD, "a packed request is refused and told how to send it", send("POST", "/sparql", gzip.compress(SMALL.encode()), Content_Type=DIRECT, Content_Encoding="gzip"), (problem(415), has("accept-encoding", "identity"))),
    Check("RFC 9110 8.4", MUST, "identity is no coding", send("POST", "/sparql", SMALL.encode(), Content_Type=DIRECT, Content_Encoding="identity"), (status(200),)),
    Check("RFC 9110 15.5.16", SHOULD, "415 says what may be posted", send("POST", "/sparql", SMALL.encode(), Content_Type="text/plain"), (problem(415), lists("accept-post", DIRECT, FORM))),
]  # fmt: skip

PRECONDITIONS = [
    Check("RFC 9110 8.8.3", SHOULD, "an answer has a strong validator", ask(LARGE), (has("etag", r'^"[^"]+"$'),)),
    Check("RFC 9110 8.8.2", SHOULD, "an answer has Last-Modified", ask(LARGE), (has("last-modified", r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$"),)),
    Check("RFC 9110 13.1.2", MUST, "If-None-Match: * finds what there is", ask(LARGE, If_None_Match="*"), (status(304), empty())),
    Check("RFC 9110 13.1.2", MUST, "so for HEAD", ask(LARGE, method="HEAD", If_None_Match="*"), (status(304),)),
    Check("RFC 9110 13.1.2", MUST, "another tag is answered", ask(LARGE, If_None_Match='"x", W/"y"'), (status(200),)),
    Check("RFC 9110 13.1.2", OURS, "a tag without quotes is none", ask(LARGE, If_None_Match="x"), (status(200),)),
    Check("RFC 9110 13.1.1", MUST, "If-Match of nothing there is 412", ask(LARGE, If_Match='"x"'), (problem(412),)),
    Check("RFC 9110 13.1.1", MUST, "so for HEAD", ask(LARGE, method="HEAD", If_Match='"x"'), (status(412),)),
    Check("RFC 9110 13.1.1", MUST, "If-Match: * is met", ask(LARGE, If_Match="*"), (status(200),)),
    Check("RFC 9110 13.1.4", MUST, "If-Unmodified-Since before the data is 412", ask(LARGE, If_Unmodified_Since=LONG_AGO), (problem(412),)),
    Check("RFC 9110 13.1.4", MUST, "after it is answered", ask(LARGE, If_Unmodified_Since=FAR_OFF), (status(200),)),
    Check("RFC 9110 13.1.4", MUST, "what is no date is ignored", ask(LARGE, If_Unmodified_Since="long ago"), (status(200),)),
    Check("RFC 9110 13.1.4", MUST, "If-Match counts before it", ask(LARGE, If_Match="*", If_Unmodified_Since=LONG_AGO), (status(200),)),
    Check("RFC 9110 5.6.7", MUST, "a date of RFC 850 is one", ask(LARGE, If_Unmodified_Since="Thursday, 01-Jan-70 00:00:00 GMT"), (problem(412),)),
    Check("RFC 9110 5.6.7", MUST, "a date of asctime is one", ask(LARGE, If_Unmodified_Since="Thu Jan  1 00:00:00 1970"), (problem(412),)),
    Check("RFC 9110 5.6.7", MUST, "so in If-Modified-Since", ask(LARGE, If_Modified_Since="Fri Jan  1 00:00:00 2100"), (status(304),)),
    Check("RFC 9110 13.1.3", MUST, "two dates are none", send("GET", f"/sparql?query={quote(LARGE)}", None, (("If-Modified-Since", FAR_OFF), ("If-Modified-Since", FAR_OFF))), (status(200),)),
    Check("RFC 9110 13.1.2", MUST, "tags in two fields are one list", send("GET", f"/sparql?query={quote(LARGE)}", None, (("If-None-Match", '"x"'), ("If-None-Match", "*"))), (status(200, 304),)),
    Check("RFC 9110 13.1.3", MUST, "If-Modified-Since before the data is answered", ask(LARGE, If_Modified_Since=LONG_AGO), (status(200),)),
    Check("RFC 9110 13.1.3", SHOULD, "after it is 304", ask(LARGE, If_Modified_Since=FAR_OFF), (status(304),)),
    Check("RFC 9110 13.1.3", MUST, "what is no date is ignored", ask(LARGE, If_Modified_Since="recently"), (status(200),)),
    Check("RFC 9110 13.1.3", MUST, "If-None-Match counts before it", ask(LARGE, If_None_Match='"x"', If_Modified_Since=FAR_OFF), (status(200),)),
    Check("RFC 9110 13.1.3", MUST, "it means nothing for POST", direct(LARGE, If_Modified_Since=FAR_OFF), (status(200),)),
    Check("RFC 9110 13.2.1", MUST, "a request that would fail fails: a date", ask(BROKEN, If_Modified_Since=FAR_OFF), (problem(400),)),
    Check("RFC 9110 13.2.1", MUST, "a request that would fail fails: any tag", ask(BROKEN, If_None_Match="*"), (problem(400),)),
    Check("RFC 9110 13.2.1", MUST, "a request that would fail fails: If-Match", ask(BROKEN, If_Match='"x"'), (problem(400),)),
    Check("RFC 9110 13.2.1", MUST, "a request that would fail fails: another media type", ask(LARGE, Accept="image/png", If_None_Match="*"), (problem(406),)),
    Check("RFC 9110 13.2.1", MUST, "OPTIONS know no preconditions", send("OPTIONS", "/sparql", If_Match='"x"', If_None_Match="*"), (status(204),)),
    Check("RFC 9110 14.2", MUST, "a range in units not known is ignored", ask(LARGE, Range="rows=0-5"), (status(200), lacks("content-range"))),
    Check("RFC 9110 14.2", OURS, "ranges are not given: the whole is", ask(LARGE, Range="bytes=0-5"), (status(200), lacks("content-range"))),
    Check("RFC 9110 14.3", OURS, "and this is said", ask(LARGE), (has("accept-ranges", "^none$"),)),
    Check("RFC 9111 5.2.2", OURS, "what is kept is asked for again", ask(LARGE), (has("cache-control", "no-cache|max-age"),)),
    Check("RFC 9111 5.2.2", OURS, "what changes by itself is not kept", ask("SELECT (NOW() AS ?n) {}"), (has("cache-control", "no-store"), lacks("etag"))),
    Check("RFC 9111 3", OURS, "a problem is not kept", ask(BROKEN), (has("cache-control", "no-store"),)),
    Check("RFC 9110 8.8", OURS, "the description has a validator", send("GET", "/sparql"), (has("etag", r'^"[^"]+"$'), has("last-modified"))),
    Check("RFC 9110 8.8", OURS, "so has VoID", send("GET", "/.well-known/void"), (has("etag", r'^"[^"]+"$'),)),
    Check("RFC 9110 8.8", OURS, "so has a whole graph", send("GET", "/graph-store?default"), (has("etag", r'^"[^"]+"$'),)),
    Check("RFC 9110 6.6.1", MUST, "an answer has a date", ask(SMALL), (has("date", r"GMT$"), once("date"))),
    Check("RFC 9110 6.6.1", MUST, "so has a problem", ask(BROKEN), (has("date", r"GMT$"),)),
    Check("RFC 9110 6.6.1", MUST, "so has 304", ask(LARGE, If_None_Match="*"), (has("date", r"GMT$"),)),
    Check("RFC 9110 15.4.5", MUST, "304 has what 200 would: Cache-Control, ETag, Vary", ask(LARGE, If_None_Match="*"), (status(304), has("etag"), has("cache-control"), lists("vary", "accept"))),
    Check("RFC 9110 15.4.5", MUST, "304 has no body and says no wrong length", ask(LARGE, If_None_Match="*"), (lacks("transfer-encoding"), lacks("content-encoding"))),
]  # fmt: skip

ALL = [*METHODS, *NEGOTIATION, *CODINGS, *PRECONDITIONS]


@pytest.mark.parametrize("check", ALL, ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)


@pytest.mark.parametrize(
    "target",
    [
        "/sparql",
        "/sparql?query=ASK%7B%7D",
        "/.well-known/void",
        "/graph-store?default",
        "/sparql?query=ASK%7B",
    ],
)
@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/sparql-results+xml", "*/*", "application/rdf+xml"]
)
def test_head_says_what_get_says(service: Service, target: str, accept: str) -> None:
    """RFC 9110 9.3.2 SHOULD: the same header fields."""
    get, head = exchange(service, send("GET", target, Accept=accept), send("HEAD", target, Accept=accept))

    def fixed(pairs: tuple[tuple[str, str], ...]) -> set[tuple[str, str]]:
        return {pair for pair in pairs if pair[0] != "date"}

    assert fixed(head.pairs) == fixed(get.pairs)
    assert head.status == get.status
    assert head.body == b""


@pytest.mark.parametrize("query", [SMALL, LARGE, GRAPH])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
class TestTags:
    """RFC 9110 8.8.3 and 13.1.2: tags of one representation, whatever form it was sent in."""

    def etag(self, service: Service, query: str, encoding: str, **headers: str) -> str:
        return exchange(service, ask(query, Accept_Encoding=encoding, **headers))[0].header("etag")

    @pytest.mark.parametrize("form_", ["{}", "W/{}", '"x", {}', '"x" , W/{}', '"a,b", {}', "{},"])
    def test_a_tag_held_is_304_with_that_tag(
        self, service: Service, query: str, encoding: str, form_: str
    ) -> None:
        tag = self.etag(service, query, encoding)

        (again,) = exchange(service, ask(query, Accept_Encoding=encoding, If_None_Match=form_.format(tag)))

        assert again.status == 304
        assert again.header("etag") == tag

    def test_a_tag_of_another_media_type_is_none(self, service: Service, query: str, encoding: str) -> None:
        accept = "application/rdf+xml" if query == GRAPH else "application/sparql-results+xml"
        other = self.etag(service, query, encoding, Accept=accept)

        assert other != self.etag(service, query, encoding)
        assert exchange(service, ask(query, Accept_Encoding=encoding, If_None_Match=other))[0].status == 200

    def test_if_match_compares_strongly(self, service: Service, query: str, encoding: str) -> None:
        tag = self.etag(service, query, encoding)
        tries = [
            ask(query, Accept_Encoding=encoding, If_Match=each) for each in (tag, f'"x", {tag}', f"W/{tag}")
        ]

        assert [each.status for each in exchange(service, *tries)] == [200, 200, 412]

    def test_the_same_tag_is_the_same_bytes(self, service: Service, query: str, encoding: str) -> None:
        once_, again = exchange(service, *[ask(query, Accept_Encoding=encoding)] * 2)

        assert once_.header("etag") == again.header("etag")
        assert once_.body == again.body


def test_a_tag_of_the_packed_form_is_not_the_plain_one(service: Service) -> None:
    plain, packed = exchange(service, ask(LARGE), ask(LARGE, Accept_Encoding="gzip"))
    tag = packed.header("etag")

    (again,) = exchange(service, ask(LARGE, If_None_Match=tag))

    assert tag != plain.header("etag")
    assert again.status == 200
    assert gzip.decompress(packed.body) == plain.body


@pytest.mark.parametrize("target", ["/sparql", "/.well-known/void", "/graph-store?default"])
def test_a_description_held_is_304(service: Service, target: str) -> None:
    (first,) = exchange(service, send("GET", target))

    (again,) = exchange(service, send("GET", target, If_None_Match=first.header("etag")))

    assert again.status == 304
    assert again.header("etag") == first.header("etag")


def test_a_query_by_query_is_conditional_and_a_post_is_not(service: Service) -> None:
    sent = {"Content_Type": DIRECT}
    (first,) = exchange(service, send("QUERY", "/sparql", LARGE.encode(), **sent))
    tag = first.header("etag")

    by_query, by_post = exchange(
        service,
        send("QUERY", "/sparql", LARGE.encode(), **sent, If_None_Match=tag),
        send("POST", "/sparql", LARGE.encode(), **sent, If_None_Match=tag),
    )

    assert by_query.status == 304
    assert by_post.status == 200


@pytest.mark.parametrize("header", ["Content-Encoding", "Content-Type"])
def test_an_answer_kept_is_given_only_to_the_same_request(service: Service, header: str) -> None:
    """RFC 9110 15.5.16: what is sent in a coding or type not read here is refused, also where its bytes were answered before."""
    query = "ASK { ?s ?p 'kept' }"
    other = {"Content-Encoding": "br"} if header == "Content-Encoding" else {"Content-Type": "text/plain"}
    given = {"Content-Type": DIRECT} | other

    answers = exchange(
        service,
        *[direct(query)] * 3,
        send("POST", "/sparql", query.encode(), tuple(given.items())),
        direct(query),
    )

    assert [each.status for each in answers] == [200, 200, 200, 415, 200]


def test_a_form_is_read_whatever_the_case_of_its_type(service: Service) -> None:
    (answer,) = exchange(service, form("query=ASK%7B%7D", "Application/X-WWW-Form-URLEncoded"))

    assert answer.status == 200
