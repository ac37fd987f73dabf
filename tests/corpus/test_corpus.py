"""The reviewed codings of the five documents: anchored in the restored text, complete, consistent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
import yaml

from kg.coding.corpus import load_corpus
from kg.coding.files import check_coding, read_codings
from kg.coding.model import Coding, Duty
from kg.reading import Document, read_documents, sentences

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "kg" / "corpus"
DOCUMENTS = ("lianyungang", "shunyi", "national", "yimin", "zongyang")
SECOND = CORPUS / "second-codings"


class Spanned(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@pytest.fixture(scope="module")
def codings() -> dict[str, Coding]:
    return {coding.document.id: coding for coding in load_corpus()}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    source = CORPUS / "five-documents.txt"
    return dict(zip(DOCUMENTS, read_documents(source.read_bytes(), origin=source.name), strict=True))


@pytest.fixture(params=DOCUMENTS)
def coding(request: pytest.FixtureRequest, codings: dict[str, Coding]) -> Coding:
    return codings[request.param]


def spanned(coding: Coding) -> Iterator[Spanned]:
    for facts in (
        coding.bodies, coding.posts, coding.memberships, coding.relations, coding.duties, coding.procedures,
        coding.disclosures, coding.citations, coding.uncoded,
    ):  # fmt: skip
        yield from facts


def slugs(scheme: str) -> set[str]:
    text = (ROOT / "ontology" / f"{scheme}.ttl").read_text(encoding="utf-8")
    return set(re.findall(r'skos:notation "([^"]+)"', text))


def references(coding: Coding) -> Iterator[str]:
    for duty in coding.duties:
        yield from (*duty.bearers, *duty.targets, *duty.partners)
    for relation in coding.relations:
        yield from (relation.subject, relation.object)
    for membership in coding.memberships:
        yield from (membership.member, membership.body)
    for procedure in coding.procedures:
        roles = (
            procedure.body, procedure.convener, procedure.chair, procedure.delegate, procedure.approver,
            procedure.agenda_proposer, procedure.agenda_decider, *(step.actor for step in procedure.steps),
        )  # fmt: skip
        yield from (role for role in roles if role is not None)


def identifiers(coding: Coding) -> list[str]:
    return [
        *(body.id for body in coding.bodies),
        *(duty.id for duty in coding.duties),
        *(procedure.id for procedure in coding.procedures),
    ]


def duties_with(coding: Coding, quote: str) -> list[Duty]:
    return [duty for duty in coding.duties if quote in duty.quote]


def test_every_document_has_a_coding_that_a_reviewer_passed(codings: dict[str, Coding]) -> None:
    assert sorted(codings) == sorted(DOCUMENTS)
    assert all(coding.coder.reviewed for coding in codings.values())


def test_the_text_and_its_repairs_are_those_of_reading(
    coding: Coding, documents: dict[str, Document]
) -> None:
    document = documents[coding.document.id]
    assert coding.text == document.text
    assert [(e.start, e.end, e.source, e.restored) for e in coding.emendations] == [
        (repair.start, repair.end, repair.source, repair.restored) for repair in document.repairs
    ]


def test_the_provisions_are_those_of_reading(coding: Coding, documents: dict[str, Document]) -> None:
    assert [(p.path, p.parent, p.number, p.start, p.end, p.parent_lost) for p in coding.provisions] == [
        (p.path, p.parent, p.number, p.start, p.end, p.parent_lost)
        for p in documents[coding.document.id].provisions
    ]


def test_every_quote_stands_at_its_offsets(coding: Coding) -> None:
    assert check_coding(coding) == []


def test_ids_are_unique(coding: Coding) -> None:
    ids = identifiers(coding)
    assert sorted(ids) == sorted(set(ids))


def test_what_looks_like_an_id_is_one_and_what_is_a_body_is_named_by_its_id(coding: Coding) -> None:
    ids = {body.id for body in coding.bodies}
    names = {body.name for body in coding.bodies}
    used = set(references(coding))
    assert {name for name in used if re.fullmatch(r"[a-z0-9-]+", name)} <= ids
    assert used & names == set()


def test_defects_and_silences_point_to_what_exists(coding: Coding) -> None:
    known = {*identifiers(coding), "document"}
    paths = {provision.path for provision in coding.provisions}
    assert {silence.about for silence in coding.silences} <= known
    assert {path for silence in coding.silences for path in silence.provisions} <= paths
    assert {defect.provision for defect in coding.defects} <= {*paths, None}
    assert {duty.provision for duty in coding.duties} <= paths
    assert {procedure.provision for procedure in coding.procedures} <= paths


def test_a_question_is_recorded_once_and_says_where_the_text_was_read(coding: Coding) -> None:
    asked = [(silence.about, silence.question) for silence in coding.silences]
    assert sorted(asked) == sorted(set(asked))
    assert all(silence.provisions for silence in coding.silences)


def test_functions_are_concepts_of_the_function_scheme(coding: Coding) -> None:
    assert {body.function for body in coding.bodies if body.function} <= slugs("functions")


def test_kinds_of_defects_and_questions_are_concepts_of_their_schemes(coding: Coding) -> None:
    assert {defect.kind for defect in coding.defects} <= slugs("defect-kinds")
    assert {silence.question for silence in coding.silences} <= slugs("questions")


def test_every_duty_has_an_english_gloss_actions_and_an_honest_bearer_status(coding: Coding) -> None:
    for duty in coding.duties:
        assert duty.gloss_en, duty.id
        assert bool(duty.bearers) == (duty.bearer_status in ("stated", "implied")), duty.id
        assert all(action in duty.quote for action in duty.actions), duty.id


def test_names_and_procedures_are_bilingual(coding: Coding) -> None:
    assert [body.id for body in coding.bodies if not body.name_en] == []
    assert [procedure.id for procedure in coding.procedures if not procedure.title_en] == []
    assert all(defect.message_zh and defect.message_en for defect in coding.defects)


def test_every_sentence_carries_a_fact_or_a_reason_why_it_does_not(coding: Coding) -> None:
    spans = [(fact.start, fact.end) for fact in spanned(coding)]
    bare = [
        coding.text[start:end]
        for start, end in sentences(coding.text)
        if not any(low < end and start < high for low, high in spans)
    ]
    assert bare == []
    assert all(passage.reason for passage in coding.uncoded)


def test_second_codings_are_of_the_same_documents_and_by_another_coder(codings: dict[str, Coding]) -> None:
    for path in sorted(SECOND.glob("*.yaml")):
        (second,) = read_codings(path)
        first = codings[second.document.id]
        assert second.coder.name != first.coder.name
        assert second.text == first.text


def test_the_lost_items_of_the_first_document_are_named(codings: dict[str, Coding]) -> None:
    defects = {defect.kind: defect for defect in codings["lianyungang"].defects}
    assert "(二)至(五)" in defects["numbering-gap"].message_zh
    assert "廉洁自律" in defects["text-lost"].quote
    assert defects["text-cut-off"].quote == "负责与成"


@pytest.mark.parametrize(
    "quote",
    [
        "经职代会审议通过的改制方案不予审批",
        "指导和督促企业通过民主程序制定",
        "社会保险费缴纳等重点内容公开情况进行检查和监督",
        "健全完善执法监察制度",
        "对企业履行劳动保障法律法规情况进行监督检查",
        "侵害职工合法权益的企业和有关责任人依法进行查处",
    ],
)
def test_a_duty_under_a_lost_heading_has_no_bearer_and_a_defect_says_so(
    codings: dict[str, Coding], quote: str
) -> None:
    coding = codings["lianyungang"]
    (duty,) = duties_with(coding, quote)
    assert (duty.bearers, duty.bearer_status) == ((), "lost")
    assert any(d.kind == "duty-without-bearer" and duty.id in d.affects for d in coding.defects)


def test_the_sentence_that_lost_its_beginning_is_truncated_and_not_completed(
    codings: dict[str, Coding],
) -> None:
    (duty,) = duties_with(codings["lianyungang"], "改制方案不予审批")
    assert duty.truncated
    assert duty.quote.startswith("经职代会")


def test_matters_are_sorted_bilingual_and_their_broader_ones_exist() -> None:
    matters = yaml.safe_load((CORPUS / "matters.yaml").read_text(encoding="utf-8"))
    order = [matter["slug"] for matter in matters]
    assert order == sorted(set(order))
    assert len({matter["zh"] for matter in matters}) == len(matters)
    assert all(matter["en"] for matter in matters)
    assert {matter["broader"] for matter in matters if "broader" in matter} <= set(order)
