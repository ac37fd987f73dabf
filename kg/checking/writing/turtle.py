"""The report as the W3C's SHACL validation report in Turtle, with our properties added.

https://www.w3.org/TR/shacl/#validation-report
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib.namespace import RDF, SH, XSD

from kg.checking.report import Finding, Reported
from kg.checking.shapes import SHAPES

__all__ = ["write_into"]

_SEVERITIES = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
_REPORT = NamedNode("https://w3id.org/dutygraph/id/report")
_FINDINGS = "https://w3id.org/dutygraph/id/finding/"
_PREFIXES = {"sh": str(SH), "dgs": str(SHAPES)}


def write_into(file: BinaryIO, report: Reported) -> None:
    """Write the report as Turtle."""
    serialize(_triples(report), file, RdfFormat.TURTLE, prefixes=_PREFIXES)


def _triples(report: Reported) -> Iterator[Triple]:
    conforms = Literal("true" if report.conforms else "false", datatype=NamedNode(XSD.boolean))
    yield Triple(_REPORT, NamedNode(RDF.type), NamedNode(SH.ValidationReport))
    yield Triple(_REPORT, NamedNode(SH.conforms), conforms)
    for finding in report.findings:
        yield Triple(_REPORT, NamedNode(SH.result), NamedNode(_FINDINGS + finding.id))
    for finding in report.findings:
        node = NamedNode(_FINDINGS + finding.id)
        yield from (Triple(node, NamedNode(name), value) for name, value in _said(finding))


def _said(finding: Finding) -> Iterator[tuple[str, NamedNode | Literal]]:
    yield RDF.type, NamedNode(SH.ValidationResult)
    yield SH.sourceShape, NamedNode(finding.shape)
    yield SH.resultSeverity, NamedNode(_SEVERITIES[finding.severity])
    yield SH.focusNode, NamedNode(finding.focus)
    component = SH.MinCountConstraintComponent if finding.path else SH.SPARQLConstraintComponent
    yield SH.sourceConstraintComponent, NamedNode(component)
    if finding.value:
        yield SH.value, NamedNode(finding.value) if ":/" in finding.value else Literal(finding.value)
    for language in ("zh", "en"):
        yield SH.resultMessage, Literal(getattr(finding, f"message_{language}"), language=language)
        yield SHAPES.suggestion, Literal(getattr(finding, f"suggestion_{language}"), language=language)
    yield SHAPES.code, Literal(finding.code)
    yield SHAPES.document, Literal(finding.document)
    if finding.quote is not None and finding.start is not None and finding.end is not None:
        yield SHAPES.quote, Literal(finding.quote)
        yield SHAPES.start, Literal(finding.start)
        yield SHAPES.end, Literal(finding.end)
    if finding.provision:
        yield SHAPES.provision, Literal(finding.provision)
