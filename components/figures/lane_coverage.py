"""What was searched for each lane on a time axis: the ground under its marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from components.figures import style
from components.figures.lane_layout import LaneRow, Place
from components.text import t
from data.contacts import COMPLETENESS
from data.rows import each

Label = Callable[[str], str]

# Over the whole lane where nobody searched: faint, since the strip says it in full.
UNCOVERED_TINT = "rgba(128, 128, 128, 0.13)"

# A stretch shorter than this share of the axis has no room for its word.
ROOM_FOR_A_WORD = 0.2

DAY = dt.timedelta(days=1)


def add_coverage(
    figure: go.Figure,
    rows: list[LaneRow],
    places: dict[str, Place],
    axis: tuple[dt.date, dt.date],
    completeness_label: Label,
) -> None:
    """Draw a strip by grade; a stretch that nobody searched tints the whole lane."""
    parts = [
        (places[row.actor_id].strip, part)
        for row in rows
        if row.stretches is not None
        for part in each(row.stretches)
    ]
    for grade in COMPLETENESS:
        x: list[dt.date | None] = []
        y: list[float | None] = []
        for (low, high), part in parts:
            if part.completeness == grade:
                after = part.end + DAY
                x += [part.start, part.start, after, after, part.start, None]
                y += [low, high, high, low, low, None]
        if x:
            figure.add_trace(_strip(grade, x, y, completeness_label(grade)))
    _shade(figure, rows, places, axis)


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
        "solidity": 0.15 if none else 0.3,
        "size": 6,
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


def _shade(
    figure: go.Figure,
    rows: list[LaneRow],
    places: dict[str, Place],
    axis: tuple[dt.date, dt.date],
) -> None:
    """Tint what nobody searched; name it in the first lane of those alike."""
    shades: list[dict[str, Any]] = []
    words: dict[tuple[dt.date, dt.date], dict[str, Any]] = {}
    for row in rows:
        if row.stretches is None:
            continue
        place = places[row.actor_id]
        bottom, top = place.strip[1], place.top
        for part in each(row.stretches):
            if part.completeness != "none":
                continue
            after = part.end + DAY
            shades.append(
                {
                    "type": "rect",
                    "x0": part.start,
                    "x1": after,
                    "y0": bottom,
                    "y1": top,
                    "layer": "below",
                    "line": {"width": 0},
                    "fillcolor": UNCOVERED_TINT,
                }
            )
            if after - part.start >= (axis[1] - axis[0]) * ROOM_FOR_A_WORD:
                word = {
                    "x": style.midpoint(part.start, part.end),
                    "y": (bottom + top) / 2,
                    "text": t("calls.not_covered_mark"),
                    "showarrow": False,
                }
                words.setdefault((part.start, part.end), word)
    figure.layout.shapes = (*figure.layout.shapes, *shades)
    style.annotate(figure, list(words.values()))
