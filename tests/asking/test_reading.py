"""How questions are read: parts, corrections, silences, defects, chains; each on the five reviewed documents."""

from __future__ import annotations

import pytest

from kg.asking.answer import Answer
from kg.asking.answering import Asker
from kg.asking.chains import find_chains
from kg.asking.intents import asks_who, find_wants
from kg.asking.knowledge import Fact


def quotes(answer: Answer) -> str:
    return " ".join(one.quote for item in answer.answers for one in item.evidence)


def test_both_parts_of_a_question_are_answered(asker: Asker) -> None:
    answer = asker.answer("办公室会议一年开几次,谁主持?")

    assert answer.answered
    assert "办公室会议每年至少召开两次" in quotes(answer)
    assert "办公室主任" in " ".join(item.text for item in answer.answers)


def test_a_part_without_an_answer_is_named_beside_the_part_with_one(asker: Asker) -> None:
    answer = asker.answer("连云港谁主持会议,多久一次?")

    assert answer.answered
    assert "谁主持会议" in answer.message
    assert "一般每年召开一次" in quotes(answer)


@pytest.mark.parametrize(
    "question",
    [
        "全国协调小组组长由谁担任?",
        "连云港市协调小组组长是哪位领导?",
        "Who is the head of the national coordination group?",
    ],
)
def test_a_post_whose_holder_is_not_named_is_a_silence_with_the_post(asker: Asker, question: str) -> None:
    answer = asker.answer(question)

    assert not answer.answered
    assert answer.reason == "silent"
    assert "组长" in quotes(answer)


def test_an_office_whose_posts_are_described_is_answered_with_them(asker: Asker) -> None:
    answer = asker.answer("全国协调小组办公室主任由谁担任?")

    assert answer.answered
    assert "负责同志" in answer.answers[0].text


@pytest.mark.parametrize(
    ("question", "provision"),
    [
        ("表彰名单要公示几天?", "3.4"),
        ("成员单位不按时回复征求意见有什么后果?", "3.2"),
        ("Who pays for the coordination group's work at national level?", "3.6"),
        ("益民乡谁召集联席会议?", "2"),
    ],
)
def test_a_checked_silence_names_the_provisions_read(asker: Asker, question: str, provision: str) -> None:
    answer = asker.answer(question)

    assert answer.reason == "silent"
    assert provision in answer.message


@pytest.mark.parametrize("mark", ["哪天发布的", "文号是多少"])
def test_a_mark_that_a_document_lacks_is_a_silence(asker: Asker, mark: str) -> None:
    answer = asker.answer(f"连云港这份职责文件{mark}?")

    assert answer.reason == "silent"


def test_two_names_for_one_body_are_told_from_the_recorded_defect(asker: Asker) -> None:
    answer = asker.answer("益民乡领导小组和联席会议是一回事吗?")

    assert answer.intent == "defect"
    assert "没有说明两者是否同一机构" in answer.answers[0].text


def test_recipients_without_a_duty_are_told_from_the_recorded_defects(asker: Asker) -> None:
    answer = asker.answer("顺义哪些单位抄送了但没有职责?")
    told = " ".join(item.text for item in answer.answers)

    assert all(name in told for name in ("组织部", "教委", "卫生局", "农委"))


def test_a_listed_body_without_duties_is_told_so(asker: Asker) -> None:
    answer = asker.answer("顺义卫生局要干什么?")

    assert not answer.answered
    assert "卫生局" in " ".join(item.text for item in answer.answers)


def test_a_body_that_no_text_names_is_not_in_the_documents(asker: Asker) -> None:
    assert asker.answer("益民乡派出所的职责是什么?").reason == "not-in-documents"


def test_membership_of_a_body_outside_an_open_list_is_left_open(asker: Asker) -> None:
    answer = asker.answer("Is the military represented in the national group?")

    assert answer.reason == "silent"
    assert "中共中央纪律检查委员会" in " ".join(item.text_zh for item in answer.answers)


