"""IG Script as IG Parser 0.7 reads and writes it; the expected rows are its own output."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.coding.files import read_codings
from kg.coding.model import Coding
from kg.coding.sheets import import_statements, to_igscript
from kg.coding.sheets.grammar import Component, Statement, write_script
from kg.coding.sheets.grammar_table import HEADERS, read_rows, table_rows, write_row
from tests.coding.agreement.codings import FORECAST, MEMBER, RESEARCH, WHOLE, coding, duty

ROOT = Path(__file__).resolve().parents[3]
REAL = sorted((ROOT / "kg" / "corpus" / "codings").glob("*.yaml"))
BARE = [header for header in HEADERS if header not in ("Original Statement", "IG Script Encoding")]

MEETING = Statement(
    annotation="[prov=xx-art5,ev=rk:span-5-0-31]",
    components=(
        Component(symbol="A", contents=("领导小组",), annotation="[ref=rk:org-001]"),
        Component(symbol="D", contents=("[应当]",)),
        Component(symbol="I", contents=("召开",)),
        Component(symbol="Bdir", contents=("全体会议",)),
        Component(symbol="Cex", contents=("原则上每年[召开]一次",), annotation="[freq=P1Y]"),
    ),
)
COMPLETED = Statement(
    components=(
        Component(symbol="A", contents=("成员单位",)),
        Component(symbol="I", contents=("完成",)),
        Component(symbol="Bdir", contents=("年度任务",)),
    )
)
REPORT = Statement(
    components=(
        Component(symbol="A", contents=("办公室",), annotation="[ref=rk:org-002]"),
        Component(symbol="D", contents=("[应当]",), annotation="[modality=obligation,marker=implied]"),
        Component(symbol="I", contents=("报告",)),
        Component(symbol="Bdir", contents=("落实情况",)),
        Component(symbol="Bind", contents=("领导小组",), annotation="[ref=rk:org-001]"),
        Component(symbol="Cex", contents=("定期",), annotation="[time=unspecified]"),
        Component(symbol="Cac", nested=COMPLETED),
    )
)
NOTIFIED = Statement(
    components=(
        Component(symbol="A", contents=("办公室",)),
        Component(symbol="D", contents=("应当",)),
        Component(symbol="I", contents=("通报",)),
        Component(symbol="Bdir", contents=("成员单位",)),
    )
)
SUBMIT = Statement(
    components=(
        Component(symbol="A", contents=("成员单位",)),
        Component(symbol="D", contents=("应当",)),
        Component(symbol="I", contents=("报送",)),
        Component(symbol="Bdir", contents=("工作信息",)),
        Component(symbol="Cex", contents=("于每年12月底前",)),
        Component(symbol="O", nested=NOTIFIED),
    )
)


@pytest.mark.parametrize(
    ("statement", "script"),
    [
        (MEETING, "[prov=xx-art5,ev=rk:span-5-0-31] A[ref=rk:org-001](领导小组) D([应当]) I(召开) Bdir(全体会议) "
                  "Cex[freq=P1Y](原则上每年[召开]一次)"),
        (REPORT, "A[ref=rk:org-002](办公室) D[modality=obligation,marker=implied]([应当]) I(报告) Bdir(落实情况) "
                 "Bind[ref=rk:org-001](领导小组) Cex[time=unspecified](定期) Cac{A(成员单位) I(完成) Bdir(年度任务)}"),
        (SUBMIT, "A(成员单位) D(应当) I(报送) Bdir(工作信息) Cex(于每年12月底前) O{A(办公室) D(应当) I(通报) Bdir(成员单位)}"),
    ],
    ids=["meeting", "report", "submit"],
)  # fmt: skip
def test_a_statement_is_written_in_script(statement: Statement, script: str) -> None:
    assert write_script(statement) == script


@pytest.mark.parametrize(
    ("statement", "beginnings"),
    [
        (MEETING, ["'650|[prov=xx-art5,ev=rk:span-5-0-31]|领导小组|[ref=rk:org-001]||||[应当]||召开||全体会议|||"]),
        (REPORT, ["'650||办公室|[ref=rk:org-002]||||[应当]|[modality=obligation,marker=implied]|报告||落实情况||||||领导小组||"
                  "[ref=rk:org-001]|||||{650}.1||定期||[time=unspecified]|", "'{650}.1||成员单位|||||||完成||年度任务|"]),
        (SUBMIT, ["'650||成员单位|||||应当||报送||工作信息|||", "'{650}.1||办公室|||||应当||通报||成员单位|"]),
    ],
    ids=["meeting", "report", "submit"],
)  # fmt: skip
def test_a_statement_has_the_rows_of_the_parser(statement: Statement, beginnings: list[str]) -> None:
    rows = [write_row(row, BARE) for row in table_rows(statement, "650")]

    assert [row[: len(begin)] for row, begin in zip(rows, beginnings, strict=True)] == beginnings


def test_time_and_consequence_stand_in_their_columns() -> None:
    meeting, *_ = table_rows(MEETING, "650")
    submit, *_ = table_rows(SUBMIT, "650")

    assert (meeting["Execution Constraint"], meeting["Cex (Annotation)"]) == (
        "原则上每年[召开]一次",
        "[freq=P1Y]",
    )
    assert (submit["Execution Constraint"], submit["Or Else Reference"]) == ("于每年12月底前", "{650}.1")


def test_the_columns_stand_in_the_order_of_the_parser() -> None:
    assert "|".join(HEADERS) == (
        "Statement ID|Original Statement|IG Script Encoding|Statement Annotation|Attributes|A (Annotation)|"
        "Attributes Property|Attributes Property Reference|A,p (Annotation)|Deontic|D (Annotation)|Aim|I (Annotation)|"
        "Direct Object|Direct Object Reference|Bdir (Annotation)|Direct Object Property|"
        "Direct Object Property Reference|Bdir,p (Annotation)|Indirect Object|Indirect Object Reference|"
        "Bind (Annotation)|Indirect Object Property|Indirect Object Property Reference|Bind,p (Annotation)|"
        "Activation Condition|Activation Condition Reference|Cac (Annotation)|Execution Constraint|"
        "Execution Constraint Reference|Cex (Annotation)|Constituted Entity|E (Annotation)|"
        "Constituted Entity Property|Constituted Entity Property Reference|E,p (Annotation)|Modal|M (Annotation)|"
        "Constitutive Function|F (Annotation)|Constituting Properties|Constituting Properties Reference|"
        "P (Annotation)|Constituting Properties Properties|Constituting Properties Properties Reference|"
        "P,p (Annotation)|Or Else Reference|Logical Linkage (Statements)|Logical Linkage (Components)"
    )


def test_how_often_stands_in_the_constraint_with_its_period() -> None:
    held = duty("d3-1", "每年召开两次", "group", actions=("召开",), hedge="一般")
    whole = coding(bodies=WHOLE.bodies, duties=(held,), procedures=WHOLE.procedures)

    (row,) = read_rows(to_igscript([whole]))

    assert (row.get("Execution Constraint"), row.get("Cex (Annotation)")) == (
        "一般，[每年2次]", "[freq=P1Y,min=2,max=2]",
    )  # fmt: skip


def test_joint_bearers_are_linked_rows_of_one_statement() -> None:
    both = coding(
        bodies=WHOLE.bodies, duties=(replace(FORECAST, bearers=("water", "weather"), actions=("通报",)),)
    )

    rows = read_rows(to_igscript([both]))

    assert [(row.id, row.get("Attributes"), row.get("Logical Linkage (Components)")) for row in rows] == [
        ("1.1", "县水利局", "[AND].A.[1.2]"),
        ("1.2", "县气象局", "[AND].A.[1.1]"),
    ]


def test_every_verb_is_a_statement_of_its_own_and_linked() -> None:
    rows = read_rows(to_igscript([coding(bodies=WHOLE.bodies, duties=(RESEARCH,))]))

    assert [(row.get("Aim"), row.get("Logical Linkage (Statements)")) for row in rows] == [
        ("研究", "[AND][2]"),
        ("解决", "[AND][1]"),
    ]


def test_the_composition_of_a_body_is_a_constitutive_statement() -> None:
    (row,) = read_rows(to_igscript([coding(bodies=WHOLE.bodies, memberships=(MEMBER,))]))

    assert [row.get(name) for name in ("Constituted Entity", "Constitutive Function", "Constituting Properties")] == [
        "领导小组", "[包括]", "县水利局",
    ]  # fmt: skip


@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_no_annotation_holds_what_the_parser_drops(path: Path) -> None:
    rows = read_rows(to_igscript(read_codings(path)))
    annotations = {
        cell for row in rows for header, cell in row.cells.items() if "Annotation" in header and cell
    }

    assert rows
    assert {text for text in annotations if not re.fullmatch(r"\[[A-Za-z0-9:/#=,-]+\]", text)} == set()


@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_every_duty_is_exported_or_listed(path: Path) -> None:
    (whole,) = read_codings(path)

    written = to_igscript([whole])

    for one in whole.duties:
        name = f"{whole.document.id}/{one.start}-{one.end}]"
        assert name in written or f"# not exported: {whole.document.id} {one.id} |" in written


def test_a_duty_without_bearer_is_listed_with_its_words() -> None:
    written = to_igscript([coding(duties=(replace(RESEARCH, bearers=(), bearer_status="lost"),))])

    assert f"# not exported: flood d1-1 | no bearer (lost) | {RESEARCH.quote}" in written


def test_what_is_taken_out_of_a_text_is_said() -> None:
    odd = replace(RESEARCH, object="甲|乙(丙\n丁")

    written = to_igscript([coding(bodies=WHOLE.bodies, duties=(odd,))])

    assert "|甲乙（丙丁|" in written
    assert "# changed: flood d1-1, statement 1 | | removed" in written
    assert "# changed: flood d1-1, statement 1 | unbalanced brackets made full-width" in written


@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_an_unchanged_table_changes_only_what_the_table_cannot_hold(path: Path) -> None:
    (whole,) = read_codings(path)
    spans = [(duty.start, duty.end) for duty in whole.duties]
    alone = [
        duty
        for duty in whole.duties
        if spans.count((duty.start, duty.end)) == 1 and duty.bearers and duty.actions
    ]

    imported = import_statements(to_igscript([whole]), whole)

    after = {duty.id: duty for duty in imported.coding.duties}
    assert [after[duty.id].actions for duty in alone] == [
        tuple(dict.fromkeys(duty.actions)) for duty in alone
    ]
    assert [set(after[duty.id].bearers) for duty in alone] == [set(duty.bearers) for duty in alone]


def changed(before: str, after: str) -> tuple[Coding, tuple[str, ...]]:
    written = to_igscript([coding(bodies=WHOLE.bodies, duties=(RESEARCH,))])
    assert before in written
    imported = import_statements(
        written.replace(before, after), coding(bodies=WHOLE.bodies, duties=(RESEARCH,))
    )
    return imported.coding, imported.problems


def test_a_changed_bearer_is_matched_by_name_when_it_has_no_reference() -> None:
    after, problems = changed("|领导小组|[ref=group]|", "|县水利局||")

    assert (after.duties[0].bearers, problems) == (("water",), ())


def test_an_unknown_bearer_is_kept_as_a_name_and_reported() -> None:
    after, problems = changed("|领导小组|[ref=group]|", "|县民政局||")

    assert after.duties[0].bearers == ("县民政局",)
    assert problems == ("statement 1: '县民政局' is no body of the coding; kept as a name",)


def test_columns_are_read_by_name_without_the_two_optional_ones() -> None:
    whole = coding(bodies=WHOLE.bodies, duties=(RESEARCH,))
    lines = to_igscript([whole]).splitlines()
    narrow = "\n".join("|".join(line.split("|")[:1] + line.split("|")[3:]) for line in lines)

    assert import_statements(narrow, whole).coding.duties[0].actions == ("研究", "解决")


def test_a_nested_condition_is_read_from_its_row() -> None:
    whole = coding(bodies=WHOLE.bodies, duties=(RESEARCH,))
    statement = replace(REPORT, annotation=f"[ev=flood/{RESEARCH.start}-{RESEARCH.end}]")
    table = "\n".join(["|".join(HEADERS) + "|", *(write_row(row) for row in table_rows(statement, "650"))])

    assert import_statements(table, whole).coding.duties[0].condition == "成员单位完成年度任务"
