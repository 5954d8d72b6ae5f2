"""Single days on a time axis: contacts by kind, statements of a state by scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t, tn
from data.contacts import Gap
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


def fig_events(
    selected: pd.DataFrame,
    stretches: pd.DataFrame,
    gap: Gap | None,
    start: dt.date,
    end: dt.date,
    kind_label: Label,
) -> Spec:
    """Place every contact on a time axis, one lane a kind, larger for longer talks.

    Marks stand at their days; those that would cover each other are stacked, so
    that a busy time is a high pile.

    Args:
        selected: contacts of the view, in order of time.
        stretches: coverage of the same days.
        gap: the gap to label, or None.
        start: first day of the axis.
        end: last day of the axis.
        kind_label: code of a kind → its name.
    """
    kinds = [k for k in style.KIND_COLOUR if k in set(selected["kind"])]
    rows_of = {kind: selected[selected["kind"] == kind] for kind in kinds}
    apart = (end - start) / MARKS_A_ROW
    level_of = {
        kind: levels(rows["date"].tolist(), apart) for kind, rows in rows_of.items()
    }
    heights = [
        LANE_NAME + LEVEL * (max(level_of[kind]) + 1) + LANE_GAP for kind in kinds
    ]
    # One unit of the vertical axis is one pixel.
    top = max(sum(heights), LEAST_HEIGHT)
    floor = float(top)
    traces, named = [], []
    for kind, height in zip(kinds, heights, strict=True):
        rows = rows_of[kind]
        lane = t("calls.lane", kind=kind_label(kind), n=fmt.number(len(rows)))
        named.append(style.row_label(floor - LANE_NAME / 2, style.escape(lane), 0))
        floor -= height
        base = floor + LANE_GAP + LEVEL / 2
        at = [base + LEVEL * level for level in level_of[kind]]
        traces.append(_kind_marks(rows, at, kind, kind_label))
    axis, lines = style.calendar_axis(start, end)
    # A mark on the first day must not be cut in half.
    axis["range"] = [start - (end - start) / MARKS_A_ROW, axis["range"][1]]
    return figure(
        style.bands(stretches, gap, start, end, top),
        part(traces, lines, named),
        layout=style.layout(
            top + 50,
            xaxis=axis,
            yaxis={"range": [0, top], "visible": False, "fixedrange": True},
        ),
    )


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


def _kind_marks(
    rows: pd.DataFrame, at: list[float], kind: str, kind_label: Label
) -> Trace:
    """Marks of one kind: filled and larger by the published minutes, else hollow."""
    known = rows["duration_min"].notna()
    minutes = rows["duration_min"].fillna(0).astype(float)
    return scatter(
        x=rows["date"].dt.date.tolist(),
        y=at,
        mode="markers",
        name=kind_label(kind),
        marker={
            "symbol": [style.KIND_SYMBOL[kind] + ("" if k else "-open") for k in known],
            "size": [
                7 + (m**0.5) * 0.55 if k else 8
                for m, k in zip(minutes, known, strict=True)
            ],
            "color": style.KIND_COLOUR[kind],
            "opacity": 1,
            "line": {"width": 1.5, "color": style.KIND_COLOUR[kind]},
        },
        customdata=rows["contact_id"].tolist(),
        hovertext=[_event_hover(row, kind_label) for row in each(rows)],
        hoverinfo="text",
        showlegend=False,
    )


def _event_hover(row: object, kind_label: Label) -> str:
    minutes = row.duration_min  # type: ignore[attr-defined]
    length = (
        t("calls.no_duration")
        if pd.isna(minutes)
        else tn("calls.minutes", int(minutes))
    )
    return t(
        "calls.event_hover",
        date=fmt.date(row.date.date()),  # type: ignore[attr-defined]
        kind=kind_label(row.kind),  # type: ignore[attr-defined]
        length=length,
        note=style.escape(row.note),  # type: ignore[attr-defined]
    )


def alt_events(selected: pd.DataFrame, kind_label: Label) -> str:
    """Say how many contacts of each kind the strip shows, and from when to when."""
    kinds = selected["kind"].value_counts()
    known = selected["duration_min"].notna().sum()
    return tn(
        "calls.alt_events",
        len(selected),
        kinds=fmt.join(
            f"{kind_label(str(k))}: {fmt.number(n)}" for k, n in kinds.items()
        ),
        first=fmt.date(selected["date"].min().date()),
        last=fmt.date(selected["date"].max().date()),
        known=fmt.number(int(known)),
    )


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
