"""Contacts at working level and names for an envoy: apart from contacts of leaders."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from data import contacts, evidence, leaders, working_level
from data.events import events_between
from tests.support.tables import raw

_ALWAYS = (dt.date(2017, 1, 1), dt.date(2026, 12, 31))
BONNE = "fra-2026-02-03-bonne"
APART = (
    "working_contacts",
    "working_contact_sources",
    "envoy_names",
    "envoy_name_sources",
)


@pytest.fixture(scope="module")
def without(dataset):
    """The data set with these tables empty."""
    frames = dict(dataset.frames)
    for table in APART:
        frames[table] = frames[table].iloc[:0]
    return replace(dataset, frames=frames)


def test_each_reported_day_of_the_visit_stands_with_its_sources(dataset):
    days = working_level.reported_days(dataset, BONNE)
    told = Counter(
        row["reported_date"]
        for row in raw("working_contact_sources")
        if row["working_contact_id"] == BONNE and row["reported_date"]
    )
    assert {day: len(pages) for day, pages in days.items()} == dict(told)
    assert list(days) == ["2026-02-03", "2026-02-05"]
    assert "izvestia-2026-02" in days["2026-02-03"]
    assert days["2026-02-05"] == ("mdfy-2026-02",)
    assert working_level.differing_days(dataset, BONNE) == tuple(days)


def test_a_month_does_not_differ_from_a_day_in_it(dataset):
    days = working_level.reported_days(dataset, "gbr-2025-01-powell")
    assert set(days) == {"2025", "2025-01"}
    assert working_level.differing_days(dataset, "gbr-2025-01-powell") == ()


def test_the_visit_and_its_event_agree(dataset):
    (row,) = [r for r in raw("working_contacts") if r["working_contact_id"] == BONNE]
    (event,) = [r for r in raw("events") if r["key_event_id"] == row["key_event_id"]]
    assert row["date"] == event["date"]
    assert row["actor_id"] == event["actor_id"]
    assert event["contact_id"] == "", "a visit of an adviser is no contact"


def test_the_newest_come_first_and_none_is_lost(dataset):
    for frame, table in (
        (working_level.contacts(dataset), "working_contacts"),
        (working_level.envoys(dataset), "envoy_names"),
    ):
        assert len(frame) == len(raw(table))
        assert frame["date"].is_monotonic_decreasing


def test_people_are_counted_once(dataset):
    rows = raw("envoy_names")
    frame = working_level.envoys(dataset)
    assert working_level.named_people(frame) == len({row["person"] for row in rows})
    assert working_level.appointed(frame) == 0
    appointed = frame.assign(status="appointed").head(2)
    assert working_level.appointed(appointed) == appointed["person"].nunique()


def test_no_count_of_contacts_rests_on_them(dataset, without):
    for rule in contacts.RULES:
        one = contacts.apply_rule(dataset.contacts, rule)
        other = contacts.apply_rule(without.contacts, rule)
        assert one.equals(other)
    pairs = [[d.actors, d.contacts, d.coverage] for d in (dataset, without)]
    assert leaders.lanes(*pairs[0]).equals(leaders.lanes(*pairs[1]))
    ids = {row["contact_id"] for row in raw("contacts")}
    assert ids.isdisjoint(row["working_contact_id"] for row in raw("working_contacts"))
    assert ids.isdisjoint(row["envoy_name_id"] for row in raw("envoy_names"))


@pytest.mark.parametrize("table", ["working_contacts", "envoy_names"])
def test_evidence_hides_what_only_weak_pages_report(dataset, table):
    kind = next(k for k in evidence.RECORD_KINDS if k.table == table)
    weak = evidence.hidden(dataset, "independent", table)
    assert weak, "the choice must show"
    kept = evidence.kept(dataset, "independent").table(table)
    assert set(kept[kind.key]) == set(dataset.table(table)[kind.key]) - weak
    assert evidence.sources_of(dataset, next(iter(weak)))["source_id"].size


def test_the_chart_still_marks_the_visit(dataset):
    days = {e.event_id for e in events_between(dataset, *_ALWAYS, "FRA")}
    assert "bonne-2026" in days
