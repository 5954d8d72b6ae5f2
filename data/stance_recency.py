"""How fresh the picture of a day is: what was said lately, how old the colours are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from data.stance_fill import Fill
from data.stances import StanceIndex

RECENT_DAYS = 31
"""Length of the stretch before a day that counts as lately."""

THIN_STATES = 0.25
"""A day is thin when fewer than this share of the states spoke lately."""


@dataclass(frozen=True, slots=True)
class Recency:
    """What a day's picture rests on.

    `speaking` counts the member states with a candidate row (step 1 of the rule)
    in the last `RECENT_DAYS` days, `states` all member states. `median_age` is the
    median age in days of the deciding statements; None where nothing is coloured.
    """

    speaking: int
    states: int
    median_age: int | None

    @property
    def thin(self) -> bool:
        """Whether too few states spoke lately for the picture to be a fresh one."""
        return self.speaking < THIN_STATES * self.states


def recency(index: StanceIndex, as_of: date) -> Recency:
    """Say how fresh the member states' colours are on a day."""
    speaking = {
        actor_id
        for actor_id in index.states
        for s in index.actors[actor_id].statements
        if s.is_candidate and 0 <= (as_of - s.date).days < RECENT_DAYS
    }
    return Recency(len(speaking), len(index.states), _median_age(index.on(as_of)))


def _median_age(fills: Iterable[Fill]) -> int | None:
    ages = [
        f.age_days for f in fills if not f.is_institution and f.age_days is not None
    ]
    return int(median(ages)) if ages else None
