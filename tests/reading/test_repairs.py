"""One repair a rule: what it changes and what it must leave alone."""

from __future__ import annotations

import pytest

from kg.reading import is_traditional, read_document, restore

CHANGED = {
    "a note after a character": ("廠務(wù)公開", "厂务公开"),
    "a note without a tone": ("他們(men)参加", "他们参加"),
    "a number in its own brackets kind": ("[2002]32号和?2006?3号", "[2002]32号和[2006]3号"),
    "a number alone": ("文件?2006?3号", "文件〔2006〕3号"),
    "title marks": ("贯彻?劳动法?,落实", "贯彻《劳动法》,落实"),
    "nested title marks": ("按照?关于转发?关于印发?试行办法?的通知?的通知?,", "按照《关于转发《关于印发《试行办法》的通知》的通知》,"),
    "a letter for a numeral": ("(一)甲事。\n(二)乙事。\n(S)丙事。", "(一)甲事。\n(二)乙事。\n(三)丙事。"),
    "a letter for a numeral inside a line": ("职责(一)甲事;(二)乙事;(S)丙事;(四)丁事。", "职责(一)甲事;(二)乙事;(三)丙事;(四)丁事。"),
    "a glyph of another table": ("妥善安臵人员", "妥善安置人员"),
    "radicals for characters": ("⼈⺠政府", "人民政府"),
    "words spaced out": ("公 开 工 作 的 意 见", "公开工作的意见"),
    "a zero-width space": ("公开\u200b工作", "公开工作"),
}  # fmt: skip


@pytest.mark.parametrize("damage", CHANGED)
def test_damage_is_repaired(damage: str) -> None:
    source, text = CHANGED[damage]

    assert restore(source).text == text


KEPT = {
    "ASCII punctuation": "贯彻落实,指导(督促);报告:",
    "a question": "谁来负责?怎么办?",
    "a gloss in Latin letters": "国际劳工组织(ILO)和世卫组织(who)",
    "a row of names": "王 刚 李 明 张 伟 刘 洋",
    "numbers that count": "抽查 20 户,召开 3 次会议,共 5 人参加",
    "a date": "2008年1月8日",
    "a year in brackets": "[2008]1号",
    "a simplified text": "着力推进干部作风建设,适当征求意见",
}


@pytest.mark.parametrize("what", KEPT)
def test_sound_text_is_left_alone(what: str) -> None:
    restored = restore(KEPT[what])

    assert (restored.text, restored.repairs) == (KEPT[what], ())


def test_phrases_are_folded_as_phrases() -> None:
    assert restore("著名的乾隆皇帝著力於乾淨,徵求意見(jiàn)").text == "著名的乾隆皇帝着力于干净,征求意见"


@pytest.mark.parametrize(
    "text",
    [
        "滅罪委員會由政務司司長擔任主席，向香港政府提供意見。",
        "臺北市政府為執行災害防救業務，特設本會報，並置召集人一人，由市長兼任之。",
        "本校設置性別平等教育委員會，置委員五人，以校長為主任委員。",
    ],
)
def test_documents_of_hong_kong_and_taiwan_keep_their_script(text: str) -> None:
    assert is_traditional(text)
    assert restore(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "為加強(qiáng)廠務公開工作，成立協調小組。",
        "鎮黨委、鎮政府成立領導小組，貫徹落實縣委部署。",
        "为加强工作，成立領導小组，由組長负责。",
        "實驗室安全委員會秘書處掛靠設備處，組織隱患排查整改。",
    ],
)
def test_converted_and_mixed_mainland_text_is_folded(text: str) -> None:
    assert not is_traditional(text)
    assert "组" in restore(text).text


def test_a_heading_is_not_joined_to_the_sentence_below_it() -> None:
    text = (
        "一、加强组织领导\n继续完善领导体制，要求各单位落实责任。区领导继续参加活动，加强组织领导继续推进。\n"
    )

    assert restore(text).text == text


def test_an_indented_paragraph_is_not_joined_to_an_unfinished_line() -> None:
    text = "　　领导小组成员名单如下所列，请各单位知照\n　　办公室设在县教育局，负责日常工作。\n"

    assert restore(text).text == text


def test_a_line_broken_inside_a_bracket_is_joined() -> None:
    assert (
        restore("(2012年2月20日协调小组\n第十七次会议通过)\n").text
        == "(2012年2月20日协调小组第十七次会议通过)\n"
    )


def test_signature_and_distribution_lines_stay_apart() -> None:
    text = "一、抓好落实。\n某县协调小组 2008年1月8日\n报:县委、县政府\n送:各成员单位\n发:各乡镇\n"

    assert restore(text).text == text


