"""Lanes on one time axis: contacts as marks, coverage drawn under each lane."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.lane_coverage import coverage
from components.figures.lane_layout import MARK, LaneRow, Plan, arrange
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t, tn
from data.rows import each

Label = Callable[[str], str]

# Above the lanes, for the label of the marked day.
EVENT = 18


def fig_lanes(
    rows: list[LaneRow],
    selected: pd.DataFrame,
    start: dt.date,
    end: dt.date,
    event: tuple[dt.date, str],
    kind_label: Label,
    completeness_label: Label,
) -> Spec:
    """Place every contact in its counterpart's lane, over the coverage of the lane.

    Args:
        rows: lanes and headings, top row first.
        selected: contacts of the view; those of other actors are left out.
        start: first day of the axis.
        end: last day of the axis.
        event: a day to mark across all lanes, and its label.
        kind_label: code of a kind → its name.
        completeness_label: code of a coverage grade → its name.
    """
    drawn = selected[selected["actor_id"].isin({row.actor_id for row in rows})]
    plan = arrange(rows, drawn, start, end)
    named = [
        style.row_label(plan.places[row.actor_id].label, row.label, 0) for row in rows
    ]
    marks = [*_ties(drawn, plan), *_marks(drawn, plan, kind_label)]
    long_axis = (end - start).days > 800
    return figure(
        coverage(rows, plan.places, (start, end), completeness_label),
        _event(event, start, end, plan),
        part(marks, annotations=named),
        layout=style.layout(
            130 + int(plan.height),
            xaxis={
                "type": "date",
                "range": [start, end + dt.timedelta(days=1)],
                "fixedrange": True,
                "tickformat": "%Y" if long_axis else "%Y-%m",
                "dtick": "M12" if long_axis else None,
                "tickangle": 0,
                "tickfont": {"size": 11},
                "ticklabelmode": "period" if long_axis else "instant",
            },
            yaxis={
                "range": [-2, plan.height + EVENT],
                "visible": False,
                "fixedrange": True,
            },
        ),
    )


def _event(
    event: tuple[dt.date, str],
    start: dt.date,
    end: dt.date,
    plan: Plan,
) -> Spec:
    """Mark a day in every lane; labels between the lanes stay free of the line."""
    day, label = event
    if not start <= day <= end:
        return part()
    lanes = (place for place in plan.places.values() if place.levels)
    line = style.upright(day, ((place.floor, place.top) for place in lanes))
    share = (day - start) / (end - start)
    note = {
        "x": day,
        "y": plan.height + EVENT / 2,
        "text": label,
        "showarrow": False,
        "xanchor": "left" if share < 0.3 else "right" if share > 0.7 else "center",
    }
    return part([line], annotations=[note])


def _ties(drawn: pd.DataFrame, plan: Plan) -> list[Trace]:
    """Tie the marks of one event across the lanes by a thin upright line."""
    x: list[dt.date | None] = []
    y: list[float | None] = []
    for _, rows in drawn[drawn.duplicated("event_id", keep=False)].groupby("event_id"):
        heights = [plan.marks[contact] for contact in rows["contact_id"]]
        day = rows["date"].iloc[0].date()
        x += [day, day, None]
        y += [max(heights), min(heights), None]
    if not x:
        return []
    return [
        scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": style.KIND_COLOUR["joint_call"], "width": 2},
            name=t("leaders.tie"),
            legendrank=1500,
            hoverinfo="skip",
        )
    ]


def _marks(drawn: pd.DataFrame, plan: Plan, kind_label: Label) -> list[Trace]:
    marks = []
    for kind, colour in style.KIND_COLOUR.items():
        rows = drawn[drawn["kind"] == kind]
        if rows.empty:
            continue
        marks.append(
            scatter(
                x=rows["date"].dt.date.tolist(),
                y=[plan.marks[contact] for contact in rows["contact_id"]],
                mode="markers",
                name=kind_label(kind),
                marker={
                    "symbol": style.KIND_SYMBOL[kind],
                    "size": MARK,
                    "color": colour,
                    "line": {"width": 1, "color": "#FFFFFF"},
                },
                customdata=rows["contact_id"].tolist(),
                hovertext=[
                    t(
                        "leaders.mark_hover",
                        name=style.escape(row.counterpart),
                        date=fmt.date(row.date.date()),
                        kind=kind_label(kind),
                    )
                    for row in each(rows)
                ],
                hoverinfo="text",
            )
        )
    return marks


def alt_lanes(
    rows: list[LaneRow], tallied: tuple[int, int, int], start: dt.date, end: dt.date
) -> str:
    """Say what the lanes hold: their labels, the events, and what is not covered.

    Args:
        rows: as drawn.
        tallied: contacts, distinct events, events in several lanes.
        start: first day of the axis.
        end: last day of the axis.
    """
    contacts, events, joint = tallied
    lanes = [row for row in rows if row.stretches is not None]
    return tn(
        "leaders.alt_lanes",
        contacts,
        start=fmt.date(start),
        end=fmt.date(end),
        lanes="; ".join(row.label.replace("<br>", " ") for row in lanes),
        events=fmt.number(events),
        joint=fmt.number(joint),
    )
