"""How fresh a day's picture is, recounted from the table."""

from __future__ import annotations

import datetime as dt

import pytest

from data.stances import RECENT_DAYS, StanceIndex, recency, said


@pytest.fixture(scope="module")
def index(dataset):
    tables = ("statement_flags", "governments")
    return StanceIndex(said(dataset), *(dataset.table(name) for name in tables))


@pytest.mark.parametrize(
    "day", ["2022-01-01", "2023-06-30", "2026-02-15", "2026-07-05"]
)
def test_states_that_spoke_lately_are_counted(day, dataset, index):
    as_of = dt.date.fromisoformat(day)
    rows = said(dataset)
    age = (dt.datetime.combine(as_of, dt.time()) - rows["date"]).dt.days
    lately = rows[
        rows["actor_id"].isin(index.states)
        & (rows["basis"] == "direct")
        & rows["scope"].isin(["eu_channel", "leader_call"])
        & ~rows["stance"].isin(["no_statement", "declined_comment"])
        & age.between(0, RECENT_DAYS - 1)
    ]
    found = recency(index, as_of)
    assert found.speaking == lately["actor_id"].nunique()
    assert found.states == 27
    assert found.thin == (found.speaking < 27 / 4)


def test_nothing_coloured_has_no_age(index):
    assert recency(index, dt.date(2022, 1, 1)).median_age is None


def test_the_last_day_is_thin_and_february_2026_is_not(index):
    assert recency(index, dt.date(2026, 7, 5)).thin
    assert not recency(index, dt.date(2026, 2, 15)).thin
