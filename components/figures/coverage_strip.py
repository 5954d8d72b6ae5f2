"""Strip under a time axis: how complete the list of contacts is, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from components.figures import style
from components.figures.spec import Spec, Trace, part, scatter
from components.text import t
from data.contacts import COMPLETENESS
from data.rows import each

Label = Callable[[str], str]

# A grade is named above its stretch where that is this wide a part of the axis: on a
# phone the name then just fits.
NAMED_STRETCH = 0.14


# First and last day, lower and upper edge.
Box = tuple[dt.date, dt.date, float, float]


def strip(grade: str, boxes: Iterable[Box], label: str, **extra: Any) -> Trace:
    """Draw the stretches of one grade; what nobody searched is hatched in grey.

    Args:
        grade: a code of coverage.
        boxes: the stretches.
        label: the grade's name.
        extra: further settings of the trace.
    """
    x: list[dt.date | None] = []
    y: list[float | None] = []
    for first, last, low, high in boxes:
        after = last + dt.timedelta(days=1)
        x += [first, first, after, after, first, None]
        y += [low, high, high, low, low, None]
    none = grade == "none"
    fill, hatch = style.COVERAGE_FILL[grade], style.COVERAGE_HATCH[grade]
    pattern = {
        "shape": hatch,
        "bgcolor": fill,
        "fgcolor": style.GREY if none else "#FFFFFF",
        "solidity": 0.15 if none else 0.3,
        "size": 6,
    }
    return scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=fill,
        fillpattern=pattern if hatch else None,
        line={"color": style.GREY, "width": 1, "dash": "dot" if none else "solid"},
        name=label if none else t("calls.coverage_legend", grade=label),
        hoverinfo="name",
        hoveron="fills",
        **extra,
    )


def coverage_strip(runs: pd.DataFrame, completeness_label: Label) -> Spec:
    """Draw how complete the list is believed to be, as a strip under the axis.

    The grades are named above the strip; in the legend they would take as many
    lines as the kinds of contact, and more room than the bars on a phone.

    Args:
        runs: from `data.coverage.grade_runs`.
        completeness_label: code of a coverage grade → its name.

    Returns:
        The part of a figure whose axis `y2` runs from 0 to 1 over the strip.
    """
    traces = []
    for grade in COMPLETENESS:
        rows = runs[runs["completeness"] == grade]
        if not rows.empty:
            boxes = [(row.start, row.end, 0.0, 1.0) for row in each(rows)]
            label = completeness_label(grade)
            traces.append(strip(grade, boxes, label, yaxis="y2", showlegend=False))
    whole = runs["end"].max() - runs["start"].min()
    wide = [row for row in each(runs) if row.end - row.start > whole * NAMED_STRETCH]
    names = [
        {
            "x": style.midpoint(row.start, row.end),
            "y": 1,
            "yref": "y2",
            "yanchor": "bottom",
            "text": completeness_label(row.completeness),
            "font": {"size": 11},
            "showarrow": False,
        }
        for row in wide
    ]
    return part(traces, annotations=names)
