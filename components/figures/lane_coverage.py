"""What was searched for each lane on a time axis: the ground under its marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from components.figures import style
from components.figures.coverage_strip import strip
from components.figures.lane_layout import LaneRow, Place
from components.figures.spec import Spec, part
from components.text import t
from data.contacts import COMPLETENESS
from data.rows import each

Label = Callable[[str], str]

# Over the whole lane where nobody searched: faint, since the strip says it in full.
UNCOVERED_TINT = "rgba(128, 128, 128, 0.13)"

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
        for stretch in each(row.stretches)
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
            traces.append(strip(grade, boxes, label, legendrank=2000))
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
        for stretch in each(row.stretches):
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
                    "fillcolor": UNCOVERED_TINT,
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
