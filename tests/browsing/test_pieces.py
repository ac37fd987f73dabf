"""Cutting a text under overlapping marks loses and adds nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.browsing.pieces import Repair, Span, cut, join_runs

TEXT = "市总工会负责指导企业厂务公开,并督促落实。"
places = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)
spans = st.lists(places.map(lambda place: Span(place[0], place[1], "duty", f"#{place}")), max_size=8)
repairs = st.lists(places.map(lambda place: Repair(place[0], place[1], "x", "why")), max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no failure
@given(place=places, marks=spans, mended=repairs)
def test_the_pieces_together_are_the_text(place: list[int], marks: list[Span], mended: list[Repair]) -> None:
    pieces = cut(TEXT, place[0], place[1], marks, mended)

    assert "".join(piece.text for piece in pieces) == TEXT[place[0] : place[1]]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(marks=spans)
def test_every_character_lies_under_the_shortest_mark_that_covers_it(marks: list[Span]) -> None:
    at = 0
    for piece in cut(TEXT, 0, len(TEXT), marks, []):
        for offset in range(at, at + len(piece.text)):
            covering = [mark.end - mark.start for mark in marks if mark.start <= offset < mark.end]
            assert (piece.span.end - piece.span.start if piece.span else None) == (
                min(covering) if covering else None
            )
        at += len(piece.text)


def test_a_place_where_something_was_dropped_is_a_piece_of_its_own() -> None:
    pieces = cut(TEXT, 0, len(TEXT), [], [Repair(4, 4, "(huì)", "gloss")])

    assert [piece.repair.source for piece in pieces if piece.repair] == ["(huì)"]


def test_a_span_with_emended_characters_in_it_is_marked_once() -> None:
    span = Span(0, 8, "duty", "#duty")

    runs = join_runs(
        cut(TEXT, 0, len(TEXT), [span], [Repair(1, 2, "總", "script"), Repair(4, 5, "負", "script")])
    )

    assert [(run.span, run.text) for run in runs] == [(span, TEXT[:8]), (None, TEXT[8:])]
    assert [piece.repair.source for piece in runs[0].pieces if piece.repair] == ["總", "負"]
