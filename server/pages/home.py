"""The first page: ask, see what is there, and find a way in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from flask import Response

from kg.browsing.overview import read_overview
from server.access import engine
from server.pages.frame import blueprint, interface, page

__all__ = ["example_questions"]


@blueprint.get("/")
def home() -> Response:
    """Show the first page."""
    return page(
        "home.html", overview=read_overview(engine()), questions=example_questions()[interface().language]
    )


@cache
def example_questions() -> dict[str, list[str]]:
    """Read the example questions of the first page, by language."""
    text = files("server").joinpath("strings", "questions.yaml").read_text(encoding="utf-8")
    return {
        language: [str(each) for each in questions] for language, questions in yaml.safe_load(text).items()
    }
