"""What the first visitor should not have to wait for, prepared in the background when the service starts."""

from __future__ import annotations

from flask import Flask

from kg.browsing.counts import count_dataset
from kg.browsing.overview import read_overview
from kg.browsing.vocabulary import read_vocabulary
from kg.comparing.matrix import compare_functions
from kg.errors import KgError
from kg.store.engine import is_live
from kg.store.keeping import keep_in
from server.access import engine
from server.pages.asking import prepare_asking
from server.pages.compare import SIDE_BY_SIDE
from server.pages.finding import search_index, working_folder
from server.pages.validation import start_report

__all__ = ["warm"]


def warm(application: Flask) -> None:
    """Prepare the search index, the overview, the vocabulary, asking, the comparison and the report; a failure is met again by who asks."""
    with application.app_context():
        try:
            keep_in(engine(), working_folder())
            documents = read_overview(engine()).documents
            read_vocabulary(engine())
            if not is_live(engine().version):  # another's server is counted when somebody wants to know
                count_dataset(engine())
            search_index()
            prepare_asking(engine())
            if len(documents) <= SIDE_BY_SIDE:  # a comparison of more is made when it is asked for
                compare_functions(engine(), ())
            start_report()
        except KgError as error:
            application.logger.warning("not everything could be prepared: %s", error)