def test_what_a_group_leads_does_not_answer_who_leads_it(asker: Asker) -> None:
    assert asker.answer("枞阳二中协调小组归谁领导?").reason == "silent"
    assert "省厂务公开协调小组" in asker.answer("连云港市协调小组的上级是谁?").answers[0].text


def test_a_chain_of_authority_is_marked_as_derived_and_quotes_each_step(asker: Asker) -> None:
    answer = asker.answer("谁最终领导全国协调小组办公室?")
    derived = [item for item in answer.answers if item.text_zh.startswith("推导")]

    assert derived
    assert all(len(item.evidence) >= 2 for item in derived)
    assert not answer.answers[0].text_zh.startswith("推导")


def test_chains_join_statements_only_where_they_share_a_node() -> None:
    def relation(number: int, subject: str, name: str, target: str) -> Fact:
        parts = {"subject": (subject,), "object": (target,)}
        return Fact(
            iri=f"r{number}",
            kind="relation",
            document="d",
            zh="",
            en="",
            parts=parts,
            features=frozenset({name}),
        )

    statements = [
        relation(1, "a", "leads", "b"),
        relation(2, "b", "guides", "c"),
        relation(3, "B", "leads", "d"),
    ]

    assert [[fact.iri for fact in chain] for chain in find_chains(["c"], statements)] == [["r2", "r1"]]
    assert list(find_chains(["d"], statements)) == []


def test_a_picked_matter_replaces_the_words_of_the_question(asker: Asker) -> None:
    matter = "https://w3id.org/dutygraph/id/matter/legal-aid"
    knowledge, _, _ = asker.prepare()

    answer = asker.answer("益民乡谁来帮忙?", matter=matter)

    assert matter in knowledge.matters
    assert "对符合法律援助条件的职工给予法律支持" in quotes(answer)


def test_a_picked_body_settles_whose_duties_are_meant(asker: Asker) -> None:
    body = "https://w3id.org/dutygraph/id/body/yimin/township-health-centre"

    answer = asker.answer("有哪些职责?", intent="what-duties", body=body)

    assert {item.document for item in answer.answers} == {"yimin"}
    assert "卫生系统" in quotes(answer)


@pytest.mark.parametrize(
    ("name", "value"), [("body", "乡卫生院"), ("matter", "法律援助"), ("matter", "legal aid")]
)
def test_a_correction_may_be_given_by_name(asker: Asker, name: str, value: str) -> None:
    answer = asker.answer("益民乡谁来管?", **{name: value})  # type: ignore[arg-type]

    assert answer.answered
    assert ("卫生系统" if name == "body" else "法律援助") in quotes(answer)


def test_a_picked_matter_that_is_not_there_changes_nothing(asker: Asker) -> None:
    question = "益民乡政府项目招标由谁监管?"

    assert asker.answer(question, matter="urn:x") == asker.answer(question)


def test_a_reading_in_english_marks_chinese_names(asker: Asker) -> None:
    knowledge, _, _ = asker.prepare()
    concept = next(iter(knowledge.matters.values()))

    from dataclasses import replace

    assert "no English name" in replace(concept, en="").name("en")


@pytest.mark.parametrize(
    ("text", "is_who"),
    [
        ("谁监督招标", True),
        ("哪个局盯着", True),
        ("集体合同草案要提交给谁讨论", False),
        ("检查考核以什么为主", False),
        ("who supervises bidding", True),
        ("how often does it meet", False),
    ],
)
def test_who_is_told_from_whom_and_how(text: str, is_who: bool) -> None:
    assert asks_who(text) is is_who


def test_what_a_question_sets_aside_is_not_what_it_asks() -> None:
    assert find_wants("which bodies sanction rather than merely guide or assess").relations == ("sanctions",)


@pytest.mark.parametrize(
    ("question", "scoped"),
    [
        ("What does the Qinghe town finance office do?", "town-funeral-reform-wrapped"),
        ("Who heads the group in Xunjiang?", "provincial-intellectual-property"),
    ],
)
def test_a_place_without_an_english_name_is_known_by_its_spelling(
    machine_asker: Asker, question: str, scoped: str
) -> None:
    assert machine_asker.answer(question).understood.documents == (scoped,)


