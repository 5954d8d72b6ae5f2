"""Lanes on one time axis: contacts as marks, coverage drawn under each lane.

One unit of the vertical axis is one pixel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.figures.timeline import levels
from components.text import t, tn
from data.coverage import COMPLETENESS, Stretches
from data.rows import each

Label = Callable[[str], str]

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
    `Coverage.between`; None makes the row a heading without a lane.
    """

    actor_id: str
    label: str
    stretches: Stretches | None


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


# A stretch shorter than this share of the axis has no room for its word.
ROOM_FOR_A_WORD = 0.2

DAY = dt.timedelta(days=1)


def coverage(
    rows: list[LaneRow],
    places: dict[str, Place],
    axis: tuple[dt.date, dt.date],
    completeness_label: Label,
) -> Spec:
    """Draw a strip by grade; a stretch that nobody searched tints the whole lane."""
    stretches = [
        (places[row.actor_id].strip, stretch)
        for row in rows
        if row.stretches is not None
        for stretch in row.stretches
    ]
    traces = []
    for grade in COMPLETENESS:
        boxes = [
            (stretch.start, stretch.end, low, high)
            for (low, high), stretch in stretches
            if stretch.completeness == grade
        ]
        if boxes:
            label = completeness_label(grade)
            traces.append(style.strip(grade, boxes, label, legendrank=2000))
    shades, words = _shades(rows, places, axis)
    return part(traces, shades, words)


