"""Positions of experts: for to the left of a line, against to its right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, bar, figure, part
from components.text import t
from data.assessments import NO_POSITION

Label = Callable[[str], str]

# Pixels a row takes with its label above the bar, less where there are many rows, and
# the heads of both sides.
_ROW, _NARROW_ROW = 50, 46
_FEW_ROWS = 12
_HEAD = 34

# From the line outwards.
LEFT = ("conditional", "favourable")
RIGHT = ("sceptical", "opposed")

FITTING_NUMBERS = {"minsize": 12, "mode": "hide"}


def fig_positions(
    counts: pd.DataFrame,
    codes: Sequence[str],
    row_label: Label,
    position_label: Label,
) -> Spec:
    """Draw one bar a row: who is for left of the line, who is against right of it.

    What takes no position is a number in the row's label alone.

    Args:
        counts: columns code, position, n (see `data.assessments.tally`).
        codes: the rows from top to bottom; one without counts stays empty.
        row_label: code of a row → its name.
        position_label: code of a position → its name with its sign.
    """
    number = {
        (str(row.code), str(row.position)): int(row.n)  # type: ignore[arg-type]
        for row in counts.itertuples()
    }
    place = {code: index for index, code in enumerate(codes)}
    bars = []
    for side, positions in ((-1, LEFT), (1, RIGHT)):
        for position in positions:
            held = counts[counts["position"] == position]
            if len(held):
                bars.append(
                    _segments(held, position, side, place, row_label, position_label)
                )
    widest = [
        max((sum(number.get((c, p), 0) for p in side) for c in codes), default=0)
        for side in (LEFT, RIGHT)
    ]
    reach = max(*widest, 1) * 1.04
    labels = [
        {
            "x": 0,
            "y": index - 0.27,
            "text": t(
                "experts.row",
                name=style.escape(row_label(code)),
                counts=_told(code, number),
            ),
            "showarrow": False,
            "xref": "paper",
            "xanchor": "left",
            "yanchor": "bottom",
            "font": {"size": 13},
        }
        for code, index in place.items()
    ]
    heads = [
        {
            "x": 0,
            "xshift": side * 8,
            "xanchor": "right" if side < 0 else "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "top",
            "text": "   ".join(map(position_label, positions[::side])),
            "showarrow": False,
            "font": {"color": palette.MUTED, "size": 12},
        }
        for side, positions in ((-1, LEFT), (1, RIGHT))
    ]
    rows = len(codes)
    height = (_ROW if rows <= _FEW_ROWS else _NARROW_ROW) * rows + _HEAD
    line = {"color": palette.TEXT, "width": 1.5}
    return figure(
        part(bars, annotations=[*labels, *heads]),
        layout=style.layout(
            height,
            barmode="relative",
            showlegend=False,
            margin={"l": 2, "r": 2, "t": 2, "b": 2},
            bargap=0.5,
            uniformtext=FITTING_NUMBERS,
            xaxis={"range": [-reach, reach], "visible": False, "fixedrange": True},
            yaxis={
                "range": [rows - 0.6, -0.6 - _HEAD / _ROW],
                "visible": False,
                "fixedrange": True,
            },
            shapes=[
                {
                    "type": "line",
                    "x0": 0,
                    "x1": 0,
                    "y0": index - 0.26,
                    "y1": index + 0.26,
                    "line": line,
                }
                for index in range(rows)
            ],
        ),
    )


def _told(code: str, number: Mapping[tuple[str, str], int]) -> str:
    """The numbers of a row, each with the sign of its position."""

    def side(positions: Sequence[str]) -> str:
        return " ".join(
            t(
                "experts.row_count",
                sign=palette.ASSESSMENT_SIGN[position],
                n=fmt.number(number[code, position]),
            )
            for position in positions
            if number.get((code, position))
        )

    return t(
        "experts.row_counts",
        left=side(LEFT[::-1]),
        right=side(RIGHT),
        none=side((NO_POSITION,)),
    )


def _segments(
    rows: pd.DataFrame,
    position: str,
    side: int,
    place: Mapping[str, int],
    row_label: Label,
    position_label: Label,
) -> Trace:
    return bar(
        orientation="h",
        x=[side * n for n in rows["n"]],
        y=[place[code] for code in rows["code"]],
        width=0.5,
        customdata=[f"{code}|{position}" for code in rows["code"]],
        **segment(rows, position, position_label(position), row_label),
    )


def segment(
    rows: pd.DataFrame, position: str, name: str, group_label: Label
) -> dict[str, Any]:
    """Name, numbers, look and hover text of the segments of one position.

    Args:
        rows: columns code and n, one a segment.
        position: their position.
        name: its name for readers.
        group_label: code of a group → its name.
    """
    return {
        "name": name,
        "text": [fmt.number(n) for n in rows["n"]],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {
            "color": palette.TEXT_ON[palette.ASSESSMENT_COLOUR[position]],
            "size": 12,
        },
        "marker": marker(position),
        "hovertext": [
            t("experts.hover", name=group_label(code), position=name, n=fmt.number(n))
            for code, n in zip(rows["code"], rows["n"], strict=True)
        ],
        "hoverinfo": "text",
    }


def marker(position: str) -> dict[str, Any]:
    """Colour and outline of the segments of a position."""
    return {
        "color": palette.ASSESSMENT_COLOUR[position],
        "line": {"width": 1, "color": palette.OUTLINE},
    }


def alt_positions(
    counts: pd.DataFrame,
    codes: Sequence[str],
    row_label: Label,
    position_label: Label,
) -> str:
    """Say the counts of each row in words."""
    number = {(row.code, row.position): row.n for row in counts.itertuples()}
    rows = [
        t(
            "experts.alt_row",
            name=row_label(code),
            counts=fmt.join(
                t("experts.alt_count", position=position_label(p), n=number[code, p])
                for p in palette.ASSESSMENT_COLOUR
                if (code, p) in number
            )
            or t("experts.alt_none"),
        )
        for code in codes
    ]
    return t("experts.alt", total=int(counts["n"].sum()), rows="; ".join(rows))


_TIME_HEIGHT = 380

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
        counts: columns code, position, n (see `data.assessments.tally`).
        codes: the columns in time; `2022-H1`, or `2022` where no more is known.
        column_label: code of a column → its name.
        position_label: code of a position → its name.
    """
    totals = {
        str(code): int(n) for code, n in counts.groupby("code")["n"].sum().items()
    }
    place = {code: index for index, code in enumerate(codes)}
    tallest = max(totals.values(), default=1)
    by_position = [
        (p, counts[counts["position"] == p]) for p in palette.ASSESSMENT_COLOUR
    ]
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
        part(bars, annotations=[*_column_numbers(place, totals), *_years(codes)]),
        layout=style.layout(
            _TIME_HEIGHT,
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


def _column_numbers(
    place: dict[str, int], totals: dict[str, int]
) -> list[dict[str, Any]]:
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
