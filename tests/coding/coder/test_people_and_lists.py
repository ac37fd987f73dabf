"""Bearers and members the machine reads in rules of hospitals, bureaus and Taiwanese offices."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Coding

HOSPITAL = """青溪县人民医院感染管理委员会工作制度
第1条 组成
主任委员：院长
委员：医务科、护理部、院感科、消毒供应中心主任或护士长
第2条 院感科职责
2.1 监督检查隔离制度落实情况；
2.2 组织感染知识培训。
第3条 临床科室
护士长督促本科室人员执行手卫生规范，每月组织自查一次。
对整改不力的科室，由院感科予以通报。
"""

TAIWAN = """南投市公所道路交通安全會報作業要點
一、本會報之任務如下：
（一）易肇事路段改善方案之審議事項。
二、委員由工務課、社會課、市立圖書館主管及南投分局代表擔任。
"""


def code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), origin="rules.txt")
    return coding


def names(coding: Coding) -> dict[str, str]:
    return {body.id: body.name for body in coding.bodies}


def bearers(coding: Coding, words: str) -> set[str]:
    (duty,) = [duty for duty in coding.duties if words in duty.quote]
    return {names(coding).get(bearer, bearer) for bearer in duty.bearers}


def members(coding: Coding) -> set[str]:
    return {names(coding).get(item.member, item.member) for item in coding.memberships}


def test_departments_named_only_in_a_list_are_members() -> None:
    assert members(code(HOSPITAL)) == {"医务科", "护理部", "院感科", "消毒供应中心"}


def test_a_department_named_by_its_heading_bears_what_stands_under_it() -> None:
    assert bearers(code(HOSPITAL), "监督检查") == {"院感科"}


def test_a_person_named_by_occupation_bears_her_sentence() -> None:
    assert bearers(code(HOSPITAL), "手卫生") == {"护士长"}


def test_units_sent_by_their_heads_are_members_without_the_titles() -> None:
    assert members(code(TAIWAN)) == {"工務課", "社會課", "市立圖書館", "南投分局"}


def test_a_nominal_task_under_a_taiwanese_heading_is_borne_by_the_body() -> None:
    assert bearers(code(TAIWAN), "審議事項") == {"南投市公所道路交通安全會報"}


def test_what_is_done_every_month_is_a_duty_of_its_own() -> None:
    assert bearers(code(HOSPITAL), "每月组织自查") == {"护士长"}


def test_whom_a_measure_is_taken_about_belongs_to_the_measure() -> None:
    quotes = [duty.quote for duty in code(HOSPITAL).duties]

    assert "对整改不力的科室，由院感科予以通报" in quotes


def test_leaders_named_one_after_another_in_running_text_hold_their_own_posts() -> None:
    text = (
        "桂花街道燃气安全整治工作专班职责(一)专班组成组  长:郑  毅  街道办事处主任  副组长:孙晓梅  "
        "街道办事处副主任。(二)职责分工1、街道应急办：统筹协调整治工作。2、社区建设办：督促燃气企业整改隐患。"
    )

    held = {(post.role, post.holder) for post in code(text).posts}

    assert {("组长", "郑毅"), ("副组长", "孙晓梅")} <= held


NOTICE = """关于成立清河市安全生产委员会的通知
一、组成人员
主  任：刘  强（市长）
委  员：陈  刚（市政府秘书长）
        吴建国（市应急局局长）
        各县（市、区）人民政府主要负责人
市安全生产委员会下设办公室（以下简称市安委办），办公室设在市应急局。
二、职责
（一）市安委办：承办安全生产委员会召开的会议。
（二）各县（市、区）人民政府：落实属地管理责任。
"""


def test_a_list_of_people_holds_no_duty_and_no_member_unit() -> None:
    coding = code(NOTICE)

    assert [duty.provision for duty in coding.duties] == ["2.1", "2.2"]
    assert members(coding) == set()


def test_local_governments_with_their_levels_in_brackets_are_one_class() -> None:
    assert bearers(code(NOTICE), "属地管理") == {"各县（市、区）人民政府"}


SCHOOL = """海滨中学欺凌防治工作委员会职责
委员会职责：
1.制定防治工作方案。
2.受理欺凌事件的举报。
德育处：
会同班主任建立学生档案。
班主任：
发现欺凌苗头及时制止并报告德育处；每周召开一次主题班会。
联席事项：委员会根据工作需要不定期召开会议，由主任主持。
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("发现欺凌苗头", {"班主任"}),
        ("主题班会", {"班主任"}),
        ("不定期召开会议", {"海滨中学欺凌防治工作委员会"}),
    ],
)
def test_what_is_done_upon_an_event_or_need_is_a_duty_of_whom_it_stands_under(
    words: str, expected: set[str]
) -> None:
    assert bearers(code(SCHOOL), words) == expected


