"""Where lanes and their marks stand: one unit of the vertical axis is one pixel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

# Diameter of a mark; how far marks stand above one another, and how close beside.
MARK = 9
STEP = 7.5
APART = 7

STRIP = 8
LABEL = 18
SPACE = 9
HEADING = 34

# Room around the marks of a lane, above its strip.
PADDING = 4

# Charts do not know how wide they are drawn: this is a laptop. On a phone, marks of
# one lane come closer, and may overlap by half.
ASSUMED_WIDTH = 900


@dataclass(frozen=True)
class LaneRow:
    """One row of the chart.

    `label` stands above the lane. `stretches` are from
    `data.coverage.coverage_between`; None makes the row a heading without a lane.
    """

    actor_id: str
    label: str
    stretches: pd.DataFrame | None


@dataclass(frozen=True)
class Place:
    """Heights of one row. `floor` is its lower edge; a heading has no `levels`."""

    floor: float
    levels: int

    @property
    def strip(self) -> tuple[float, float]:
        """Lower and upper edge of the strip of coverage."""
        return self.floor, self.floor + STRIP

    @property
    def top(self) -> float:
        """Upper edge of the lane, below its label."""
        return self.floor + STRIP + 2 * PADDING + self.levels * STEP

    @property
    def label(self) -> float:
        """Middle of the label."""
        return self.top + LABEL / 2 if self.levels else self.floor + LABEL / 2

    @property
    def height(self) -> float:
        """Height of the row, with the space that sets it off from the next."""
        lane = self.top - self.floor + LABEL + SPACE
        return lane if self.levels else HEADING

    def mark(self, level: int) -> float:
        """Middle of a mark of a level, 0 being the lowest."""
        return self.strip[1] + PADDING + STEP * (level + 0.5)


@dataclass(frozen=True)
class Plan:
    """Places of the rows by actor id, heights of the marks by contact id, and all."""

    places: dict[str, Place]
    marks: dict[str, float]
    height: float


def levels(days: Iterable[dt.date], apart: dt.timedelta) -> list[int]:
    """Give each of some days, in order, the lowest level at which there is room.

    Args:
        days: in order of time.
        apart: marks of one level stand at least so far from one another.
    """
    latest: list[dt.date] = []
    found = []
    for day in days:
        free = (i for i, last in enumerate(latest) if day - last >= apart)
        level = next(free, len(latest))
        latest[level : level + 1] = [day]
        found.append(level)
    return found


def arrange(
    rows: list[LaneRow], drawn: pd.DataFrame, start: dt.date, end: dt.date
) -> Plan:
    """Place every row, as high as its marks pile up, and every mark in it.

    Args:
        rows: top row first.
        drawn: the contacts to draw; each has its actor among the rows.
        start: first day of the axis.
        end: last day of the axis.
    """
    apart = (end - start) * APART / ASSUMED_WIDTH
    level_of: dict[str, int] = {}
    highest: dict[str, int] = {}
    for actor, own in drawn.sort_values("date", kind="stable").groupby("actor_id"):
        found = levels(own["date"].dt.date, apart)
        level_of |= dict(zip(own["contact_id"], found, strict=True))
        highest[str(actor)] = max(found) + 1
    places: dict[str, Place] = {}
    floor = 0.0
    for row in reversed(rows):
        tall = 0 if row.stretches is None else highest.get(row.actor_id, 1)
        places[row.actor_id] = Place(floor, tall)
        floor += places[row.actor_id].height
    marks = {
        contact: places[actor].mark(level_of[contact])
        for contact, actor in zip(drawn["contact_id"], drawn["actor_id"], strict=True)
    }
    return Plan(places, marks, floor)
