"""Coding to RDF by the ontology: the only place that spells its IRIs."""

from kg.graph.build import build
from kg.graph.dataset import FORMATS, Dataset, format_of
from kg.graph.names import BASE_IRI, ONTOLOGY_IRI, PREFIXES

__all__ = ["BASE_IRI", "FORMATS", "ONTOLOGY_IRI", "PREFIXES", "Dataset", "build", "format_of"]
