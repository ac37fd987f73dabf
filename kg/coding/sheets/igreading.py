"""The table of IG Parser back into a coding: statements matched to duties, names to bodies, the rest reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.coding.model import Coding, Deontic, Duty
from kg.coding.sheets.grammar import clean_id
from kg.coding.sheets.grammar_table import ReadRow, read_rows

__all__ = ["Imported", "import_statements"]

_MODALITIES: Mapping[str, Deontic] = {
    "obligation": "obligation",
    "permission": "permission",
    "prohibition": "prohibition",
    "recommendation": "recommendation",
}
_READ_ORDER = ("Attributes", "Deontic", "Execution Constraint", "Aim", "Direct Object", "Indirect Object")


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The coding with its duties as the table has them, and what could not be matched, a line each."""

    coding: Coding
    problems: tuple[str, ...]


def import_statements(source: str, coding: Coding) -> Imported:
    """Take the duties of ``coding`` from a table of IG Parser.

    A statement is matched to its duty by the offsets in its annotation, else by its words where they stand once in
    the text; a name by ``[ref=…]`` to a body's id, else by its exact name or alias. What matches nothing is kept as
    the name it is and reported. Duties the table does not mention stay as they are.
    """
    return _Importer(coding).run(read_rows(source))


class _Importer:
    """One import: the coding's bodies by id and name, and the problems met."""

    def __init__(self, coding: Coding) -> None:
        self._coding = coding
        self._ids = {clean_id(body.id): body.id for body in coding.bodies}
        self._names: dict[str, str] = {}
        for body in coding.bodies:
            for name in (body.name, *body.aliases):
                self._names.setdefault(name, body.id)
        self._problems: list[str] = []

    def run(self, rows: Sequence[ReadRow]) -> Imported:
        nested = {row.id: row for row in rows if row.id.startswith("{")}
        statements: dict[str, list[ReadRow]] = {}
        for row in rows:
            if not row.id.startswith("{") and row.get("Aim"):
                statements.setdefault(row.base, []).append(row)
        found: dict[tuple[int, int], list[list[ReadRow]]] = {}
        for group in statements.values():
            span = self._locate(group[0])
            if span is not None:
                found.setdefault(span, []).append(group)
        duties = list(self._coding.duties)
        for span, groups in found.items():
            self._take(duties, span, groups, nested)
        duties.sort(key=lambda duty: (duty.start, duty.end))
        return Imported(coding=replace(self._coding, duties=tuple(duties)), problems=tuple(self._problems))

    def _locate(self, row: ReadRow) -> tuple[int, int] | None:
        match = re.search(r"\bev=[^,\]]*?(\d+)-(\d+)[,\]]", row.get("Statement Annotation") or "")
        if match and int(match.group(2)) <= len(self._coding.text):
            return int(match.group(1)), int(match.group(2))
        words = row.get("Original Statement") or ""
        if words and self._coding.text.count(words) == 1:
            start = self._coding.text.index(words)
            return start, start + len(words)
        self._problems.append(f"statement {row.id}: its place in the text is not found: {words!r}")
        return None

    def _take(
        self, duties: list[Duty], span: tuple[int, int], groups: Sequence[Sequence[ReadRow]],
        nested: Mapping[str, ReadRow],
    ) -> None:  # fmt: skip
        row = groups[0][0]
        same = [at for at, duty in enumerate(duties) if (duty.start, duty.end) == span]
        if len(same) > 1:
            self._problems.append(f"statement {row.id}: {len(same)} duties have its words; none was changed")
            return
        known = duties[same[0]] if same else self._create(row, span)
        marker, modality = self._read_deontic(row, known)
        bearers = tuple(dict.fromkeys(name for line in groups[0] if (name := self._read_bearer(line))))
        changed = replace(
            known,
            bearers=bearers,
            bearer_status=known.bearer_status
            if known.bearers and bearers
            else "stated"
            if bearers
            else "unstated",
            alternative="[OR].A." in (row.get("Logical Linkage (Components)") or ""),
            actions=tuple(dict.fromkeys(line.get("Aim") or "" for group in groups for line in group)),
            deontic=modality,
            deontic_marker=marker,
            object=self._read_object(row, known),
            targets=self._read_targets(row, known),
            condition=self._read_condition(row, nested),
        )
        if same:
            duties[same[0]] = changed
        else:
            duties.append(changed)

    def _create(self, row: ReadRow, span: tuple[int, int]) -> Duty:
        match = re.search(r"\bprov=(?:[^,\]]*/)?([^,\]/]+)", row.get("Statement Annotation") or "")
        provision = match.group(1).replace("-", ".") if match else "p1"
        quote = self._coding.text[span[0] : span[1]]
        return Duty(id=f"d{provision}-ig{row.base}", provision=provision, bearer_status="unstated", quote=quote,
                    start=span[0], end=span[1])  # fmt: skip

    def _read_bearer(self, row: ReadRow) -> str | None:
        label = row.get("Attributes")
        return None if label is None else self._resolve(label, row.get("A (Annotation)"), row)

    def _resolve(self, label: str, annotation: str | None, row: ReadRow) -> str:
        references = re.findall(r"ref=([^,\]]+)", annotation or "")
        known = [self._ids[reference] for reference in references if reference in self._ids]
        named = self._names.get(label)
        if named is not None and (named in known or not known):
            return named
        if len(known) == len(references) == 1 and row.base == row.id:
            return known[0]
        if named is None:
            self._problems.append(f"statement {row.id}: {label!r} is no body of the coding; kept as a name")
        return named or label

    def _read_targets(self, row: ReadRow, known: Duty) -> tuple[str, ...]:
        cell = row.get("Indirect Object")
        if cell is None:
            return ()
        names = {self._label(target): target for target in known.targets}
        if "、".join(names) == cell:
            return known.targets
        return tuple(names.get(name) or self._resolve(name, None, row) for name in cell.split("、"))

    def _label(self, reference: str) -> str:
        return next((body.name for body in self._coding.bodies if body.id == reference), reference)

    @staticmethod
    def _read_deontic(row: ReadRow, known: Duty) -> tuple[str | None, Deontic]:
        match = re.search(r"modality=(\w+)", row.get("D (Annotation)") or "")
        modality = _MODALITIES.get(match.group(1), known.deontic) if match else known.deontic
        cell = row.get("Deontic")
        is_inferred = cell is None or re.fullmatch(r"\[.*\]", cell) is not None
        return (None if is_inferred else cell), modality

    @staticmethod
    def _read_object(row: ReadRow, known: Duty) -> str | None:
        cell = row.get("Direct Object")
        return known.object if cell is None or re.fullmatch(r"\[.*\]", cell) else cell

    @staticmethod
    def _read_condition(row: ReadRow, nested: Mapping[str, ReadRow]) -> str | None:
        references = (row.get("Activation Condition Reference") or "").split(",")
        parts = [_read_nested(nested[name.strip()]) for name in references if name.strip() in nested]
        return "；".join(filter(None, [row.get("Activation Condition"), *parts])) or None


def _read_nested(row: ReadRow) -> str:
    return "".join(_cells(row, _READ_ORDER))


def _cells(row: ReadRow, headers: Iterable[str]) -> Iterable[str]:
    return (cell for header in headers if (cell := row.get(header)))
