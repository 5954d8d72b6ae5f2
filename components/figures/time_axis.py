"""Ticks of a time axis: a name in the middle of each stretch, lines between them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from components import format as fmt
from components.figures import style
from components.text import t
from data.periods import GRAINS, periods

# Up to so many days, quarters or months are named instead of years.
MONTHS_UP_TO = 400
QUARTERS_UP_TO = 1200

_LINE = "rgba(128, 128, 128, 0.3)"


def calendar_axis(
    start: dt.date, end: dt.date
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Name the years (quarters, months) between two days at their middle.

    Returns:
        Settings of the axis, and the lines that part the stretches.
    """
    days = (end - start).days
    grain = "year"
    if days <= QUARTERS_UP_TO:
        grain = "month" if days <= MONTHS_UP_TO else "quarter"
    spans = [(first, last) for _, first, last in periods(grain, start, end)]
    axis = {
        "type": "date",
        "range": [start, end + dt.timedelta(days=1)],
        "tickvals": [style.midpoint(first, last) for first, last in spans],
        "ticktext": [_name(first, grain) for first, _ in spans],
        "tickangle": 0,
        "tickfont": {"size": 11},
        "showgrid": False,
        "fixedrange": True,
    }
    lines = [
        {
            "type": "line",
            "layer": "below",
            "x0": first,
            "x1": first,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": _LINE, "width": 1},
        }
        for first, _ in spans[1:]
    ]
    return axis, lines


def _name(day: dt.date, grain: str) -> str:
    """Name of a stretch; the year stands once, under its first quarter or month."""
    if grain == "year":
        return str(day.year)
    if grain == "month":
        name = fmt.short_month(day.month)
    else:
        name = t("calls.quarter_alone", quarter=(day.month + 2) // 3)
    if day.month <= GRAINS[grain]:
        return t("calls.tick_with_year", name=name, year=day.year)
    return name
