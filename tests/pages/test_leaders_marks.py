"""Marks of the last contacts where a lane has more than could be told apart."""

from __future__ import annotations

import pandas as pd

from components.leaders.last import MOST_MARKS, drawn


def _lane(n: int) -> pd.DataFrame:
    """Contacts in one lane: one a day, every third a meeting."""
    return pd.DataFrame(
        {
            "contact_id": [f"c{day:04}" for day in range(n)],
            "date": pd.date_range("2022-01-01", periods=n, freq="D"),
            "kind": ["meeting" if day % 3 == 0 else "call" for day in range(n)],
        }
    )


def test_few_contacts_have_a_mark_each() -> None:
    lane = _lane(MOST_MARKS)
    marked = drawn(lane)
    assert marked["contact_id"].tolist() == lane["contact_id"].tolist()
    assert not marked["more"].any()


def test_many_contacts_have_one_a_week_and_kind() -> None:
    lane = _lane(3 * MOST_MARKS)
    marked = drawn(lane)
    weeks = lane["date"].dt.to_period("W-SUN")
    newest = lane.groupby([weeks, "kind"])["contact_id"].max()
    assert sorted(marked["contact_id"]) == sorted(newest)
    assert len(marked) + marked["more"].sum() == len(lane), "each is told of once"
    assert lane["contact_id"].iloc[-1] in set(marked["contact_id"])
    assert marked["date"].is_monotonic_increasing
