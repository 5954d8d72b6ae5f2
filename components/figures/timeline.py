"""Single days on a time axis: contacts by kind, statements of a state by scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t
from data.fill_rule import CORE_SCOPES
from data.rows import each

Label = Callable[[str], str]

# Marks that fit side by side on a phone; more of them are stacked.
MARKS_A_ROW = 40
# In pixels: the name of a lane, a level of its marks, the space below, and what the
# label of the gap needs.
LANE_NAME = 20
LEVEL = 13
LANE_GAP = 8
LEAST_HEIGHT = 180


def levels(days: Iterable[dt.date], apart: dt.timedelta) -> list[int]:
    """Give each of some days, in order, the lowest level at which there is room.

    Args:
        days: in order of time.
        apart: marks of one level stand at least so far from one another.
    """
    latest: list[dt.date] = []
    found = []
    for day in days:
        free = (i for i, last in enumerate(latest) if day - last >= apart)
        level = next(free, len(latest))
        latest[level : level + 1] = [day]
        found.append(level)
    return found


SCOPES = (*CORE_SCOPES, "peace_talks", "normalisation")
"""Lanes from top to bottom; the core ones, which colour the map, first."""

_SCOPE_LANE = 92

# Between two neighbours of the scale, so that marks of one week stay apart.
_SCOPE_STEP = 0.11
_SCOPE_MARGIN = 90


def fig_timeline(
    statements: pd.DataFrame,
    deciding: str,
    as_of: dt.date,
    last: dt.date,
    stance_label: Label,
    scope_label: Label,
) -> Spec:
    """Draw one mark a statement; the deciding one ringed, later ones hollow.

    Args:
        statements: the actor's rows of the table, without status rows.
        deciding: id of the deciding statement, or "".
        as_of: the day of the map; statements after it never colour it.
        last: the day on which the data ends, and the axis.
        stance_label: code → its name.
        scope_label: scope → its name.
    """
    lanes = [s for s in SCOPES if (statements["scope"] == s).any()]
    level = {scope: len(lanes) - place for place, scope in enumerate(lanes)}
    first = min(statements["date"].min().date(), as_of) - dt.timedelta(days=45)
    marks = []
    for stance, symbol in style.STANCE_SYMBOL.items():
        rows = statements[statements["stance"] == stance]
        if rows.empty:
            continue
        later = rows["date"] > pd.Timestamp(as_of)
        colour = palette.POSITION_COLOUR.get(stance, palette.OUTLINE)
        marks.append(
            scatter(
                x=rows["date"].dt.date.tolist(),
                y=_heights(rows, level),
                mode="markers",
                name=stance_label(stance),
                marker={
                    "symbol": [
                        f"{symbol}-open" if hollow and "open" not in symbol else symbol
                        for hollow in later
                    ],
                    "color": colour,
                    "size": 13,
                    "opacity": 1,
                    "line": {"width": 2, "color": colour},
                },
                customdata=rows["statement_id"].tolist(),
                hovertext=[
                    _statement_hover(row, stance_label(stance)) for row in each(rows)
                ],
                hoverinfo="text",
            )
        )
    marks += _ring(statements[statements["statement_id"] == deciding], level)
    names = [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": level[scope] + 0.4,
            "text": scope_label(scope),
            "showarrow": False,
            "font": {"size": 12},
        }
        for scope in lanes
    ]
    return figure(
        part(marks, [style.marked_day(as_of)], names),
        layout=style.layout(
            _SCOPE_MARGIN + _SCOPE_LANE * len(lanes),
            hovermode="closest",
            xaxis={
                "type": "date",
                "range": [first, last + dt.timedelta(days=20)],
                "nticks": 5,
                "tickformat": "%Y-%m",
                "tickangle": 0,
                "fixedrange": True,
            },
            yaxis={
                "range": [0.5, len(lanes) + 0.65],
                # Between the lanes: a line through one would seem to rank its marks.
                "tickvals": [place + 0.5 for place in range(1, len(lanes))],
                "showticklabels": False,
                "zeroline": False,
                "fixedrange": True,
            },
            legend={"y": -0.3 / max(len(lanes), 1) - 0.05},
        ),
    )


def _ring(row: pd.DataFrame, level: dict[str, int]) -> list[Trace]:
    """A ring around the statement that colours the map."""
    if row.empty:
        return []
    return [
        scatter(
            x=row["date"].dt.date.tolist(),
            y=_heights(row, level),
            mode="markers",
            name=t("stances.deciding_mark"),
            marker={
                "symbol": "circle-open",
                "size": 24,
                "opacity": 1,
                "color": palette.OUTLINE,
                "line": {"width": 2},
            },
            hoverinfo="skip",
        )
    ]


def _heights(rows: pd.DataFrame, level: dict[str, int]) -> list[float]:
    """Place marks in the lane of their scope, the most willing on top."""
    order = {stance: place for place, stance in enumerate(style.STANCE_SYMBOL)}
    return [
        level[scope] + 0.14 - _SCOPE_STEP * order[stance]
        for scope, stance in zip(rows["scope"], rows["stance"], strict=True)
    ]


def _statement_hover(row: Any, stance: str) -> str:
    return t(
        "stances.timeline_hover",
        date=fmt.imprecise_date(row.date.date(), row.date_precision),
        speaker=style.escape(row.speaker),
        stance=stance,
    )


def alt_timeline(
    statements: pd.DataFrame, name: str, stance_label: Label, scope_label: Label
) -> str:
    """List the statements by scope, oldest first."""
    lanes = [
        t(
            "stances.alt_lane",
            scope=scope_label(scope),
            statements=", ".join(
                t(
                    "stances.alt_statement",
                    stance=stance_label(row.stance),
                    date=fmt.imprecise_date(row.date.date(), row.date_precision),
                )
                for row in each(statements[statements["scope"] == scope])
            ),
        )
        for scope in SCOPES
        if (statements["scope"] == scope).any()
    ]
    return t("stances.alt_timeline", name=name, lanes="; ".join(lanes))
