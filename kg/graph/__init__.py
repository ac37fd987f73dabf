"""Codings to RDF by the ontology; the only place that spells IRIs."""
