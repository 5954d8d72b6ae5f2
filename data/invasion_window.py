"""Who spoke with Putin before and after the invasion began, where that can be compared.

Only the days on which every lane was searched well allow a comparison.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from data import contacts as counting
from data.leaders import AND, SOLID, runs

# The full-scale invasion of Ukraine began that day: the hinge between the diplomacy
# of the winter before it and the calls of the war.
INVASION = dt.date(2022, 2, 24)


@dataclass(frozen=True)
class Window:
    """Days on which every lane was searched, cut where the invasion began."""

    start: dt.date
    end: dt.date
    cut: dt.date = INVASION

    @property
    def before(self) -> tuple[dt.date, dt.date]:
        """First and last day before the invasion."""
        return self.start, self.cut - dt.timedelta(days=1)

    @property
    def after(self) -> tuple[dt.date, dt.date]:
        """First and last day from the invasion on."""
        return self.cut, self.end

    @property
    def months(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """First and last day of each month; the month of the invasion is cut in two."""
        found = []
        for first, last in (self.before, self.after):
            for month in pd.period_range(first, last, freq="M"):
                start, end = month.start_time.date(), month.end_time.date()
                found.append((max(start, first), min(end, last)))
        return tuple(found)


def common_window(coverage: pd.DataFrame, actor_ids: list[str]) -> Window | None:
    """Return the days around the invasion on which every lane was searched well.

    Returns:
        The longest unbroken stretch that holds the invasion and the day before it;
        None where a lane was not searched then.
    """
    start, end = dt.date.min, dt.date.max
    for actor in actor_ids:
        stretches = runs(coverage, actor, SOLID)
        around = [run for run in stretches if run[0] < INVASION <= run[1]]
        if not around:
            return None
        first, last = around[0]
        start, end = max(start, first), min(end, last)
    return Window(start, end)


def before_and_after(
    lanes: pd.DataFrame, counted: pd.DataFrame, window: Window
) -> pd.DataFrame:
    """Count each lane's contacts on either side of the invasion.

    Args:
        lanes: from `lanes`.
        counted: contacts under the counting rule, whatever the other filters.
        window: from `common_window`.

    Returns:
        One row a lane, comparators last, then most contacts first: actor_id, name,
        comparator, `before`, `after`, `who_before`, `who_after` (counterparts, in
        order of time).
    """
    frame = lanes.copy()
    for side, (start, end) in (("before", window.before), ("after", window.after)):
        part = counting.between(counted, start, end).sort_values("date")
        sizes = part.groupby("actor_id").size()
        people = part.groupby("actor_id")["counterpart"].agg(
            lambda names: AND.join(dict.fromkeys(names))
        )
        frame[side] = frame["actor_id"].map(sizes).fillna(0).astype("Int64")
        frame[f"who_{side}"] = frame["actor_id"].map(people).fillna("")
    total = frame["before"] + frame["after"]
    order = frame.assign(total=total).sort_values(
        ["comparator", "total", "after", "name"],
        ascending=[True, False, False, True],
        kind="stable",
    )
    return order.drop(columns="total").reset_index(drop=True)


def by_month(
    lanes: pd.DataFrame, counted: pd.DataFrame, window: Window
) -> pd.DataFrame:
    """Count each lane's contacts month by month around the invasion.

    Args:
        lanes: from `before_and_after`.
        counted: contacts under the counting rule, whatever the other filters.
        window: from `common_window`; every day of it was searched, so that 0 is none.

    Returns:
        One row a lane and month: actor_id, start, end (inclusive days), `n`.
    """
    rows = [
        (actor, start, end, int((part["actor_id"] == actor).sum()))
        for start, end in window.months
        for part in [counting.between(counted, start, end)]
        for actor in lanes["actor_id"]
    ]
    return pd.DataFrame(rows, columns=["actor_id", "start", "end", "n"])


def leading(sides: pd.DataFrame, side: str) -> pd.DataFrame:
    """Rows of `before_and_after` with the most contacts on a side; empty if none."""
    most = sides[side].max()
    leads: pd.DataFrame = sides[(sides[side] == most) & (sides[side] > 0)]
    return leads
