"""Time cut into years, quarters and months, each with a code of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

# Length in months.
GRAINS = {"year": 12, "quarter": 3, "month": 1}


def period_code(day: dt.date, grain: str) -> str:
    """Name the period of a day: "2022", "2022-Q1" or "2022-03"."""
    if grain == "year":
        return str(day.year)
    if grain == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}"


def periods(
    grain: str, start: dt.date, end: dt.date
) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Yield each period that touches these days: its code, first and last day in it."""
    months = GRAINS[grain]
    first = start
    while first <= end:
        # Months counted from the year 0, so that December has a next one.
        following = ((first.year * 12 + first.month - 1) // months + 1) * months
        begins = dt.date(following // 12, following % 12 + 1, 1)
        last = begins - dt.timedelta(days=1)
        yield period_code(first, grain), first, min(last, end)
        first = begins
