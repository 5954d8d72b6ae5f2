"""How well contacts were searched, day by day: stretches of days of one grade.

The table is small and asked dozens of times for a page: it is read into plain tuples
once, which is ten times as fast as filtering a frame each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from data.rows import each

# Best first. A period is as complete as its least complete stretch.
COMPLETENESS = ("complete", "high", "medium", "low", "none")

# What “searched well” means, everywhere: grades at which an empty stretch speaks for
# silence rather than for a search with gaps.
SOLID = ("complete", "high")
SEARCHED = tuple(grade for grade in COMPLETENESS if grade != "none")

_DAY = dt.timedelta(days=1)


class Stretch(NamedTuple):
    """Days from `start` to `end`, both included, searched equally well.

    `completeness` is a grade of `COMPLETENESS`, `basis` what it rests on.
    """

    start: dt.date
    end: dt.date
    completeness: str
    basis: str = ""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def well(self) -> bool:
        """Whether it was searched well."""
        return self.completeness in SOLID


Stretches = tuple[Stretch, ...]


class Coverage:
    """The table `coverage`, by actor.

    Args:
        frame: columns actor_id, period_start, period_end, completeness, basis.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        found: dict[str, list[Stretch]] = {}
        for row in each(frame.sort_values("period_start", kind="stable")):
            stretch = Stretch(
                row.period_start.date(),
                row.period_end.date(),
                row.completeness,
                row.basis,
            )
            found.setdefault(row.actor_id, []).append(stretch)
        self._rows = {actor: tuple(rows) for actor, rows in found.items()}

    @property
    def actors(self) -> frozenset[str]:
        """Ids of all actors that the table names."""
        return frozenset(self._rows)

    @property
    def searched(self) -> tuple[str, ...]:
        """Ids of all actors that were searched at some time, in order."""
        return tuple(
            sorted(
                actor
                for actor, rows in self._rows.items()
                if any(row.completeness in SEARCHED for row in rows)
            )
        )

    def of(self, actor_id: str) -> Stretches:
        """The rows of an actor, in order of time; with holes where there are some."""
        return self._rows.get(actor_id, ())

    def between(self, actor_id: str, start: dt.date, end: dt.date) -> Stretches:
        """Return the stretches of an actor, clipped to the days asked for.

        Days that no row describes come back as `none` with an empty `basis`, so that
        what nobody searched never looks like silence.

        Returns:
            In order of time, without holes.
        """
        stretches: list[Stretch] = []
        day = start
        for row in self.of(actor_id):
            first, last = max(row.start, start), min(row.end, end)
            if first > last:
                continue
            if first > day:
                stretches.append(Stretch(day, first - _DAY, "none"))
            stretches.append(Stretch(first, last, row.completeness, row.basis))
            day = last + _DAY
        if day <= end:
            stretches.append(Stretch(day, end, "none"))
        return tuple(stretches)

    def runs(
        self, actor_id: str, grades: Iterable[str]
    ) -> tuple[tuple[dt.date, dt.date], ...]:
        """Return unbroken stretches of days on which an actor was searched so well.

        Args:
            actor_id: whose days.
            grades: the grades that count.
        """
        wanted = frozenset(grades)
        found: list[tuple[dt.date, dt.date]] = []
        for row in self.of(actor_id):
            if row.completeness not in wanted:
                continue
            if found and row.start - found[-1][1] == _DAY:
                found[-1] = (found[-1][0], row.end)
            else:
                found.append((row.start, row.end))
        return tuple(found)


def grade_runs(stretches: Iterable[Stretch]) -> Stretches:
    """Join neighbouring stretches of one grade, whatever each of them rests on.

    Args:
        stretches: from `Coverage.between`.

    Returns:
        Without basis; no two neighbours are of one grade.
    """
    found: list[Stretch] = []
    for stretch in stretches:
        if found and found[-1].completeness == stretch.completeness:
            found[-1] = found[-1]._replace(end=stretch.end)
        else:
            found.append(stretch._replace(basis=""))
    return tuple(found)


def days_of_both(one: Stretches, other: Stretches) -> list[tuple[dt.date, dt.date]]:
    """Return the stretches of days on which both counterparts were well searched.

    Where the search had gaps a contact is found by luck: such days compare nothing.

    Args:
        one: from `Coverage.between`.
        other: likewise.

    Returns:
        First and last day of each, in order of time; neighbours are joined.
    """
    found: list[tuple[dt.date, dt.date]] = []
    of_one, of_other = ([s for s in stretches if s.well] for stretches in (one, other))
    for a in of_one:
        for b in of_other:
            first, last = max(a.start, b.start), min(a.end, b.end)
            if first > last:
                continue
            if found and first - found[-1][1] <= _DAY:
                first = found.pop()[0]
            found.append((first, last))
    return found
