"""Codings as the table of IG Parser: one row a verb of a duty, one a composition of a body.

What is left out or changed is listed under the table in lines that begin with ``#``: duties without bearer or verb,
which IG Script cannot say, and characters taken out of a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.coding.model import Body, Coding, Duty, Membership
from kg.coding.sheets.grammar import Component, Statement, annotate, clean_content, clean_id
from kg.coding.sheets.grammar_table import HEADERS, table_rows, write_row
from kg.coding.sheets.timing import describe_deadline, describe_frequency

__all__ = ["list_statements", "to_igscript"]

_COMPOSED = ("组成", "構成", "构成", "包括", "包含", "成员单位", "成員")

# Members farther apart than this stand in different lists.
_LIST_GAP = 20


def to_igscript(codings: Iterable[Coding]) -> str:
    """Write codings as IG Parser's table, with what could not be exported listed under it."""
    lines, remarks = [write_row_of_headers()], []
    number = 0
    for coding in codings:
        for label, statements, problem in _export(coding):
            if problem:
                remarks.append(f"# not exported: {label} | {problem}")
            ids = [str(number + at) for at in range(1, len(statements) + 1)]
            number += len(statements)
            for own, statement in zip(ids, statements, strict=True):
                linked = ";".join(f"[AND][{other}]" for other in ids if other != own)
                lines += [write_row(row) for row in table_rows(statement, own, linked)]
                remarks += [f"# changed: {label}, statement {own} | {note}" for note in statement.notes]
    return "\n".join([*lines, *([""] if remarks else []), *remarks]) + "\n"


def write_row_of_headers() -> str:
    """Write the first line of the table."""
    return "|".join(HEADERS) + "|"


def list_statements(coding: Coding) -> list[Statement]:
    """List the statements of a coding that IG Script can hold."""
    return [statement for _, statements, _ in _export(coding) for statement in statements]


def _export(coding: Coding) -> Iterator[tuple[str, list[Statement], str | None]]:
    bodies = {body.id: body for body in coding.bodies}
    for group in _group_memberships(coding.memberships):
        yield f"{coding.document.id} {group[0].body}", [_compose(coding, group, bodies)], None
    for duty in coding.duties:
        label = f"{coding.document.id} {duty.id}"
        statements = [_state(coding, duty, action, bodies) for action in duty.actions]
        complete = [statement for statement in statements if statement.is_complete()]
        if complete:
            yield label, complete, None
            continue
        missing = "no bearer" if not duty.bearers else "no verb"
        yield label, [], f"{missing} ({duty.bearer_status}) | {clean_content(duty.quote)[0]}"


def _group_memberships(memberships: Sequence[Membership]) -> list[list[Membership]]:
    """Put the members of one body together that the text lists together."""
    groups: list[list[Membership]] = []
    for membership in sorted(memberships, key=lambda item: (item.body, item.start, item.end)):
        last = groups[-1][-1] if groups else None
        if last and last.body == membership.body and membership.start - last.end <= _LIST_GAP:
            groups[-1].append(membership)
        else:
            groups.append([membership])
    return groups


def _compose(coding: Coding, group: Sequence[Membership], bodies: Mapping[str, Body]) -> Statement:
    start, end = group[0].start, max(membership.end for membership in group)
    quote = coding.text[start:end]
    function = next((word for word in _COMPOSED if word in quote), "[包括]")
    writer = _Writer(bodies)
    body, members = group[0].body, list(dict.fromkeys(membership.member for membership in group))
    components = (
        Component(symbol="E", contents=(writer.label(body),), annotation=writer.references([body])),
        Component(symbol="F", contents=(function,)),
        Component(
            symbol="P", contents=("、".join(writer.labels(members)),), annotation=writer.references(members)
        ),
    )
    return _finish(coding, components, writer, quote=quote, span=(start, end), provision=None)


