"""Contacts of each lane by year, each number with what it is worth."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pandas as pd

from data import contacts as counting
from data.coverage import coverage_between
from data.leaders import by_actor


def by_year(
    lanes: pd.DataFrame,
    selected: pd.DataFrame,
    hidden: pd.DataFrame,
    left_out: pd.DataFrame,
    coverage: pd.DataFrame,
    reported: pd.DataFrame,
    start: dt.date,
    end: dt.date,
    last_day: dt.date,
) -> pd.DataFrame:
    """Count each lane's contacts by year, with three kinds of nothing kept apart.

    Args:
        lanes: from `lanes`.
        selected: contacts of the view.
        hidden: contacts that the view would hold but for what they rest on.
        left_out: contacts of the same days and rule that other filters leave out.
        coverage: the whole table.
        reported: the whole table `reported_counts`.
        start: first day of the view.
        end: last day of the view.
        last_day: last day that the data speak of.

    Returns:
        The columns of `data.contacts.counts_by_period` (grain year) plus actor_id,
        `n_hidden` and `doubtful`, lanes in the order given.
    """
    parts = []
    held, gone, passed = map(by_actor, (selected, hidden, left_out))
    for actor in lanes["actor_id"]:
        own = held.get(actor, selected.iloc[:0])
        stretches = coverage_between(coverage, actor, start, end)
        counts = counting.counts_by_period(
            own,
            stretches,
            "year",
            start,
            end,
            last_day,
            left_out=passed.get(actor, selected.iloc[:0]),
        )
        doubt = counting.doubtful(counts, counting.tallied_years(reported, actor))
        years = Counter(gone.get(actor, hidden.iloc[:0])["date"].dt.year.astype("str"))
        parts.append(
            counts.assign(
                actor_id=actor,
                doubtful=doubt,
                n_hidden=[years[period] for period in counts["period"]],
            )
        )
    return pd.concat(parts, ignore_index=True)