def test_the_country_is_no_place_that_documents_lack(machine_asker: Asker) -> None:
    assert machine_asker.answer("What does the China Disabled Persons' Federation do?").answered


def test_a_number_asked_for_is_no_place(machine_asker: Asker) -> None:
    assert machine_asker.answer("公墓动工要过几关?").reason != "not-in-documents"


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("What are the duties of the ACFTU?", "中华全国总工会"),
        ("What must the CCDI do?", "中共中央纪律检查委员会"),
        ("What is the industry-and-commerce bureau of Lianyungang responsible for?", "连云港工商局"),
    ],
)
def test_a_body_is_known_by_the_english_name_in_use_for_it(asker: Asker, question: str, body: str) -> None:
    assert body in asker.answer(question).answers[0].text_zh


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("全国协调小组有多少家成员单位?", "共 6 家"),
        ("How many members does the national group have?", "6 in all"),
    ],
)
def test_a_number_of_members_asked_for_is_told_with_every_member(
    asker: Asker, question: str, count: str
) -> None:
    first, *others = asker.answer(question).answers

    assert first.text.startswith(count)
    assert len(others) == 6
    assert {one for item in others for one in item.evidence} == set(first.evidence)


def test_a_list_asked_for_is_given_without_a_count(asker: Asker) -> None:
    assert len(asker.answer("全国协调小组由哪些单位组成?").answers) == 6


def test_which_units_belong_is_no_question_whether_one_does(asker: Asker) -> None:
    assert asker.answer("Which units belong to the Yimin leading group?").answered


def test_a_convener_named_as_a_post_is_who_convenes(machine_asker: Asker) -> None:
    answer = machine_asker.answer("浔江省知识产权联席会议由谁召集?")

    assert "副省长" in answer.answers[0].text


def test_a_condition_beside_a_clause_finds_the_clause(machine_asker: Asker) -> None:
    answer = machine_asker.answer(
        "How soon is the education bureau told of a student in psychological crisis?"
    )

    assert "2小时" in answer.answers[0].evidence[0].quote


def test_who_must_not_do_a_thing_is_not_who_deals_with_it(machine_asker: Asker) -> None:
    answer = machine_asker.answer("党员干部借机敛财的,由谁处理?")

    assert "镇纪委" in answer.answers[0].text


def test_steps_to_a_permission_are_told_by_the_duties_of_applying_and_approving(machine_asker: Asker) -> None:
    answer = machine_asker.answer("村级公墓要动工得过几道关?")

    assert "申请" in " ".join(item.text for item in answer.answers)


@pytest.mark.parametrize(
    ("question", "document", "answer"),
    [
        ("Who is the head of the tourism market leading group?", "city-two-leading-groups", "市长"),
        ("校园周边整治领导小组的会由谁主持?", "city-two-leading-groups-2", "副市长"),
        ("药事会多久开一次全体会议?", "hospital-pharmacy-charter", "每季度"),
    ],
)
def test_a_body_called_by_its_field_or_short_name_settles_the_document(
    more_machine_asker: Asker, question: str, document: str, answer: str
) -> None:
    given = more_machine_asker.answer(question)

    assert given.understood.documents == (document,)
    assert any(answer in item.text_zh for item in given.answers)


def test_a_head_under_a_title_of_its_own_is_who_leads(more_machine_asker: Asker) -> None:
    answer = more_machine_asker.answer("安委会的主任委员由谁担任?")

    assert [item.text_zh for item in answer.answers] == ["华宁化工有限公司安全生产委员会主任委员:总经理"]


def test_the_daily_work_of_an_office_is_told_by_the_duty_where_no_host_is_stated(
    more_machine_asker: Asker,
) -> None:
    answer = more_machine_asker.answer("药事会的日常工作由谁承担?")

    assert "药学部" in answer.answers[0].text_zh


@pytest.mark.parametrize(
    "question", ["全国协调小组里环保部负责什么?", "What does the Lianyungang fire brigade do?"]
)
def test_a_body_of_no_text_beside_one_of_it_is_given_no_duties(asker: Asker, question: str) -> None:
    assert asker.answer(question).reason == "not-in-documents"


