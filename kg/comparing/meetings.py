"""The meeting rules of all bodies in one table, with what the documents do not say in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.browsing.amounts import deadline_in_words, frequency_in_words
from kg.browsing.body import in_order
from kg.browsing.facts import Facts, Value, read_facts
from kg.browsing.memory import remembered
from kg.comparing.choice import choose_documents
from kg.exporting.tables import Cell, Column, Item, Language, Row, Table
from kg.store.engine import Engine

__all__ = ["MEETING_COLUMNS", "PROCEDURE_COLUMNS", "compare_meetings", "compare_procedures"]

MEETING_COLUMNS = (
    Column("body", "机构", "Body", "wide"),
    Column("document", "文件", "Document", "title"),
    Column("rule", "规则", "Rule", "wide"),
    Column("convener", "召集人", "Convener"),
    Column("chair", "主持人", "Chair"),
    Column("substitute", "代为召集或出席", "Substitute"),
    Column("frequency", "频次", "Frequency"),
    Column("trigger", "临时召开", "Extra meeting when"),
    Column("proposer", "议题提出", "Agenda proposed by"),
    Column("decider", "议题审定", "Agenda decided by"),
    Column("decision", "议决规则", "Decision rule"),
)
PROCEDURE_COLUMNS = (
    Column("procedure", "程序", "Procedure", "wide"),
    Column("kind", "种类", "Kind"),
    Column("body", "机构", "Body", "wide"),
    Column("frequency", "频次", "Frequency"),
    Column("deadline", "期限", "Deadline"),
    Column("document", "文件", "Document", "title"),
    Column("text", "原文", "Text", "long"),
)

# Which questions, when the documents are recorded not to answer them, leave which cells silent.
_SILENT = {
    "convener": ("convener", "meeting-rule"),
    "chair": ("chair", "meeting-rule"),
    "substitute": ("delegate", "meeting-rule"),
    "frequency": ("frequency", "meeting-rule"),
    "trigger": ("trigger", "meeting-rule"),
    "proposer": ("agenda", "meeting-rule"),
    "decider": ("agenda", "meeting-rule"),
    "decision": ("decision-rule", "meeting-rule"),
}
_PROPERTIES = {
    "convener": "dg:convener",
    "chair": "dg:chair",
    "substitute": "dg:substitute",
    "trigger": "dg:trigger",
    "proposer": "dg:agendaProposer",
    "decider": "dg:agendaDecider",
    "decision": "dg:decisionRule",
}


@dataclass(frozen=True)
class _Reading:
    rules: tuple[Facts, ...]
    bodies: dict[str, Facts]
    silent: dict[str, frozenset[str]]
    amounts: dict[str, Facts]


def compare_meetings(engine: Engine, asked: Sequence[str] = (), *, language: Language = "zh") -> Table:
    """Put every body's meeting rules in one table; a body recorded to have none has a row of silences."""
    rows: list[Row] = []
    for graph, document in choose_documents(engine, asked):
        reading = _read(engine, graph)
        ruled: dict[str, list[Facts]] = {}
        for rule in reading.rules:
            for body in rule.all("dg:body") or (Value(""),):
                ruled.setdefault(body.text, []).append(rule)
        rows += [_ruled_row(body, rules, reading, document, language) for body, rules in ruled.items()]
        unruled = (
            _body_row(facts, reading, document, language)
            for iri, facts in sorted(reading.bodies.items())
            if iri not in ruled
        )
        rows += [row for row in unruled if any(cell.silent for cell in row.cells)]
    return Table("会议规则" if language == "zh" else "Meeting rules", MEETING_COLUMNS, tuple(rows))


def compare_procedures(engine: Engine, asked: Sequence[str] = (), *, language: Language = "zh") -> Table:
    """Put the procedures of all documents in one table, by kind."""
    rows: list[tuple[str, Row]] = []
    for graph, document in choose_documents(engine, asked):
        procedures, amounts = _procedures(engine, graph)
        for facts in procedures:
            kind = facts.text("dg:procedureKind") or ""
            rows.append((kind, _procedure_row(facts, amounts, document, language)))
    rows.sort(key=lambda pair: pair[0])
    return Table(
        "程序" if language == "zh" else "Procedures", PROCEDURE_COLUMNS, tuple(row for _, row in rows)
    )


