"""The sheets of a coding and their columns, derived from the data model.

Duties carry the column names of Institutional Grammar coding sheets (Attributes, Deontic, Aim, Direct Object …; see
Frantz and Siddiki, Institutional Grammar 2.0), everything else the names of the data model.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Literal, get_args, get_origin, get_type_hints

from kg.coding import model

__all__ = ["LISTS", "Column", "Kind", "columns_of", "record_class"]

Kind = Literal["text", "reference", "integer", "number", "flag", "list", "references", "records", "or-else"]

# The lists of a coding in the order of its sheets.
LISTS: dict[str, type] = {
    "duties": model.Duty,
    "bodies": model.Body,
    "posts": model.Post,
    "memberships": model.Membership,
    "relations": model.Relation,
    "procedures": model.Procedure,
    "disclosures": model.Disclosure,
    "citations": model.Citation,
    "defects": model.Defect,
    "silences": model.Silence,
    "provisions": model.Provision,
    "emendations": model.Emendation,
    "uncoded": model.Uncoded,
}

_REFERENCES = {
    "duties": {"bearers", "partners", "targets"},
    "posts": {"body"},
    "memberships": {"member", "body"},
    "relations": {"subject", "object"},
    "procedures": {"body", "convener", "chair", "delegate", "agenda_proposer", "agenda_decider", "approver"},
    "silences": {"about"},
}

_GRAMMAR = {
    "id": "Statement ID",
    "provision": "Provision",
    "quote": "Original Statement",
    "bearers": "Attributes",
    "bearer_status": "Attributes Status",
    "joint": "Attributes Joint",
    "alternative": "Attributes Alternative",
    "partners": "Attributes Partners",
    "deontic_marker": "Deontic",
    "deontic": "Deontic Kind",
    "actions": "Aim",
    "supervision": "Aim Kind",
    "matter": "Matter",
    "object": "Direct Object",
    "targets": "Indirect Object",
    "condition": "Activation Condition",
    "hedge": "Execution Constraint",
    "or_else": "Or Else",
    "note": "Note",
    "gloss_en": "English",
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: the field it holds (``frequency.min`` inside a part), its header, kind and allowed values."""

    field: str
    header: str
    kind: Kind
    choices: tuple[str, ...] = ()


@cache
def columns_of(name: str) -> tuple[Column, ...]:
    """Return the columns of a list, in order."""
    columns = [column for field in fields(LISTS[name]) for column in _derive(LISTS[name], field.name, name)]
    if name != "duties":
        return tuple(columns)
    named = {column.field: column for column in columns}
    first = [_rename(named.get(field), field, header) for field, header in _GRAMMAR.items()]
    return (*first, *(column for column in columns if column.field not in _GRAMMAR))


def _rename(column: Column | None, field: str, header: str) -> Column:
    if column is None:
        return Column(field=field, header=header, kind="or-else")
    return Column(field=field, header=header, kind=column.kind, choices=column.choices)


def _derive(owner: type, field: str, name: str, prefix: str = "") -> list[Column]:
    annotation = _without_none(get_type_hints(owner)[field])
    path = prefix + field
    if is_dataclass(annotation) and isinstance(annotation, type):
        return [
            column for part in fields(annotation) for column in _derive(annotation, part.name, "", f"{path}.")
        ]
    is_reference = field in _REFERENCES.get(name, ())
    choices: tuple[str, ...] = get_args(annotation) if get_origin(annotation) is Literal else ()
    return [
        Column(field=path, header=path, kind=_kind(annotation, is_reference=is_reference), choices=choices)
    ]


def _kind(annotation: object, *, is_reference: bool) -> Kind:
    if get_origin(annotation) is tuple:
        item = get_args(annotation)[0]
        if is_dataclass(item):
            return "records"
        return "references" if is_reference else "list"
    if is_reference:
        return "reference"
    if annotation is bool:
        return "flag"
    return "integer" if annotation is int else "number" if annotation is float else "text"


def _without_none(annotation: object) -> object:
    kept = [item for item in get_args(annotation) if item is not NoneType]
    return kept[0] if len(kept) == 1 and NoneType in get_args(annotation) else annotation


def record_class(field: str) -> type:
    """Return the class of the records in a column of kind ``records``."""
    annotation = get_type_hints(model.Procedure)[field]
    item = get_args(annotation)[0]
    assert isinstance(item, type)  # noqa: S101 - the data model only has tuples of classes here
    return item
