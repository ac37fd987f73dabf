"""A cell that would name thousands of documents names some of them, and says how many more there are."""

from __future__ import annotations

from kg.browsing.facts import Value
from kg.searching.entries import some_of


def documents(count: int) -> tuple[Value, ...]:
    return tuple(Value(f"urn:{n}", f"urn:{n}", None, f"文件{n}") for n in range(count))


def test_a_short_list_is_whole() -> None:
    assert some_of(documents(8)) == documents(8)


def test_a_long_list_says_how_many_more_there_are() -> None:
    named = some_of(documents(1242))

    assert named[:8] == documents(8)
    assert (named[8].label("zh"), named[8].label("en")) == ("另有 1,234 件", "and 1,234 more")
    assert len(named) == 9
