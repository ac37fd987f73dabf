"""Where sentences and clauses end."""

from __future__ import annotations

import pytest

from kg.reading import sentences

CUT = {
    "at stops and semicolons": ("甲负责；乙配合。丙监督", ["甲负责；", "乙配合。", "丙监督"]),
    "at ASCII semicolons": ("甲负责;乙配合。", ["甲负责;", "乙配合。"]),
    "at line ends": ("一、总则\n甲负责", ["一、总则", "甲负责"]),
    "not inside brackets": ("甲(乙；丙。)负责。", ["甲(乙；丙。)负责。"]),
    "not inside title marks": ("执行《办法；细则》。", ["执行《办法；细则》。"]),
    "after a quote that ends a sentence": ("他说“要落实。”我们照办。", ["他说“要落实。”", "我们照办。"]),
    "in spite of a bracket never closed": ("甲(乙；丙。丁", ["甲(乙；", "丙。", "丁"]),
    "not at commas": ("甲负责，乙配合", ["甲负责，乙配合"]),
}


@pytest.mark.parametrize("case", CUT)
def test_a_text_is_cut(case: str) -> None:
    text, expected = CUT[case]

    assert [text[start:end] for start, end in sentences(text)] == expected


def test_only_the_asked_stretch_is_cut() -> None:
    assert sentences("甲。乙。丙。", 2, 4) == [(2, 4)]
