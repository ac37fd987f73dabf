"""Who an item is assigned to outside its sentences: (牵头单位:…;责任单位:…) behind it, or on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.coding.lists import read_list
from kg.coding.model import BearerStatus
from kg.coding.outline import Outline
from kg.coding.parties import Parties, Party, PartyReader

__all__ = ["Bearing", "find_assignments"]

_LABELLED = re.compile(
    r"(?:牵头|责任|主办|承办|主责|负责)(?:单位|部门)[:](?P<list>[^;。:()\n]{2,300}?)(?=[;。()\n]|,?(?:配合|协办|参与|责任)(?:单位|部门)[:]|$)"
)
_LEADS = re.compile(r"\((?P<list>[^;。:()\n]{2,120}?)(?:牵头|负责|主办)(?:负责|组织)?(?=[,;)、])")


@dataclass(frozen=True, kw_only=True)
class Bearing:
    """Who bears: the parties, whether named in the sentence or otherwise, and the span that names them elsewhere."""

    parties: Parties | None
    status: BearerStatus
    start: int | None = None
    end: int | None = None
    rule: str = "unstated"


def find_assignments(outline: Outline, reader: PartyReader) -> Iterator[tuple[str, Bearing]]:
    """Find, by provision (or leaf) path, whom a bracket or a line of its own assigns the item to."""
    for line in outline.lines:
        words = outline.view[line.start : line.end]
        if "单位" not in words and "部门" not in words and "牵头" not in words and "负责" not in words:
            continue
        found = [*_LABELLED.finditer(outline.view, line.start, line.end)] or [
            *_LEADS.finditer(outline.view, line.start, line.end)
        ]
        parties = [party for match in found for party in _parties(reader, match)]
        if parties and _stands_apart(outline.view, found[0].start(), line.start):
            together = Parties(tuple(parties), parties[-1].end)
            yield (
                line.provision,
                Bearing(
                    parties=together,
                    status="stated",
                    start=parties[0].start,
                    end=parties[-1].end,
                    rule="assigned-behind",
                ),
            )


def _stands_apart(view: str, at: int, start: int) -> bool:
    """Whether the assignment stands in brackets or opens its line."""
    before = view[start:at].rstrip(" (")
    return not before or view[at - 1] == "(" or view[at] == "(" or before.endswith(("。", ";"))


def _parties(reader: PartyReader, match: re.Match[str]) -> Iterator[Party]:
    for item in read_list(reader, *match.span("list"))[0]:
        mention = reader.mention_at(item.start)
        category = mention is not None and mention.kind == "body-category" and mention.end == item.end
        yield Party(
            item.start,
            item.end,
            "category" if category else "body",
            "body-category" if category else "organization",
            "assigned-behind",
        )
