"""Who still talks: a line for each counterpart, with its last contact and its lane."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t
from data.coverage import Stretches

# In pixels: a row with its label above its lane, a heading, and what stands above all.
ROW, HEADING, ABOVE = 42, 32, 22
# Half the height of a lane, the space below it, and where its label stands.
_LANE, _BELOW, _LABEL = 10, 3, 9

# How sure it is that nothing is missing: firm where searched well, or dotted.
_WELL, _LESS = {"width": 3, "dash": "solid"}, {"width": 1.5, "dash": "dot"}

_MARK: dict[str, dict[str, Any]] = {
    "call": {"symbol": "line-ns", "size": 16, "color": palette.CALL},
    "video_call": {"symbol": "line-ns", "size": 16, "color": palette.CALL},
    "joint_call": {"symbol": "circle-open", "size": 10, "color": palette.CALL},
    "meeting": {"symbol": "square", "size": 9, "color": palette.MEETING},
}

# First and last day of a level line, its height, its look.
_Line = tuple[dt.date, dt.date, float, dict[str, Any]]


class Pause(NamedTuple):
    """Days of a lane without a contact, and how long they lasted in words."""

    first: dt.date
    last: dt.date
    lasted: str


@dataclass(frozen=True)
class Row:
    """One counterpart.

    `name` and `told` stand above the lane, at the left and at the right, and may hold
    bold words. `contacts` has contact_id, date and kind; `stretches` are from
    `Coverage.between`. A row without stretches is a heading.
    """

    name: str
    told: str = ""
    contacts: pd.DataFrame | None = None
    stretches: Stretches | None = None
    pauses: tuple[Pause, ...] = ()


def fig_last_contacts(
    rows: Sequence[Row],
    start: dt.date,
    end: dt.date,
    hovers: dict[str, str],
    head: str,
    events: Sequence[tuple[dt.date, str]] = (),
) -> Spec:
    """Draw the lanes of some counterparts since a day.

    Args:
        rows: top row first.
        start: first day of the axis.
        end: last day of the axis.
        hovers: contact id → its text.
        head: what the words at the right of each row are.
        events: days that readers know, each with a word or two.
    """
    heights = [HEADING if row.stretches is None else ROW for row in rows]
    top = float(sum(heights))
    total = top
    lanes: list[tuple[float, float]] = []
    traces: list[Trace] = []
    shapes: list[dict[str, Any]] = []
    lines: list[_Line] = []
    # Above all rows, where the axis has no places.
    above = {"yref": "paper", "yshift": 2}
    notes = [_words(head, 1, 1, "right", "bottom", palette.MUTED) | above]
    for row, height in zip(rows, heights, strict=True):
        # A heading stands close to the rows that it heads.
        level = top - (_LABEL if row.stretches is not None else height - _LABEL - 4)
        notes.append(_words(row.name, 0, level, "left", "middle"))
        if row.told:
            notes.append(_words(row.told, 1, level, "right", "middle"))
        if row.stretches is not None and row.contacts is not None:
            lane = top - height + _LANE + _BELOW
            lanes.append((lane - _LANE, lane + _LANE))
            shapes += _unsearched(row.stretches, lane)
            lines += _searched(row.stretches, lane)
            drawn, said = _paused(row.pauses, lane, start, end)
            lines += drawn
            notes += said
            traces += _contacts(row.contacts, lane, hovers)
        top -= height
    for day, label in events:
        if start <= day <= end:
            # In the lanes alone: the labels between them stay free of the line.
            traces.append(style.upright(day, lanes))
            side = "left" if day - start < (end - start) * 0.3 else "right"
            text = style.escape(label)
            words = _words(text, day, 1, side, "bottom", palette.MUTED)
            notes.append(words | above | {"xref": "x"})
    axis, years = style.calendar_axis(start, end)
    return figure(
        part([*traces, *_level(lines)], [*years, *shapes], notes),
        layout=style.layout(
            int(total) + ABOVE + 28,
            showlegend=False,
            hovermode="closest",
            margin={"l": 4, "r": 4, "t": ABOVE, "b": 28},
            xaxis=axis,
            yaxis={"range": [0, total], "visible": False, "fixedrange": True},
        ),
    )


def _words(
    text: str, x: Any, y: float, side: str, level: str, colour: str = palette.TEXT
) -> dict[str, Any]:
    return {
        "text": text,
        "xref": "paper",
        "x": x,
        "y": y,
        "xanchor": side,
        "yanchor": level,
        "showarrow": False,
        "font": {"color": colour, "size": 13 if colour == palette.TEXT else 12},
    }


def _unsearched(stretches: Stretches, lane: float) -> list[dict[str, Any]]:
    """A field where nobody searched."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": row.start,
            "x1": row.end + dt.timedelta(days=1),
            "y0": lane - _LANE,
            "y1": lane + _LANE,
            "fillcolor": palette.FIELD,
            "line": {"width": 0},
        }
        for row in stretches
        if row.completeness == "none"
    ]


