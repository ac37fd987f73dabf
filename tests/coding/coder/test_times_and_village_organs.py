"""When something is done, said before its verb, and the organs of villages that bear it."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Coding

RULES = """柳湾村集体资产清查小组工作制度
村里成立集体资产清查小组。
组长：村党支部书记兼任。
一、清查小组的职责
1.检查公示栏内容是否真实、及时；
2.年底评选守约承包户，由村委会给予奖励；
3.审定资产管理制度；
4.汛期每日查看鱼塘；
5.安排清查小组值班。
二、村经济合作社是资产经营主体，负责订立合同。
三、村务监督委员会对清查小组提出的问题，一周内给予答复。
四、处置
1.资产出租由党员大会审议。
2.会议决议须经半数以上成员同意。
3.对护林先进个人，由村委会表彰。
4.与承包人订立合同时，村委会应当说明用途。
"""


def code() -> Coding:
    (coding,) = code_documents(RULES.encode(), origin="rules.txt")
    return coding


def quotes() -> dict[str, tuple[str, ...]]:
    coding = code()
    names = {body.id: body.name for body in coding.bodies}
    return {duty.quote: tuple(names.get(bearer, bearer) for bearer in duty.bearers) for duty in coding.duties}


@pytest.mark.parametrize(
    ("quote", "who"),
    [
        ("检查公示栏内容是否真实、及时", "柳湾村集体资产清查小组"),
        ("年底评选守约承包户", "柳湾村集体资产清查小组"),
        ("由村委会给予奖励", "村委会"),
        ("审定资产管理制度", "柳湾村集体资产清查小组"),
        ("汛期每日查看鱼塘", "柳湾村集体资产清查小组"),
        ("安排清查小组值班", "柳湾村集体资产清查小组"),
        ("负责订立合同", "村经济合作社"),
        ("资产出租由党员大会审议", "党员大会"),
        ("会议决议须经半数以上成员同意", "柳湾村集体资产清查小组"),
        ("对护林先进个人，由村委会表彰", "村委会"),
        ("与承包人订立合同时，村委会应当说明用途", "村委会"),
    ],
)
def test_a_duty_is_read_with_its_time_and_its_bearer(quote: str, who: str) -> None:
    assert quotes().get(quote) == (who,)


def test_that_the_body_itself_is_set_up_is_no_duty() -> None:
    assert not [quote for quote in quotes() if "成立" in quote]


def test_organs_of_a_village_are_no_coordination_bodies() -> None:
    kinds = {body.name: body.kind for body in code().bodies}

    assert kinds["村务监督委员会"] == kinds["村经济合作社"] == "organization"
    assert kinds["党员大会"] == "assembly"
    assert "处置" not in kinds


def test_who_holds_a_post_ex_officio_may_stand_without_by() -> None:
    assert [(post.role, post.holder) for post in code().posts] == [("组长", "村党支部书记")]


COUNCIL = """石榴村移风易俗议事会章程
一、议事会由七名村民组成。
二、会长主持议事会工作，召集会议。
三、事主
1.有红白事应先向议事会报告；
2.自觉遵守酒席标准；
3.自愿承担违约金。
四、村厨凭议事会通知单接活，不得承办超标宴席。
五、妇女主任管账，村会计管钱，账目年底交村务监督委员会审核。
六、礼仪队队员免费服务村民。
七、每年腊月评选文明户，由村委会表扬。
"""


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("主持议事会", ("会长",)),
        ("有红白事", ("事主",)),
        ("自觉遵守", ("事主",)),
        ("自愿承担", ("事主",)),
        ("管账", ("妇女主任",)),
        ("管钱", ("村会计",)),
        ("免费服务", ("礼仪队队员",)),
        ("由村委会表扬", ("村委会",)),
    ],
)
def test_people_of_a_council_bear_what_they_are_told_to_do(words: str, who: tuple[str, ...]) -> None:
    (coding,) = code_documents(COUNCIL.encode(), origin="rules.txt")
    names = {body.id: body.name for body in coding.bodies}
    found = [duty for duty in coding.duties if words in duty.quote]

    assert [tuple(names.get(bearer, bearer) for bearer in duty.bearers) for duty in found] == [who]


def test_what_stands_before_a_body_is_no_part_of_its_name() -> None:
    (coding,) = code_documents(COUNCIL.encode(), origin="rules.txt")

    assert {body.name for body in coding.bodies} >= {"石榴村移风易俗议事会", "村务监督委员会"}
    assert not [body.name for body in coding.bodies if "凭" in body.name or "交" in body.name]
