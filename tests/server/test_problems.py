"""Every error of the library has a status, and one shape."""

from __future__ import annotations

import json

import pytest

from kg import errors
from server.negotiation import NotAcceptable, choose
from server.problems import STATUS, problem_of


@pytest.mark.parametrize("name", list(errors.__all__))
def test_every_deliberate_error_has_a_status_of_its_own(name: str) -> None:
    assert getattr(errors, name) in STATUS


def test_a_problem_is_written_as_rfc_9457_asks() -> None:
    problem = problem_of(errors.QueryRefused("SERVICE is never evaluated here"))

    body = json.loads(problem.body())

    assert body["status"] == problem.status == 403
    assert body["code"] == "query-refused"
    assert body["detail"] == "SERVICE is never evaluated here"


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, "a/b"),
        ("", "a/b"),
        ("*/*", "a/b"),
        ("text/*", "text/c"),
        ("text/c;q=0.2, a/b;q=0.1", "text/c"),
        ("text/*;q=0.9, text/c;q=0.1, a/*;q=0.5", "a/b"),
        ("*/*;q=0.1, a/b;q=0", "text/c"),
        ("TEXT/C", "text/c"),
        ("nonsense, text/c", "text/c"),
    ],
)
def test_accept_is_read_with_qualities_and_ranges(header: str | None, chosen: str) -> None:
    assert choose(header, ["a/b", "text/c"]) == chosen


@pytest.mark.parametrize("header", ["image/png", "a/b;q=0", "*/*;q=0"])
def test_what_cannot_be_given_is_not_acceptable(header: str) -> None:
    with pytest.raises(NotAcceptable) as caught:
        choose(header, ["a/b"])

    assert caught.value.offered == ("a/b",)
