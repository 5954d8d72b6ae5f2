"""Strip under a time axis: how complete the list of contacts is, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from components.figures import style
from components.text import t
from data.contacts import COMPLETENESS
from data.rows import each

Label = Callable[[str], str]

# A grade is named above its stretch where that is this wide a part of the axis: on a
# phone the name then just fits.
NAMED_STRETCH = 0.14


def add_strip(figure: go.Figure, runs: pd.DataFrame, completeness_label: Label) -> None:
    """Draw how complete the list is believed to be, as a strip under the axis.

    The grades are named above the strip; in the legend they would take as many
    lines as the kinds of contact, and more room than the bars on a phone.

    Args:
        figure: the chart; its axis `y2` runs from 0 to 1 over the strip's height.
        runs: from `data.coverage.grade_runs`.
        completeness_label: code of a coverage grade → its name.
    """
    day = dt.timedelta(days=1)
    for grade in COMPLETENESS:
        rows = runs[runs["completeness"] == grade]
        if rows.empty:
            continue
        x: list[dt.date | None] = []
        y: list[int | None] = []
        for row in each(rows):
            after = row.end + day
            x += [row.start, row.start, after, after, row.start, None]
            y += [0, 1, 1, 0, 0, None]
        label = completeness_label(grade)
        figure.add_trace(
            go.Scatter(
                x=x,
                y=y,
                yaxis="y2",
                mode="lines",
                fill="toself",
                fillcolor=style.COVERAGE_FILL[grade],
                fillpattern={
                    "shape": style.COVERAGE_HATCH[grade],
                    "bgcolor": style.COVERAGE_FILL[grade],
                    "fgcolor": "#FFFFFF",
                    "solidity": 0.3,
                    "size": 6,
                }
                if style.COVERAGE_HATCH[grade]
                else None,
                line={"color": style.GREY, "width": 1},
                name=t("calls.coverage_legend", grade=label),
                hoverinfo="name",
                hoveron="fills",
                showlegend=False,
            )
        )
    whole = runs["end"].max() - runs["start"].min()
    wide = [row for row in each(runs) if row.end - row.start > whole * NAMED_STRETCH]
    style.annotate(
        figure,
        [
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
        ],
    )
