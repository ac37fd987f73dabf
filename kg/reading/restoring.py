"""The passes by which a source is read: each undoes one kind of damage and leaves the rest alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.reading.counters import counter_edits
from kg.reading.document import Loss, Repair
from kg.reading.draft import Draft, Edit
from kg.reading.lines import find_losses, join_edits
from kg.reading.marks import bracket_edits, glyph_edits, letter_edits, spacing_edits, title_edits
from kg.reading.notes import note_edits, shift_edits
from kg.reading.script import fold_edits, is_traditional

__all__ = ["Restoration", "restore"]

HEAD = "counter of the compilation, not part of the document"

# Bytes before characters before lines: each pass relies on what those before it have put right.
_BEFORE_FOLDING: tuple[Callable[[str], Iterable[Edit]], ...] = (
    glyph_edits, shift_edits, note_edits, bracket_edits, letter_edits, counter_edits, spacing_edits,
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
    return Restoration(text=draft.text, repairs=draft.repairs, losses=tuple(find_losses(draft.text)))
