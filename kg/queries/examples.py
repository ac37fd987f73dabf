"""The example queries for people, read from their file of data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

__all__ = ["Example", "read_examples"]

_SH = "http://www.w3.org/ns/shacl#"
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@dataclass(frozen=True)
class Example:
    """One query with its name in both languages."""

    id: str
    zh: str
    en: str
    query: str

    def label(self, language: str) -> str:
        """Name it in one language."""
        return self.en if language == "en" else self.zh


@cache
def read_examples() -> tuple[Example, ...]:
    """Read the examples in the order of their file."""
    data = files("kg.queries").joinpath("examples.ttl").read_bytes()
    store = Store()
    store.load(data, RdfFormat.TURTLE)
    examples = []
    for kind in ("select", "construct"):
        for quad in store.quads_for_pattern(None, NamedNode(_SH + kind), None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                labels = _labels(store, quad.subject)
                name = quad.subject.value.rpartition("/")[2]
                examples.append(
                    Example(name, labels.get("zh", name), labels.get("en", name), quad.object.value)
                )
    text = data.decode("utf-8")
    return tuple(sorted(examples, key=lambda example: text.index(f"ex:{example.id} ")))


def _labels(store: Store, subject: NamedNode) -> dict[str, str]:
    quads = store.quads_for_pattern(subject, _LABEL, None)
    return {
        quad.object.language or "": quad.object.value for quad in quads if isinstance(quad.object, Literal)
    }