HEADQUARTERS = """青溪县抗旱防汛指挥部规程
第一条 县抗旱防汛指挥部由县长任指挥长，县水利局局长任副指挥长，县发改、财政、公安等部门主要负责人为成员。
第二条 县水利局负责水情监测。
第三条 班组长每班检查设施，发现异常应立即停止作业并上报。
"""


def test_units_with_one_shared_noun_are_members_each() -> None:
    assert members(code(HEADQUARTERS)) == {"县发改", "财政", "公安"}


def test_who_serves_as_what_is_no_duty() -> None:
    assert "1" not in {duty.provision for duty in code(HEADQUARTERS).duties}


def test_an_event_is_not_who_acts_upon_it() -> None:
    assert bearers(code(HEADQUARTERS), "发现异常") == {"班组长"}


DISTRICT = """东坡区公共场所卫生管理委员会工作规则
一、组成
主  任：分管副区长
副主任：区政府办公室副主任
        区卫生健康局局长
二、分工
1.区卫生健康局 牵头开展专项检查。
2.区公安分局 配合做好联合执法。
三、各县（区）人民政府
保障工作经费。
四、会议
委员会每年举行不少于四次会议，法定人数为委员总数的一半。
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("联合执法", {"区公安分局"}),
        ("保障工作经费", {"各县（区）人民政府"}),
        ("不少于四次", {"东坡区公共场所卫生管理委员会"}),
    ],
)
def test_a_unit_before_a_space_a_class_with_brackets_and_a_body_that_meets_are_bearers(
    words: str, expected: set[str]
) -> None:
    assert bearers(code(DISTRICT), words) == expected


def test_a_second_holder_on_a_line_of_his_own_holds_the_same_post() -> None:
    held = {post.holder for post in code(DISTRICT).posts if post.role == "副主任"}

    assert held == {"区政府办公室副主任", "区卫生健康局局长"}


CONFERENCE = """青溪省打假工作联席会议制度
一、组成
联席会议下设办公室，设在省公安厅，承担日常工作。
二、机制
（一）各成员单位应当于每季度首月5日前，将工作情况报送办公室。
（二）行政机关发现犯罪线索的，应当移送公安机关。
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [("承担日常工作", {"办公室"}), ("工作情况", {"各成员单位"}), ("移送公安机关", {"行政机关"})],
)
def test_the_office_set_up_the_unit_before_a_date_and_the_class_that_finds_are_bearers(
    words: str, expected: set[str]
) -> None:
    assert bearers(code(CONFERENCE), words) == expected


PERIODS = """青溪县食品安全委员会规则
一、办公室：
（一）定期汇总数据，每月底向委员会书面报告。
二、例会
联络员会议由办公室主任召集。
"""


@pytest.mark.parametrize(("words", "expected"), [("书面报告", {"办公室"}), ("召集", {"办公室主任"})])
def test_a_report_at_the_end_of_each_month_and_a_meeting_of_liaison_officers_have_their_bearers(
    words: str, expected: set[str]
) -> None:
    assert bearers(code(PERIODS), words) == expected


BRIGADE = """阳光小学消防安全工作领导小组职责
组长职责：
（1）批准消防安全制度；
（2）每学期召开两次会议。
副组长职责：协助组长工作。
后勤处职责：
（1）维护消防设施，每月检查一次；
（2）保证疏散通道畅通。
"""

TABLE = """丰县医保监管工作领导小组成员单位职责
序号|成员单位|工作职责
1|县医保局|牵头开展专项行动。
2|县卫健局|督促医疗机构规范诊疗行为。
"""


def test_numbers_that_begin_again_behind_a_heading_stand_under_it() -> None:
    assert bearers(code(BRIGADE), "疏散通道") == {"后勤处"}


def test_a_row_parted_by_pipes_names_its_bearer_in_the_cell_before() -> None:
    assert bearers(code(TABLE), "督促医疗机构") == {"县卫健局"}


COUNCIL = """石桥村环境整治理事会制度
理事长：张有田（村党支部书记）
理事会职责：
1.制定保洁公约
2.组织村民签订责任书
保洁员职责：
每天清扫主干道不少于两次。
应急：火灾发生地县级人民政府应当在30分钟内报告。
"""


@pytest.mark.parametrize(
    ("words", "expected"), [("清扫", {"保洁员"}), ("30分钟", {"火灾发生地县级人民政府"})]
)
def test_a_heading_that_names_people_and_a_described_government_are_bearers(
    words: str, expected: set[str]
) -> None:
    assert bearers(code(COUNCIL), words) == expected


