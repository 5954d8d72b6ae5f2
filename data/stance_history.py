"""Fills over time: what changed between two days, and the distribution by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

import pandas as pd

from data.stance_fill import Fill
from data.stance_model import NO_STATEMENT, SCALE, Actor, side
from data.stance_rule import EXPIRY_DAYS, OUT_OF_LINE, WEAK_DAYS, Verdict, judge
from data.stances import StanceIndex

THIN_SHARE = 0.25
"""A year is thin with fewer core statements than this share of the median year."""

_LAPSED = (Verdict.COORDINATION_LAPSED, Verdict.SPOKESPERSON_LAPSED)


class ChangeReason(StrEnum):
    """What the rule did between two days, in order of precedence."""

    NEW_STATEMENT = "new_statement"
    """The later day's deciding row was made after the earlier day."""
    EXPIRY = "expiry"
    """On the later day the row that would decide is too old to colour."""
    GOVERNMENT_CHANGE = "government_change"
    """The earlier day's deciding row belongs to another government by the later
    day, or the later day's row did not count before its speaker took office."""
    WEAK_LAPSE = "weak_lapse"
    """The earlier day's deciding row was a weak one and no longer counts."""


class Shift(StrEnum):
    """In which way a position changed, by the order of the scale; no distance.

    Only the first three compare like with like: a position on either day.
    """

    TOWARDS = "towards"
    """Nearer to talks."""
    AWAY = "away"
    SAME_SIDE = "same_side"
    """Between asking for talks and having begun them."""
    GAINED = "gained"
    """No position before, one after."""
    LOST = "lost"
    """A position before, none after."""
    HIDDEN = "hidden"
    """What answers on one of the days is hidden, so that nothing can be said."""


MOVES = (Shift.TOWARDS, Shift.AWAY, Shift.SAME_SIDE)


