"""The passes by which a source is read: each undoes one kind of damage and leaves the rest alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.reading.counters import counter_edits
from kg.reading.document import Loss, Repair
from kg.reading.draft import Draft, Edit
from kg.reading.lines import find_losses, join_edits
from kg.reading.marks import (
    bracket_edits,
    glyph_edits,
    letter_edits,
    spacing_edits,
    title_edits,
    unwrapping_edits,
)
from kg.reading.notes import NOTE, note_edits
from kg.reading.script import fold_edits, is_traditional
from kg.reading.shifts import garbled_spans, shift_edits

__all__ = ["Restoration", "restore"]

HEAD = "counter of the compilation, not part of the document"

# Bytes before characters before lines: each pass relies on what those before it have put right.
_BEFORE_FOLDING: tuple[Callable[[str], Iterable[Edit]], ...] = (
    glyph_edits, note_edits, shift_edits, bracket_edits, letter_edits, counter_edits, unwrapping_edits, spacing_edits,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Restoration:
    """A source as it is read: the text, every repair that led to it, and what is lost."""

    text: str
    repairs: tuple[Repair, ...]
    losses: tuple[Loss, ...]


def restore(source: str, *, counter: str = "") -> Restoration:
    """Read a damaged source; ``counter`` is the head of a compilation that stands before the document."""
    draft = Draft.begin(source)
    if counter:
        draft = draft.apply([Edit(0, len(counter), "", HEAD)])
    traditional = is_traditional(source)
    for find in _BEFORE_FOLDING:
        draft = draft.apply(find(draft.text))
    if not traditional:
        draft = draft.apply(fold_edits(draft.text))
    draft = draft.apply(join_edits(draft.text))
    draft = draft.apply(title_edits(draft.text))
    draft = draft.attach(NOTE)
    return Restoration(text=draft.text, repairs=draft.repairs, losses=_losses(draft.text))


def _losses(text: str) -> tuple[Loss, ...]:
    garbled = [
        Loss(kind="garbled", offset=start, resumes_at=end, missing="what these bytes stood for")
        for start, end in garbled_spans(text)
    ]
    return tuple(sorted([*find_losses(text), *garbled], key=lambda loss: loss.offset))
