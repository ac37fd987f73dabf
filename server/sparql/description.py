"""What the service says of itself: SPARQL 1.1 Service Description with the VoID of its data set."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from pyoxigraph import RdfFormat, parse, serialize

from kg.browsing.counts import Counts, count_dataset
from kg.exporting.whole import EXPORT_FORMATS
from kg.store.engine import Engine, Result, is_live
from kg.store.evaluation import GRAPHS
from kg.store.formats import FORMATS
from kg.store.terms import XSD, iri, literal
from server.exchange import Answer, Exchange
from server.sparql.representation import chosen_format, http_date, represent

__all__ = ["describe_dataset", "describe_service"]

PREFIXES = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LICENSE = "https://www.apache.org/licenses/LICENSE-2.0"
KEYWORDS = '"public policy"@en , "duties"@en , "public bodies"@en , "政策文件"@zh , "职责"@zh , "机构"@zh'
RDF_EXPORTS = ("turtle", "trig", "nquads", "jsonld", "rdfxml")  # the downloads that VoID calls dumps
_NAMESPACE = re.compile(r"(.*[#/])[^#/]*")


def describe_service(exchange: Exchange, engine: Engine) -> Answer:
    """Answer a request that has no query: https://www.w3.org/TR/sparql11-service-description/."""
    counts = count_dataset(engine)
    endpoint = iri(f"{exchange.origin}/sparql").n3()
    formats = " , ".join(f"<{each.iri}>" for each in FORMATS)
    graphs = " , ".join(
        f"[ a sd:NamedGraph ; sd:name {iri(name).n3()} ; sd:graph [ a sd:Graph , void:Dataset ; void:triples {count} ] ]"
        for name, count in counts.graphs
    )
    named = f"sd:namedGraph {graphs} ;" if graphs else ""
    turtle = f"""{PREFIXES}
{endpoint} a sd:Service ;
  sd:endpoint {endpoint} ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
  sd:resultFormat {formats} ;
  dct:title "dutygraph SPARQL endpoint"@en , "dutygraph SPARQL 端点"@zh ;
  sd:availableGraphs [ a sd:GraphCollection ; {named} dct:title "graphs a query may name"@en ] ;
  sd:defaultDataset <{exchange.origin}/.well-known/void#dataset> .
<{exchange.origin}/.well-known/void#dataset> a sd:Dataset , void:Dataset ;
  void:sparqlEndpoint {endpoint} ; void:triples {counts.triples} ;
  {named}
  sd:defaultGraph [ a sd:Graph , void:Dataset ; void:triples {counts.triples} ] .
"""
    return _answer(exchange, turtle, engine)