def _searched(stretches: Stretches, lane: float) -> list[_Line]:
    """A base line as firm as the search was, where somebody searched."""
    return [
        (
            row.start,
            row.end + dt.timedelta(days=1),
            lane - _LANE,
            {"color": palette.OUTLINE, **(_WELL if row.well else _LESS)},
        )
        for row in stretches
        if row.completeness != "none"
    ]


def _level(lines: Sequence[_Line]) -> list[Trace]:
    """Draw all level lines of one look as one trace.

    As a shape each, they made the chart 18 KB instead of 15, and the browser redraw it
    in 26 ms instead of 23.
    """
    looks: list[dict[str, Any]] = []
    for *_, look in lines:
        if look not in looks:
            looks.append(look)
    traces = []
    for look in looks:
        alike = [line[:3] for line in lines if line[3] == look]
        traces.append(
            scatter(
                x=[x for first, after, _ in alike for x in (first, after, None)],
                y=[y for *_, height in alike for y in (height, height, None)],
                mode="lines",
                line=look,
                hoverinfo="skip",
            )
        )
    return traces


def _paused(
    pauses: tuple[Pause, ...],
    lane: float,
    start: dt.date,
    end: dt.date,
) -> tuple[list[_Line], list[dict[str, Any]]]:
    """A line over each pause, with its days where they fit."""
    lines: list[_Line] = []
    notes = []
    for first, last, lasted in pauses:
        if last <= start or first >= end:
            continue
        left, right = max(first, start), min(last, end)
        lines.append((left, right, lane, {"color": palette.GAP, "width": 2}))
        if (right - left) > (end - start) * 0.16:
            notes.append(
                {
                    **_words(
                        lasted,
                        style.midpoint(left, right),
                        lane,
                        "center",
                        "middle",
                        palette.GAP,
                    ),
                    "xref": "x",
                    "bgcolor": palette.GROUND,
                    "borderpad": 0,
                }
            )
    return lines, notes


def _contacts(
    contacts: pd.DataFrame, lane: float, hovers: dict[str, str]
) -> list[Trace]:
    traces = []
    for kind, mark in _MARK.items():
        rows = contacts[contacts["kind"] == kind]
        if rows.empty:
            continue
        traces.append(
            scatter(
                x=rows["date"].dt.date.tolist(),
                y=[lane] * len(rows),
                mode="markers",
                marker={**mark, "line": {"width": 2, "color": mark["color"]}},
                customdata=rows["contact_id"].tolist(),
                hovertext=[hovers[contact] for contact in rows["contact_id"]],
                hoverinfo="text",
            )
        )
    return traces


def alt_last_contacts(rows: Sequence[Row], year: int) -> str:
    """Say the line of each counterpart."""
    told = [
        t("leaders.alt_last", name=row.name, told=row.told)
        for row in rows
        if row.stretches is not None
    ]
    plain = "; ".join(told)
    for sign in ("<b>", "</b>"):
        plain = plain.replace(sign, "")
    return t("leaders.alt_lasts", rows=plain, year=str(year))
