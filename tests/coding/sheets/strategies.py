"""Any coding at all: every field of the data model filled at random, every quote taken from its text."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from kg.coding.model import Coder, Coding, DocumentDescription
from kg.coding.sheets.columns import LISTS

AWKWARD = st.sampled_from(
    ["", '""', " ", "=1+1", "+86", "-3", "@x", "@@text:", "@@long:1", "'q", "a\nb", "a\r\nb", "\\n", "a|b", "a | b", " | ",
     "_x0041_", "_x005F_x0001_", "x005F_", "␛{1}", "\x00\x1f", "\ud800", "\U0001f600", "甲 [b1]", "b1", "Or else: 罚\n另",
     "Or else: ", "1.0", "2008", "2008-01-08", "TRUE", "\t", "＝1", "\ufeff", "a\\", "\x85\u2028"]
)  # fmt: skip
TEXTS = AWKWARD | st.text(max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-5, 100).map(float)


def of_type(annotation: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        kept = [item for item in arguments if item is not NoneType]
        return st.none() | of_type(kept[0])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(of_type(arguments[0]), max_size=3).map(tuple)
    if is_dataclass(annotation) and isinstance(annotation, type):
        hints = get_type_hints(annotation)
        return st.builds(
            annotation, **{field.name: of_type(hints[field.name]) for field in fields(annotation)}
        )
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXTS, int: st.integers(0, 10**6), float: NUMBERS, bool: st.booleans(),
    }  # fmt: skip
    return simple[annotation]


@st.composite
def facts(draw: st.DrawFn, owner: Any, text: str) -> Any:
    hints = get_type_hints(owner)
    values = {field.name: draw(of_type(hints[field.name])) for field in fields(owner)}
    if "quote" in values:
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        values |= {"start": start, "end": end, "quote": text[start:end]}
    return owner(**values)


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    text = draw(TEXTS | st.text(max_size=60))
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    described = draw(of_type(DocumentDescription))
    values = {field.name: getattr(described, field.name) for field in fields(described)} | {"sha256": digest}
    lists = {name: tuple(draw(st.lists(facts(owner, text), max_size=2))) for name, owner in LISTS.items()}
    return Coding(document=DocumentDescription(**values), text=text, coder=draw(of_type(Coder)), **lists)
