"""What only tells the outcome of a duty, or whom it is told to, is no duty of its own; who is sent does not send."""

from __future__ import annotations

from kg.coding.coder import code_documents

TEXT = """临河县厂务公开领导小组工作规则
一、领导小组职责
(一)各成员单位要制定活动方案,保证公开日活动及时、有序地开展。
(二)各成员单位要推动制度建设,为企业民主管理提供有效平台。
(三)各成员单位要及时总结推广经验,充分发挥典型的示范作用。
(四)各成员单位要把重大决策作为主要内容,向职工群众公开。
(五)各成员单位将加大工作力度,在全县建立职工大会制度。
(六)各成员单位要制定活动方案,组织督促检查。
"""


def _quotes() -> list[str]:
    (coding,) = code_documents(TEXT.encode(), "rules.txt")
    return [
        coding.text[duty.start : duty.end] if hasattr(duty, "start") else duty.quote for duty in coding.duties
    ]


def test_an_outcome_stays_with_its_duty() -> None:
    quotes = _quotes()
    for opening in ("保证公开日", "为企业", "充分发挥", "向职工", "在全县"):
        assert not [quote for quote in quotes if quote.startswith(opening)]
        assert [quote for quote in quotes if opening in quote]


def test_a_verb_with_a_matter_of_its_own_opens_a_duty() -> None:
    assert [quote for quote in _quotes() if quote.startswith("组织督促检查")]
