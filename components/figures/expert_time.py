"""Chart of the experts page: positions over time, a column for each half-year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.experts import (
    FITTING_NUMBERS,
    POSITION_COLOUR,
    Label,
    segment,
)
from components.figures.spec import Spec, bar, figure, part
from components.text import t

_HEIGHT = 380

# Room for the tick labels and, under them, the years.
_YEAR_SHIFT = -34


def fig_over_time(
    counts: pd.DataFrame,
    codes: Sequence[str],
    column_label: Label,
    position_label: Label,
) -> Spec:
    """Draw one column a half-year, made up of the positions, with their numbers.

    A half-year without an assessment is marked as such: none was collected.

    Args:
        counts: columns code, position, n (see `data.assessment_views.tally`).
        codes: the columns in time; `2022-H1`, or `2022` where no more is known.
        column_label: code of a column → its name.
        position_label: code of a position → its name.
    """
    totals = {
        str(code): int(n) for code, n in counts.groupby("code")["n"].sum().items()
    }
    place = {code: index for index, code in enumerate(codes)}
    tallest = max(totals.values(), default=1)
    by_position = [(p, counts[counts["position"] == p]) for p in POSITION_COLOUR]
    bars = [
        bar(
            x=[place[code] for code in rows["code"]],
            y=rows["n"].tolist(),
            width=0.78,
            **segment(rows, position, position_label(position), column_label),
        )
        for position, rows in by_position
        if not rows.empty
    ]
    return figure(
        part(bars, annotations=[*_totals(place, totals), *_years(codes)]),
        layout=style.layout(
            _HEIGHT,
            barmode="stack",
            showlegend=True,
            uniformtext=FITTING_NUMBERS,
            margin={"l": 8, "r": 8, "t": 8, "b": 56},
            xaxis={
                "range": [-0.6, len(codes) - 0.4],
                "tickmode": "array",
                "tickvals": list(place.values()),
                "ticktext": [
                    t(f"experts.axis_{code.partition('-')[2] or 'none'}")
                    for code in codes
                ],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            yaxis={
                "range": [0, tallest * 1.12],
                "title": {"text": t("experts.axis_number")},
                "rangemode": "tozero",
                "nticks": 6,
                "fixedrange": True,
            },
        ),
    )


def _totals(place: dict[str, int], totals: dict[str, int]) -> list[dict[str, Any]]:
    """Write the number above each column, and in an empty one why it is empty."""
    return [
        {
            "x": index,
            "y": totals.get(code, 0),
            "text": f"<b>{fmt.number(totals[code])}</b>"
            if code in totals
            else t("experts.none_collected"),
            "textangle": 0 if code in totals else -90,
            "showarrow": False,
            "yanchor": "bottom",
        }
        for code, index in place.items()
    ]


def _years(codes: Sequence[str]) -> list[dict[str, Any]]:
    """Write each year once, under the middle of its columns."""
    placed = groupby(enumerate(codes), key=lambda pair: pair[1][:4])
    found = []
    for year, columns in placed:
        indices = [index for index, _ in columns]
        found.append(
            {
                "x": (indices[0] + indices[-1]) / 2,
                "y": 0,
                "yref": "paper",
                "yshift": _YEAR_SHIFT,
                "text": year,
                "showarrow": False,
                "yanchor": "middle",
            }
        )
    return found
