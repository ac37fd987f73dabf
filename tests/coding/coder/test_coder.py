"""The machine coder as a whole: what it says of documents nobody has seen."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.files import check_coding
from kg.coding.model import Coding

RULES = """青溪县食品安全委员会工作规则
一、县食品安全委员会工作职责
1、分析全县食品安全形势,研究部署食品安全工作。
2、督促检查各成员单位落实食品安全监管责任。
二、成员单位职责分工
(一)县公安局
依法侦办食品安全犯罪案件。
(二)县市场监管局、农业农村局
开展食品安全抽检。
三、工作制度
委员会会议由主任召集。
"""


def code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), origin="rules.txt")
    return coding


def bearers_of(coding: Coding, words: str) -> set[str]:
    names = {body.id: body.name for body in coding.bodies}
    (duty,) = [duty for duty in coding.duties if words in duty.quote]
    return {names.get(bearer, bearer) for bearer in duty.bearers}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("分析全县食品安全形势", {"青溪县食品安全委员会"}),
        ("督促检查各成员单位", {"青溪县食品安全委员会"}),
        ("依法侦办", {"县公安局"}),
        ("食品安全抽检", {"县市场监管局", "农业农村局"}),
        ("召集", {"主任"}),
    ],
)
def test_a_duty_is_borne_by_whom_its_heading_or_sentence_names(words: str, expected: set[str]) -> None:
    coding = code(RULES)

    bearers = bearers_of(coding, words)

    assert bearers == expected


def test_every_quote_is_its_span_of_the_text() -> None:
    coding = code(RULES)

    problems = check_coding(coding)

    assert problems == []


def test_every_fact_names_its_rule_and_confidence() -> None:
    coding = code(RULES)

    unexplained = [fact for fact in (*coding.bodies, *coding.duties) if not fact.rule or not fact.confidence]

    assert unexplained == []