def _shades(
    rows: list[LaneRow], places: dict[str, Place], axis: tuple[dt.date, dt.date]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Tint what nobody searched; name it in the first lane of those alike."""
    shades: list[dict[str, Any]] = []
    words: dict[tuple[dt.date, dt.date], dict[str, Any]] = {}
    for row in rows:
        if row.stretches is None:
            continue
        place = places[row.actor_id]
        bottom, top = place.strip[1], place.top
        for stretch in row.stretches:
            if stretch.completeness != "none":
                continue
            after = stretch.end + DAY
            shades.append(
                {
                    "type": "rect",
                    "x0": stretch.start,
                    "x1": after,
                    "y0": bottom,
                    "y1": top,
                    "layer": "below",
                    "line": {"width": 0},
                    "fillcolor": palette.FIELD,
                }
            )
            if after - stretch.start >= (axis[1] - axis[0]) * ROOM_FOR_A_WORD:
                word = {
                    "x": style.midpoint(stretch.start, stretch.end),
                    "y": (bottom + top) / 2,
                    "text": t("calls.not_covered_mark"),
                    "showarrow": False,
                }
                words.setdefault((stretch.start, stretch.end), word)
    return shades, list(words.values())


# Above the lanes, for the label of the marked day, and below them, for the axis and a
# legend of two lines; on a phone it takes more.
EVENT, UNDER = 18, 90


def fig_lanes(
    rows: list[LaneRow],
    selected: pd.DataFrame,
    start: dt.date,
    end: dt.date,
    event: tuple[dt.date, str],
    kind_label: Label,
    completeness_label: Label,
) -> Spec:
    """Place every contact in its counterpart's lane, over the coverage of the lane.

    Args:
        rows: lanes and headings, top row first.
        selected: contacts of the view; those of other actors are left out.
        start: first day of the axis.
        end: last day of the axis.
        event: a day to mark across all lanes, and its label.
        kind_label: code of a kind → its name.
        completeness_label: code of a coverage grade → its name.
    """
    drawn = selected[selected["actor_id"].isin({row.actor_id for row in rows})]
    plan = arrange(rows, drawn, start, end)
    named = [
        style.row_label(plan.places[row.actor_id].label, row.label, 0) for row in rows
    ]
    marks = [*_ties(drawn, plan), *_marks(drawn, plan, kind_label)]
    long_axis = (end - start).days > 800
    return figure(
        coverage(rows, plan.places, (start, end), completeness_label),
        _event(event, start, end, plan),
        part(marks, annotations=named),
        layout=style.layout(
            int(plan.height) + EVENT + UNDER,
            # Close to the axis at any height: the legend has no place of its own.
            legend={"yref": "container", "y": 0, "yanchor": "bottom"},
            margin={"b": UNDER},
            xaxis={
                "type": "date",
                "range": [start, end + dt.timedelta(days=1)],
                "fixedrange": True,
                "tickformat": "%Y" if long_axis else "%Y-%m",
                "dtick": "M12" if long_axis else None,
                "tickangle": 0,
                "ticklabelmode": "period" if long_axis else "instant",
            },
            yaxis={
                "range": [-2, plan.height + EVENT],
                "visible": False,
                "fixedrange": True,
            },
        ),
    )


def _event(
    event: tuple[dt.date, str],
    start: dt.date,
    end: dt.date,
    plan: Plan,
) -> Spec:
    """Mark a day in every lane; labels between the lanes stay free of the line."""
    day, label = event
    if not start <= day <= end:
        return part()
    lanes = (place for place in plan.places.values() if place.levels)
    line = style.upright(day, ((place.floor, place.top) for place in lanes))
    share = (day - start) / (end - start)
    note = {
        "x": day,
        "y": plan.height + EVENT / 2,
        "text": label,
        "showarrow": False,
        "xanchor": "left" if share < 0.3 else "right" if share > 0.7 else "center",
    }
    return part([line], annotations=[note])


def _ties(drawn: pd.DataFrame, plan: Plan) -> list[Trace]:
    """Tie the marks of one event across the lanes by a thin upright line."""
    x: list[dt.date | None] = []
    y: list[float | None] = []
    for _, rows in drawn[drawn.duplicated("event_id", keep=False)].groupby("event_id"):
        heights = [plan.marks[contact] for contact in rows["contact_id"]]
        day = rows["date"].iloc[0].date()
        x += [day, day, None]
        y += [max(heights), min(heights), None]
    if not x:
        return []
    return [
        scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": style.KIND_COLOUR["joint_call"], "width": 1},
            name=t("leaders.tie"),
            legendrank=1500,
            hoverinfo="skip",
        )
    ]


def _marks(drawn: pd.DataFrame, plan: Plan, kind_label: Label) -> list[Trace]:
    marks = []
    for kind, colour in style.KIND_COLOUR.items():
        rows = drawn[drawn["kind"] == kind]
        if rows.empty:
            continue
        marks.append(
            scatter(
                x=rows["date"].dt.date.tolist(),
                y=[plan.marks[contact] for contact in rows["contact_id"]],
                mode="markers",
                name=kind_label(kind),
                marker={
                    "symbol": style.KIND_SYMBOL[kind],
                    "size": MARK,
                    "color": colour,
                    "line": {"width": 1, "color": palette.GROUND},
                },
                customdata=rows["contact_id"].tolist(),
                hovertext=[
                    t(
                        "leaders.mark_hover",
                        name=style.escape(row.counterpart),
                        date=fmt.date(row.date.date()),
                        kind=kind_label(kind),
                    )
                    for row in each(rows)
                ],
                hoverinfo="text",
            )
        )
    return marks


def alt_lanes(
    rows: list[LaneRow], tallied: tuple[int, int, int], start: dt.date, end: dt.date
) -> str:
    """Say what the lanes hold: their labels, the events, and what is not covered.

    Args:
        rows: as drawn.
        tallied: contacts, distinct events, events in several lanes.
        start: first day of the axis.
        end: last day of the axis.
    """
    contacts, events, joint = tallied
    lanes = [row for row in rows if row.stretches is not None]
    return tn(
        "leaders.alt_lanes",
        contacts,
        start=fmt.date(start),
        end=fmt.date(end),
        lanes="; ".join(row.label.replace("<br>", " ") for row in lanes),
        events=fmt.number(events),
        joint=fmt.number(joint),
    )
