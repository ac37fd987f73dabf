"""Codings to RDF: one named graph a document, one for the vocabulary, one for counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from kg.coding.model import Coding
from kg.errors import InputError
from kg.graph.bodies import write_bodies
from kg.graph.concepts import Concepts
from kg.graph.dataset import Dataset
from kg.graph.documents import write_document
from kg.graph.draft import Draft
from kg.graph.duties import write_duties
from kg.graph.gaps import write_gaps
from kg.graph.names import BASE_IRI, Names
from kg.graph.procedures import write_procedures
from kg.graph.statistics import count_statements

__all__ = ["build"]

_RESERVED = frozenset({"vocabulary", "statistics"})


def build(codings: Iterable[Coding], *, base_iri: str = BASE_IRI) -> Dataset:
    """Turn codings into a dataset; the same codings give the same quads in the same order.

    Two codings of one document, or a document named like one of the shared graphs, are an InputError.
    """
    codings = sorted(codings, key=lambda coding: coding.document.id)
    _check_ids(coding.document.id for coding in codings)
    names = Names(base_iri)
    concepts = Concepts(names)
    quads: list[Quad] = []
    for coding in codings:
        _check_facts(coding)
        quads += _draft(coding, names, concepts)
    quads += count_statements(quads, names)
    vocabulary = names.graph("vocabulary")
    quads += (Quad(*triple, vocabulary) for triple in concepts.triples())
    return Dataset.of(quads)


def _draft(coding: Coding, names: Names, concepts: Concepts) -> Iterator[Quad]:
    draft = Draft(coding, names, concepts)
    try:
        for write in (write_document, write_bodies, write_duties, write_procedures, write_gaps):
            write(draft)
    except (ValueError, OverflowError) as error:
        # What no literal or IRI can hold: half a surrogate pair, a number that is none.
        raise InputError(f"{draft.id}: cannot be said in RDF: {error}", value=draft.id) from error
    draft.write_undescribed()
    return draft.quads()


def _check_facts(coding: Coding) -> None:
    """Refuse a coding in which one id stands for two facts, which would become one node."""
    ids = {
        "provisions": [provision.path for provision in coding.provisions],
        "bodies": [body.id for body in coding.bodies],
        "duties": [duty.id for duty in coding.duties],
        "procedures": [rule.id for rule in coding.procedures],
    }
    for key, used in ids.items():
        twice = [name for name, count in Counter(used).items() if count > 1]
        if twice:
            document = coding.document.id
            raise InputError(
                f"{document}: {key} holds {twice[0]!r} more than once; ids are unique", value=twice[0]
            )


def _check_ids(ids: Iterable[str]) -> None:
    for document, count in Counter(ids).items():
        if count > 1:
            raise InputError(
                f"{document}: coded {count} times; give one coding of a document", value=document
            )
        if document in _RESERVED or not document:
            raise InputError(f"{document!r}: cannot be the id of a document; choose another", value=document)