@dataclass(frozen=True, slots=True)
class Change:
    """An actor whose fill differs between two days.

    `reasons` holds all that apply, the one that explains the later fill first.
    """

    actor_id: str
    before: Fill
    after: Fill
    reasons: tuple[ChangeReason, ...]

    @property
    def reason(self) -> ChangeReason:
        """The reason that explains the later fill."""
        return self.reasons[0]

    @property
    def shift(self) -> Shift:
        """In which way the position changed."""
        if self.before.hidden or self.after.hidden:
            return Shift.HIDDEN
        if self.before.fill == NO_STATEMENT:
            return Shift.GAINED
        if self.after.fill == NO_STATEMENT:
            return Shift.LOST
        if side(self.before.fill) == side(self.after.fill):
            return Shift.SAME_SIDE
        nearer = SCALE.index(self.after.fill) < SCALE.index(self.before.fill)
        return Shift.TOWARDS if nearer else Shift.AWAY


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group of actors on two days, like with like.

    `known` counts those with a counted position on both days, `changes` are those
    whose fill differs, by shift. Every shift has an entry.
    """

    known: int
    changes: Mapping[Shift, tuple[Change, ...]]

    @property
    def unchanged(self) -> int:
        """How many of the known hold the same position on both days."""
        return self.known - sum(len(self.changes[shift]) for shift in MOVES)


def compare(
    index: StanceIndex, earlier: date, later: date, *, institutions: bool = False
) -> Comparison:
    """Compare the member states, or the EU institutions, on two days.

    Raises:
        ValueError: `later` lies before `earlier`.
    """
    found = [
        c
        for c in changes(index, earlier, later)
        if c.after.is_institution == institutions
    ]
    known = sum(
        before.is_institution == institutions
        and NO_STATEMENT not in (before.fill, after.fill)
        for before, after in zip(index.on(earlier), index.on(later), strict=True)
    )
    return Comparison(
        known, {s: tuple(c for c in found if c.shift is s) for s in Shift}
    )


def changes(index: StanceIndex, earlier: date, later: date) -> list[Change]:
    """The actors whose fill differs between two days, in the index's order.

    Raises ValueError where `later` lies before `earlier`. A new statement with
    the same code is not a change.
    """
    if later < earlier:
        raise ValueError(f"{later} lies before {earlier}")
    return [
        Change(
            before.actor_id,
            before,
            after,
            _reasons(index.actors[before.actor_id], before, after),
        )
        for before, after in zip(index.on(earlier), index.on(later), strict=True)
        if before.fill != after.fill
    ]


def _reasons(actor: Actor, before: Fill, after: Fill) -> tuple[ChangeReason, ...]:
    found = set()
    dates = {s.statement_id: s.date for s in actor.statements}
    if after.statement_id and dates[after.statement_id] > before.as_of:
        found.add(ChangeReason.NEW_STATEMENT)
    elif after.statement_id:
        then = judge(actor, before.as_of)[after.statement_id]
        if then in OUT_OF_LINE:
            found.add(ChangeReason.GOVERNMENT_CHANGE)
    if after.expired_statement_id:
        found.add(ChangeReason.EXPIRY)
    if before.statement_id:
        now = judge(actor, after.as_of)[before.statement_id]
        if now in OUT_OF_LINE:
            found.add(ChangeReason.GOVERNMENT_CHANGE)
        elif now in _LAPSED:
            found.add(ChangeReason.WEAK_LAPSE)
    return tuple(reason for reason in ChangeReason if reason in found)


def event_days(index: StanceIndex, first: date, last: date) -> list[date]:
    """The days in a span on which a fill or its marks can change, ascending.

    Between two of them everything but the age stays as it is.
    """
    days: set[date] = set()
    for actor in index.actors.values():
        for s in actor.statements:
            days.add(s.date)
            days.add(s.date + timedelta(days=WEAK_DAYS + 1))
            days.add(s.date + timedelta(days=EXPIRY_DAYS + 1))
        for tenure in actor.tenures:
            days.add(tenure.start)
            if tenure.end is not None:
                days.add(tenure.end)
            if tenure.uncertain_after is not None:
                days.add(tenure.uncertain_after + timedelta(days=1))
    return sorted(d for d in days if first <= d <= last)


def month_days(first: date, last: date) -> list[date]:
    """The last day of each month from `first` on, and `last` for its own month."""
    ends = pd.date_range(first, last, freq="ME")
    days = [end.date() for end in ends]
    return days if days and days[-1] == last else [*days, last]


HIDDEN = "hidden"
"""Stands for a position in `distribution`: what answers is hidden."""


def distribution(index: StanceIndex, days: Sequence[date]) -> pd.DataFrame:
    """How many of the member states hold each position on each day.

    Columns: `day`, `month` (its first day), `stance` (the scale, `hidden`,
    `no_statement`), `count` (states). Every position has a row on every day, so
    that the counts of a day add up to the number of states.
    """
    rows = []
    for day in days:
        counts = Counter(
            HIDDEN if f.hidden else f.fill
            for f in index.on(day)
            if not f.is_institution
        )
        rows += [
            {
                "day": pd.Timestamp(day),
                "month": pd.Timestamp(day.replace(day=1)),
                "stance": stance,
                "count": counts[stance],
            }
            for stance in (*SCALE, HIDDEN, NO_STATEMENT)
        ]
    return pd.DataFrame(rows, columns=["day", "month", "stance", "count"])


def deciders(index: StanceIndex, days: Iterable[date]) -> tuple[str, ...]:
    """Ids of the statements that colour a member state on one of the days, sorted."""
    found = {
        f.statement_id for day in days for f in index.on(day) if not f.is_institution
    }
    return tuple(sorted(found - {""}))


def core_counts(index: StanceIndex) -> dict[int, int]:
    """Core statements per year (step 1 of the rule), years without any included."""
    years = Counter(
        s.date.year
        for actor in index.actors.values()
        for s in actor.statements
        if s.is_candidate
    )
    if not years:
        return {}
    return {year: years[year] for year in range(min(years), max(years) + 1)}


def thin_years(index: StanceIndex) -> tuple[int, ...]:
    """Years with so few core statements that their picture is thin.

    The measure is the median year of the same index (`THIN_SHARE` of it), so that
    it moves with the data.
    """
    counts = core_counts(index)
    if not counts:
        return ()
    limit = THIN_SHARE * median(counts.values())
    return tuple(year for year, n in counts.items() if n < limit)
