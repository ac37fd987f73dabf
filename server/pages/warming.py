"""What the first visitor should not have to wait for, prepared in the background when the service starts."""

from __future__ import annotations

from flask import Flask

from kg.browsing.overview import read_overview
from kg.browsing.vocabulary import read_vocabulary
from kg.errors import KgError
from server.access import engine
from server.pages.asking import prepare_asking
from server.pages.finding import search_index
from server.pages.validation import start_report

__all__ = ["warm"]


def warm(application: Flask) -> None:
    """Prepare the search index, the overview, the vocabulary, asking and the report; a failure is met again by who asks."""
    with application.app_context():
        try:
            read_overview(engine())
            read_vocabulary(engine())
            search_index()
            prepare_asking(engine())
            start_report()
        except KgError as error:
            application.logger.warning("not everything could be prepared: %s", error)
