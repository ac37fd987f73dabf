"""Who issued a document, with an annex behind the signature or none, and who signed is no member."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Coding

TITLE = "河口县人民政府办公室关于建立桥梁养护联席会议制度的通知"
BODY = (
    "一、组成\n联席会议由县交通局、县财政局、县公安局组成，县交通局为牵头单位，联席会议办公室设在县交通局。\n"
    "二、职责\n（一）研究桥梁养护政策；\n（二）督促检查养护情况。\n"
)
SIGNED = "河口县人民政府办公室\n2023年8月17日\n（此件公开发布）\n"
ANNEX = (
    "附件\n河口县桥梁养护联席会议成员名单\n召集人：陈立新 副县长\n副召集人：黄海涛 县交通局局长\n成　员：周建华 县财政局副局长\n"
    "徐丽 县公安局副局长\n罗军 县交通局副局长\n何伟 县交通局总工程师\n分享到：微信 微博\n打印本页\n"
)


def code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), origin="rules.txt")
    return coding


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{BODY}{SIGNED}",
        f"{TITLE}\n{BODY}附件：河口县桥梁养护联席会议成员名单\n{SIGNED}{ANNEX}",
        f"{TITLE}\n{BODY}",
    ],
)
def test_who_signed_or_speaks_in_the_title_issued_it(text: str) -> None:
    assert code(text).document.issuer == "河口县人民政府办公室"


@pytest.mark.parametrize("title", ["河口县桥梁养护联席会议工作规则", "关于建立桥梁养护联席会议制度的通知"])
def test_a_document_that_names_no_issuer_has_none(title: str) -> None:
    assert code(f"{title}\n{BODY}").document.issuer is None


def test_who_signed_below_the_name_of_a_list_is_no_member() -> None:
    coding = code(f"{TITLE}\n{BODY}附件：河口县桥梁养护联席会议成员名单\n{SIGNED}{ANNEX}")
    names = {body.id: body.name for body in coding.bodies}

    assert {names[each.member] for each in coding.memberships} == {"县交通局", "县财政局", "县公安局"}
