"""The five documents as reading hands them on, against what was read by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reading import Document, apply_repairs, known_documents, leaf_at, node_at, numbered_at, recognise
from tests.reading.conftest import FIVE, IDS
from tests.reading.shown import show_losses, show_repair, show_repairs, show_tree

TREES = Path(__file__).parent / "trees"
COUNTER = "page counter inside the text dropped"
TITLE = "lost title mark restored"


@pytest.mark.parametrize("name", IDS)
def test_the_tree_is_the_one_read_by_hand(five: dict[str, Document], name: str) -> None:
    expected = (TREES / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]

    assert show_tree(five[name]) == expected


@pytest.mark.parametrize("name", IDS)
def test_the_source_is_kept_byte_for_byte_and_its_repairs_give_the_text(
    five: dict[str, Document], name: str
) -> None:
    document = five[name]

    assert document.source in FIVE.read_text(encoding="utf-8")
    assert apply_repairs(document.source, document.repairs) == document.text


@pytest.mark.parametrize("name", IDS)
def test_each_document_is_recognised_by_its_content(five: dict[str, Document], name: str) -> None:
    known = recognise(five[name])

    assert known is not None
    assert known.id == name


def test_the_metadata_stand_in_the_order_of_the_file() -> None:
    assert tuple(known.id for known in known_documents()) == IDS


def test_the_number_of_a_document_is_in_its_text(five: dict[str, Document]) -> None:
    numbers = {known.id: known.number for known in known_documents() if known.number}

    assert {name: number in five[name].text for name, number in numbers.items()} == {"shunyi": True}


def test_the_lost_items_of_document_one_are_a_loss_and_not_joined(five: dict[str, Document]) -> None:
    assert show_losses(five["lianyungang"]) == [
        "between-lines after 「干部廉洁自律」: (二)–(五)",
        "cut-off after 「;负责与成」: the end of the text",
    ]


def test_items_after_the_loss_hang_on_part_three_and_keep_their_numbers(five: dict[str, Document]) -> None:
    item = node_at(five["lianyungang"], "3.1.3")

    assert (item.parent, item.parent_lost, item.number) == ("3", True, "3、")


def test_only_document_one_has_losses(five: dict[str, Document]) -> None:
    assert [name for name in IDS if five[name].losses] == ["lianyungang"]


def test_the_repairs_of_document_one_are_its_head_and_a_wrapped_title(five: dict[str, Document]) -> None:
    assert show_repairs(five["lianyungang"]) == [
        "「第一篇:」→「」 counter of the compilation, not part of the document",
        "「⏎」→「」 line wrapped inside a sentence joined",
    ]


def test_page_counters_inside_sentences_of_document_two_are_dropped(five: dict[str, Document]) -> None:
    text = five["shunyi"].text

    assert [r.source for r in five["shunyi"].repairs if r.reason == COUNTER] == [" 2 ", " 3 ", " 5 ", " 6 "]
    for phrase in ("换届改选工作", "提升工作水平", "专业技术职称的评聘", "与其它形式相结合"):
        assert phrase in text


def test_numbers_that_count_something_stay(five: dict[str, Document]) -> None:
    for phrase in (
        "1.28厂务公开日",
        "在15日之内",
        "100家非公企业",
        "ISO9000",
        "达到80%为合格",
        "10个工作日内",
    ):
        assert phrase in five["shunyi"].text + five["national"].text


def test_lost_title_marks_are_restored_three_deep(five: dict[str, Document]) -> None:
    assert (
        "《顺义区总工会、中共顺义区委宣传部关于转发《北京市总工会、中共北京市委宣传部关于印发"
        "《北京市宣传系统事业单位民主管理及职工代表大会办法(暂行)》的通知》的通知》(京顺工发[2007]1号)"
    ) in five["shunyi"].text


def test_no_lost_mark_is_left_in_document_two(five: dict[str, Document]) -> None:
    marks = [r.restored for r in five["shunyi"].repairs if r.reason == TITLE]

    assert "?" not in five["shunyi"].text
    assert marks.count("《") == marks.count("》") == 9


def test_brackets_of_a_document_number_are_restored_as_its_neighbours_write_them(
    five: dict[str, Document],
) -> None:
    assert "(京顺工发[2006]3号)" in five["shunyi"].text


def test_shifted_bytes_are_read_back(five: dict[str, Document]) -> None:
    repair = next(r for r in five["shunyi"].repairs if "shifted" in r.reason)

    assert show_repair(repair).startswith(
        "「?qū)嵤Q屆」→「实施换届」 bytes shifted by a pinyin note read back"
    )


def test_a_character_of_another_font_table_is_replaced(five: dict[str, Document]) -> None:
    assert "分流、安置方案" in five["shunyi"].text


def test_a_title_set_with_spaces_over_two_lines_is_one_line(five: dict[str, Document]) -> None:
    assert five["shunyi"].title == "顺义区厂务公开协调小组 关于2008年厂务(院务、校务)公开工作的意见"


def test_lines_wrapped_in_mid_word_are_joined(five: dict[str, Document]) -> None:
    for phrase in ("向协调小组报告全国推行", "规范决策行为", "协调小组第十七次会议审议通过)"):
        assert phrase in five["national"].text


def test_no_traditional_character_and_no_note_is_left(five: dict[str, Document]) -> None:
    from kg.reading import fold

    texts = "".join(document.text for document in five.values())

    assert fold(texts) == texts
    assert not set(texts) & set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")


def test_a_place_in_the_text_leads_to_its_provision(five: dict[str, Document]) -> None:
    document = five["lianyungang"]
    offset = document.text.index("积极探索学校民主政治建设")

    numbered = numbered_at(document, offset)

    assert leaf_at(document, offset).path == "3.8.2"
    assert numbered is not None
    assert numbered.heading is None
    assert node_at(document, "3.8").heading == "市教育局"


def test_preamble_and_distribution_list_stand_under_no_number(five: dict[str, Document]) -> None:
    document = five["shunyi"]

    assert numbered_at(document, document.text.index("全心全意依靠工人阶级")) is None
    assert numbered_at(document, document.text.index("送:组织部")) is None