@remembered
def _procedures(engine: Engine, graph: str) -> tuple[tuple[Facts, ...], dict[str, Facts]]:
    procedures = in_order(read_facts(engine, "list-procedures-of-document", graph=graph).values())
    return procedures, read_facts(engine, "list-amounts-of-document", graph=graph)


@remembered
def _read(engine: Engine, graph: str) -> _Reading:
    found = read_facts(engine, "list-meetings-of-document", graph=graph)
    silent: dict[str, set[str]] = {}
    for facts in found.values():
        if facts.is_a("dg:Silence"):
            questions = {value.text.rpartition("/")[2] for value in facts.all("dg:question")}
            for about in facts.all("dg:about"):
                silent.setdefault(about.text, set()).update(questions)
    return _Reading(
        rules=in_order(facts for facts in found.values() if facts.is_a("dg:MeetingRule")),
        bodies={iri: facts for iri, facts in found.items() if facts.is_a("dg:CoordinationBody")},
        silent={about: frozenset(questions) for about, questions in silent.items()},
        amounts=read_facts(engine, "list-amounts-of-document", graph=graph),
    )


def _ruled_row(
    body: str, rules: Sequence[Facts], reading: _Reading, document: Value, language: Language
) -> Row:
    about = [body, *(rule.iri for rule in rules)]
    asked = {question for each in about for question in reading.silent.get(each, ())}
    frequencies = [_amount(rule.one("dg:frequency"), reading.amounts, language) for rule in rules]
    cells = {
        "body": _cell(_each(rules, "dg:body", only=body), language),
        "document": _cell((document,), language),
        "rule": _cell((rule.named for rule in rules), language),
        "frequency": Cell(tuple(dict.fromkeys(item for cell in frequencies for item in cell.items))),
    }
    for key, name in _PROPERTIES.items():
        cells[key] = _cell(_each(rules, name), language)
    return _row(body or rules[0].iri, cells, asked)


def _each(rules: Sequence[Facts], name: str, *, only: str | None = None) -> Iterable[Value]:
    values = {
        value.text: value for rule in rules for value in rule.all(name) if only is None or value.text == only
    }
    return values.values()


def _body_row(body: Facts, reading: _Reading, document: Value, language: Language) -> Row:
    cells = {"body": _cell((body.named,), language), "document": _cell((document,), language)}
    return _row(body.iri, cells, reading.silent.get(body.iri, frozenset()))


def _row(iri: str, cells: dict[str, Cell], asked: Iterable[str]) -> Row:
    questions = frozenset(asked)
    made = []
    for column in MEETING_COLUMNS:
        cell = cells.get(column.key, Cell())
        is_silent = not cell.items and not questions.isdisjoint(_SILENT.get(column.key, ()))
        made.append(Cell(silent=True) if is_silent else cell)
    return Row(iri, tuple(made))


def _procedure_row(facts: Facts, amounts: dict[str, Facts], document: Value, language: Language) -> Row:
    deadline = amounts.get(facts.text("dg:deadline") or "")
    return Row(
        facts.iri,
        (
            _cell((facts.named,), language),
            _cell(facts.all("dg:procedureKind"), language),
            _cell(facts.all("dg:body"), language),
            _amount(facts.one("dg:frequency"), amounts, language),
            Cell((Item(deadline_in_words(deadline, language)),)) if deadline else Cell(),
            _cell((document,), language),
            _cell(facts.all("dg:quote"), language),
        ),
    )


def _cell(values: Iterable[Value], language: Language) -> Cell:
    return Cell(
        tuple(Item(value.label(language), value.iri, value.label_language(language)) for value in values)
    )


def _amount(value: Value | None, amounts: dict[str, Facts], language: Language) -> Cell:
    facts = amounts.get(value.text) if value else None
    return Cell((Item(frequency_in_words(facts, language), None, language),)) if facts else Cell()
