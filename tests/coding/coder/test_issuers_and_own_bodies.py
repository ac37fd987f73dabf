"""Who issued a document, with an annex behind the signature or none; bodies of its own, under one name or two."""

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


STREET = """关于印发《平和街道消防安全工作实施方案》的通知
各社区居委会：
现将方案印发给你们。
平和街道办事处
2024年3月5日
平和街道消防安全工作实施方案
一、组织领导
成立平和街道消防安全工作领导小组，成员由应急管理办公室、派出所负责人组成。领导小组下设办公室，办公室设在应急管理办公室。
二、职责分工
（一）街道办事处：每半年召开一次消防工作会议。
（二）派出所：开展日常消防检查。
三、工作步骤
（一）动员部署阶段（3月）。
（二）全面实施阶段（4月至11月）。
"""


def test_an_office_named_with_its_street_and_without_is_one_body_that_issued_the_notice() -> None:
    coding = code(STREET)

    assert coding.document.issuer == "平和街道办事处"
    assert [body.name for body in coding.bodies if body.name.endswith("办事处")] == ["平和街道办事处"]


def test_a_phase_is_no_duty() -> None:
    assert [duty.quote for duty in code(STREET).duties if "阶段" in duty.quote] == []


COMPANY = """东岭集团有限公司厂务公开工作领导小组工作细则
第一条 领导小组由党委办公室、工会、审计部组成，办公室设在集团工会。
第二条 审计部对公开内容进行审计。
第三条 会议由办公室记录，并在3日内形成纪要报送组长签发。
"""


def test_a_department_of_a_company_is_no_organ_of_government_and_its_union_is_one() -> None:
    bodies = {body.name: body.kind for body in code(COMPANY).bodies}

    assert bodies["审计部"] == "enterprise-organ"
    assert [name for name in bodies if name.endswith("工会")] == ["集团工会"]


def test_to_whom_a_paper_is_brought_for_signature_approves_it() -> None:
    assert "组长" in [rule.approver for rule in code(COMPANY).procedures]


def test_member_units_are_one_class_and_what_sort_groups_are_is_no_name() -> None:
    coding = code(
        "白沙县防汛指挥部工作规则\n一、组织\n县防汛指挥部由县水务局、县公安局组成，办公室设在县水务局。\n县防汛指挥部可设立抢险组、宣传组等工作组。\n"
        "二、职责\n成员单位应当明确1名联络员。\n各成员单位每年开展1次培训。\n"
    )
    names = [body.name for body in coding.bodies]

    assert [name for name in names if "成员单位" in name] == ["成员单位"]
    assert [name for name in names if name.startswith("等")] == []


def test_who_leads_and_who_guides_are_told_apart() -> None:
    coding = code(
        "白沙县防汛指挥部工作规则\n一、组织\n县防汛指挥部由县水务局、县公安局组成，办公室设在县水务局。\n"
        "县防汛指挥部在县委、县政府统一领导和市防汛指挥部指导下开展工作。\n"
    )
    names = {body.id: body.name for body in coding.bodies}
    found = {(names[r.subject], r.relation) for r in coding.relations if r.relation in ("leads", "guides")}

    assert found == {("县委", "leads"), ("县政府", "leads"), ("市防汛指挥部", "guides")}
