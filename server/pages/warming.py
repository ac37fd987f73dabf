"""What the first visitor should not have to wait for, prepared in the background when the service starts."""

from __future__ import annotations

from flask import Flask

from kg.browsing.counts import count_dataset
from kg.browsing.overview import read_overview
from kg.browsing.reader import read_document
from kg.browsing.vocabulary import read_vocabulary
from kg.comparing.matrix import compare_functions
from kg.comparing.meetings import compare_meetings
from kg.errors import KgError
from kg.store.engine import is_live
from kg.store.keeping import keep_in
from server.access import engine, settings
from server.pages.asking import prepare_asking
from server.pages.finding import search_index, working_folder
from server.pages.validation import start_report

__all__ = ["warm"]

FIRST = 20  # documents whose first reader should not wait


def warm(application: Flask) -> None:
    """Prepare what every page shares, the comparisons, the report and the first documents; a failure is met again by who asks."""
    with application.app_context():
        try:
            keep_in(engine(), working_folder())
            documents = read_overview(engine()).documents
            read_vocabulary(engine())
            if not is_live(engine().version):  # another's server is counted when somebody wants to know
                count_dataset(engine())
            search_index()
            prepare_asking(engine())
            compare_functions(engine(), ())
            compare_meetings(engine(), ())
            start_report()
            for each in documents[:FIRST]:
                read_document(engine(), each.iri.rpartition("/")[2], settings().base_iri)
        except KgError as error:
            application.logger.warning("not everything could be prepared: %s", error)