def describe_dataset(exchange: Exchange, engine: Engine, base_iri: str) -> Answer:
    """Answer /.well-known/void: the data set as VoID and DCAT describe it."""
    counts = count_dataset(engine)
    origin = exchange.origin
    here = f"{origin}/.well-known/void"
    classes = " , ".join(
        f"[ void:class {iri(name).n3()} ; void:entities {count} ]" for name, count in counts.classes
    )
    properties = " , ".join(
        f"[ void:property {iri(name).n3()} ; void:triples {count} ]" for name, count in counts.properties
    )
    turtle = f"""{PREFIXES}
<{here}> a void:DatasetDescription ; foaf:primaryTopic <{here}#dataset> .
<{here}#dataset> a void:Dataset , dcat:Dataset ;
  dct:title "Duties, bodies and procedures of public policy documents"@en , "政策文件中的机构、职责与程序"@zh ;
  dct:modified {literal(engine.published, datatype=f"{XSD}dateTime").n3()} ;
  dct:license <{LICENSE}> ;
  dct:identifier {literal(base_iri).n3()} ; dct:publisher [ a foaf:Agent ; foaf:name "dutygraph" ; foaf:homepage <{origin}/> ] ;
  dcat:keyword {KEYWORDS} ;
  dcat:version {literal(engine.version).n3()} ;
  void:triples {counts.triples} ; void:classes {len(counts.classes)} ; void:properties {len(counts.properties)} ;
  void:uriSpace {literal(base_iri).n3()} ;
  void:sparqlEndpoint <{origin}/sparql> ; void:openSearchDescription <{origin}/opensearch.xml> ;
  void:vocabulary {" , ".join(f"<{each}>" for each in _vocabularies(counts))} ;
  {f"void:exampleResource {iri(counts.graphs[0][0]).n3()} ;" if counts.graphs else ""}
  void:feature {" , ".join(f"<{each.iri}>" for each in FORMATS if each.kind == "graph")} ;
  {f"void:classPartition {classes} ;" if classes else ""}
  {f"void:propertyPartition {properties} ;" if properties else ""}
  {"".join(f"void:subset {iri(name).n3()} ; " for name, _ in counts.graphs)}
  dct:description "Who must do what by policy documents, each statement with the sentence it was read from."@en ,
    "政策文件规定谁做什么；每一条陈述都连着它出自的那句话。"@zh ;
  dct:language {" , ".join(f"<http://id.loc.gov/vocabulary/iso639-1/{each}>" for each in ("zh", "en"))} ;
  {"".join(f"void:dataDump <{origin}/downloads/dutygraph.{EXPORT_FORMATS[name][1]}> ; " for name in RDF_EXPORTS)}
  dcat:distribution {_distributions(origin)} ;
  dcat:landingPage <{origin}/> .
<{origin}/sparql> a dcat:DataService ; dct:title "dutygraph SPARQL endpoint"@en , "dutygraph SPARQL 端点"@zh ;
  dcat:endpointURL <{origin}/sparql> ; dcat:endpointDescription <{origin}/sparql> ;
  dct:conformsTo <https://www.w3.org/TR/sparql11-protocol/> ; dcat:servesDataset <{here}#dataset> .
{"".join(f"{iri(name).n3()} a void:Dataset ; void:triples {count} ." for name, count in counts.graphs)}
"""
    return _answer(exchange, turtle, engine)


def _vocabularies(counts: Counts) -> list[str]:
    """Name the namespaces of the properties and classes that are used."""
    used = (name for name, _ in (*counts.classes, *counts.properties))
    return sorted({_NAMESPACE.sub(r"\1", name) for name in used if _NAMESPACE.match(name)})


def _distributions(origin: str) -> str:
    """Name every download with its media type (https://www.w3.org/TR/vocab-dcat-3/#Class:Distribution), and the endpoint."""
    iana = "https://www.iana.org/assignments/media-types/"
    files = [
        f"[ a dcat:Distribution ; dct:title {literal(name).n3()} ; dct:license <{LICENSE}> ; "
        f"dcat:accessURL <{origin}/downloads> ; dcat:downloadURL <{origin}/downloads/dutygraph.{suffix}> ; "
        f"dcat:mediaType <{iana}{media_type.partition(';')[0]}> ]"
        for name, (media_type, suffix) in EXPORT_FORMATS.items()
    ]
    endpoint = (
        f'[ a dcat:Distribution ; dct:title "sparql" ; dct:license <{LICENSE}> ; '
        f"dcat:accessURL <{origin}/sparql> ; dcat:accessService <{origin}/sparql> ]"
    )
    return " , ".join([*files, endpoint])


def _answer(exchange: Exchange, turtle: str, engine: Engine) -> Answer:
    chosen, type_ = chosen_format("graph", exchange.header("accept"))
    body = _serialised(turtle, chosen.name)
    etag = None if is_live(engine.version) else hashlib.blake2b(body, digest_size=16).hexdigest()
    result = Result(body=body, size=len(body), version=engine.version)
    return represent(exchange, result, type_, etag=etag, modified=http_date(engine.published))


@lru_cache(maxsize=64)
def _serialised(turtle: str, format_name: str) -> bytes:
    """Write a description in a format; kept, because blank nodes are named anew each time and a tag needs the same bytes."""
    triples = (quad.triple for quad in parse(turtle, RdfFormat.TURTLE))
    return serialize(triples, format=GRAPHS[format_name], prefixes=_prefixes()) or b""


def _prefixes() -> dict[str, str]:
    pairs = (line.split() for line in PREFIXES.splitlines())
    return {name.rstrip(":"): iri_.strip("<>") for _, name, iri_, _ in pairs}
