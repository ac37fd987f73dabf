"""The description of the data set, clause by clause: https://www.w3.org/TR/void/ and https://www.w3.org/TR/vocab-dcat-3/."""

from __future__ import annotations

import pytest

from tests.server.checks import (
    MUST,
    OURS,
    RDF,
    SHOULD,
    Check,
    empty,
    has,
    holds,
    lists,
    media,
    problem,
    send,
    status,
)
from tests.server.service import Service

VOID = "/.well-known/void"
DOCUMENTS = ("lianyungang", "shunyi", "national", "yimin", "zongyang")
DUMPS = ("ttl", "trig", "nq", "jsonld", "rdf")
FILES = (*DUMPS, "graphml", "gexf", "csv", "xlsx")
HERE = "http://data.example"


def described(**headers: str) -> bytes:
    return send("GET", VOID, **{"Accept": "text/turtle", "Host": "data.example", **headers})


def never(pattern: str) -> str:
    return f"FILTER NOT EXISTS {{ {pattern} }}"


DATASET = f"<{HERE}{VOID}#dataset>"

CLAUSES = [
    Check("VoID 7.2", MUST, "it is at the well-known place", send("GET", VOID), (status(200), media(*RDF), holds("?d a void:Dataset"))),
    Check("VoID 6.1", SHOULD, "the document describes itself", described(), (holds(f"<{HERE}{VOID}> a void:DatasetDescription ; foaf:primaryTopic {DATASET}"),)),
    Check("VoID 2", MUST, "the data set is one", described(), (holds(f"{DATASET} a void:Dataset, dcat:Dataset"),)),
    Check("VoID 2.2", SHOULD, "title and description in both languages", described(), (holds(f"{DATASET} dct:title ?a, ?b ; dct:description ?c, ?d FILTER(LANG(?a) = 'zh' && LANG(?b) = 'en' && LANG(?c) = 'zh' && LANG(?d) = 'en')"),)),
    Check("VoID 2.3", SHOULD, "its licence is named by IRI", described(), (holds(f"{DATASET} dct:license ?l FILTER(isIRI(?l))"),)),
    Check("VoID 2.2", SHOULD, "when it was changed", described(), (holds(f"{DATASET} dct:modified ?m FILTER(DATATYPE(?m) = xsd:dateTime)"),)),
    Check("VoID 2.2", SHOULD, "who publishes it", described(), (holds(f"{DATASET} dct:publisher [ a foaf:Agent ; foaf:name ?n ]"),)),
    Check("VoID 2.5", SHOULD, "in which formats", described(), (holds(f"{DATASET} void:feature formats:Turtle, formats:RDF_XML, formats:N-Triples, formats:JSON-LD"),)),
    Check("VoID 3.1", MUST, "the endpoint", described(), (holds(f"{DATASET} void:sparqlEndpoint <{HERE}/sparql>"),)),
    Check("VoID 3.2", MUST, "a dump is RDF: no table, no drawing", described(), (holds(never("?d void:dataDump ?f FILTER(REGEX(STR(?f), '(csv|xlsx|graphml|gexf)$'))")),)),
    Check("VoID 3.5", SHOULD, "where to search", described(), (holds(f"{DATASET} void:openSearchDescription <{HERE}/opensearch.xml>"),)),
    Check("VoID 4.2", MUST, "names begin with its space, which is a literal", described(), (holds(f"{DATASET} void:uriSpace 'https://w3id.org/dutygraph/id/'"),)),
    Check("VoID 4.3", SHOULD, "its vocabularies are named", described(), (holds(f"{DATASET} void:vocabulary <https://w3id.org/dutygraph/ontology#>, <http://www.w3.org/ns/org#>"),)),
    Check("VoID 4.1", SHOULD, "an example", described(), (holds(f"{DATASET} void:exampleResource ?e FILTER(STRSTARTS(STR(?e), 'https://w3id.org/dutygraph/id/'))"),)),
    Check("VoID 4.6", SHOULD, "how many triples, once and as a number", described(), (holds(f"{DATASET} void:triples ?n FILTER(DATATYPE(?n) = xsd:integer && ?n > 10000) {never(f'{DATASET} void:triples ?a, ?b FILTER(?a != ?b)')}"),)),
    Check("VoID 4.6", MUST, "classes and properties are as many as their partitions", described(), (holds(f"{DATASET} void:classes ?n {{ SELECT (COUNT(?c) AS ?n) {{ {DATASET} void:classPartition/void:class ?c }} }}"), holds(f"{DATASET} void:properties ?n {{ SELECT (COUNT(?c) AS ?n) {{ {DATASET} void:propertyPartition/void:property ?c }} }}"))),
    Check("VoID 4.5", MUST, "the triples of all properties are all triples", described(), (holds(f"{DATASET} void:triples ?n {{ SELECT (SUM(?m) AS ?n) {{ {DATASET} void:propertyPartition/void:triples ?m }} }}"),)),
    Check("VoID 4.4", MUST, "a part is a data set", described(), (holds(never("?d void:subset ?s FILTER NOT EXISTS { ?s a void:Dataset ; void:triples ?n }")),)),
    Check("DCAT 6.4", SHOULD, "a language is an IRI", described(), (holds(f"{DATASET} dct:language <http://id.loc.gov/vocabulary/iso639-1/zh>, <http://id.loc.gov/vocabulary/iso639-1/en>"), holds(never("?d dct:language ?l FILTER(isLiteral(?l))")))),
    Check("DCAT 6.4", SHOULD, "keywords in both languages", described(), (holds(f"{DATASET} dcat:keyword ?a, ?b FILTER(LANG(?a) = 'zh' && LANG(?b) = 'en')"),)),
    Check("DCAT 6.4", SHOULD, "where people land", described(), (holds(f"{DATASET} dcat:landingPage <{HERE}/>"),)),
    Check("DCAT 6.4", SHOULD, "an identifier", described(), (holds(f"{DATASET} dct:identifier ?i FILTER(isLiteral(?i))"),)),
    Check("DCAT 6.4", OURS, "the version that answers carry", described(), (holds(f"{DATASET} dcat:version ?v"), has("dutygraph-version"))),
    Check("DCAT 6.8", MUST, "every distribution can be reached", described(), (holds(never("?d dcat:distribution ?e FILTER NOT EXISTS { ?e a dcat:Distribution ; dcat:accessURL ?u FILTER(isIRI(?u)) }")),)),
    Check("DCAT 6.8", SHOULD, "under a licence", described(), (holds(never("?d dcat:distribution ?e FILTER NOT EXISTS { ?e dct:license ?l }")),)),
    Check("DCAT 6.8", MUST, "every file has one media type of IANA", described(), (holds(never("?e dcat:downloadURL ?u FILTER NOT EXISTS { ?e dcat:mediaType ?m FILTER(STRSTARTS(STR(?m), 'https://www.iana.org/assignments/media-types/')) }") + never("?e dcat:mediaType ?m, ?n FILTER(?m != ?n)")),)),
    Check("DCAT 6.9", SHOULD, "the endpoint is a service that serves it", described(), (holds(f"<{HERE}/sparql> a dcat:DataService ; dcat:endpointURL <{HERE}/sparql> ; dcat:endpointDescription ?d ; dcat:servesDataset {DATASET}"),)),
    Check("SD 4", SHOULD, "the service description means the same data set", send("GET", "/sparql", Accept="text/turtle", Host="data.example"), (holds(f"?s sd:defaultDataset {DATASET}"),)),
    Check("RFC 9110 12.5.1", MUST, "a browser is shown a page", send("GET", VOID, Accept="text/html"), (status(200), media("text/html"))),
    Check("RFC 9110 15.5.7", SHOULD, "406 lists what there is", send("GET", VOID, Accept="text/csv"), (problem(406, says="text/turtle"), lists("vary", "accept"))),
    Check("RFC 9110 9.3.2", MUST, "HEAD has no body", send("HEAD", VOID), (status(200), empty(), has("content-length", r"^\d+$"))),
    Check("RFC 9110 9.3.7", SHOULD, "OPTIONS say what is allowed", send("OPTIONS", VOID), (status(204), empty(), lists("allow", "GET", "HEAD", "OPTIONS"))),
    Check("RFC 9110 15.5.6", MUST, "it cannot be written", send("PUT", VOID, b"", Content_Type="text/turtle"), (problem(405), lists("allow", "GET"))),
    Check("RFC 9110 13.1.2", MUST, "what is held is not sent again", described(If_None_Match="*"), (status(304), empty(), has("etag"))),
    *(Check("VoID 6", SHOULD, f"it comes as {each}", send("GET", VOID, Accept=each, Host="data.example"), (media(each), holds(f"{DATASET} a void:Dataset"))) for each in RDF),
    *(Check("VoID 4.4", SHOULD, f"the graph of {each} is a part", described(), (holds(f"{DATASET} void:subset g:{each} . g:{each} void:triples ?n FILTER(?n > 100)"),)) for each in DOCUMENTS),
    *(Check("VoID 3.2", SHOULD, f"the dump as .{each} is named", described(), (holds(f"{DATASET} void:dataDump <{HERE}/downloads/dutygraph.{each}>"),)) for each in DUMPS),
    *(Check("DCAT 6.8", SHOULD, f"the file as .{each} is a distribution", described(), (holds(f"{DATASET} dcat:distribution/dcat:downloadURL <{HERE}/downloads/dutygraph.{each}>"),)) for each in FILES),
]  # fmt: skip


@pytest.mark.parametrize("check", CLAUSES, ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)


def test_the_numbers_are_those_of_the_data(service: Service) -> None:
    described_ = service.send("GET", VOID, Accept="application/n-triples").body.decode()
    rows = service.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()["results"]["bindings"]

    assert f'#dataset> <http://rdfs.org/ns/void#triples> "{rows[0]["n"]["value"]}"' in described_
