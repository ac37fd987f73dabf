"""The report as the W3C's SHACL validation report in Turtle, with our properties added.

https://www.w3.org/TR/shacl/#validation-report
"""

from __future__ import annotations

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SH, XSD

from kg.checking.report import Finding, Report
from kg.checking.shapes import SHAPES

__all__ = ["write"]

_SEVERITIES = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
_FINDINGS = Namespace("https://w3id.org/dutygraph/id/finding/")


def write(report: Report) -> str:
    """Write the report as Turtle."""
    graph = Graph()
    graph.bind("sh", SH)
    graph.bind("dgs", SHAPES)
    whole = URIRef("https://w3id.org/dutygraph/id/report")
    graph.add((whole, RDF.type, SH.ValidationReport))
    graph.add((whole, SH.conforms, Literal(report.conforms)))
    for finding in report.findings:
        node = _FINDINGS[finding.id]
        graph.add((whole, SH.result, node))
        _add(graph, node, finding)
    return graph.serialize(format="turtle")


def _add(graph: Graph, node: URIRef, finding: Finding) -> None:
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.sourceShape, URIRef(finding.shape)))
    graph.add((node, SH.resultSeverity, _SEVERITIES[finding.severity]))
    graph.add((node, SH.focusNode, URIRef(finding.focus)))
    component = SH.MinCountConstraintComponent if finding.path else SH.SPARQLConstraintComponent
    graph.add((node, SH.sourceConstraintComponent, component))
    if finding.value:
        graph.add(
            (node, SH.value, URIRef(finding.value) if ":/" in finding.value else Literal(finding.value))
        )
    for language in ("zh", "en"):
        graph.add((node, SH.resultMessage, Literal(getattr(finding, f"message_{language}"), lang=language)))
        graph.add(
            (node, SHAPES.suggestion, Literal(getattr(finding, f"suggestion_{language}"), lang=language))
        )
    graph.add((node, SHAPES.code, Literal(finding.code)))
    graph.add((node, SHAPES.document, Literal(finding.document)))
    if finding.quote is not None:
        graph.add((node, SHAPES.quote, Literal(finding.quote)))
        graph.add((node, SHAPES.start, Literal(finding.start, datatype=XSD.integer)))
        graph.add((node, SHAPES.end, Literal(finding.end, datatype=XSD.integer)))
    if finding.provision:
        graph.add((node, SHAPES.provision, Literal(finding.provision)))
