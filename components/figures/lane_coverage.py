"""What was searched for each lane on a time axis: the ground under its marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from components.figures import style
from components.figures.coverage_strip import strip
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
        boxes = [
            (part.start, part.end, low, high)
            for (low, high), part in parts
            if part.completeness == grade
        ]
        if boxes:
            label = completeness_label(grade)
            figure.add_trace(strip(grade, boxes, label, legendrank=2000))
    _shade(figure, rows, places, axis)


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
