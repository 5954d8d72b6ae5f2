"""Statements of a state on a time axis, on the scale from open to closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t
from data.fill_rule import CORE_SCOPES, SCALE
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

# The levels from top to bottom; what is no position stands below them.
LEVELS = (*SCALE, "")
_LEVEL, _MARGIN = 42, 44


def fig_timeline(
    statements: pd.DataFrame,
    deciding: str,
    as_of: dt.date,
    last: dt.date,
    stance_label: Label,
    scope_label: Label,
) -> Spec:
    """Draw a dot a statement on the scale; the deciding one ringed.

    What is about other topics than those that colour the map is hollow.

    Args:
        statements: the actor's rows of the table, without status rows.
        deciding: id of the deciding statement, or "".
        as_of: the day of the map; statements after it never colour it.
        last: the day on which the data ends, and the axis.
        stance_label: code → its name.
        scope_label: scope → its name.
    """
    first = min(statements["date"].min().date(), as_of) - dt.timedelta(days=45)
    levels = [
        stance
        for stance in LEVELS
        if stance or not statements["stance"].isin(SCALE).all()
    ]
    height = {stance: len(levels) - place for place, stance in enumerate(levels)}
    marks = []
    for stance in levels:
        held = statements["stance"] == stance
        rows = statements[held if stance else ~statements["stance"].isin(SCALE)]
        if rows.empty:
            continue
        colour = palette.POSITION_COLOUR.get(stance, palette.OUTLINE)
        core = rows["scope"].isin(CORE_SCOPES)
        marks.append(
            scatter(
                x=rows["date"].dt.date.tolist(),
                y=[height[stance]] * len(rows),
                mode="markers",
                marker={
                    "symbol": ["circle" if c else "circle-open" for c in core],
                    "color": colour,
                    "size": 14,
                    "opacity": 1,
                    "line": {
                        "width": [1 if c else 3 for c in core],
                        "color": [palette.OUTLINE if c else colour for c in core],
                    },
                },
                customdata=rows["statement_id"].tolist(),
                hovertext=[
                    _statement_hover(row, stance_label(row.stance), scope_label)
                    for row in each(rows)
                ],
                hoverinfo="text",
            )
        )
    marks += _ring(statements[statements["statement_id"] == deciding], height)
    names = [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": height[stance] + 0.36,
            "text": t(
                "stances.level",
                sign=palette.POSITION_SIGN.get(stance, "○"),
                stance=stance_label(stance) if stance else t("stances.no_position"),
            ),
            "showarrow": False,
            "font": {"color": palette.MUTED, "size": 12},
        }
        for stance in levels
    ]
    axis, lines = style.calendar_axis(first, last + dt.timedelta(days=20))
    return figure(
        part(marks, [*lines, style.marked_day(as_of)], names),
        layout=style.layout(
            _MARGIN + _LEVEL * len(levels),
            showlegend=False,
            hovermode="closest",
            xaxis=axis,
            yaxis={
                "range": [0.5, len(levels) + 0.7],
                "tickvals": list(height.values()),
                "showticklabels": False,
                "zeroline": False,
                "fixedrange": True,
            },
        ),
    )


def _ring(row: pd.DataFrame, height: dict[str, int]) -> list[Trace]:
    """A ring around the statement that colours the map."""
    if row.empty:
        return []
    return [
        scatter(
            x=row["date"].dt.date.tolist(),
            y=[height[stance] for stance in row["stance"]],
            mode="markers",
            marker={
                "symbol": "circle-open",
                "size": 26,
                "opacity": 1,
                "color": palette.TEXT,
                "line": {"width": 2},
            },
            hoverinfo="skip",
        )
    ]


def _statement_hover(row: Any, stance: str, scope_label: Label) -> str:
    return t(
        "stances.timeline_hover",
        date=fmt.imprecise_date(row.date.date(), row.date_precision),
        speaker=style.escape(row.speaker),
        stance=stance,
        scope=style.escape(scope_label(row.scope)),
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
