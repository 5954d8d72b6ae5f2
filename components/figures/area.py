"""Positions over time, month by month, and for how many states one is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, figure, part, scatter
from components.text import t
from data.fill_rule import NO_STATEMENT, SCALE
from data.stances import HIDDEN

Label = Callable[[str], str]

HEIGHT = 420

# Room above the stack for the bands of thin years, in states.
_BAND = 3

# Room that no position takes, seen on both backgrounds and behind those that do.
_SILENT_FILL = "rgba(128, 128, 128, 0.30)"


def fig_distribution(
    counts: pd.DataFrame,
    states: int,
    as_of: dt.date,
    thin: Sequence[int],
    stance_label: Label,
) -> Spec:
    """Stack the number of states by position, one step a month.

    A line above the positions shows for how many states one is known: the stack
    grows with it, and it grows with the collection.

    Args:
        counts: from `data.stances.distribution`.
        states: number of states, the height of the stack.
        as_of: the day of the map, marked by a line.
        thin: years with few statements, marked by a band.
        stance_label: code → its name.
    """
    areas = []
    for stance in (*SCALE, HIDDEN, NO_STATEMENT):
        rows = counts[counts["stance"] == stance]
        if stance == HIDDEN and not rows["count"].any():
            continue
        name = stance_label(stance)
        # The last step ends where its month does, not where it begins.
        days = [*rows["month"].dt.date, rows["day"].max().date()]
        values = [*rows["count"].tolist(), int(rows["count"].iloc[-1])]
        areas.append(
            scatter(
                x=days,
                y=values,
                name=name,
                stackgroup="states",
                mode="lines",
                line={"shape": "hv", "width": 0.5, "color": palette.OUTLINE},
                fillcolor=palette.POSITION_COLOUR.get(stance, _SILENT_FILL),
                hovertext=[
                    t("stances.history_hover", month=fmt.month(day), stance=name, n=n)
                    for day, n in zip(days, values, strict=True)
                ],
                hoverinfo="text",
            )
        )
    first, last = counts["month"].min().date(), counts["day"].max().date()
    day = [style.marked_day(as_of)] if first <= as_of <= last else []
    return figure(
        part(areas),
        _known_line(counts, states, last),
        *(_thin(year, states, first, last) for year in thin),
        part(shapes=day),
        layout=style.layout(
            HEIGHT,
            hovermode="closest",
            xaxis={
                "type": "date",
                "range": [first, last],
                "dtick": "M12",
                "tickformat": "%Y",
                "tickangle": 0,
                "showgrid": False,
                "fixedrange": True,
            },
            yaxis={
                "range": [0, states + (_BAND if thin else 0)],
                "tickvals": [0, 9, 18, states],
                "title": {"text": t("stances.axis_states"), "standoff": 4},
                "fixedrange": True,
            },
        ),
    )


def _known(counts: pd.DataFrame) -> pd.Series:
    """Number of states with a known position, by month."""
    known = counts[counts["stance"].isin(SCALE)]
    return known.groupby("month")["count"].sum()


def _known_line(counts: pd.DataFrame, states: int, last: dt.date) -> Spec:
    """A line along the upper edge of all positions, with its number at the end."""
    known = _known(counts)
    newest = int(known.iloc[-1])
    line = scatter(
        x=[*(month.date() for month in known.index), last],
        y=[*known.tolist(), newest],
        name=t("stances.known"),
        mode="lines",
        line={"shape": "hv", "width": 3, "color": palette.OUTLINE},
        hoverinfo="skip",
    )
    number = {
        "x": last,
        "y": newest,
        "text": t("stances.known_of", n=fmt.number(newest), states=fmt.number(states)),
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "bottom",
        "font": {"size": 12},
    }
    return part([line], annotations=[number])


def _thin(year: int, states: int, first: dt.date, last: dt.date) -> Spec:
    """Band over a year, above the stack, with the word for it."""
    start = max(dt.date(year, 1, 1), first)
    end = min(dt.date(year, 12, 31), last)
    band = {
        "type": "rect",
        "x0": start,
        "x1": end,
        "y0": states + 0.2,
        "y1": states + _BAND,
        "fillcolor": style.UNCOVERED_FILL,
        "line": {"color": palette.OUTLINE, "width": 1},
    }
    word = {
        "x": style.midpoint(start, end),
        "y": states + _BAND / 2,
        "text": t("stances.thin_mark"),
        "showarrow": False,
        "font": {"size": 11},
    }
    return part(shapes=[band], annotations=[word])


def alt_distribution(counts: pd.DataFrame, stance_label: Label) -> str:
    """Say for how many states a position was known first and last, and which."""
    first, last = counts["month"].min(), counts["month"].max()
    known = _known(counts)

    def told(month: pd.Timestamp) -> str:
        rows = counts[(counts["month"] == month) & (counts["count"] > 0)]
        shares = [
            t("stances.alt_share", stance=stance_label(stance), n=fmt.number(n))
            for stance, n in zip(rows["stance"], rows["count"], strict=True)
        ]
        known_here = t(
            "stances.alt_share", stance=t("stances.known"), n=fmt.number(known[month])
        )
        return ", ".join([known_here, *shares])

    return t(
        "stances.alt_distribution",
        start=fmt.month(first.date()),
        end=fmt.month(last.date()),
        before=told(first),
        after=told(last),
    )
