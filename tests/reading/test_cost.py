"""Cost stays linear in the length, whatever the text is made of."""

from __future__ import annotations

import time

import pytest

from kg.reading import read_document, sentences

SENTENCE = "市教育局负责指导学校依法健全完善校务公开民主管理制度，积极探索有效途径。"
SHAPES = {
    "items": "1、" + SENTENCE + "\n",
    "nested items": "一、工作职责\n(一)成员单位\n1、" + SENTENCE + "\n",
    "wrapped lines": "市教育局负责指导学校依法健全完善校务公开民主管理制度积极探索\n",
    "one giant line": SENTENCE,
    "a line without any mark": "工作",
    "run-on items": "一是" + SENTENCE + "二是" + SENTENCE,
    "spaces": "          ",
    "question marks": "按?劳动合同法?",
    "open brackets": "(《“",
    "closed brackets": ")》”",
    "dots": "....",
    "numbers": "1.1.1.1",
    "notes": "務(wù)",
    "garbled notes": "或?qū)嵤Q屆",
    "gaps": "(一)指导和督促企业贯彻执行领导干部廉洁自律规定\n(九)" + SENTENCE + "\n(一)" + SENTENCE + "\n",
    "labels": "市教育局:" + SENTENCE + "\n市公安局:\n",
    "blank lines": "\n \n",
}
LENGTH = 60_000


def seconds(text: str) -> float:
    start = time.process_time()
    read_document(text)
    return time.process_time() - start


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_four_times_the_text_takes_about_four_times_as_long(shape: str) -> None:
    unit = SHAPES[shape]
    small, large = unit * (LENGTH // len(unit)), unit * (4 * LENGTH // len(unit))
    seconds(unit * 10)

    cost = min(seconds(small) for _ in range(2))

    assert seconds(large) < 9 * cost + 0.5


def test_ten_thousand_nested_brackets_are_read() -> None:
    text = "一、" + "(" * 10_000 + "会议" + ")" * 10_000 + "。"

    assert read_document(text).text == text
    assert sentences(text) == [(0, len(text))]
