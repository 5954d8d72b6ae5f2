"""Chart of every contact on a time axis, one lane a kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.bands import bands
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.figures.time_axis import calendar_axis
from components.text import t, tn
from data.contacts import Gap
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
        traces.append(_marks(rows, at, kind, kind_label))
    axis, lines = calendar_axis(start, end)
    # A mark on the first day must not be cut in half.
    axis["range"] = [start - (end - start) / MARKS_A_ROW, axis["range"][1]]
    return figure(
        bands(stretches, gap, start, end, top),
        part(traces, lines, named),
        layout=style.layout(
            top + 50,
            xaxis=axis,
            yaxis={"range": [0, top], "visible": False, "fixedrange": True},
        ),
    )


def levels(days: list[dt.datetime], apart: dt.timedelta) -> list[int]:
    """Stack days that would cover each other: the lowest level that is free.

    Args:
        days: in order of time.
        apart: least distance of two marks on one level.

    Returns:
        A level from 0 for each day, in the same order.
    """
    last: list[dt.datetime] = []
    chosen = []
    for day in days:
        free = [level for level, before in enumerate(last) if day - before >= apart]
        level = free[0] if free else len(last)
        last[level : level + 1] = [day]
        chosen.append(level)
    return chosen


def _marks(rows: pd.DataFrame, at: list[float], kind: str, kind_label: Label) -> Trace:
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
