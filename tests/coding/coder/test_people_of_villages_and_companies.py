"""Who bears and who holds a post in rules of villages, schools, companies and hospitals, where people act by occupation."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Coding

VILLAGE = """青石镇柳湾村河道保洁领导小组工作制度
为加强河道保洁，成立柳湾村河道保洁领导小组。
组长：王国庆（村党支部书记）
成员：赵小山 钱 芳 孙大伟（村委委员） 各村民小组组长 村民代表3名
一、领导小组职责
制定保洁计划，每月检查一次。
二、村民小组长职责
督促村民清理门前河道。
三、塘长、库管员
发现漂浮物及时打捞。
四、会长职责
主持评比会。
五、当班巡河员应立即制止倾倒垃圾。验收由保管员和村会计共同签字。队员服从安排。
六、排名末位的由组长约谈。
"""

COMPANY = """恒丰纺织有限公司消防安全委员会制度
1.1 消防安全委员会主任：总经理；副主任：生产副总、安全总监；委员：设备部经理、仓储部经理、食堂管理员、门卫。
2.1 消防安全委员会每季度召开一次会议。
2.2 仓储部收集隐患信息，切断危险区电源。
2.3 各部门负责人对本部门消防安全负直接责任。
2.4 兼职安全员协助车间负责人做好检查。
2.5 设备部检修线路，与保卫部联合发布停电通知。
"""


def code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), origin="rules.txt")
    return coding


def bearers(text: str, words: str) -> tuple[str, ...]:
    coding = code(text)
    names = {body.id: body.name for body in coding.bodies}
    (duty,) = [duty for duty in coding.duties if words in duty.quote]
    return tuple(names.get(bearer, bearer) for bearer in duty.bearers)


def holders(text: str, role: str) -> list[str | None]:
    return [post.holder for post in code(text).posts if post.role == role]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("督促村民", ("村民小组长",)),
        ("及时打捞", ("塘长", "库管员")),
        ("主持评比会", ("会长",)),
        ("制止倾倒", ("当班巡河员",)),
        ("共同签字", ("保管员", "村会计")),
        ("服从安排", ("队员",)),
        ("约谈", ("组长",)),
    ],
)
def test_people_by_occupation_bear_what_they_are_told_to_do(words: str, who: tuple[str, ...]) -> None:
    assert bearers(VILLAGE, words) == who


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("收集隐患", ("仓储部",)),
        ("负直接责任", ("各部门负责人",)),
        ("协助车间负责人", ("兼职安全员",)),
        ("联合发布", ("设备部",)),
    ],
)
def test_departments_and_their_heads_bear_sentences_they_open(words: str, who: tuple[str, ...]) -> None:
    assert bearers(COMPANY, words) == who


def test_whom_a_notice_is_issued_with_stands_before_together() -> None:
    coding = code(COMPANY)
    names = {body.id: body.name for body in coding.bodies}
    (duty,) = [duty for duty in coding.duties if "联合发布" in duty.quote]

    assert [names.get(partner, partner) for partner in duty.partners] == ["保卫部"]


def test_names_parted_by_single_spaces_and_classes_behind_them_are_holders() -> None:
    assert holders(VILLAGE, "成员") == ["赵小山", "钱芳", "孙大伟", "各村民小组组长", "村民代表3名"]


def test_labels_on_one_line_parted_by_semicolons_are_lists_of_their_own() -> None:
    assert holders(COMPANY, "主任") == ["总经理"]
    assert holders(COMPANY, "副主任") == ["生产副总", "安全总监"]
    assert holders(COMPANY, "委员") == ["设备部经理", "仓储部经理", "食堂管理员", "门卫"]


def test_labels_in_run_on_text_are_lists_of_their_own() -> None:
    text = "清河县防溺水专班方案 一、组成。召集人:副县长。副召集人:县教育局局长、县公安局副局长。成员:县水利局、县民政局。二、职责。县教育局负责宣传教育。"

    assert holders(text, "副召集人") == ["县教育局局长", "县公安局副局长"]


def test_who_may_not_hold_a_post_holds_none() -> None:
    text = "柳湾村理财监督小组职责\n一、小组设组长一名。村会计不得兼任小组成员。\n二、小组职责\n审核票据。\n"

    assert holders(text, "成员") == []


def test_the_members_begin_behind_the_last_by() -> None:
    text = "安平医院护理质量管理委员会制度\n一、委员会由院长任主任委员，委员由护理部、医务科、设备科负责人组成。\n二、职责\n1.制定护理标准。\n"
    coding = code(text)
    names = {body.id: body.name for body in coding.bodies}

    assert [names[member.member] for member in coding.memberships] == ["护理部", "医务科", "设备科"]


def test_actions_are_read_off_the_words_though_an_office_is_named_by_a_short_name() -> None:
    text = "清河县防汛指挥部规则\n一、县防汛指挥部（以下简称县防指）负责防汛。险情报县防指办公室。\n二、县水利局每周通报水情。\n"
    (duty,) = [duty for duty in code(text).duties if "水情" in duty.quote]

    assert duty.actions == ("通报",)
