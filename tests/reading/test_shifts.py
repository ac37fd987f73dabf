"""Bytes shifted by a pinyin note: read back where one reading stands out, left and marked where none does."""

from __future__ import annotations

import pytest

from kg.reading import restore

# How such text looks: the note of a character that two neighbours spell by accident cuts the second one in two.
READ_BACK = {
    "要求建立職代會或?qū)嵤Q屆改選工作": "要求建立职代会或实施换届改选工作",
    "應(yīng)委託本?dì)挝黄渌I(lǐng)導(dǎo)出席": "应委托本单位其他领导出席",
    "市退役軍人事?wén)?wù)局": "市退役军人事务局",
    "一般每?jī)赡觊_(kāi)展一次": "一般每两年开展一次",
    "由本?dì)挝还?huì)召集": "由本单位工会召集",
    "辦公室?shì)h(yì)每年召開兩次": "办公室会议每年召开两次",
    "加強教?chù)熽?duì)伍建設": "加强教师队伍建设",
    "區愛衛會辦公室設在?qū)^衛生健康局": "区爱卫会办公室设在区卫生健康局",
    "依法規範公司董事?shēng)⒈O(jiān)事": "依法规范公司董事会、监事",
}


@pytest.mark.parametrize("damaged", READ_BACK)
def test_a_shifted_stretch_is_read_back(damaged: str) -> None:
    restored = restore(damaged)

    assert restored.text == READ_BACK[damaged]
    assert any("shifted" in repair.reason for repair in restored.repairs)


def test_a_swallowed_mark_is_read_as_a_comma_and_said_so() -> None:
    restored = restore("與開展創先爭優活動結合起?kuì)?指導職工群眾")

    assert restored.text == "与开展创先争优活动结合起来,指导职工群众"
    assert any("read as a comma" in repair.reason for repair in restored.repairs)


def test_a_stretch_nothing_can_tell_stays_and_is_a_loss() -> None:
    restored = restore("主任委員由總經理?yè)危敝魅挝瘑T(yuán)由分管安全的副總經理擔任。")

    assert "?yè)" in restored.text
    assert [loss.kind for loss in restored.losses] == ["garbled"]


def test_a_question_before_a_latin_word_in_brackets_is_no_shift() -> None:
    restored = restore("谁负责?see)后记")

    assert restored.text == "谁负责?see)后记"