def test_the_chair_of_a_council_is_a_post() -> None:
    assert ("理事长", "张有田") in {(post.role, post.holder) for post in code(COUNCIL).posts}


@pytest.mark.parametrize(
    "words",
    [
        "成员由下列单位负责人担任:县委组织部、县教育局、县公安局、县水利局。",
        "置委员四人,由县委组织部、县教育局、县公安局、县水利局等机关(构)首长兼任。",
        "成员:包括县委组织部、县教育局、县公安局、县水利局等部门负责人。",
    ],
)
def test_units_are_members_however_their_heads_are_named(words: str) -> None:
    (coding,) = code_documents(
        f"石桥县节水工作领导小组工作规则\n一、组成\n{words}\n二、职责\n领导小组审定用水计划。\n".encode(),
        "rules.txt",
    )

    names = {body.id: body.name for body in coding.bodies}
    assert [names[member.member] for member in coding.memberships] == [
        "县委组织部",
        "县教育局",
        "县公安局",
        "县水利局",
    ]


def test_a_department_is_known_by_its_heads_in_a_list_of_people() -> None:
    (coding,) = code_documents(
        "石桥集团节水工作领导小组\n一、组成\n组长:路泊(董事长)\n成员:卞思远(设备技术部部长)、岑一帆(安全环保部部长)\n二、职责\n设备技术部负责节水器具选型。\n".encode(),
        "rules.txt",
    )

    (duty,) = coding.duties
    assert [body.name for body in coding.bodies if body.id in duty.bearers] == ["设备技术部"]


@pytest.mark.parametrize(
    ("sentence", "posts"),
    [
        (
            "副主任及委员由县政府有关部门、武装部等单位负责同志担任。",
            [
                ("副主任", "县政府有关部门、武装部等单位负责同志"),
                ("委员", "县政府有关部门、武装部等单位负责同志"),
            ],
        ),
        ("县长任石桥县节水工作与水资源保护领导小组组长。", [("组长", "县长")]),
        ("主任由县政府领导同志担任。", [("主任", "县政府领导同志")]),
        ("召集人:县政府分管水利、农业副县长", [("召集人", "县政府分管水利、农业副县长")]),
    ],
)
def test_a_holder_is_read_whole(sentence: str, posts: list[tuple[str, str]]) -> None:
    (coding,) = code_documents(
        f"石桥县节水工作与水资源保护领导小组工作规则\n一、组成\n{sentence}\n二、职责\n领导小组审定用水计划。\n".encode(),
        "rules.txt",
    )

    assert [(post.role, post.holder) for post in coding.posts] == posts


def test_units_called_by_their_stems_make_up_a_group_that_goes_on() -> None:
    (coding,) = code_documents(
        "石桥市节水考核工作小组方案\n一、工作机构\n由水利、发改、财政、农业等单位组成市节水考核工作小组,负责考核节水工作。\n二、分工\n各市、区政府负责落实节水责任。\n".encode(),
        "rules.txt",
    )

    names = {body.id: body.name for body in coding.bodies}
    assert [names[member.member] for member in coding.memberships] == ["水利", "发改", "财政", "农业"]
    assert [names.get(duty.bearers[0], duty.bearers[0]) for duty in coding.duties] == [
        "石桥市节水考核工作小组",
        "各市、区政府",
    ]


def test_units_named_below_a_rule_of_who_sends_them_are_members() -> None:
    (coding,) = code_documents(
        "石橋縣節水委員會設置要點\n一、本會置主任委員一人,由縣長兼任;其餘委員,由主任委員就下列機關副首長一人派兼之:\n(一)教育局。\n(二)財政局。\n二、本會之任務如下:\n(一)節水措施之推動。\n".encode(),
        "rules.txt",
    )

    names = {body.id: body.name for body in coding.bodies}
    assert [names[member.member] for member in coding.memberships] == ["教育局", "財政局"]


def test_labels_of_posts_may_follow_each_other_behind_a_comma() -> None:
    (coding,) = code_documents(
        "石桥市节水指挥部\n一、督导组\n组长:孟江(水利局局长),副组长:高洪(纪委常委)、李飞(督察室副主任)。\n督导组对各单位进行督导。\n二、宣传组\n组长:王平(宣传部部长)。\n宣传组负责节水宣传。\n".encode(),
        "rules.txt",
    )

    names = {body.id: body.name for body in coding.bodies}
    assert [(names[post.body], post.role, post.holder) for post in coding.posts] == [
        ("督导组", "组长", "孟江"),
        ("督导组", "副组长", "高洪"),
        ("督导组", "副组长", "李飞"),
        ("宣传组", "组长", "王平"),
    ]
