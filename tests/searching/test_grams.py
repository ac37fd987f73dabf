"""Text to tokens, and what a reader typed to an expression."""

from __future__ import annotations

import sqlite3

import pytest

from kg.searching.grams import likeness, match_expression, tokens

TEXTS = ("市总工会负责厂务公开", "指导职工代表大会", "Wage payments in 2008", "工")


def found(words: str) -> list[str]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='porter unicode61')")
    connection.executemany(
        "INSERT INTO words (rowid, text) VALUES (?, ?)", [(n, tokens(t)) for n, t in enumerate(TEXTS)]
    )
    rows = connection.execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (match_expression(words),)
    ).fetchall()
    connection.close()
    return [TEXTS[row[0]] for row in rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("工会", ["市总工会负责厂务公开"]),
        ("总工会", ["市总工会负责厂务公开"]),
        ("務公", ["市总工会负责厂务公开"]),
        ("工会 公开", ["市总工会负责厂务公开"]),
        ("代表大会", ["指导职工代表大会"]),
        ("会", ["市总工会负责厂务公开", "指导职工代表大会"]),
        ("工", ["市总工会负责厂务公开", "指导职工代表大会", "工"]),
        ("wage", ["Wage payments in 2008"]),
        ("PAYMENT", ["Wage payments in 2008"]),
        ("公会", []),
    ],
)
def test_words_are_found_wherever_they_stand(words: str, expected: list[str]) -> None:
    assert found(words) == expected


@pytest.mark.parametrize("words", ["", "  ", "。,", '"', "*", "-"])
def test_what_holds_no_word_has_no_expression(words: str) -> None:
    assert match_expression(words) is None


@pytest.mark.parametrize("words", ['"工会" OR "x"', "NEAR(a b)", "工会*)", "a:b", "^工会", "NOT 工会"])
def test_no_input_can_break_the_expression(words: str) -> None:
    found(words)


def test_likeness_is_whole_for_the_same_and_none_for_nothing_shared() -> None:
    assert likeness("市总工会", "市总工会") == 1
    assert likeness("市总工会", "财政局") == 0
    assert 0 < likeness("连云港总工会", "市总工会") < 1
