"""How complete the list of contacts is, day by day."""

from __future__ import annotations

import datetime as dt
from operator import attrgetter

import pandas as pd

from data.rows import each

_COLUMNS = ("actor_id", "period_start", "period_end", "completeness", "basis")


def coverage_between(
    coverage: pd.DataFrame, actor_id: str, start: dt.date, end: dt.date
) -> pd.DataFrame:
    """Return the coverage stretches of an actor, clipped to the days asked for.

    Days that no row describes come back as `none` with an empty `basis`, so that
    what nobody searched never looks like silence.

    Returns:
        Columns start, end (inclusive days), completeness, basis; in order of time,
        without holes.
    """
    # A page asks dozens of times: plain lists are far cheaper here than frames.
    rows = sorted(
        (row for row in each(coverage[list(_COLUMNS)]) if row.actor_id == actor_id),
        key=attrgetter("period_start"),
    )
    stretches: list[tuple[dt.date, dt.date, str, str]] = []
    day = start
    one = dt.timedelta(days=1)
    for row in rows:
        first = max(row.period_start.date(), start)
        last = min(row.period_end.date(), end)
        if first > last:
            continue
        if first > day:
            stretches.append((day, first - one, "none", ""))
        stretches.append((first, last, row.completeness, row.basis))
        day = last + one
    if day <= end:
        stretches.append((day, end, "none", ""))
    return pd.DataFrame(stretches, columns=["start", "end", "completeness", "basis"])


def grade_runs(stretches: pd.DataFrame) -> pd.DataFrame:
    """Join neighbouring stretches of one grade, whatever each of them rests on.

    Args:
        stretches: from `coverage_between`.

    Returns:
        Columns start, end (inclusive days), completeness; no two neighbours alike.
    """
    run = stretches["completeness"].ne(stretches["completeness"].shift()).cumsum()
    grouped = stretches.groupby(run, sort=True).agg(
        start=("start", "first"),
        end=("end", "last"),
        completeness=("completeness", "first"),
    )
    return grouped.reset_index(drop=True)


def search_record(
    coverage: pd.DataFrame, actor_id: str, since: dt.date, last_day: dt.date
) -> pd.DataFrame:
    """Say how well an actor was searched from a day on.

    Args:
        coverage: the table.
        actor_id: whose contacts were searched.
        since: first day asked for.
        last_day: last day that the collection covers.

    Returns:
        The runs of `grade_runs` from `since` to `last_day`; days that nobody searched
        are runs of `none`. Empty where `since` lies after `last_day`.
    """
    return grade_runs(coverage_between(coverage, actor_id, since, last_day))
