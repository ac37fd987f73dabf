"""Where one duty ends and the next begins, and what says nothing of its own that anybody is to do."""

from __future__ import annotations

import pytest

from kg.coding.coder import code_documents
from kg.coding.model import Coding


def _code(text: str) -> Coding:
    (coding,) = code_documents(text.encode(), "rules.txt")
    return coding


def _rules(sentence: str) -> Coding:
    return _code(f"石桥县节水工作领导小组工作规则\n一、县水利局职责\n{sentence}\n")


def _quotes(sentence: str) -> list[str]:
    return [duty.quote for duty in _rules(sentence).duties]


@pytest.mark.parametrize(
    ("sentence", "duties"),
    [
        # A ground or a way that names no purpose leaves the verb behind it free.
        ("受理用水投诉,按职责转交有关单位办理。", ["受理用水投诉", "按职责转交有关单位办理"]),
        ("按照各自职责清理取水口。", ["按照各自职责清理取水口"]),
        (
            "汇总用水数据,按照《石桥县节水办法》追究浪费责任。",
            ["汇总用水数据", "按照《石桥县节水办法》追究浪费责任"],
        ),
        (
            "对本单位节水工作全面负责,按照《取水规定》(县政府令第3号)和《关于转发〈节水标准〉的通知》的要求落实计量措施。",
            [
                "对本单位节水工作全面负责",
                "按照《取水规定》(县政府令第3号)和《关于转发〈节水标准〉的通知》的要求落实计量措施",
            ],
        ),
        # For whom something is done is no purpose.
        ("为领导小组决策提供水文资料,参与旱情会商。", ["为领导小组决策提供水文资料", "参与旱情会商"]),
        # A term of its own, and whoever may stretch it, are duties of their own.
        (
            "受理取水申请,自受理之日起15个工作日内答复申请人,经县长同意可以延长10日。",
            ["受理取水申请", "自受理之日起15个工作日内答复申请人", "经县长同意可以延长10日"],
        ),
        ("组织用水检查,检查结果纳入年度考核。", ["组织用水检查", "检查结果纳入年度考核"]),
        ("检查用水台账,发现问题移交县纪委处理。", ["检查用水台账", "发现问题移交县纪委处理"]),
        ("向用户提供水质报告,原则上不收取费用。", ["向用户提供水质报告", "原则上不收取费用"]),
        ("在河道两岸设置警示牌,早晚高峰时段安排人员值守。", ["在河道两岸设置警示牌", "早晚高峰时段安排人员值守"]),
        # What a duty brings about, how long it takes and where its result goes stay with it.
        ("加强对管网的检查,确保其正常运行和有效使用。", ["加强对管网的检查,确保其正常运行和有效使用"]),
        ("将用水指标列入公示内容,公示期不少于7日。", ["将用水指标列入公示内容,公示期不少于7日"]),
        ("收集节水信息,报送县政府办公室。", ["收集节水信息,报送县政府办公室"]),
        ("拟订用水计划,经领导小组审议通过后发布实施。", ["拟订用水计划,经领导小组审议通过后发布实施"]),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_where_a_new_thing_is_to_be_done(sentence: str, duties: list[str]) -> None:
    assert _quotes(sentence) == duties


@pytest.mark.parametrize(
    ("sentence", "duties"),
    [
        (
            "领导小组全体会议每年召开两次,年初、年末各一次,由组长召集。",
            ["领导小组全体会议每年召开两次,年初、年末各一次", "由组长召集"],
        ),
        (
            "领导小组会议每半年召开一次,到会人数须达到成员总数的三分之二以上。",
            ["领导小组会议每半年召开一次", "到会人数须达到成员总数的三分之二以上"],
        ),
        (
            "领导小组会议一般每年召开两次,必要时可随时召开。",
            ["领导小组会议一般每年召开两次", "必要时可随时召开"],
        ),
        (
            "领导小组以纪要形式明确会议议定事项,经与会单位同意后印发有关方面,同时抄报市政府。",
            ["领导小组以纪要形式明确会议议定事项", "经与会单位同意后印发有关方面,同时抄报市政府"],
        ),
        ("领导小组研究节水工作。重大事项按程序报县政府。", ["领导小组研究节水工作", "重大事项按程序报县政府"]),
    ],
)  # fmt: skip
def test_a_rule_of_meetings_is_cut_where_a_new_rule_begins(sentence: str, duties: list[str]) -> None:
    coding = _code(f"石桥县节水工作领导小组工作规则\n一、工作制度\n{sentence}\n")

    assert [duty.quote for duty in coding.duties] == duties


@pytest.mark.parametrize(
    "sentence",
    [
        "去年,县水利局印发了节水计划,召开了动员会。",
        "节水器具普及率应达到95%,管网漏损率不得超过8%。",
        "节水专家组的主要职责包括:",
        "副主任由县水利局副局长田方,县农业农村局副局长石开兼任。",
    ],
)
def test_a_story_a_target_and_a_composition_are_no_duties(sentence: str) -> None:
    assert _quotes(sentence) == []


@pytest.mark.parametrize(
    "opening",
    [
        "石桥县政府(以下简称县政府)为统筹用水,落实水源保护,改善用水环境,特设置石桥县节水工作领导小组。",
        "目的为加强对节水工作的领导,促进水资源保护,保障居民用水安全。",
        "县委、县政府研究决定,全面加强对各乡镇节水工作的领导,具体如下。",
    ],
)
def test_a_purpose_and_what_was_decided_are_no_duties(opening: str) -> None:
    coding = _code(f"石桥县节水工作领导小组工作规则\n{opening}\n一、职责\n领导小组审定用水计划。\n")

    assert [duty.quote for duty in coding.duties] == ["领导小组审定用水计划"]


def test_a_background_holds_no_duties() -> None:
    coding = _code(
        "山城節水統籌委員會職權範圍\n一、背景\n政府在去年承諾加強節水。\n二、職權範圍\n委員會統籌節水措施。\n三、成員\n委員會由水務署、教育局組成。\n"
    )

    assert [duty.quote for duty in coding.duties] == ["委員會統籌節水措施"]


def test_a_nominal_task_needs_no_verb_known_to_the_lexicon() -> None:
    coding = _code(
        "經濟部節水推動小組設置要點\n一、本小組之任務如下:\n(一)節水目標及策略之決定。\n(二)節水措施之評議及諮詢之提供。\n(三)節水議題之蒐集及擬議。\n"
    )

    assert [duty.quote for duty in coding.duties] == [
        "節水目標及策略之決定",
        "節水措施之評議及諮詢之提供",
        "節水議題之蒐集及擬議",
    ]


@pytest.mark.parametrize(
    ("sentence", "duties"),
    [
        # Whom something is done to may run over a comma.
        (
            "对因不执行节水计划,不履行职责造成浪费的单位要严肃追究责任。",
            ["对因不执行节水计划,不履行职责造成浪费的单位要严肃追究责任"],
        ),
        # Where a paper goes besides is no second duty.
        ("编发节水简报,报送市水利局,并抄送各成员单位。", ["编发节水简报,报送市水利局,并抄送各成员单位"]),
        ("采取不打招呼的方式,原则上每月暗访两次。", ["采取不打招呼的方式,原则上每月暗访两次"]),
        ("统一管理用水账号,人员离岗的当日收回权限。", ["统一管理用水账号", "人员离岗的当日收回权限"]),
        ("调解用水纠纷,村内化解不了的3日内上报县水利局。", ["调解用水纠纷", "村内化解不了的3日内上报县水利局"]),
        ("发放节水器具,每年5月底、11月底各盘点一次。", ["发放节水器具", "每年5月底、11月底各盘点一次"]),
        ("筹措节水资金,监督资金使用。", ["筹措节水资金", "监督资金使用"]),
        ("清明、冬至期间引导群众文明用水。", ["清明、冬至期间引导群众文明用水"]),
        ("掌握水源水质,重大情况随时报告县政府。", ["掌握水源水质", "重大情况随时报告县政府"]),
        ("以会议纪要形式明确议定事项,并抄送各乡镇政府。", ["以会议纪要形式明确议定事项,并抄送各乡镇政府"]),
    ],
)  # fmt: skip
def test_a_clause_ends_where_its_matter_does(sentence: str, duties: list[str]) -> None:
    assert _quotes(sentence) == duties


@pytest.mark.parametrize(
    "sentence",
    ["县水利局的主要职责是", "其主要职责", "报告制度"],
)
def test_what_only_announces_duties_is_none(sentence: str) -> None:
    assert _quotes(sentence + "。") == []


def test_what_may_be_set_up_is_a_power() -> None:
    coding = _code(
        "石桥县节水工作领导小组工作规则\n一、组成\n领导小组可根据需要成立专项工作组。\n二、职责\n领导小组审定用水计划。\n"
    )

    assert [(duty.quote, duty.deontic) for duty in coding.duties] == [
        ("领导小组可根据需要成立专项工作组", "permission"),
        ("领导小组审定用水计划", "obligation"),
    ]


def test_that_the_body_itself_is_set_up_is_no_duty() -> None:
    coding = _code(
        "医院节水管理委员会制度\n一、组织\n医院设立医院节水管理委员会,由院长担任主任委员。\n二、医院节水管理委员会职责\n审定用水计划。\n"
    )

    assert [duty.quote for duty in coding.duties] == ["审定用水计划"]


def test_officers_listed_as_members_by_their_titles_bear_nothing() -> None:
    coding = _code(
        "石桥县节水联席会议制度\n一、组成人员\n成 员:县水利局分管局长\n       县供水公司管网大队大队长\n       有关乡镇负责人\n二、主要职责\n研究节水工作。\n"
    )

    assert [duty.quote for duty in coding.duties] == ["研究节水工作"]


def test_the_last_item_of_a_list_is_no_heading_of_the_label_below_it() -> None:
    coding = _code(
        "石桥村节水理事会制度\n理事会职责:\n1.制定节水公约\n2.配合镇水管站做好管网巡查\n理事长职责:\n1.主持理事会工作\n"
    )

    assert "配合镇水管站做好管网巡查" in [duty.quote for duty in coding.duties]


@pytest.mark.parametrize(
    "sentence",
    [
        "小組兼職人員均為無給職。",
        "本會置幹事數人,由本府水利局秘書處人員兼任之。",
        "為保障節水,建立以下工作機制:",
    ],
)
def test_composition_in_rules_of_taiwan_is_no_duty(sentence: str) -> None:
    coding = _code(
        f"石橋縣節水推動小組設置要點\n一、本小組之任務如下:\n(一)節水措施之推動。\n二、{sentence}\n三、本小組每季召開會議一次。\n"
    )

    assert [duty.quote for duty in coding.duties] == ["節水措施之推動", "本小組每季召開會議一次"]


@pytest.mark.parametrize(
    ("sentence", "bearer", "duty"),
    [
        (
            "本小組置執行長一人,由水利局局長兼任,承召集人之命,處理本小組事務。",
            "執行長",
            "承召集人之命,處理本小組事務",
        ),
        (
            "本小組開會時,得視實際需要邀請專家列席。",
            "石橋縣節水推動小組",
            "本小組開會時,得視實際需要邀請專家列席",
        ),
        ("本小組所需經費,由石橋縣政府支應。", "石橋縣政府", "本小組所需經費,由石橋縣政府支應"),
    ],
)
def test_what_somebody_does_in_rules_of_taiwan_is_one_duty(sentence: str, bearer: str, duty: str) -> None:
    coding = _code(
        f"石橋縣節水推動小組設置要點\n一、本小組之任務如下:\n(一)節水措施之推動。\n二、{sentence}\n三、本小組每季召開會議一次。\n"
    )

    names = {body.id: body.name for body in coding.bodies}
    borne = {found.quote: [names.get(bearer, bearer) for bearer in found.bearers] for found in coding.duties}
    assert borne[duty] == [bearer]


def test_what_is_found_and_put_right_is_a_duty() -> None:
    assert _quotes("及时发现并解决用水中的问题。") == ["及时发现并解决用水中的问题"]


def test_a_system_that_is_called_a_mechanism_is_no_duty() -> None:
    assert _quotes("节水联席会议制度为县级节水协调机制,联席会议办公室设在县水利局。") == []


def test_naming_somebody_for_a_post_is_a_duty_of_whoever_names_him() -> None:
    assert _quotes("各成员单位指定一名同志担任联络员,负责信息沟通。") == [
        "各成员单位指定一名同志担任联络员",
        "负责信息沟通",
    ]


@pytest.mark.parametrize(
    ("sentence", "duties"),
    [
        ("县水利局应与县环保局合作,在渠口装设拦污栅。", ["县水利局应与县环保局合作,在渠口装设拦污栅"]),
        (
            "公开用水计划,并于会后一个月内将办理情形函复县政府。",
            ["公开用水计划", "并于会后一个月内将办理情形函复县政府"],
        ),
        ("检查用水台账,节水工作纳入年度考核。", ["检查用水台账", "节水工作纳入年度考核"]),
    ],
)
def test_partners_terms_and_assessments_stand_where_they_belong(sentence: str, duties: list[str]) -> None:
    assert _quotes(sentence) == duties


def test_a_sentence_in_the_section_on_members_may_be_a_duty() -> None:
    coding = _code(
        "山城節水督導委員會職權範圍\n1. 職權範圍\n委員會統籌節水措施。\n2. 成員\n委員會由水務署、教育局組成。\n3. 水務署為委員會提供秘書處服務。\n"
    )

    assert "水務署為委員會提供秘書處服務" in [duty.quote for duty in coding.duties]


def test_a_short_sentence_with_a_power_is_no_heading() -> None:
    coding = _code(
        "山城節水督導委員會職權範圍\n1. 委員會統籌節水。措施由委員會公布。\n2. 委員會可成立專責小組。目前設有「數據共享小組」,由水務署署長出任召集人,負責研究節水數據。\n3. 委員會檢討節水。結果由委員會公布。\n"
    )

    assert "委員會可成立專責小組" in [duty.quote for duty in coding.duties]
    names = {body.id: body.name for body in coding.bodies}
    bearers = next(duty.bearers for duty in coding.duties if duty.quote == "負責研究節水數據")
    assert [names[bearer] for bearer in bearers] == ["數據共享小組"]
