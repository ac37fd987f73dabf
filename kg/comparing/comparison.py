"""Every comparison as a table, by its name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.comparing.matrix import compare_functions, compare_matters, matrix_table
from kg.comparing.meetings import compare_meetings, compare_procedures
from kg.errors import UnknownName
from kg.exporting.tables import Language, Table
from kg.store.engine import Engine

__all__ = ["COMPARISONS", "compare_table"]

COMPARISONS = ("function", "matter", "procedure", "meeting")


def compare_table(engine: Engine, by: str, asked: Sequence[str], language: Language) -> Table:
    """Compare documents and set the result as a table."""
    chosen = tuple(asked)
    if by == "function":
        return matrix_table(compare_functions(engine, chosen), language)
    if by == "matter":
        return matrix_table(compare_matters(engine, chosen), language)
    if by == "procedure":
        return compare_procedures(engine, chosen, language=language)
    if by == "meeting":
        return compare_meetings(engine, chosen, language=language)
    raise UnknownName(f"there is no comparison by {by!r}; there are {', '.join(COMPARISONS)}", value=by)
