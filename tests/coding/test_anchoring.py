"""A coding moves to another reading of its document with its words, or says which words are gone."""

from __future__ import annotations

from hashlib import sha256

import pytest

from kg.coding.anchoring import anchor
from kg.coding.files import check_coding
from kg.coding.model import Body, Coder, Coding, DocumentDescription, Duty
from kg.errors import InputError
from kg.reading import read_document

OLD = "县工作规则\n一、县协调小组\n1、指导全县工 作。\n"
NEW = "县协调小组工作规则\n一、县协调小组\n1、指导全县工作。\n"


def coding_of(text: str, quote: str) -> Coding:
    start = text.index(quote)
    heading = text.index("县协调小组\n1")
    return Coding(
        document=DocumentDescription(id="x", sha256=sha256(text.encode()).hexdigest()),
        text=text,
        bodies=(
            Body(
                id="group",
                name="县协调小组",
                kind="coordination-body",
                quote="县协调小组",
                start=heading,
                end=heading + 5,
            ),
        ),
        duties=(
            Duty(
                id="d1.1-1",
                provision="1.1",
                bearers=("group",),
                bearer_status="stated",
                bearer_start=heading,
                bearer_end=heading + 5,
                actions=("指导",),
                quote=quote,
                start=start,
                end=start + len(quote),
            ),
        ),
        coder=Coder(name="a reader", version="1"),
    )


def test_a_fact_keeps_its_words_at_their_new_place() -> None:
    moved = anchor(coding_of(OLD, "指导全县工 作"), read_document(NEW))
    duty = moved.duties[0]
    assert duty.quote == "指导全县工作"
    assert moved.text[duty.bearer_start : duty.bearer_end] == "县协调小组"
    assert check_coding(moved) == []


def test_the_provisions_become_those_of_the_new_reading() -> None:
    document = read_document(NEW)
    moved = anchor(coding_of(OLD, "指导全县工 作"), document)
    assert [p.path for p in moved.provisions] == [node.path for node in document.provisions]
    assert moved.duties[0].provision == "1.1"


def test_words_that_are_gone_are_named() -> None:
    with pytest.raises(InputError, match="指导全县工"):
        anchor(
            coding_of(OLD, "指导全县工 作"),
            read_document("县协调小组工作规则\n一、县协调小组\n1、考核各乡。\n"),
        )
