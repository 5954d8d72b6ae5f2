"""Contacts by lane in the months before and after the invasion."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.lane_matrix import Cell, fig_matrix
from components.figures.spec import Spec
from components.text import t
from data.rows import each


def month_label(start: dt.date, end: dt.date) -> str:
    """Name a month on the axis: "Nov", "Jan 2022", or "Feb 1–23" where it is cut."""
    name = fmt.short_month(start.month)
    if start.day > 1 or (end + dt.timedelta(days=1)).day > 1:
        return t("leaders.month_part", month=name, first=start.day, last=end.day)
    if start.month == 1:
        return t("leaders.month_year", month=name, year=start.year)
    return name


def fig_months(
    months: pd.DataFrame, labels: dict[str, str], cut: tuple[dt.date, str]
) -> Spec:
    """Draw a numbered disc for each month with contacts; 0 is a true zero.

    Args:
        months: from `data.invasion_window.by_month`.
        labels: actor id → label of its row, top row first.
        cut: the day that parts before from after, and its label.
    """
    spans = list(dict.fromkeys(zip(months["start"], months["end"], strict=True)))
    cells = [
        Cell(
            row.actor_id,
            spans.index((row.start, row.end)),
            row.n,
            fmt.number(row.n),
            t(
                "leaders.month_hover",
                name=style.escape(labels[row.actor_id]),
                start=fmt.date(row.start),
                end=fmt.date(row.end),
                n=fmt.number(row.n),
            ),
        )
        for row in each(months)
    ]
    day, label = cut
    before = sum(start < day for start, _ in spans)
    columns = [month_label(*span) for span in spans]
    return fig_matrix(cells, labels, columns, (before - 0.5, label))


def alt_months(
    sides: pd.DataFrame, labels: dict[str, str], names: dict[str, str]
) -> str:
    """Say each lane's numbers on either side of the invasion.

    Args:
        sides: from `data.invasion_window.before_and_after`.
        labels: actor id → name.
        names: `before` and `after` → the days that they stand for.
    """
    parts = [
        t(
            "leaders.alt_side",
            name=labels[row.actor_id],
            before=fmt.number(row.before),
            after=fmt.number(row.after),
        )
        for row in each(sides)
    ]
    return t(
        "leaders.alt_sides",
        before=names["before"],
        after=names["after"],
        lanes="; ".join(parts),
    )
