"""Posts and who holds them, member lists and offices, in the forms the genre writes them."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Coding

FRAME = """平川县食品安全委员会工作规则
一、组成
{}
二、职责
（一）县教育局负责学校食品安全管理。
（二）县公安局负责打击食品犯罪，指导派出所开展工作。
"""


def code(words: str) -> Coding:
    """Code a rule of a county committee whose first part says ``words``."""
    return code_documents(FRAME.format(words).encode(), "rule.txt")[0]


def held(words: str) -> set[tuple[str, str | None]]:
    return {(post.role, post.holder) for post in code(words).posts}


def members(words: str) -> set[str]:
    coding = code(words)
    names = {body.id: body.name for body in coding.bodies}
    return {names.get(membership.member, membership.member) for membership in coding.memberships}


@pytest.mark.parametrize(
    ("words", "posts"),
    [
        ("第一召集人由县委副书记担任，总召集人由分管副县长担任，召集人由县市场监管局局长担任。",
         {("第一召集人", "县委副书记"), ("总召集人", "分管副县长"), ("召集人", "县市场监管局局长")}),
        ("组  长：张  三  县委副书记、县长\n副组长：李  四  县委常委、常务副县长\n        王五六  县政府副县长\n成  员：赵  七  县教育局局长",
         {("组长", "张三"), ("副组长", "李四"), ("副组长", "王五六"), ("成员", "赵七")}),
        ("组长　陈建国（县委副书记）\n副组长　林晓红（副县长）、黄志强（县公安局局长）", {("组长", "陈建国"), ("副组长", "林晓红"), ("副组长", "黄志强")}),
        ("1.组长：李建国（镇党委书记）\n2.副组长：王丽（镇长）  赵明（副镇长）", {("组长", "李建国"), ("副组长", "王丽"), ("副组长", "赵明")}),
        ("组长由县长（县委副书记）张强担任，副组长由副县长（分管工业）李伟担任。", {("组长", "张强"), ("副组长", "李伟")}),
        ("县市场监管局局长刘明任副组长兼办公室主任。", {("副组长", "刘明"), ("办公室主任", "刘明")}),
        ("指挥长：市委副书记、市长\n常务副指挥长：市委常委、常务副市长\n副指挥长：分管副市长、市公安局局长",
         {("指挥长", "市委副书记、市长"), ("常务副指挥长", "市委常委、常务副市长"), ("副指挥长", "分管副市长"), ("副指挥长", "市公安局局长")}),
        ("委员会置主任委員一人，由縣長兼任；副主任委員二人，由副縣長及秘書長兼任；置執行長一人，由衛生局局長兼任。",
         {("主任委员", "县长"), ("副主任委员", "副县长"), ("副主任委员", "秘书长"), ("执行长", "卫生局局长")}),
        ("委员会置召集人、副召集人各一人，分别由县长、秘书长兼任。", {("召集人", "县长"), ("副召集人", "秘书长")}),
        ("联络员由各成员单位委派处室负责同志担任。", {("联络员", "处室负责同志")}),
        ("委员会由主任1名、委员6名组成，主任由县长担任。", {("主任", "县长"), ("委员", None)}),
        ("县住建局、县公安局分管副局长任副主任。", {("副主任", "县住建局分管副局长"), ("副主任", "县公安局分管副局长")}),
        ("各村成立由主要负责人任组长的整治领导小组。", {("组长", "主要负责人")}),
        ("委员为办公室、人事股、财务股负责人。", {("委员", "办公室、人事股、财务股负责人")}),
    ],
)  # fmt: skip
def test_a_post_is_coded_once_for_each_holder(words: str, posts: set[tuple[str, str | None]]) -> None:
    assert held(words) == posts


@pytest.mark.parametrize(
    "words",
    [
        "总指挥：负责领导全县食品安全工作。",
        "其余委员由县长聘任之。",
        "委员会由县教育局、县公安局等单位的负责同志组成。",
        "办公室应将材料送各成员。",
    ],
)
def test_who_holds_no_post_gets_none(words: str) -> None:
    assert {holder for _, holder in held(words) if holder} == set()


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("成员单位：县发改委县教育局县公安局县民政局县财政局。", {"县发改委", "县教育局", "县公安局", "县民政局", "县财政局"}),
        ("委员会由县发改委、教育局、公安局、各镇人民政府、各村民委员会等单位组成。", {"县发改委", "县教育局", "县公安局", "各镇人民政府", "各村民委员会"}),
        ("委员十人，由民政课课长、财政课课长、服务中心主任组成。", {"民政课", "财政课", "服务中心"}),
        ("成员包括衞生署、漁農自然護理署及民政事務總署的代表。", {"衞生署", "渔农自然护理署", "民政事务总署"}),
    ],
)  # fmt: skip
def test_member_units_are_found_whatever_parts_them(words: str, units: set[str]) -> None:
    assert members(words) >= units


def test_a_person_by_name_is_a_post_and_his_unit_no_member() -> None:
    assert "县公安局" not in members("成  员：赵  七  县公安局局长\n        钱  八  县民政局局长")


@pytest.mark.parametrize(
    "words",
    [
        "委员会下设办公室，办公室设在县卫健局。",
        "委员会办公室挂靠县卫健局。",
        "委员会办公室日常工作由县卫健局承担。",
        "委员会下设办公室于县卫健局。",
    ],
)
def test_an_office_has_its_host(words: str) -> None:
    coding = code(words)
    names = {body.id: body.name for body in coding.bodies}

    hosts = {names.get(r.object, r.object) for r in coding.relations if r.relation == "hosted-by"}

    assert hosts == {"县卫健局"}


def test_a_section_called_office_is_no_office_of_the_body() -> None:
    coding = code("委员为办公室、人事股、财务股负责人。")

    assert [body.name for body in coding.bodies if body.kind == "secretariat-office"] == []


def test_working_groups_have_members_and_a_leading_unit() -> None:
    coding = code(
        "委员会下设综合协调组、督导检查组。督导检查组由县纪委监委牵头，县市场监管局、县公安局参加。"
    )
    names = {body.id: body.name for body in coding.bodies}
    in_group = {names[m.member] for m in coding.memberships if names[m.body] == "督导检查组"}
    said = {(names[r.subject], r.relation, names[r.object]) for r in coding.relations}

    assert in_group == {"县市场监管局", "县公安局"}
    assert ("督导检查组", "part-of", "平川县食品安全委员会") in said
    assert ("县纪委监委", "leads", "督导检查组") in said


def test_people_who_receive_a_circular_are_named_with_their_titles() -> None:
    text = FRAME.format("成员单位：县教育局、县公安局。") + "报：张强副书记、李伟副县长\n"

    coding = code_documents(text.encode(), "rule.txt")[0]

    assert {(p.role, p.holder) for p in coding.posts} == {("副书记", "张强"), ("副县长", "李伟")}


@pytest.mark.parametrize(
    ("sentence", "posts"),
    [
        (
            "副主任由县教育局副局长田方,县公安局副局长石开,县民政局副局长林海兼任。",
            [("副主任", "田方"), ("副主任", "石开"), ("副主任", "林海")],
        ),
        ("组长:由校长担任,全面负责节水工作。", [("组长", "校长")]),
        ("领导小组聘请人大代表、政协委员担任节水监督员。", [("节水监督员", "人大代表、政协委员")]),
        (
            "副召集人二人,由水务委员会主任委员及内政部部长兼任。",
            [("副召集人", "水务委员会主任委员"), ("副召集人", "内政部部长")],
        ),
        ("副主席由劳工及福利局局长担任。", [("副主席", "劳工及福利局局长")]),
        ("节水工作领导小组成员由于工作变动等原因无法任职的,由所在单位提出。", []),
    ],
)
def test_holders_are_read_as_the_sentence_names_them(
    sentence: str, posts: list[tuple[str, str | None]]
) -> None:
    (coding,) = code_documents(
        f"石桥县节水工作领导小组工作规则\n一、组成\n{sentence}\n二、职责\n领导小组审定用水计划。\n".encode(),
        "rules.txt",
    )

    assert [(post.role, post.holder) for post in coding.posts] == posts


def test_the_head_of_an_office_called_by_its_short_name_is_of_the_office() -> None:
    (coding,) = code_documents(
        "石桥县节水委员会工作规则\n一、县节水委员会办公室(以下简称县节水办)设在县水利局。\n二、县节水办主任由县水利局局长担任。\n".encode(),
        "rules.txt",
    )

    (post,) = coding.posts
    assert {body.id: body.kind for body in coding.bodies}[post.body] == "secretariat-office"
