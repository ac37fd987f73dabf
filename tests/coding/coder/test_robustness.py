"""Nothing a file can hold crashes the machine coder, makes it hang, or makes it quote what is not there."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.coding import lexicon
from kg.coding.coder import code_document, code_documents
from kg.coding.files import check_coding
from kg.coding.model import Coding
from kg.errors import InputError
from kg.reading import read_document

WORDS = st.sampled_from(
    [
        "县食品安全委员会", "领导小组", "办公室", "市公安局", "公安、消防部门", "各成员单位", "组长", "召集人", "负责", "由", "会同",
        "监督检查", "制定", "一是", "二是", "(一)", "一、", "第一条 ", "1.", "：", ":", "，", ",", "。", "；", "、", "\n", "《", "》", "(", ")",
        "“", "”", "每年", "两次", "三分之二以上", "10个工作日内", "成员单位职责分工", "由…组成", "设在", "下设", "张三", "职责", "应当", "不得", "等单位",
        "臺", "審議事項", "|", " ", "　", "A、", "㈠", "\ud800", "\x00", "😀",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=120).map("".join)

# What documents of the genre are made of: their own pieces in any order, between them words of the lexicons.
DEVELOPMENT = Path(__file__).parents[1] / "development"
PIECES = sorted(
    {
        piece
        for path in DEVELOPMENT.glob("*.txt")
        for piece in re.split(r"(?<=[,，。;；:：、\n])", path.read_text("utf-8"))
        if piece
    }
)
TERMS = sorted({*lexicon.verbs(), *lexicon.unit_names(), *lexicon.roles()})
MARKS = [
    "，",
    "。",
    "；",
    "、",
    "：",
    "\n",
    "(",
    ")",
    "《",
    "》",
    "的",
    "由",
    "应当",
    "\n成员:",
    "\n组长:",
    "(一)",
    "第一条 ",
    "2012年2月20日",
]
OF_THE_GENRE = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(TERMS), st.sampled_from(MARKS)),
    min_size=8,
    max_size=60,
).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_quote_of_any_text_is_its_span(text: str) -> None:
    coding = code_document(read_document(text))

    problems = check_coding(coding)

    assert problems == []


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(OF_THE_GENRE)
def test_every_quote_is_its_span_whatever_the_order_of_what_documents_say(text: str) -> None:
    assert check_coding(code_document(read_document(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "县总工会：加强组织领导，为职工代表履职创造条件。",
        "各村化解，融入",
        "、(2012年2月小組",
        "条例\n第二条任务\n依法",
        "(一)\n二、职责\n，发\n：\n（三）\n（五）",
        "A、員三分之二以上之同意始得決\n部\nC、一",
    ],
    ids=[
        "a verb of an object put first", "one no lexicon has", "a date amid the issuer", "a law of two signs",
        "items before their heading", "a loss outside every list",
    ],
)  # fmt: skip
def test_what_once_broke_the_coder_is_coded(text: str) -> None:
    assert check_coding(code_document(read_document(text))) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_random_bytes_are_coded_or_refused_by_name(data: bytes) -> None:
    refusal = None
    codings: list[Coding] = []

    try:
        codings = code_documents(data, "noise.bin")
    except InputError as error:
        refusal = str(error)

    assert refusal is None or "noise.bin" in refusal
    assert all(check_coding(coding) == [] for coding in codings)


@pytest.mark.parametrize(
    "text",
    [
        "县防火委员会职责" + "（" * 10_000 + "负责" + "）" * 10_000,
        "县防火委员会负责" + "督促检查，" * 20_000,
        "县防火委员会由" + "县公安局、" * 10_000 + "组成。",
        "一、" * 20_000,
        "组长:" * 15_000,
        "领导小组" * 20_000,
        "各" * 60_000,
        "《" * 20_000,
        "每年" * 20_000,
        "应" * 60_000,
        " " * 100_000 + "成员:",
        ",".join("甲" for _ in range(40_000)),
        "由" * 60_000,
    ],
    ids=[
        "brackets", "commas", "members", "numbers", "labels", "groups", "quantifiers", "titles", "periods", "modals", "spaces",
        "segments", "agents",
    ],
)  # fmt: skip
def test_a_monstrous_line_is_coded_in_bounded_time(text: str) -> None:
    begun = time.perf_counter()

    coding = code_document(read_document(text))

    assert time.perf_counter() - begun < 60
    assert check_coding(coding) == []


@pytest.mark.parametrize("ending", ["的", "的。", "的;", "的,", "的:", "的\n"])
def test_a_segment_that_breaks_off_behind_a_particle_is_read(ending: str) -> None:
    coding = code_document(
        read_document(f"县欠薪治理领导小组工作职责\n1、督促用人单位支付工资,对拖欠工资{ending}")
    )

    assert check_coding(coding) == []
    assert any("督促用人单位支付工资" in duty.quote for duty in coding.duties)
