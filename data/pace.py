"""How dense contacts are: the busiest stretch of days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Stretch:
    """Days from `start` to `end`, both included, that hold `n` contacts."""

    start: dt.date
    end: dt.date
    n: int


def busiest(contacts: pd.DataFrame, days: int) -> Stretch | None:
    """Return the stretch of `days` with most contacts, from the first to the last.

    Of several the latest counts. `start` and `end` are days of contacts, so the
    stretch may be shorter than asked for; None where there is no contact.
    """
    found = sorted(contacts["date"].dt.date)
    best: Stretch | None = None
    for place, first in enumerate(found):
        within = [day for day in found[place:] if (day - first).days < days]
        if best is None or len(within) >= best.n:
            best = Stretch(first, within[-1], len(within))
    return best
