"""Positions over time, month by month, and for how many states one is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, figure, part, scatter
from components.text import t
from data.fill_rule import SCALE
from data.stances import HIDDEN

Label = Callable[[str], str]

HEIGHT = 420
# On the right, in pixels, for the names at the end.
LABELS = 128

# Room above the line of known positions for the bands of thin years, in states.
_BAND = 2.2

# From the line outwards: what is nearest to it is least sure.
_ABOVE = ("conditional", "supports", "initiates")
_BELOW = ("cautious", "opposes")


def fig_distribution(
    counts: pd.DataFrame,
    states: int,
    as_of: dt.date,
    thin: Sequence[int],
    stance_label: Label,
) -> Spec:
    """Draw how many states hold a position, a step a month: for above, against below.

    A line shows for how many states a position is known: the areas grow with it, and
    it grows with the collection.

    Args:
        counts: from `data.stances.distribution`.
        states: number of states.
        as_of: the day of the map, marked by a line.
        thin: years with few statements, marked by a band.
        stance_label: code → its name.
    """
    first, last = counts["month"].min().date(), counts["day"].max().date()
    areas, notes = [], []
    for side, stances in ((1, _ABOVE), (-1, _BELOW)):
        level = 0.0
        for stance in stances:
            rows = counts[counts["stance"] == stance]
            name = stance_label(stance)
            # The last step ends where its month does, not where it begins.
            days = [*rows["month"].dt.date, rows["day"].max().date()]
            values = [*rows["count"].tolist(), int(rows["count"].iloc[-1])]
            areas.append(
                scatter(
                    x=days,
                    y=[side * n for n in values],
                    name=name,
                    stackgroup=str(side),
                    mode="lines",
                    line={"shape": "hv", "width": 1, "color": palette.OUTLINE},
                    fillcolor=palette.POSITION_COLOUR[stance],
                    hovertext=[
                        t(
                            "stances.history_hover",
                            month=fmt.month(day),
                            stance=name,
                            n=n,
                        )
                        for day, n in zip(days, values, strict=True)
                    ],
                    hoverinfo="text",
                )
            )
            if values[-1]:
                notes.append(
                    {
                        "x": last,
                        "y": level + side * values[-1] / 2,
                        "xanchor": "left",
                        "xshift": 6,
                        "text": t(
                            "stances.area_label",
                            sign=palette.POSITION_SIGN[stance],
                            stance=name,
                            n=fmt.number(values[-1]),
                        ),
                        "showarrow": False,
                        "font": {"size": 12},
                    }
                )
            level += side * values[-1]
    day = [style.marked_day(as_of)] if first <= as_of <= last else []
    lowest = int(
        counts[counts["stance"].isin(_BELOW)].groupby("month")["count"].sum().max()
    )
    top = int(_known(counts).max()) + 2
    ticks = list(range(-(lowest // 5) * 5, top + 1, 5))
    return figure(
        part(areas),
        _known_line(counts, states, last),
        *(_thin(year, top, first, last) for year in thin),
        part(shapes=day, annotations=notes),
        layout=style.layout(
            HEIGHT,
            showlegend=False,
            margin={"l": 8, "r": LABELS, "t": 8, "b": 8},
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
                "range": [-lowest - 1, top + (_BAND if thin else 0)],
                "tickvals": ticks,
                "ticktext": [fmt.number(abs(n)) for n in ticks],
                "zeroline": True,
                "zerolinecolor": palette.TEXT,
                "zerolinewidth": 1.5,
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
        line={"shape": "hv", "width": 2, "color": palette.TEXT},
        hoverinfo="skip",
    )
    hidden = counts[(counts["stance"] == HIDDEN)]
    gone = int(hidden["count"].iloc[-1]) if len(hidden) else 0
    text = t("stances.known_of", n=fmt.number(newest), states=fmt.number(states))
    if gone:
        text = t("stances.known_and_hidden", known=text, n=fmt.number(gone))
    number = {
        "x": last,
        "y": newest,
        "text": text,
        "showarrow": False,
        "xanchor": "right",
        "xshift": -4,
        "yanchor": "bottom",
        "font": {"size": 12},
    }
    return part([line], annotations=[number])


def _thin(year: int, top: int, first: dt.date, last: dt.date) -> Spec:
    """Band over a year, above the stack, with the word for it."""
    start = max(dt.date(year, 1, 1), first)
    end = min(dt.date(year, 12, 31), last)
    band = {
        "type": "rect",
        "x0": start,
        "x1": end,
        "y0": top + 0.2,
        "y1": top + _BAND,
        "fillcolor": style.UNCOVERED_FILL,
        "line": {"width": 0},
    }
    word = {
        "x": style.midpoint(start, end),
        "y": top + _BAND / 2,
        "text": t("stances.thin_mark"),
        "showarrow": False,
        "font": {"size": 12},
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
