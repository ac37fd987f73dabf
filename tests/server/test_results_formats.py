"""The results formats of SPARQL 1.1, clause by clause: JSON, XML, CSV and TSV, and graphs in every format."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse

from tests.server.checks import (
    MUST,
    OURS,
    SHOULD,
    Check,
    ask,
    body,
    body_is,
    body_lacks,
    has,
    media,
    problem,
    status,
)
from tests.server.service import Service

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TYPED = "SELECT ('1'^^<http://www.w3.org/2001/XMLSchema#byte> AS ?x) {}"
DATE = "SELECT ('2001-10-08'^^<http://www.w3.org/2001/XMLSchema#date> AS ?x) {}"
TWO = "SELECT ?b ?a { VALUES (?a ?b) { (1 'x') (2 UNDEF) } }"
NAMESPACE = "{http://www.w3.org/2005/sparql-results#}"


def select(term: str, accept: str, **headers: str) -> bytes:
    return ask(f"SELECT ({term} AS ?x) {{}}", Accept=accept, **headers)


IN_JSON = [
    Check("JSON 3.1", MUST, "a document has head and results", ask(TWO, Accept=JSON), (media(JSON), body(rb'^\{"head":.*"results":'))),
    Check("JSON 3.1.1", MUST, "vars come in the order of SELECT", ask(TWO, Accept=JSON), (body(rb'"vars":\["b","a"\]'),)),
    Check("JSON 3.2.1", MUST, "a result without rows has an empty list", ask("SELECT ?x { FILTER(false) }", Accept=JSON), (body(rb'"bindings":\[\]'),)),
    Check("JSON 3.2.1", MUST, "what is unbound is left out", ask(TWO, Accept=JSON), (body(rb'\{"a":\{[^{}]*"2"[^{}]*\}\}'),)),
    Check("JSON 3.2.2", MUST, "an IRI", select("<http://a/>", JSON), (body(rb'"x":\{"type":"uri","value":"http://a/"\}'),)),
    Check("JSON 3.2.2", MUST, "a string", select("'a'", JSON), (body(rb'"x":\{"type":"literal","value":"a"\}'),)),
    Check("JSON 3.2.2", MUST, "a string with a language", select("'a'@zh", JSON), (body(rb'"xml:lang":"zh"'), body_lacks(rb"langString"))),
    Check("JSON 3.2.2", MUST, "a typed literal", ask(DATE, Accept=JSON), (body(rb'"type":"literal","value":"2001-10-08","datatype":"http://www.w3.org/2001/XMLSchema#date"'),)),
    Check("JSON 3.2.2", MUST, "no typed-literal, as of 1.0", ask(DATE, Accept=JSON), (body_lacks(rb"typed-literal"),)),
    Check("JSON 3.2.2", MUST, "a blank node", select("BNODE()", JSON), (body(rb'"type":"bnode","value":"[^"]+"'),)),
    Check("JSON 3.3", MUST, "a truth value stands beside head", ask("ASK {}", Accept=JSON), (body(rb'"head":\{.*"boolean":true'), body_lacks(rb'"results"'))),
    Check("JSON 3.3", MUST, "also where it is false", ask("ASK { FILTER(false) }", Accept=JSON), (body(rb'"boolean":false'),)),
    Check("RFC 8259 7", MUST, "quotes, backslashes and controls are escaped", select(r"'\"\\\u0001\u001F\n'", JSON), (body(rb'\\"\\\\\\u0001\\u001[fF]\\n'),)),
    Check("RFC 8259 8.1", MUST, "UTF-8 without a mark", select("'厂🙂'", JSON), (body("厂🙂".encode()), body_lacks(b"^\xef\xbb\xbf"))),
]  # fmt: skip
IN_XML = [
    Check("XML 2.1", MUST, "the root and its namespace", ask(TWO, Accept=XML), (media(XML), body(rb'<sparql xmlns="http://www.w3.org/2005/sparql-results#"'))),
    Check("XML 2.2", MUST, "variables in the order of SELECT", ask(TWO, Accept=XML), (body(rb'<variable name="b"/>\s*<variable name="a"/>'),)),
    Check("XML 2.3.1", MUST, "an IRI", select("<http://a/?b=1&c=2>", XML), (body(rb"<uri>http://a/\?b=1&amp;c=2</uri>"),)),
    Check("XML 2.3.1", MUST, "a string", select("'<a&b>'", XML), (body(rb"<literal>&lt;a&amp;b(&gt;|>)</literal>"),)),
    Check("XML 2.3.1", MUST, "a string with a language", select("'a'@zh", XML), (body(rb'<literal xml:lang="zh">a</literal>'),)),
    Check("XML 2.3.1", MUST, "a typed literal", ask(DATE, Accept=XML), (body(rb'<literal datatype="http://www.w3.org/2001/XMLSchema#date">2001-10-08</literal>'),)),
    Check("XML 2.3.1", MUST, "a blank node", select("BNODE()", XML), (body(rb"<bnode>[^<]+</bnode>"),)),
    Check("XML 2.3.1", MUST, "what is unbound is left out", ask(TWO, Accept=XML), (body_lacks(rb'<binding name="b">\s*</binding>'),)),
    Check("XML 2.3.1", MUST, "a result without rows", ask("SELECT ?x { FILTER(false) }", Accept=XML), (body(rb"<results>\s*</results>|<results/>"),)),
    Check("XML 2.3.2", MUST, "a truth value", ask("ASK {}", Accept=XML), (body(rb"<boolean>true</boolean>"), body_lacks(rb"<results"))),
    Check("XML 2.3.2", MUST, "also where it is false", ask("ASK { FILTER(false) }", Accept=XML), (body(rb"<boolean>false</boolean>"),)),
    Check("XML 1.0 2.2", MUST, "a character XML has not is refused, not written", select(r"'\u0001'", XML), (problem(400, says="XML"),)),
    Check("XML 1.0 2.2", MUST, "so in a graph", ask(r"CONSTRUCT { <a:s> <a:p> '\u000B' } {}", Accept="application/rdf+xml"), (problem(400, says="XML"),)),
    Check("RDF/XML 2.3", MUST, "a property that ends in no name is refused, not written", ask("CONSTRUCT { <a:s> <http://a/> 1 } {}", Accept="application/rdf+xml"), (problem(400, says="RDF/XML"),)),
    Check("RDF/XML 7.4", MUST, "so is one that would be read back as another", ask("CONSTRUCT { <a:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> 1 } {}", Accept="application/rdf+xml"), (problem(400, says="RDF/XML"),)),
    Check("RDF/XML 2.3", MUST, "a property that begins with a digit is written", ask("CONSTRUCT { <a:s> <http://a/1x> 1 } {}", Accept="application/rdf+xml"), (status(200), body(rb"<x xmlns=.http://a/1. "))),
    Check("XML 1.0 2.2", OURS, "other formats hold it", select(r"'\u0001'", CSV), (status(200), body(b"\x01"))),
]  # fmt: skip
IN_CSV = [
    Check("CSV 3", MUST, "a header of names without ?", ask(TWO, Accept=CSV), (media(CSV), body(rb"^b,a\r\n"))),
    Check("CSV 3", MUST, "records end with CRLF", ask(TWO, Accept=CSV), (body_is(b"b,a\r\nx,1\r\n,2\r\n"),)),
    Check("RFC 4180 2.6", MUST, "an IRI with a comma is one field", ask("SELECT (<http://e/a,b> AS ?x) (BNODE() AS ?y) {}", Accept=CSV), (body(rb'^x,y\r\n"http://e/a,b",_:[^,]+\r\n$'),)),
    Check("RFC 4180 2.6", MUST, "so it is in a result too large for a message", ask("SELECT (<http://e/a,b> AS ?x) ?s ?o { ?s ?p ?o } LIMIT 20000", Accept=CSV), (body(rb'^x,s,o\r\n("http://e/a,b",[^,\n]+,([^",\r\n]*|("[^"]*")+)\r\n){20000}$'),)),
    Check("CSV 3.1", SHOULD, "the charset is named", ask(TWO, Accept=CSV), (has("content-type", "(?i)charset=utf-8"),)),
    Check("CSV 3.2", MUST, "an IRI is bare", select("<http://a/>", CSV), (body_is(b"x\r\nhttp://a/\r\n"),)),
    Check("CSV 3.2", MUST, "a literal is its text", select("'a'@zh", CSV), (body_is(b"x\r\na\r\n"),)),
    Check("CSV 3.2", MUST, "a typed literal is its text", ask(DATE, Accept=CSV), (body_is(b"x\r\n2001-10-08\r\n"),)),
    Check("CSV 3.2", MUST, "a quotation mark is doubled", select("'a\"b'", CSV), (body_is(b'x\r\n"a""b"\r\n'),)),
    Check("CSV 3.2", MUST, "a comma is quoted", select("'a,b'", CSV), (body_is(b'x\r\n"a,b"\r\n'),)),
    Check("CSV 3.2", MUST, "a line feed is quoted", select(r"'a\nb'", CSV), (body_is(b'x\r\n"a\nb"\r\n'),)),
    Check("CSV 3.2", MUST, "a return is quoted", select(r"'a\rb'", CSV), (body_is(b'x\r\n"a\rb"\r\n'),)),
    Check("CSV 3.2", MUST, "a blank node has its label", select("BNODE()", CSV), (body(rb"^x\r\n_:\w+\r\n$"),)),
    Check("CSV 3", MUST, "no rows is the header alone", ask("SELECT ?x { FILTER(false) }", Accept=CSV), (body_is(b"x\r\n"),)),
]  # fmt: skip
IN_TSV = [
    Check("TSV 4", MUST, "a header of names with ?", ask(TWO, Accept=TSV), (media(TSV), body(rb"^\?b\t\?a\n"))),
    Check("TSV 4", MUST, "records end with a line feed", ask(TWO, Accept=TSV), (body_is(b'?b\t?a\n"x"\t1\n\t2\n'),)),
    Check("TSV 4.1", SHOULD, "the charset is named", ask(TWO, Accept=TSV), (has("content-type", "(?i)charset=utf-8"),)),
    Check("TSV 4.2", MUST, "an IRI in angle brackets", select("<http://a/>", TSV), (body_is(b"?x\n<http://a/>\n"),)),
    Check("TSV 4.2", MUST, "a string in quotes", select("'a'", TSV), (body_is(b'?x\n"a"\n'),)),
    Check("TSV 4.2", MUST, "a language", select("'a'@zh", TSV), (body_is(b'?x\n"a"@zh\n'),)),
    Check("TSV 4.2", MUST, "a type", ask(DATE, Accept=TSV), (body_is(b'?x\n"2001-10-08"^^<http://www.w3.org/2001/XMLSchema#date>\n'),)),
    Check("TSV 4.2", MUST, "numbers may be bare", select("1", TSV), (body(rb'^\?x\n(1|"1"\^\^<[^>]+integer>)\n$'),)),
    Check("TSV 4.2", MUST, "a tab is escaped", select(r"'a\tb'", TSV), (body_is(b'?x\n"a\\tb"\n'),)),
    Check("TSV 4.2", MUST, "a line feed is escaped", select(r"'a\nb'", TSV), (body_is(b'?x\n"a\\nb"\n'),)),
    Check("TSV 4.2", MUST, "a return is escaped", select(r"'a\rb'", TSV), (body_is(b'?x\n"a\\rb"\n'),)),
    Check("TSV 4.2", MUST, "a quotation mark is escaped", select("'a\"b'", TSV), (body_is(b'?x\n"a\\"b"\n'),)),
    Check("TSV 4.2", MUST, "a backslash is escaped", select(r"'a\\b'", TSV), (body_is(b'?x\n"a\\\\b"\n'),)),
    Check("TSV 4.2", MUST, "a blank node", select("BNODE()", TSV), (body(rb"^\?x\n_:\w+\n$"),)),
]  # fmt: skip
OF_GRAPHS = [
    Check("Turtle 6", SHOULD, "Turtle names its charset", ask("DESCRIBE <a:b>"), (has("content-type", r"(?i)^text/turtle; ?charset=utf-8$"),)),
    Check("SPARQL 16.3", MUST, "SELECT gives no Turtle", ask(TWO, Accept="text/turtle"), (problem(406),)),
    Check("SPARQL 16.2", MUST, "CONSTRUCT gives no CSV", ask("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", Accept=CSV), (problem(406),)),
    Check("RFC 6839 3.1", OURS, "a graph as application/json is JSON-LD", ask("DESCRIBE <a:b>", Accept="application/json"), (status(200), body(rb"^\s*[\[{]"))),
]  # fmt: skip


@pytest.mark.parametrize("check", [*IN_JSON, *IN_XML, *IN_CSV, *IN_TSV, *OF_GRAPHS], ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)


# One of each kind of character XML, JSON and the line-based formats treat differently.
CHARACTERS = ["\t", "\n", "\r", "\r\n", "<&>\"'", "]]>", "\x7f", "\x85", "\u2028", "\ufffd", "厂", "🙂", " a ", "\u202e", "\\", "\u0301"]  # fmt: skip


@pytest.mark.parametrize("text", CHARACTERS, ids=ascii)
class TestAnyText:
    """XML 1.0 2.11 and 3.3.3, RFC 8259 7, RFC 4180 2, Turtle 6.4 MUST: what goes in comes out."""

    def answer(self, service: Service, text: str, accept: str, form: str = "SELECT ({} AS ?x) {{}}") -> bytes:
        escaped = "".join(f"\\U{ord(each):08X}" for each in text)
        # Escapes of code points are read before anything else, so that what ends a string must be escaped as such.
        literal = "'" + escaped.replace("\\U0000000D", r"\r").replace("\\U0000000A", r"\n") + "'"
        literal = (
            literal.replace("\\U00000022", r"\"").replace("\\U00000027", r"\'").replace("\\U0000005C", r"\\")
        )
        reply = service.query(form.format(literal), Accept=accept)
        assert reply.status == 200, reply.body
        return reply.body

    def test_in_json(self, service: Service, text: str) -> None:
        rows = json.loads(self.answer(service, text, JSON))["results"]["bindings"]

        assert rows[0]["x"]["value"] == text

    def test_in_xml(self, service: Service, text: str) -> None:
        tree = ElementTree.fromstring(self.answer(service, text, XML))  # noqa: S314

        assert tree.findtext(f".//{NAMESPACE}literal") == text

    def test_in_csv(self, service: Service, text: str) -> None:
        rows = list(csv.reader(io.StringIO(self.answer(service, text, CSV).decode(), newline="")))

        assert rows == [["x"], [text]]

    def test_in_tsv(self, service: Service, text: str) -> None:
        _, line = self.answer(service, text, TSV).decode().removesuffix("\n").split("\n")

        (quad,) = parse(f"<a:a> <a:b> {line} .", RdfFormat.TURTLE)
        assert quad.object.value == text

    @pytest.mark.parametrize(
        ("type_", "form"),
        [
            ("text/turtle", RdfFormat.TURTLE),
            ("application/n-triples", RdfFormat.N_TRIPLES),
            ("application/rdf+xml", RdfFormat.RDF_XML),
            ("application/ld+json", RdfFormat.JSON_LD),
            ("application/trig", RdfFormat.TRIG),
        ],
    )
    def test_in_a_graph(self, service: Service, text: str, type_: str, form: RdfFormat) -> None:
        sent = self.answer(
            service, text, type_, "CONSTRUCT {{ <http://a/s> <http://a/p> ?x }} {{ BIND({} AS ?x) }}"
        )

        (quad,) = parse(sent, form)
        assert quad.object.value == text
