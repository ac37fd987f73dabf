"""Recurring duties with a fixed day as a calendar (iCalendar); what has no day gets none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from kg.browsing.body import in_order
from kg.browsing.facts import Facts, Value, read_facts
from kg.comparing.choice import choose_documents
from kg.store.engine import Engine

__all__ = ["write_calendar"]

_YEARLY = re.compile(r"^--(\d\d)-(\d\d)$")
_ONCE = re.compile(r"^(\d{4})-(\d\d)-(\d\d)$")


def write_calendar(engine: Engine, asked: Sequence[str] = (), *, language: str = "zh") -> bytes:
    """Write the fixed days of the documents' procedures and disclosures."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//dutygraph//duty calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "职责日历" if language == "zh" else "Duty calendar")
    for facts, document, day, yearly in _days(engine, asked):
        event = Event()
        event.add("uid", f"{sha256(f'{facts.iri} {day}'.encode()).hexdigest()[:32]}@dutygraph")
        event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", facts.named.label(language))
        event.add("description", f"{facts.text('dg:quote') or ''}\n{document.label(language)}")
        event.add("url", facts.iri)
        event.add("transp", "TRANSPARENT")
        if yearly:
            event.add("rrule", {"freq": "yearly"})
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _days(engine: Engine, asked: Sequence[str]) -> Iterator[tuple[Facts, Value, date, bool]]:
    for graph, document in choose_documents(engine, asked):
        dated = read_facts(engine, "list-days-of-document", graph=graph)
        issued = read_facts(engine, "describe-resource", node=document.text)[document.text].text(
            "eli:date_document"
        )
        for facts in in_order(dated.values()):
            for value in (*facts.all("dg:fixedDate"), *facts.all("dg:date")):
                if day := _day(value.text, issued):
                    yield facts, document, *day


def _day(text: str, issued: str | None) -> tuple[date, bool] | None:
    """Read a day; one of every year starts in the year of its document, where that is known."""
    try:
        if found := _YEARLY.match(text):
            return date(int((issued or "2000")[:4]), int(found[1]), int(found[2])), True
        if found := _ONCE.match(text):
            return date(int(found[1]), int(found[2]), int(found[3])), False
    except ValueError:
        return None
    return None
