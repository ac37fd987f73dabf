"""Formulas of roles: how several work together, quoted as four parts or more, each a name and what it does.

“党委领导,政府负责,社会协同,公众参与” gives each of the four a part to play; “统一领导,分级负责” names nobody and is a
slogan. That the parts are duties was settled in docs/agreement/shunyi.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.coding.lexicon import alternation, read_table
from kg.coding.parties import Parties, Party, PartyReader

__all__ = ["find_roles"]

_FORMULA = re.compile(r"“(?P<parts>[\u4e00-\u9fff]{4,16}(?:[,、;][\u4e00-\u9fff]{4,16}){3,7})”")
_PART = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST_ROLE = 10


@cache
def _names() -> re.Pattern[str]:
    return re.compile(
        alternation(word for row in read_table("roles_in_formulas.txt") for word in row[0].split())
    )


def find_roles(reader: PartyReader, start: int, end: int) -> Iterator[tuple[Parties, int]]:
    """Give each part of the formulas quoted in a stretch as who it names and where it ends; none where a part names nobody."""
    for formula in _FORMULA.finditer(reader.view, start, end):
        parts = [_role(reader, *part.span()) for part in _PART.finditer(reader.view, *formula.span("parts"))]
        said = [part for part in parts if part is not None]
        if len(said) == len(parts):
            yield from said


def _role(reader: PartyReader, start: int, end: int) -> tuple[Parties, int] | None:
    parties = reader.read(start, end)
    if parties is None and (named := _names().match(reader.view, start, end)) is not None:
        party = Party(start, named.end(), "category", "body-category", "role-in-formula")
        parties = Parties((party,), party.end)
    return (parties, end) if parties is not None and 2 <= end - parties.end <= _LONGEST_ROLE else None
