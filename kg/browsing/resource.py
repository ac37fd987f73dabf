"""Any resource: everything said of it and what points to it, for pages and as RDF."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.browsing.facts import Facts, Value, read_facts
from kg.browsing.memory import remembered
from kg.browsing.names import address_of, compact
from kg.errors import UnknownName
from kg.queries import read_query
from kg.store.engine import Engine, Query, Result
from kg.store.formats import format_named
from kg.store.terms import iri as iri_term

__all__ = ["ResourceView", "describe", "read_about", "read_resource"]

# Shown elsewhere on the page or of no use to a reader.
_QUIET = ("rdf:type", "rdfs:label", "dg:quote", "dg:order", "dg:text")


@dataclass(frozen=True)
class ResourceView:
    """What the page of any resource shows."""

    about: Facts
    properties: tuple[tuple[str, tuple[Value, ...]], ...]
    incoming: tuple[tuple[str, tuple[Value, ...]], ...]
    provision_text: str | None = None
    document_id: str | None = None
    path: str | None = None


@remembered
def read_about(engine: Engine, iri: str) -> Facts:
    """Read everything said of a resource; one that nothing is said of is unknown."""
    found = read_facts(engine, "describe-resource", node=iri).get(iri)
    if found is None:
        raise UnknownName(f"nothing is known of {iri}", value=iri)
    return found


@remembered
def read_resource(engine: Engine, iri: str) -> ResourceView:
    """Read what the page of a resource shows."""
    about = read_about(engine, iri)
    properties = tuple((name, values) for name, values in sorted(about.values.items()) if name not in _QUIET)
    view = ResourceView(about, properties, _incoming(engine, about.iri))
    if not about.is_a("dg:Provision"):
        return view
    document = about.one("dg:document")
    address = address_of(document.text) if document else None
    if document is None or address is None:
        return view
    text = read_about(engine, document.text).text("dg:text") or ""
    start, end = int(about.text("dg:start") or 0), int(about.text("dg:end") or 0)
    return replace(
        view, provision_text=text[start:end].strip(), document_id=address.document, path=about.text("dg:path")
    )


def _incoming(engine: Engine, iri: str) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    groups: dict[str, dict[str, Value]] = {}
    for row in engine.select(read_query("list-incoming-of-resource"), {"node": iri_term(iri)}):
        other = str(row["other"])
        value = groups.setdefault(compact(str(row["p"])), {}).setdefault(other, Value(other, other))
        label = row.get("label")
        if label is not None:
            groups[compact(str(row["p"]))][other] = (
                replace(value, en=label.value) if label.language == "en" else replace(value, zh=label.value)
            )
    return tuple((name, tuple(values.values())) for name, values in sorted(groups.items()))


def describe(engine: Engine, iri: str, media_type: str, *, whole_graph: bool = False) -> Result:
    """Write what is said of a resource, its evidence and the labels of what it points to, as RDF."""
    form = format_named(media_type, "graph")
    name = "construct-graph" if whole_graph else "construct-resource"
    bound = {"graph" if whole_graph else "node": iri_term(iri)}
    return engine.evaluate(Query(text=read_query(name), format=form, bindings=bound))