def _state(coding: Coding, duty: Duty, action: str, bodies: Mapping[str, Body]) -> Statement:
    writer = _Writer(bodies)
    parts = [
        _bear(duty, writer),
        _oblige(duty, writer),
        Component(symbol="I", contents=(writer.clean(action),)),
        _aim_at(duty, writer),
        _address(duty.targets, writer),
        _constrain(coding, duty, writer),
        Component(symbol="Cac", contents=(writer.clean(duty.condition),)) if duty.condition else None,
    ]
    components = tuple(part for part in parts if part is not None and all(part.contents) and part.contents)
    return _finish(
        coding, components, writer, quote=duty.quote, span=(duty.start, duty.end), provision=duty.provision
    )


def _finish(
    coding: Coding, components: tuple[Component, ...], writer: _Writer, *, quote: str, span: tuple[int, int],
    provision: str | None,
) -> Statement:  # fmt: skip
    document = coding.document.id
    annotation = annotate(
        ("prov", f"{document}/{provision}" if provision else None), ("ev", f"{document}/{span[0]}-{span[1]}")
    )
    original = writer.clean(quote)
    return Statement(
        components=components,
        annotation=annotation,
        original=original,
        notes=tuple(dict.fromkeys(writer.notes)),
    )


def _bear(duty: Duty, writer: _Writer) -> Component | None:
    if not duty.bearers:
        return None
    return Component(
        symbol="A",
        contents=tuple(writer.labels(duty.bearers)),
        operator="OR" if duty.alternative else "AND",
        annotation=writer.references(duty.bearers),
    )


def _oblige(duty: Duty, writer: _Writer) -> Component:
    implied = {"obligation": "应当", "permission": "可以", "prohibition": "不得", "recommendation": "宜"}[
        duty.deontic
    ]
    content = writer.clean(duty.deontic_marker) if duty.deontic_marker else f"[{implied}]"
    marked = None if duty.deontic_marker else "implied"
    power = "power" if duty.power else None
    return Component(
        symbol="D",
        contents=(content,),
        annotation=annotate(("modality", duty.deontic), ("marker", marked), ("kind", power)),
    )


def _aim_at(duty: Duty, writer: _Writer) -> Component | None:
    if duty.object:
        return Component(symbol="Bdir", contents=(writer.clean(duty.object),))
    return Component(symbol="Bdir", contents=(f"[{writer.clean(duty.matter)}]",)) if duty.matter else None


def _address(references: Sequence[str], writer: _Writer) -> Component | None:
    if not references:
        return None
    return Component(
        symbol="Bind",
        contents=("、".join(writer.labels(references)),),
        annotation=writer.references(references),
    )


def _constrain(coding: Coding, duty: Duty, writer: _Writer) -> Component | None:
    """Write time, manner and company as one component: the parser takes several for a combination."""
    contents: list[str] = []
    pairs: list[tuple[str, str | None]] = []
    if duty.partners:
        contents.append(f"会同{'、'.join(writer.labels(duty.partners))}")
        pairs += writer.pairs("partner", duty.partners)
    if duty.hedge:
        contents.append(writer.clean(duty.hedge))
    for procedure in coding.procedures:
        if procedure.start < duty.end and duty.start < procedure.end:
            timed = [*describe_frequency(procedure.frequency), *describe_deadline(procedure.deadline)]
            contents += [f"[{words}]" for words, _ in timed]
            pairs += [pair for _, own in timed for pair in own]
    if not contents:
        return None
    return Component(
        symbol="Cex",
        contents=("，".join(dict.fromkeys(contents)),),
        annotation=annotate(*dict.fromkeys(pairs)),
    )


class _Writer:
    """Cleans texts and remembers what was taken out of them."""

    def __init__(self, bodies: Mapping[str, Body]) -> None:
        self._bodies = bodies
        self.notes: list[str] = []

    def clean(self, text: str | None) -> str:
        cleaned, notes = clean_content(text or "")
        self.notes += notes
        return cleaned

    def label(self, reference: str) -> str:
        return self.clean(self._bodies[reference].name if reference in self._bodies else reference)

    def labels(self, references: Iterable[str]) -> list[str]:
        return [self.label(reference) for reference in references]

    def references(self, references: Iterable[str], key: str = "ref") -> str | None:
        return annotate(*self.pairs(key, references))

    def pairs(self, key: str, references: Iterable[str]) -> list[tuple[str, str | None]]:
        return [
            (key, reference) for reference in references if reference in self._bodies and clean_id(reference)
        ]
