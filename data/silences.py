"""Pauses of a lane, and what follows its last contact, as the search allows to say.

All of it is said of the whole record: what a reader hides makes no pause longer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from data.coverage import coverage_between
from data.leaders import CHANCE, SEARCHED, SOLID, days_by_grade, runs
from data.rows import each

# A day of a contact that is known to the day; others are written as they are known.
EXACT = "day"


@dataclass(frozen=True)
class Silence:
    """A stretch of a lane without a listed contact.

    `resumed` is the day of the contact that ended it, None where none is listed
    since. `until` is that day, or the last day that was searched. `precisions` are
    those of `last` and `until`. `solid_to` is the last day up to which the search was
    good without a break, from the last contact on. `thin`, `chance` (the worst of the
    thin) and `unsearched` count days in between.
    """

    actor_id: str
    last: dt.date
    last_contact_id: str
    counterpart: str
    resumed: dt.date | None
    next_contact_id: str
    until: dt.date
    precisions: tuple[str, str]
    solid_to: dt.date
    thin: int
    chance: int
    unsearched: int

    @property
    def days(self) -> int:
        """Days from the last contact to the next, or to the end of the search."""
        return (self.until - self.last).days

    @property
    def exact(self) -> bool:
        """Whether both of its days are known to the day."""
        return set(self.precisions) == {EXACT}

    @property
    def ends(self) -> tuple[str, ...]:
        """Ids of the contact before it and, where there is one, of that after it."""
        return tuple(i for i in (self.last_contact_id, self.next_contact_id) if i)

    @property
    def ground(self) -> str:
        """What the silence rests on.

        `unsearched`: some days were not searched, so that it is not established;
        `chance`: it ended, and on some of its days contacts came to light by chance
        alone, so that it is not established either; `thin`: searched from the start
        without finding much; `turned_thin`: searched well at first, thinly later;
        `searched`: searched well throughout.
        """
        if self.unsearched:
            return "unsearched"
        if self.resumed and self.chance:
            return "chance"
        if not self.thin:
            return "searched"
        return "turned_thin" if self.solid_to > self.last else "thin"


@dataclass(frozen=True)
class Never:
    """A lane without any contact under the rule, from the first day searched for it.

    `unsearched` counts the days from `start` to `end` on which nobody searched.
    """

    actor_id: str
    start: dt.date
    end: dt.date
    unsearched: int


def of_lane(
    contacts: pd.DataFrame, coverage: pd.DataFrame, actor_id: str, shortest: int
) -> tuple[Silence | Never, ...]:
    """Return a lane's long silences, and what follows its last contact.

    Args:
        contacts: contacts under the counting rule.
        coverage: the whole table.
        actor_id: the lane; it must have been searched at some time.
        shortest: days that a pause between two contacts must last to be a silence.
            The stretch after the last contact is returned whatever its length.

    Returns:
        The silences in order of time, the open one last; or one `Never`.
    """
    stretches = runs(coverage, actor_id, SEARCHED)
    start, known_to = stretches[0][0], stretches[-1][1]
    own = contacts[contacts["actor_id"] == actor_id].sort_values("date")
    if own.empty:
        days = days_by_grade(coverage_between(coverage, actor_id, start, known_to))
        return (Never(actor_id, start, known_to, days["unsearched"]),)
    found = []
    for before, after in pairwise(each(own)):
        if (after.date - before.date).days >= shortest:
            found.append(_silence(coverage, before, after, known_to))
    *_, last = each(own)
    return (*found, _silence(coverage, last, None, known_to))


def left_out(contacts: pd.DataFrame, counted: pd.DataFrame) -> dict[str, list[dt.date]]:
    """Return the days of each lane's contacts that the counting rule leaves out.

    A lane without calls may still have meetings: that is no silence of leaders.

    Args:
        contacts: the whole table.
        counted: those under the counting rule.
    """
    rest = contacts[~contacts["contact_id"].isin(counted["contact_id"])]
    days: dict[str, list[dt.date]] = {}
    for actor, day in zip(
        rest["actor_id"].tolist(), rest["date"].tolist(), strict=True
    ):
        days.setdefault(actor, []).append(day.date())
    return days


def _silence(
    coverage: pd.DataFrame, before: object, after: object | None, known_to: dt.date
) -> Silence:
    last: dt.date = before.date.date()  # type: ignore[attr-defined]
    resumed: dt.date | None = after.date.date() if after else None  # type: ignore[attr-defined]
    day = dt.timedelta(days=1)
    actor: str = before.actor_id  # type: ignore[attr-defined]
    end = resumed - day if resumed else known_to
    stretches = coverage_between(coverage, actor, last + day, end)
    days = days_by_grade(stretches)
    return Silence(
        actor_id=actor,
        last=last,
        last_contact_id=before.contact_id,  # type: ignore[attr-defined]
        counterpart=before.counterpart,  # type: ignore[attr-defined]
        resumed=resumed,
        next_contact_id=after.contact_id if after else "",  # type: ignore[attr-defined]
        until=resumed or known_to,
        precisions=(
            before.date_precision,  # type: ignore[attr-defined]
            after.date_precision if after else EXACT,  # type: ignore[attr-defined]
        ),
        solid_to=_solid_to(stretches, last),
        thin=days["thin"],
        chance=sum(
            (part.end - part.start).days + 1
            for part in each(stretches)
            if part.completeness == CHANCE
        ),
        unsearched=days["unsearched"],
    )


def _solid_to(stretches: pd.DataFrame, last: dt.date) -> dt.date:
    """Last day of the good search that follows a contact without a break."""
    reached = last
    for row in each(stretches):
        if row.completeness not in SOLID:
            break
        reached = row.end
    return reached
