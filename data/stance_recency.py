"""How fresh the picture of a day is, and how much was found for each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median_high

from data.stance_fill import Fill
from data.stances import StanceIndex

RECENT_DAYS = 31
"""Length of the stretch before a day that counts as lately."""

THIN_STATES = 0.25
"""A day is thin when fewer than this share of the states has a new statement."""

SUPPLY_MONTHS = 12
"""So many months back the supply of statements is counted."""


@dataclass(frozen=True, slots=True)
class Recency:
    """What a day's picture rests on.

    `speaking` counts the member states with a new statement that can count (step 1
    of the rule) in the last `RECENT_DAYS` days, hidden ones included; `states` are
    all member states. At least half of the colours are `median_age` days old or
    more; None where nothing is coloured.
    """

    speaking: int
    states: int
    median_age: int | None

    @property
    def thin(self) -> bool:
        """Whether too few states have a new statement for a fresh picture."""
        return self.speaking < THIN_STATES * self.states


def recency(index: StanceIndex, as_of: date) -> Recency:
    """Say how fresh the member states' colours are on a day."""
    speaking = {
        actor_id
        for actor_id in index.states
        for s in index.whole.actors[actor_id].statements
        if s.is_candidate and 0 <= (as_of - s.date).days < RECENT_DAYS
    }
    return Recency(len(speaking), len(index.states), _median_age(index.on(as_of)))


def _median_age(fills: Iterable[Fill]) -> int | None:
    ages = [
        f.age_days for f in fills if not f.is_institution and f.age_days is not None
    ]
    return median_high(ages) if ages else None


def supply(index: StanceIndex, last: date) -> dict[date, int]:
    """Statements that can count, by month, up to the last day of the collection.

    Keys are the first days of the last `SUPPLY_MONTHS` months, ascending, months
    without any included. Hidden statements are counted: they were found.
    """
    months = [last.year * 12 + last.month - 1 - n for n in range(SUPPLY_MONTHS)]
    found = Counter(
        s.date.replace(day=1)
        for actor in index.whole.actors.values()
        for s in actor.statements
        if s.is_candidate and s.date <= last
    )
    firsts = [date(month // 12, month % 12 + 1, 1) for month in reversed(months)]
    return {first: found[first] for first in firsts}