def test_rows_of_a_table_keep_their_numbers() -> None:
    text = "职责分工表\n1\n市教育局\n负责学校安全\n2\n市公安局\n负责治安\n3\n市财政局\n负责经费\n"

    assert restore(text).text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一、成员单位\n(一)教育局:负责校园安全，定期开展检查，督促整改，负责与成", "cut-off"),
        ("(三)负责检查。\n(四)负责督促。\n", "cut-in"),
        ("，并报县政府备案。\n二、工作要求\n各单位要抓好落实。\n", "cut-in"),
    ],
)
def test_a_text_cut_at_an_end_has_a_loss_there(text: str, kind: str) -> None:
    assert [loss.kind for loss in restore(text).losses] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "一、总则\n本规则自印发之日起施行。\n某县领导小组办公室\n",
        "一、抓好落实。\n二○一五年三月二日\n",
        "一、成员单位\n1、县教育局\n2、县公安局\n",
    ],
)
def test_a_signature_a_date_and_a_list_of_names_are_no_cut(text: str) -> None:
    assert restore(text).losses == ()


def test_a_clean_document_has_no_repair_and_no_loss() -> None:
    text = "某县禁毒委员会工作规则\n一、职责\n统筹全县禁毒工作。\n二、会议\n每半年召开一次全体会议。\n"

    document = read_document(text)

    assert (document.text, document.repairs, document.losses) == (text, (), ())


def test_items_wrapped_with_their_later_lines_set_in_are_whole() -> None:
    text = (
        "一、青河縣政府（以下簡稱本府）為推動節水教育，依節水教育法第\n    八條設節水教育推動會，並訂定本要點。\n"
        "二、本會置委員十四人至十六人，其中一人為召集人，由本府副縣長\n    兼任，一人為副召集人，由本府水利處處長兼任，其餘委員由本府\n"
        "    聘兼之。\n"
        "三、本會每年至少召開二次會議，必要時得召開臨時會議，由召集人\n    召集並為主席；召集人不能出席時，由副召集人代理之，會議決議\n"
        "    應有過半數委員之同意。\n"
    )

    restored = restore(text).text

    assert restored.count("\n") == 3
    assert "依節水教育法第八條設節水教育推動會" in restored


def test_people_listed_with_their_titles_set_in_stay_on_lines_of_their_own() -> None:
    text = (
        "组  长：马国栋  县委常委、常务副县长\n副组长：吕晓梅  县政府副县长\n        田丰和  县政府办公室副主任\n"
        "成  员：高志远  县发展改革局局长\n        许文静  县财政局局长\n        江海波  县农业农村局局长\n"
        "        宋立新  县市场监管局局长\n"
    )

    assert restore(text).text.count("\n") == 7


def test_a_space_inside_a_word_of_prose_is_closed_and_one_between_names_stays() -> None:
    text = "各成员单位可于会议召 开5个工作日前提出议题，各村民委 员 会要落实。\n成员：高 宏 县水利局局长\n"

    restored = restore(text).text

    assert "会议召开5个工作日前" in restored
    assert "各村民委员会要落实" in restored
    assert "高 宏 县水利局局长" in restored


@pytest.mark.parametrize(
    "wrapped",
    [
        "8.机电署与房屋署应每两年\n联合检查一次电力装置。",
        "联席会议由教育部、公安部、财政部、民政部、国家发展改革\n委、水利部组成。",
    ],
)
def test_a_line_that_nothing_could_end_is_joined(wrapped: str) -> None:
    assert restore(wrapped).text == wrapped.replace("\n", "")


def test_a_list_and_the_list_it_stands_in_that_both_skip_lose_the_heading_too() -> None:
    text = "一、单位分工\n(一)县监察局\n1、受理群众举报。\n2、查处瞒报行为。\n(二)县审计局\n1、审计各项补贴。\n(三)县财政局\n1、公开财政预算。\n2、监督各乡镇落实惠农补贴公示制度,对拒不\n未经集体研究的,不予受理。\n4、督促医院公开收费标准。\n(七)县民政局\n1、公开低保名单。\n"

    document = read_document(text)

    assert [loss.missing for loss in document.losses] == ["(四)–(六)"]
    assert [node.number for node in document.provisions if node.parent_lost and node.number] == ["4、"]


def test_a_list_right_under_a_decimal_that_only_names_somebody_belongs_to_it() -> None:
    document = read_document(
        "1 职责\n1.1 财务部\n负责资金结算。\n1.2 各科室\n㈠ 指定联络员;\n㈡ 落实报告制度。\n2 会议\n每季度召开一次会议。\n"
    )

    items = [node for node in document.provisions if node.number in ("㈠", "㈡")]
    assert [node.parent for node in items] == ["1.2", "1.2"]


def test_spaces_at_one_distance_are_the_line_ends_of_a_wrapped_source() -> None:
    lines = [
        "一、本小组为落实主管之各项灾害防救业务检讨精进及计划之管理考核",
        "与综整等业务之目的特成立推动小组以下简称推动小组并订定本要点至",
        "于推动小组之任务则依下列各项规定办理并由本部消防署署长综理其事",
        "务另由副召集人襄助之委员由本部就具防灾专业之专家学者派聘之任期",
        "二年期满得续聘之。",
    ]

    assert restore(" ".join(lines)).text == "".join(lines)


def test_spaces_of_no_one_distance_stay() -> None:
    text = "县教育局 负责学校节水 宣传教育工作并组织学生参加节水实践 活动 每年春季在全县范围内开展一次节水主题活动 县水利局协助"

    assert restore(text).text == text
