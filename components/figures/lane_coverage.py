"""A lane on a time axis, and what was searched for it: the ground under its marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.figures import style
from components.text import t
from data.contacts import COMPLETENESS
from data.rows import each

Label = Callable[[str], str]

# Heights within a lane of height 1: strip of coverage, marks, and the label on top.
STRIP = (0.04, 0.18)
MARKS = (0.18, 0.64)
MARK_LINE = 0.41
LABEL_LINE = 0.84

# A stretch shorter than this share of the axis has no room for its word.
ROOM_FOR_A_WORD = 0.2


@dataclass(frozen=True)
class LaneRow:
    """One row of the chart.

    `label` stands above the lane. `stretches` are from
    `data.coverage.coverage_between`; None makes the row a heading without a lane.
    """

    actor_id: str
    label: str
    stretches: pd.DataFrame | None


def add_coverage(
    figure: go.Figure,
    rows: list[LaneRow],
    base: dict[str, float],
    axis: tuple[dt.date, dt.date],
    completeness_label: Label,
) -> None:
    """Draw a strip by grade; a stretch that nobody searched fills the whole lane."""
    day = dt.timedelta(days=1)
    for grade in COMPLETENESS:
        low, high = (STRIP[0], MARKS[1]) if grade == "none" else STRIP
        x: list[dt.date | None] = []
        y: list[float | None] = []
        for row in rows:
            if row.stretches is None:
                continue
            here = row.stretches[row.stretches["completeness"] == grade]
            floor = base[row.actor_id]
            for part in each(here):
                after = part.end + day
                x += [part.start, part.start, after, after, part.start, None]
                y += [floor + h for h in (low, high, high, low, low)] + [None]
                if grade == "none":
                    _word(figure, part.start, after, floor, axis)
        if x:
            figure.add_trace(_strip(grade, x, y, completeness_label(grade)))


def _strip(
    grade: str, x: list[dt.date | None], y: list[float | None], label: str
) -> go.Scatter:
    none = grade == "none"
    fill = style.UNCOVERED_FILL if none else style.COVERAGE_FILL[grade]
    hatch = "/" if none else style.COVERAGE_HATCH[grade]
    pattern = {
        "shape": hatch,
        "bgcolor": fill,
        "fgcolor": style.GREY if none else "#FFFFFF",
        "solidity": 0.1 if none else 0.3,
        "size": 8 if none else 6,
    }
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=fill,
        fillpattern=pattern if hatch else None,
        line={"color": style.GREY, "width": 1, "dash": "dot" if none else "solid"},
        name=label if none else t("calls.coverage_legend", grade=label),
        legendrank=2000,
        hoverinfo="name",
        hoveron="fills",
    )


def _word(
    figure: go.Figure,
    start: dt.date,
    after: dt.date,
    floor: float,
    axis: tuple[dt.date, dt.date],
) -> None:
    """Write "not covered" in the lane where there is room for it."""
    if (after - start) < (axis[1] - axis[0]) * ROOM_FOR_A_WORD:
        return
    figure.add_annotation(
        x=style.midpoint(start, after),
        y=floor + MARK_LINE,
        text=t("calls.not_covered_mark"),
        showarrow=False,
    )
