"""The JSON-LD of one resource for the head of its page: its own statements under a local context."""

from __future__ import annotations

from kg.browsing.facts import Facts, Value
from kg.browsing.names import PREFIXES

__all__ = ["linked_data"]


def linked_data(about: Facts) -> dict[str, object]:
    """Write what is said of a resource as one JSON-LD object."""
    used = {name.partition(":")[0] for name in about.values}
    context = {prefix: PREFIXES[prefix] for prefix in sorted(used) if prefix in PREFIXES}
    statements: dict[str, object] = {
        name: [_value(value) for value in values]
        for name, values in sorted(about.values.items())
        if name != "rdf:type" and name.partition(":")[0] in context
    }
    types = [value.text for value in about.all("rdf:type")]
    return {"@context": context, "@id": about.iri, "@type": types, **statements}


def _value(value: Value) -> object:
    if value.iri:
        return {"@id": value.iri}
    return {"@value": value.text, "@language": value.language} if value.language else value.text