@pytest.mark.parametrize(
    "question", ["谁给教师发年终奖?", "Who vaccinates pupils at the Zongyang school?", "枞阳二中食堂谁管?"]
)
def test_a_thing_of_no_text_is_not_answered_by_what_stands_beside_it(asker: Asker, question: str) -> None:
    assert not asker.answer(question).answered


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Does the Lianyungang group meet once a quarter?", "一般每年召开一次"),
        ("连云港协调小组每半年开一次会吗?", "一般每年召开一次"),
    ],
)
def test_a_frequency_that_a_question_supposes_is_answered_with_the_stated_one(
    asker: Asker, question: str, quote: str
) -> None:
    answer = asker.answer(question)

    assert answer.intent == "how-often"
    assert any(quote in one.quote for one in answer.answers[0].evidence)


def test_a_number_before_a_name_does_not_hide_the_name(more_machine_asker: Asker) -> None:
    assert "每季度" in more_machine_asker.answer("药事会每月开一次全体会议吗?").answers[0].text_zh


def test_who_acts_in_place_of_a_leader_is_not_who_leads(asker: Asker) -> None:
    answer = asker.answer("Who can convene the Lianyungang meeting on behalf of the group's leader?")

    assert "副组长" in answer.answers[0].text_zh


@pytest.mark.parametrize("question", ["连云港市协调小组设几名副组长?", "连云港协调小组有多少个副组长?"])
def test_how_many_deputies_is_a_question_for_posts(asker: Asker, question: str) -> None:
    assert asker.answer(question).reason == "silent"


def test_how_a_thing_is_gone_about_is_asked_for_steps() -> None:
    assert find_wants("考核怎么个搞法").intent == "procedure-steps"
    assert find_wants("who holds schools to account").relations == ("sanctions",)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("澄海县动物保护委员会多久开一次会?", "本會每四個月召開會議一次"),
        ("Which office registers pets in Chenghai?", "辦理寵物登記"),
    ],
)
def test_a_document_in_traditional_script_is_asked_in_any(
    last_machine_asker: Asker, question: str, quote: str
) -> None:
    answer = last_machine_asker.answer(question)

    assert any(quote in one.quote for one in answer.answers[0].evidence)


def test_a_limit_that_only_the_clause_states_is_an_answer(last_machine_asker: Asker) -> None:
    answer = last_machine_asker.answer("双枫村多少元以上的支出要经村民代表会议讨论?")

    assert "10000元以上" in answer.answers[0].text_zh


def test_how_many_days_members_have_is_no_question_how_many_members() -> None:
    assert find_wants("how many days do member units have to reply").intent == "deadline"


@pytest.mark.parametrize(
    "question",
    [
        "Does the Yimin document say who heads the leading group?",
        "Does the Zongyang document mention where the office sits?",
    ],
)
def test_whether_a_text_says_a_thing_is_asked_like_the_thing(asker: Asker, question: str) -> None:
    assert asker.answer(question).reason == "silent"


def test_votes_that_no_text_counts_are_a_silence(machine_asker: Asker) -> None:
    assert machine_asker.answer("浔江省知识产权联席会议要多少票才能作出决定?").reason == "silent"


def test_votes_that_a_text_counts_are_told(more_machine_asker: Asker) -> None:
    assert (
        more_machine_asker.answer("How many votes does a new drug need in the pharmacy committee?").reason
        != "silent"
    )


def test_working_days_that_members_have_are_no_number_of_members(asker: Asker) -> None:
    answer = asker.answer("征求意见时,成员单位要在几个工作日内书面答复?")

    assert "10个工作日" in answer.answers[0].text_zh


def test_who_goes_to_a_meeting_instead_is_who_stands_in(asker: Asker) -> None:
    answer = asker.answer("Who attends the Lianyungang meeting when a member is unable to come?")

    assert any("本单位其他领导" in one.quote for item in answer.answers for one in item.evidence)
