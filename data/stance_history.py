"""Fills over time: what changed between two days, and the distribution by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

import pandas as pd

from data.stance_fill import Fill
from data.stance_model import CORE_SCOPES, NO_STATEMENT, SCALE, Actor
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
    """In which way a position changed, by the order of the scale; no distance."""

    MORE_OPEN = "more_open"
    MORE_RESERVED = "more_reserved"
    GAINED = "gained"
    """No position before, one after."""
    LOST = "lost"
    """A position before, none after."""


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
        if self.before.fill == NO_STATEMENT:
            return Shift.GAINED
        if self.after.fill == NO_STATEMENT:
            return Shift.LOST
        nearer = SCALE.index(self.after.fill) < SCALE.index(self.before.fill)
        return Shift.MORE_OPEN if nearer else Shift.MORE_RESERVED


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


def distribution(index: StanceIndex, days: Sequence[date]) -> pd.DataFrame:
    """How many of the member states hold each position on each day.

    Columns: `day`, `month` (its first day), `stance` (the scale, then
    `no_statement`), `count` (states). Every position has a row on every day, so
    that the counts of a day add up to the number of states.
    """
    rows = []
    for day in days:
        counts = Counter(f.fill for f in index.on(day) if not f.is_institution)
        rows += [
            {
                "day": pd.Timestamp(day),
                "month": pd.Timestamp(day.replace(day=1)),
                "stance": stance,
                "count": counts[stance],
            }
            for stance in (*SCALE, NO_STATEMENT)
        ]
    return pd.DataFrame(rows, columns=["day", "month", "stance", "count"])


def core_counts(statements: pd.DataFrame) -> dict[int, int]:
    """Core statements per year (step 1 of the rule), years without any included."""
    core = statements[
        (statements["basis"] == "direct")
        & statements["scope"].isin(CORE_SCOPES)
        & statements["stance"].isin(SCALE)
    ]
    years = Counter(core["date"].dt.year.tolist())
    if not years:
        return {}
    return {year: years[year] for year in range(min(years), max(years) + 1)}


def thin_years(statements: pd.DataFrame) -> tuple[int, ...]:
    """Years with so few core statements that their picture is thin.

    The measure is the median year of the same table (`THIN_SHARE` of it), so that
    it moves with the data.
    """
    counts = core_counts(statements)
    if not counts:
        return ()
    limit = THIN_SHARE * median(counts.values())
    return tuple(year for year, n in counts.items() if n < limit)


def fills_by_stance(rows: Iterable[Fill]) -> dict[str, list[Fill]]:
    """Member states by position, in the order of the scale; empty ones included."""
    groups: dict[str, list[Fill]] = {stance: [] for stance in (*SCALE, NO_STATEMENT)}
    for row in rows:
        if not row.is_institution:
            groups[row.fill].append(row)
    return groups
