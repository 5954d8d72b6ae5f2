"""Events: known days for charts, each with a source and the contact that it is."""

from __future__ import annotations

import datetime as dt

import pytest

from data.events import events_between
from data.leaders import INVASION
from tests.support.tables import raw

ALWAYS = (dt.date(2017, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture(scope="module")
def events(dataset):
    """Return all events, whomever they concern."""
    actors = {row["actor_id"] for row in raw("events")}
    found = {
        event.event_id: event
        for actor in actors
        for event in events_between(dataset, *ALWAYS, actor)
    }
    return tuple(sorted(found.values(), key=lambda event: event.date))


def test_they_come_in_order_of_time_and_none_is_lost(dataset, events):
    days = [event.date for event in events_between(dataset, *ALWAYS, "FRA")]
    assert days == sorted(days)
    assert {event.event_id for event in events} == {
        row["key_event_id"] for row in raw("events")
    }


def test_those_that_readers_know_are_there(events):
    days = {event.event_id: event.date.isoformat() for event in events}
    assert days["versailles-2017"] == "2017-05-29"
    assert days["moscow-2022"] == "2022-02-07"
    assert days["invasion-2022"] == INVASION.isoformat()
    assert days["alaska-2025"] == "2025-08-15"


def test_an_event_concerns_all_counterparts_or_one(dataset):
    def ids(actor):
        return {event.event_id for event in events_between(dataset, *ALWAYS, actor)}

    assert ids("") == ids("DEU") == {"invasion-2022"}
    assert ids("USA") == {"invasion-2022", "alaska-2025"}
    assert {"versailles-2017", "bonne-2026"} < ids("FRA")
    assert "alaska-2025" not in ids("FRA")


def test_both_ends_of_the_period_belong_to_it(dataset):
    day = dt.date(2022, 2, 24)
    (only,) = events_between(dataset, day, day)
    assert only.event_id == "invasion-2022"
    assert events_between(dataset, dt.date(2022, 2, 25), dt.date(2025, 8, 14)) == ()


def test_an_event_that_is_a_contact_has_its_day_and_leans_on_its_sources(events):
    contacts = {row["contact_id"]: row for row in raw("contacts")}
    pages = {(row["contact_id"], row["source_id"]) for row in raw("contact_sources")}
    links = raw("event_sources")
    met = [event for event in events if event.contact_id]
    assert len(met) >= 3
    for event in met:
        assert contacts[event.contact_id]["date"] == event.date.isoformat()
        for link in links:
            if link["key_event_id"] == event.event_id:
                assert (event.contact_id, link["source_id"]) in pages


def test_the_visit_of_an_adviser_is_no_contact_and_its_day_is_not_sure(events):
    (visit,) = (event for event in events if event.event_id == "bonne-2026")
    assert visit.contact_id == ""
    assert not visit.exact
    assert "2 February" in visit.note
    assert "5 February" in visit.note


def test_every_event_has_a_source(events):
    linked = {row["key_event_id"] for row in raw("event_sources")}
    assert {event.event_id for event in events} == linked


def test_labels_are_short_enough_for_a_phone(events):
    assert all(0 < len(event.label) <= 24 for event in events)
