"""The busiest stretch of days."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from data.contacts import Stretch, busiest
from tests.support import frames

DAYS = st.lists(
    st.dates(dt.date(2020, 1, 1), dt.date(2021, 12, 31)), min_size=1, max_size=30
)


def test_the_busiest_ninety_days_of_the_record(dataset):
    france = dataset.contacts[dataset.contacts["actor_id"] == "FRA"]
    remote = france[france["kind"] != "meeting"]
    found = busiest(remote, 90)
    assert found is not None
    within = remote["date"].dt.date.between(found.start, found.end)
    assert found.n == within.sum()
    assert found.start.year == found.end.year == 2022


def test_no_contact_has_no_busy_time():
    assert busiest(frames.contacts(), 90) is None


def test_of_two_alike_the_later_counts_and_ends_on_its_last_contact():
    rows = frames.contacts("2020-01-01", "2020-01-20", "2021-05-01", "2021-05-30")
    assert busiest(rows, 30) == Stretch(dt.date(2021, 5, 1), dt.date(2021, 5, 30), 2)
    assert busiest(rows, 29) == Stretch(dt.date(2020, 1, 1), dt.date(2020, 1, 20), 2)


@given(days=DAYS, length=st.integers(1, 200))
def test_no_other_stretch_holds_more(days, length):
    found = busiest(frames.contacts(*sorted(d.isoformat() for d in days)), length)
    assert found is not None
    assert (found.end - found.start).days < length
    for first in days:
        assert sum(0 <= (day - first).days < length for day in days) <= found.n
