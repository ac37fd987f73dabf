"""What holds for every text, sound, damaged or nonsense."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.reading import (
    Document,
    apply_repairs,
    leaf_at,
    leaves,
    node_at,
    read_document,
    read_documents,
    restore,
    sentences,
    to_restored,
    to_source,
)
from tests.reading.conftest import IDS

PIECES = st.sampled_from(
    [
        "一、", "二、", "(一)", "（二）", "1、", "2.", "(1)", "①", "㈠", "第一条", "第二章 ", "一是", "二是", "2.1.3 ", "壹、", "A、",
        "市教育局:", "负责校务公开工作", "務(wù)", "廠務(wù)公開", "?勞動合同法?", "?2006?3號", "或?qū)嵤Q屆改選", "安臵", " 2 ", " 3 ",
        "— 3 —", "第4页", "公 开 工 作", "\n", "\r\n", "。", "；", "，", "：", "(", ")", "《", "》", "“", "”", "　　", "·", "|", "目录",
        "……3", "報告", "告全", "\x00", "\ud800", "\u200b", "(S)", "报:", "2008年1月8日", "领导小组每年召开一次会议",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
FEW = settings(max_examples=120, deadline=None)


@FEW
@given(TEXTS)
def test_the_repairs_applied_to_the_source_give_the_text(source: str) -> None:
    restored = restore(source)

    assert apply_repairs(source, restored.repairs) == restored.text


@FEW
@given(TEXTS)
def test_repairs_are_ordered_quote_both_texts_and_leave_the_rest_alone(source: str) -> None:
    restored = restore(source)

    at = source_at = 0
    for repair in restored.repairs:
        assert source[source_at : repair.source_start] == restored.text[at : repair.start]
        assert repair.source == source[repair.source_start : repair.source_end]
        assert repair.restored == restored.text[repair.start : repair.end]
        assert repair.source != repair.restored
        at, source_at = repair.end, repair.source_end
    assert source[source_at:] == restored.text[at:]


@FEW
@given(TEXTS)
def test_positions_map_both_ways_in_order(source: str) -> None:
    restored = restore(source)
    repairs = restored.repairs

    there = [to_source(repairs, offset) for offset in range(len(restored.text) + 1)]
    back = [to_restored(repairs, offset) for offset in range(len(source) + 1)]

    assert all(low <= high for low, high in pairwise(there))
    assert all(low <= high for low, high in pairwise(back))
    assert (there[-1], back[-1]) == (len(source), len(restored.text))


@FEW
@given(TEXTS)
def test_positions_outside_repairs_come_back_to_themselves(source: str) -> None:
    restored = restore(source)
    repaired = {at for repair in restored.repairs for at in range(repair.start, repair.end + 1)}

    for offset in set(range(len(restored.text))) - repaired:
        there = to_source(restored.repairs, offset)
        assert source[there] == restored.text[offset]
        assert to_restored(restored.repairs, there) == offset


@FEW
@given(TEXTS)
def test_every_character_lies_in_exactly_one_leaf(source: str) -> None:
    document = read_document(source)

    ends = [0, *(leaf.end for leaf in leaves(document))]

    assert [leaf.start for leaf in leaves(document)] == ends[:-1]
    assert ends[-1] == len(document.text)


@FEW
@given(TEXTS)
def test_the_tree_is_sound(source: str) -> None:
    document = read_document(source)
    paths = [node.path for node in document.provisions]

    assert len(set(paths)) == len(paths)
    for node in document.provisions:
        if node.parent is not None:
            parent = node_at(document, node.parent)
            assert parent.start <= node.start <= node.end <= parent.end
            assert paths.index(node.parent) < paths.index(node.path)
        if node.kind == "numbered":
            assert node.number is not None
            assert document.text[node.start : node.end].lstrip(" \t　*#\n").startswith(node.number)


@FEW
@given(TEXTS)
def test_losses_lie_in_the_text(source: str) -> None:
    document = read_document(source)

    assert all(0 <= loss.offset <= loss.resumes_at <= len(document.text) for loss in document.losses)


@FEW
@given(TEXTS)
def test_sentences_are_ordered_and_miss_only_white_space(text: str) -> None:
    spans = sentences(text)

    assert all(low < high for low, high in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    between = "".join(
        text[low[1] : high[0]] for low, high in pairwise([(0, 0), *spans, (len(text), len(text))])
    )
    assert not between.strip()


@FEW
@given(TEXTS)
def test_reading_twice_gives_the_same(source: str) -> None:
    assert read_document(source) == read_document(source)


@FEW
@given(TEXTS.filter(bool), st.data())
def test_each_place_has_a_leaf(source: str, data: st.DataObject) -> None:
    document: Document = read_document(source)
    if not document.text:
        return
    offset = data.draw(st.integers(0, len(document.text) - 1))

    leaf = leaf_at(document, offset)

    assert leaf.start <= offset < leaf.end


@FEW
@given(
    st.one_of(st.binary(max_size=300), st.binary(max_size=60).map(lambda tail: "一、职责\n".encode() + tail))
)
def test_any_bytes_are_read_or_refused_with_one_line(data: bytes) -> None:
    documents, refusal = read_or_refuse(data)

    if refusal is None:
        assert "".join(document.source for document in documents) == data.decode().removeprefix("\ufeff")
    else:
        assert refusal.startswith("any.txt: ")
        assert "\n" not in refusal


def read_or_refuse(data: bytes) -> tuple[list[Document], str | None]:
    try:
        return read_documents(data, origin="any.txt"), None
    except InputError as error:
        return [], str(error)


DAMAGE = st.lists(
    st.tuples(
        st.integers(0, 5000), st.sampled_from(["\n", "", "一", "（", "1、", "。", "?", "《", " ", "2.1.3 "])
    ),
    min_size=1,
    max_size=25,
)


def test_an_item_that_comes_back_to_a_parent_left_behind_keeps_the_order_of_the_text() -> None:
    document = read_document("2.，费用收支在村务镇环卫所做\n理\n11、")

    assert [document.text[leaf.start : leaf.end] for leaf in leaves(document)] == [
        "2.，费用收支在村务镇环卫所做\n", "理\n", "11、",
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(IDS), DAMAGE)
def test_a_damaged_document_still_falls_into_leaves(
    five: dict[str, Document], name: str, damage: list[tuple[int, str]]
) -> None:
    source = five[name].source
    for place, put in damage:
        at = place % len(source)
        source = source[:at] + put + source[at + 1 + place % 7 :] or "一"

    document = read_document(source)

    assert apply_repairs(source, document.repairs) == document.text
    assert "".join(document.text[leaf.start : leaf.end] for leaf in leaves(document)) == document.text
    assert len({node.path for node in document.provisions}) == len(document.provisions)
