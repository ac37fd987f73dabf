"""SPARQL 1.1 Service Description, clause by clause: https://www.w3.org/TR/sparql11-service-description/."""

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

DOCUMENTS = ("lianyungang", "shunyi", "national", "yimin", "zongyang")
FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG")  # fmt: skip
NOT_CLAIMED = ("DereferencesURIs", "BasicFederatedQuery", "RequiresDataset", "EmptyGraphs")


def description(**headers: str) -> bytes:
    return send("GET", "/sparql", **{"Accept": "text/turtle", **headers})


def never(pattern: str) -> str:
    return f"FILTER NOT EXISTS {{ {pattern} }}"


CLAUSES = [
    Check("SD 2", MUST, "the endpoint dereferenced by GET without parameters gives RDF", send("GET", "/sparql"), (status(200), media(*RDF))),
    Check("SD 2", MUST, "so it does with an empty query string", send("GET", "/sparql?"), (status(200), media(*RDF))),
    Check("SD 2", MUST, "so it does for HEAD, without the body", send("HEAD", "/sparql"), (status(200), media("text/turtle"), empty())),
    Check("SD 2", SHOULD, "it is negotiated", send("GET", "/sparql", Accept="application/rdf+xml;q=0.5, text/csv"), (media("application/rdf+xml"),)),
    Check("SD 2", SHOULD, "and says so", description(), (lists("vary", "accept"),)),
    Check("SD 2", SHOULD, "a type that is no RDF is 406 and lists what there is", send("GET", "/sparql", Accept="text/csv"), (problem(406, says="text/turtle"),)),
    Check("SD 2", OURS, "HTML may be embedded RDF or, as here, a page", send("GET", "/sparql", Accept="text/html"), (status(200), media("text/html"))),
    Check("SD 3.1", MUST, "there is one service", description(), (holds(f"?s a sd:Service {never('?t a sd:Service FILTER(?t != ?s)')}"),)),
    Check("SD 3.4.1", MUST, "its endpoint is the IRI it was asked at", description(Host="data.example:81"), (holds("?s a sd:Service ; sd:endpoint <http://data.example:81/sparql>"),)),
    Check("SD 3.4.1", MUST, "there is one endpoint", description(), (holds(f"?s sd:endpoint ?e {never('?s sd:endpoint ?f FILTER(?e != ?f)')}"),)),
    Check("SD 3.4.2", MUST, "a feature is an sd:Feature of the recommendation", description(), (holds("?s sd:feature sd:UnionDefaultGraph"),)),
    Check("SD 3.4.3", MUST, "there is one default entailment regime, an IRI", description(), (holds(f"?s sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> {never('?s sd:defaultEntailmentRegime ?e FILTER(?e != <http://www.w3.org/ns/entailment/Simple>)')}"),)),
    Check("SD 3.4.7", MUST, "the language is SPARQL 1.1 Query", description(), (holds("?s sd:supportedLanguage sd:SPARQL11Query"),)),
    Check("SD 3.4.7", MUST, "update is not claimed", description(), (holds(never("?s sd:supportedLanguage sd:SPARQL11Update")),)),
    Check("SD 3.4.11", MUST, "no format of input is claimed", description(), (holds(never("?s sd:inputFormat ?f")),)),
    Check("SD 3.4.12", MUST, "there is one default data set", description(), (holds(f"?s a sd:Service ; sd:defaultDataset ?d . ?d a sd:Dataset {never('?s sd:defaultDataset ?e FILTER(?e != ?d)')}"),)),
    Check("SD 3.4.13", MUST, "the graphs a query may name are a collection", description(), (holds("?s sd:availableGraphs ?c . ?c a sd:GraphCollection ; sd:namedGraph ?g . ?g a sd:NamedGraph"),)),
    Check("SD 3.2.5", MUST, "a data set has one default graph", description(), (holds(f"?d a sd:Dataset ; sd:defaultGraph ?g . ?g a sd:Graph {never('?d sd:defaultGraph ?h FILTER(?g != ?h)')}"),)),
    Check("SD 3.2.6", MUST, "a named graph has one name, an IRI", description(), (holds(never("?g a sd:NamedGraph FILTER NOT EXISTS { ?g sd:name ?n FILTER(isIRI(?n)) }") + never("?g a sd:NamedGraph ; sd:name ?m, ?n FILTER(?m != ?n)")),)),
    Check("SD 3.2.7", MUST, "and one graph", description(), (holds(never("?g a sd:NamedGraph FILTER NOT EXISTS { ?g sd:graph ?n . ?n a sd:Graph }") + never("?g a sd:NamedGraph ; sd:graph ?m, ?n FILTER(?m != ?n)")),)),
    Check("SD 3.3", SHOULD, "how many triples a graph has", description(), (holds(never("?g a sd:Graph FILTER NOT EXISTS { ?g void:triples ?n FILTER(?n > 0) }")),)),
    Check("SD 4", OURS, "it leads to where a data set is described", description(), (has("link", r'</\.well-known/void>; rel="describedby"'),)),
    Check("RFC 9110 8.8", OURS, "it has validators", description(), (has("etag", r'^"[^"]+"$'), has("last-modified", "GMT$"))),
    *(Check("SD 3.4.10", MUST, f"results come as {each}", description(), (holds(f"?s sd:resultFormat formats:{each}"),)) for each in FORMATS),
    *(Check("SD 3.2.6", MUST, f"the graph of {each} is named", description(), (holds(f"?s sd:defaultDataset/sd:namedGraph/sd:name g:{each}"),)) for each in DOCUMENTS),
    *(Check("SD 2", SHOULD, f"it comes as {each}", send("GET", "/sparql", Accept=each), (media(each), holds("?s a sd:Service"))) for each in RDF),
    *(Check("SD 3.4.2", MUST, f"{each} is not claimed, because it is not so", description(), (holds(never(f"?s sd:feature sd:{each}")),)) for each in NOT_CLAIMED),
]  # fmt: skip


@pytest.mark.parametrize("check", CLAUSES, ids=str)
def test_each_clause_holds(service: Service, check: Check) -> None:
    check.run(service)


@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_each_format_of_rows_that_is_claimed_is_given(service: Service, format_: str) -> None:
    assert service.query("SELECT ?x { }", more=f"&format={format_}").status == 200


def test_the_default_graph_is_the_union_that_is_claimed(service: Service) -> None:
    named = service.query(
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    ).json()

    default = service.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()

    assert default["results"] == named["results"]
