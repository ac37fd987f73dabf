"""What the machine finds wrong with a source while reading it: text that is lost, one unit under two names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.coding.model import Body, Coding, Defect
from kg.reading.document import Document, Loss
from kg.reading.sentences import sentences

__all__ = ["find_flaws"]

_LOSSES = {
    "cut-off": ("text-cut-off", "正文在此中断,没有结束。", "The text breaks off here."),
    "between-lines": ("text-lost", "此处与下文之间有缺失。", "Something is missing between here and what follows."),
    "cut-in": ("fragment", "此前的文字缺失。", "The words before it are missing."),
    "garbled": ("garbled-wording", "此处文字无法辨认。", "The text here cannot be read."),
}  # fmt: skip
_UNITS = frozenset({"government-body", "party-organ", "mass-organization", "discipline-organ", "judicial-organ", "public-institution"})  # fmt: skip
# A unit's name with one of these put in is another unit: 市公安局 and 市公安分局.
_APART = re.compile(r"[分总支第副附一二三四五六七八九]")


def find_flaws(document: Document, coding: Coding) -> tuple[Defect, ...]:
    """Find the defects of a restored document and of what was read from it, in their order in the text."""
    found = [*_losses(document, coding), *_second_names(coding)]
    return tuple(sorted(found, key=lambda defect: (defect.start, defect.end, defect.kind)))


def _losses(document: Document, coding: Coding) -> Iterator[Defect]:
    spans = sentences(coding.text) if document.losses else []
    for loss in document.losses:
        kind, message_zh, message_en = _LOSSES[loss.kind]
        start, end = _sentence_at(spans, loss)
        if end <= start:
            continue
        yield Defect(
            kind=kind, message_zh=message_zh, message_en=message_en, severity="violation",
            affects=tuple(d.id for d in coding.duties if d.start < end and start < d.end),
            quote=coding.text[start:end], start=start, end=end, rule="loss", confidence=0.8,
        )  # fmt: skip


def _sentence_at(spans: list[tuple[int, int]], loss: Loss) -> tuple[int, int]:
    """The sentence that ends where the text was lost, or begins there."""
    if loss.kind == "cut-in":
        after = bisect_right(spans, loss.offset, key=lambda span: span[1])
        return spans[after] if after < len(spans) else (0, 0)
    if loss.kind == "garbled":
        return loss.offset, loss.resumes_at
    before = bisect_left(spans, loss.offset, key=lambda span: span[0]) - 1
    return spans[before] if before >= 0 else (0, 0)


def _second_names(coding: Coding) -> Iterator[Defect]:
    """Units that the text calls by a short name which it nowhere introduces (以下简称)."""
    # Pairs are compared each with each: past some hundreds of units the names of a document say nothing more.
    units = [body for body in coding.bodies if body.kind in _UNITS][:300]
    for body in units:
        for alias in body.aliases:
            if _is_short_for(alias, body.name) or _is_short_for(body.name, alias):
                yield from _note(coding, body.name, alias, (body.id,))
    for one, other in combinations(units, 2):
        short, long = sorted((one, other), key=lambda body: len(body.name))
        if _no_function(one, other) and _is_short_for(short.name, long.name):
            yield from _note(coding, long.name, short.name, (long.id, short.id))


def _no_function(one: Body, other: Body) -> bool:
    """Where the function is known, a shape compares the names of those that share it."""
    return one.function is None and other.function is None


def _is_short_for(short: str, long: str) -> bool:
    """Tell whether a name leaves out characters in the middle of a longer one.

    >>> _is_short_for("市人社局", "市人力资源和社会保障局"), _is_short_for("市公安局", "市公安分局")
    (True, False)
    """
    if (
        short.endswith("政府")
        or len(short) < 3
        or len(short) >= len(long)
        or short in long
        or short[0] != long[0]
    ):
        return False
    rest = iter(long)
    left_out = list(long)
    for char in short:
        if not any(char == other for other in rest):
            return False
        left_out.remove(char)
    return not _APART.search("".join(left_out))


def _note(coding: Coding, long: str, short: str, affects: Sequence[str]) -> Iterator[Defect]:
    introduced = rf"(?:简称|统称|称)(?:为)?[:“\"]{{0,2}}{re.escape(short)}"
    places = [coding.text.find(name) for name in (long, short)]
    if min(places) < 0 or re.search(introduced, coding.text):
        return
    start = max(places)
    name, other = (short, long) if start == places[1] else (long, short)
    yield Defect(
        kind="name-inconsistent", message_zh=f"同一单位前后称“{other}”和“{name}”,文中没有说明。",
        message_en=f"One unit is called {other} and {name}; the text does not say that they are one.",
        severity="warning", affects=tuple(affects), quote=name, start=start, end=start + len(name),
        rule="short-name-not-introduced", confidence=0.75,
    )  # fmt: skip
