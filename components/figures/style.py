"""One look for all charts: semantic colours, hatches, layout, mode bar, time axes.

Colours are those of the theme (`palette`). No meaning rests on colour alone: each
code also has a sign, a symbol or words; a hatch marks absence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from components import format as fmt
from components import spans
from components.figures import palette
from components.figures.spec import SMALL, Spec, Trace, merge, part, scatter
from components.text import t, tn
from data.contacts import GRAINS, Gap, periods
from data.escape import chart
from data.events import Event

Label = Callable[[str], str]

KIND_COLOUR = {
    "call": palette.CALL,
    "video_call": palette.CALL,
    "joint_call": palette.JOINT,
    "meeting": palette.MEETING,
}
KIND_SYMBOL = {
    "call": "circle",
    "video_call": "diamond",
    "joint_call": "triangle-up",
    "meeting": "square",
}

COVERAGE_HATCH = {"complete": "", "high": "/", "medium": "-", "low": ".", "none": "/"}
COVERAGE_FILL = {
    "complete": palette.OUTLINE,
    "high": palette.MEETING,
    "medium": palette.GRID,
    "low": palette.FIELD,
    "none": palette.FIELD,
}

# Bands lie behind the marks.
GAP_FILL = palette.WASH
UNCOVERED_FILL = palette.FIELD

# What Streamlit passes on to Plotly for every chart. Zooming is off, the full screen
# would stretch what is drawn for its height. The one tool left is pressed by the menu
# of downloads (`components.picture`), and not seen.
CONFIG: dict[str, Any] = {
    "displayModeBar": "hover",
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
}


# Labels read some HTML: text from the data passes through here.
escape = chart


def layout(height: int, **extra: Any) -> dict[str, Any]:
    """Return the layout that every chart starts from.

    Args:
        height: in pixels.
        extra: further settings; those of the same name are changed level by level.
    """
    base: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {"align": "left"},
        "dragmode": False,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": -0.12,
            "yanchor": "top",
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "normal",
        },
    }
    return merge(base, extra)


def row_label(y: float, text: str, yshift: int) -> dict[str, Any]:
    """Return a label above a row's marks, at the left edge: fit for a phone.

    Labels beside the axis would take half of a narrow screen.
    """
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yshift": yshift,
        "text": text,
        "showarrow": False,
        "align": "left",
    }


def rules(heights: list[float]) -> list[dict[str, Any]]:
    """Return faint level lines across the chart, for `layout.shapes`."""
    line = {"width": 1, "color": palette.GRID}
    across = {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "line": line}
    return [across | {"y0": height, "y1": height} for height in heights]


def upright(x: Any, spans: Iterable[tuple[float, float]]) -> Trace:
    """Draw a dashed upright line at `x` in pieces, so that labels stay free of it."""
    y = [height for low, high in spans for height in (low, high, None)]
    return scatter(
        x=[None if height is None else x for height in y],
        y=y,
        mode="lines",
        line={"color": palette.OUTLINE, "width": 1.5, "dash": "3px,2px"},
        hoverinfo="skip",
        showlegend=False,
    )


def marked_day(day: dt.date) -> dict[str, Any]:
    """Return a dotted upright line through the whole chart, for `layout.shapes`."""
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "xref": "x",
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "line": {"color": palette.OUTLINE, "width": 2, "dash": "dot"},
    }


# Charts do not know how wide they are drawn: names keep apart on the plot of a phone.
_PHONE_PLOT = 320
_LETTER = 6.5
_LINE = 16


def event_marks(
    events: Iterable[Event],
    place: Callable[[dt.date], float],
    edges: tuple[float, float],
    yref: str,
    *,
    lines: int = 2,
) -> Spec:
    """Mark days that readers know by quiet upright lines, named below the marks.

    A name that would touch another, even on a phone, stands a line lower; where no
    line is free it is left out, and the mark stays.

    Args:
        events: those on the axis; the first ones get their names first.
        place: where a day lies on the axis of the days.
        edges: both ends of that axis.
        yref: the axis of the marks, from 0 to 1; below it is room for `lines`.
        lines: of names, at most.
    """
    low, high = edges
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lines)]
    shapes: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for event in events:
        x = place(event.date)
        shapes.append(
            {
                "type": "line",
                "x0": x,
                "x1": x,
                "yref": yref,
                "y0": -0.2,
                "y1": 1.2,
                "layer": "below",
                "line": {"color": palette.MUTED, "width": 1, "dash": "dot"},
            }
        )
        width = len(event.label) * _LETTER
        side, left = _beside((x - low) / (high - low) * _PHONE_PLOT, width)
        right = left + width
        free = (
            n
            for n, names_there in enumerate(taken)
            if all(right < before or after < left for before, after in names_there)
        )
        line = next(free, None)
        if line is None:
            continue
        taken[line].append((left - _LETTER, right + _LETTER))
        names.append(
            {
                "text": escape(event.label),
                "x": x,
                "xanchor": side,
                # An annotation off its axis is not drawn: it is shifted below.
                "y": 0,
                "yref": yref,
                "yanchor": "top",
                "yshift": -4 - line * _LINE,
                "showarrow": False,
                "font": {"color": palette.MUTED, "size": SMALL},
            }
        )
    return part(shapes=shapes, annotations=names)


def _beside(place: float, width: float) -> tuple[str, float]:
    """Return how a name is anchored so that no edge cuts it, and where it begins."""
    if place < width / 2:
        return "left", place
    if place > _PHONE_PLOT - width / 2:
        return "right", place - width
    return "center", place - width / 2


def midpoint(first: dt.date, last: dt.date) -> dt.datetime:
    """Return the middle of a stretch of days, both included."""
    start = dt.datetime.combine(first, dt.time())
    return start + (last - first + dt.timedelta(days=1)) / 2


# Up to so many days, quarters or months are named instead of years.
MONTHS_UP_TO = 400
QUARTERS_UP_TO = 1200

_YEAR_LINE = palette.GRID


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
        "tickvals": [midpoint(first, last) for first, last in spans],
        "ticktext": [_stretch_name(first, grain) for first, _ in spans],
        "tickangle": 0,
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
            "line": {"color": _YEAR_LINE, "width": 1},
        }
        for first, _ in spans[1:]
    ]
    return axis, lines


def _stretch_name(day: dt.date, grain: str) -> str:
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


# A band of less than this share of the axis has room for a word a line only.
NARROW = 0.2


def gap_label(gap: Gap, *, narrow: bool) -> str:
    """Say how many days without a contact a gap has, and between which days."""
    return t(
        "calls.gap_mark_narrow" if narrow else "calls.gap_mark",
        days=spans.days(gap.days, exact=gap.exact),
        start=fmt.short_imprecise_date(gap.start, gap.precisions[0]),
        end=fmt.short_imprecise_date(gap.end, gap.precisions[1]),
    )


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
    fill, hatch = COVERAGE_FILL[grade], COVERAGE_HATCH[grade]
    pattern = {
        "shape": hatch,
        "bgcolor": fill,
        "fgcolor": palette.OUTLINE,
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
        line={"color": palette.OUTLINE, "width": 1, "dash": "dot" if none else "solid"},
        name=label if none else t("calls.coverage_legend", grade=label),
        hoverinfo="name",
        hoveron="fills",
        **extra,
    )


def hidden_marks(
    counts: pd.DataFrame, label: Callable[[str], str], *, written: bool
) -> list[Trace]:
    """Mark the periods whose contacts are all hidden, so that none reads as a zero.

    Args:
        counts: from `data.contacts.counts_by_period`.
        label: code of a period → its name.
        written: whether there is room for words; else a cross stands there.

    Returns:
        One trace, or none where nothing is hidden.
    """
    if "hidden" not in counts["status"].tolist():
        return []
    rows = counts[counts["status"] == "hidden"]
    words = [tn("calls.hidden_mark", int(n)) for n in rows["hidden"]]
    return [
        scatter(
            x=[n for n, code in enumerate(counts["status"]) if code == "hidden"],
            y=[0] * len(rows),
            mode="text" if written else "markers",
            text=words,
            textposition="top center",
            textfont={"size": 12},
            marker={
                "symbol": "x-thin",
                "size": 6,
                "line": {"width": 1.5, "color": palette.OUTLINE},
            },
            hovertext=[
                t("calls.hidden_hover", period=label(period), hidden=text)
                for period, text in zip(rows["period"], words, strict=True)
            ],
            hoverinfo="text",
            showlegend=False,
            cliponaxis=False,
        )
    ]
